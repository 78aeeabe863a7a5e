// PageStore: every version of every page that a SQLite database, its write-ahead log and its rollback journal
// hold, and which of them the app would see.
#pragma once

#include <cstdint>
#include <unordered_map>
#include <vector>

#include "triage/base/byte_source.h"
#include "triage/base/text.h"

namespace ulika {

// The files that one database lies in. They must outlive what reads them; the companions may be null.
struct DatabaseFiles {
  ByteSource* main = nullptr;
  ByteSource* wal = nullptr;
  ByteSource* journal = nullptr;
};

enum class PageFile : std::uint8_t { main, wal, journal };

// One version of a page.
struct PageVersion {
  std::uint32_t number = 0;  // of the page, from 1
  PageFile file = PageFile::main;
  std::uint32_t frame = 0;   // of the log, or record of the journal, from 1; 0 in the main file
  std::uint64_t offset = 0;  // of the page's bytes in that file
};

// Source of the formats: https://www.sqlite.org/fileformat2.html
class PageStore {
 public:
  // Fails with ErrorKind::unsupported where the main file has no header of a SQLite database.
  static Result<PageStore> open(const DatabaseFiles& files);

  std::uint32_t page_size() const { return page_size_; }
  std::uint32_t usable() const { return usable_; }  // page size without the reserved bytes at each end
  Encoding encoding() const { return encoding_; }
  // Pages of the state that the app would see, bounded by what the files hold.
  std::uint32_t page_count() const { return page_count_; }
  std::uint32_t first_freelist_page() const { return first_freelist_page_; }
  // Pages in the main file, of which those past page_count() belong to no state.
  std::uint32_t main_pages() const { return main_pages_; }

  // Where the version lies that the app would see.
  PageVersion current(std::uint32_t number) const;

  // True where a hot journal undoes a transaction that the main file holds in part.
  bool rolls_back() const { return rolls_back_; }

  // Versions that it would not see: first pages of the main file that the log or journal replaces, then
  // frames of the log from the newest to the oldest, then records of the journal.
  const std::vector<PageVersion>& superseded() const { return superseded_; }

  // The version of a page that stood when frame `frame` of the log had been written.
  PageVersion as_of_frame(std::uint32_t number, std::uint32_t frame) const;

  // True for a frame written since the log last began anew; others are left over from before.
  bool is_of_last_generation(std::uint32_t frame) const {
    return frame > 0 && frame <= salts_.size() && salts_[frame - 1] == salts_[0];
  }

  // Fills `page` (page_size() bytes). False where the file ends before.
  bool read(const PageVersion& version, std::vector<std::byte>& page) const;

 private:
  PageStore() = default;
  void read_log();
  void hide_main_pages();
  void read_journal();
  std::uint32_t read_hot_journal();
  void read_cold_journal();
  void read_header();

  DatabaseFiles files_;
  std::uint32_t page_size_ = 0;
  std::uint32_t usable_ = 0;
  Encoding encoding_ = Encoding::utf8;
  std::uint32_t page_count_ = 0;
  std::uint32_t main_pages_ = 0;
  std::uint32_t first_freelist_page_ = 0;
  bool rolls_back_ = false;
  std::unordered_map<std::uint32_t, PageVersion> current_;  // those that do not lie in the main file
  std::unordered_map<std::uint32_t, std::vector<PageVersion>> frames_;  // of the log, ascending
  std::vector<std::pair<std::uint32_t, std::uint32_t>> salts_;          // by frame
  std::vector<PageVersion> superseded_;
};

}  // namespace ulika
