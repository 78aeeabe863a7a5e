// IndexWriter: makes the index of a hash set out of rows in any order, within bounded memory.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "hashsets/digest_sorter.h"
#include "hashsets/index_format.h"
#include "hashsets/new_file.h"

namespace ulika {

struct IndexOptions {
  std::size_t memory_bytes = std::size_t{512} << 20;  // for sorting; more goes through temporary files
  std::vector<HashKind> kinds{HashKind::md5, HashKind::sha1, HashKind::sha256};  // that are kept
};

class IndexWriter {
 public:
  // The index will be at `file`, and temporary files beside it.
  IndexWriter(std::filesystem::path file, IndexOptions options);

  // Refuses a row with a 256th category with ErrorKind::limit.
  Result<void> add(const HashRow& row);
  // Writes the index. `about` says everything but rows, categories and sections, which come from the rows.
  Result<void> finish(IndexDescription about);

 private:
  Result<std::uint8_t> number_of_category(std::string_view name);
  Result<void> write_entries(HashKind kind, NewFile& out, IndexDescription& about);
  Result<void> write_lookups(HashKind kind, NewFile& out, IndexDescription& about);
  Result<void> write_table(NewFile& out, const IndexSection& section, std::size_t entry_size);
  Result<void> write_filter(NewFile& out, const IndexSection& section, std::size_t entry_size);

  std::filesystem::path file_;
  IndexOptions options_;
  std::array<std::unique_ptr<DigestSorter>, kHashKinds> sorters_;
  std::array<std::uint64_t, kHashKinds> rows_{};
  std::uint64_t all_rows_ = 0;
  std::map<std::string, std::uint8_t, std::less<>> categories_;  // numbered as they come
};

}  // namespace ulika
