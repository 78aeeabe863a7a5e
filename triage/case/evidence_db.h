// EvidenceDatabase: what is known about one evidence item: files, artefacts, hits, ledger. The supervisor
// alone writes.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "triage/base/sqlite.h"
#include "triage/model/file_result.h"
#include "triage/model/source_info.h"

namespace ulika {

class EvidenceDatabase {
 public:
  // A new database for `source`, or an existing one opened to go on. Throws DatabaseError; a database of
  // another schema version is refused with one sentence.
  static EvidenceDatabase create(const std::filesystem::path& file, const SourceInfo& source);
  static EvidenceDatabase open(const std::filesystem::path& file);

  EvidenceDatabase(EvidenceDatabase&&) noexcept;
  EvidenceDatabase& operator=(EvidenceDatabase&&) noexcept;
  ~EvidenceDatabase();

  const SourceInfo& source() const;

  // Listing. add_entries may be called many times (one transaction each); finish_listing makes it complete.
  // An incomplete listing of an earlier run is dropped by begin_listing. Directories, links and special files
  // are done once they are listed. Of two entries with one path the later gets "#2", "#3", … and a problem
  // says so.
  void begin_listing();
  void add_entries(const std::vector<FileEntry>& entries);
  void finish_listing();
  bool listed() const;

  // Entries not yet examined, in physical order (first_offset, id), with content; at most `limit`, from after
  // `cursor`.
  struct Pending {
    std::int64_t id = 0;
    FileEntry entry;
  };
  struct Cursor {
    std::int64_t first_offset = -2;
    std::int64_t id = 0;
  };
  std::vector<Pending> pending(Cursor& cursor, std::size_t limit) const;
  // The path of every listed entry.
  void for_each_path(const std::function<void(std::string_view)>& visit) const;
  // The content of every examined file that is no member, and the file that was scanned for it: itself, or
  // its twin.
  void for_each_examined(const std::function<void(std::int64_t, const Digests&)>& visit) const;
  // The row of a path, or nothing.
  std::optional<Pending> find(std::string_view path) const;

  // Writes the results of one batch in one transaction. A result that is already there is replaced as a
  // whole, so a batch that is examined again leaves the same rows. Members found inside files get rows of
  // their own, below the longest existing container path; they may come before or after the container's own
  // result. A member whose path is taken by different content gets "#2", "#3", …. On failure nothing of the
  // batch is there.
  void write(const std::vector<FileResult>& results);
  // Drops what an earlier, broken-off examination of the file left: its outcome, its rows and its members.
  void forget(std::int64_t file_id);
  // forget() for every file whose examination an earlier run left unfinished.
  void forget_unfinished();
  // Marks the examined files whose content or slack lies in part in a range of the image that a problem of
  // reading names as damaged.
  void mark_damaged();
  // Problems of the item rather than of one examined file (bad chunks, listing).
  void write_problems(const std::vector<Problem>& problems);

  // What the image pass found: digests of the whole image.
  void set_image_digests(const Digests& digests);
  void set_meta(std::string_view key, std::string_view value);
  std::string meta(std::string_view key) const;

  // Ends the item: twins get copies of the rows of the file that was examined in their place, ordinals and
  // ids are fixed, indexes and full text are built. Safe to repeat.
  void finish();
  bool finished() const;

  // files, bytes, done_*: listed entries with content to examine (not members). losses: files and problems in
  // a state of loss.
  struct Totals {
    std::int64_t files = 0, bytes = 0, done_files = 0, done_bytes = 0, hits = 0, records = 0, losses = 0;
  };
  Totals totals() const;

 private:
  struct State;
  explicit EvidenceDatabase(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace ulika
