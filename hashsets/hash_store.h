// HashStore: a folder of hash sets, each in a file of its own.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "hashsets/hash_index.h"
#include "hashsets/index_writer.h"

namespace ulika {

struct ImportOptions {
  std::string name;
  std::optional<HashSetKind> kind;  // as the list itself says when there is none: known, unless it is marked
  std::string category;             // of entries that bring none
  std::vector<std::string> only;    // categories that are taken; all when empty
  IndexOptions index;
  bool replace = false;  // a set of that name may be there
};

// Reads a list (hash_list.h) and makes the index `index` of it. What is found wrong leaves nothing behind.
Result<void> import_hash_list(const std::filesystem::path& list, const std::filesystem::path& index,
                              const ImportOptions& options);

class HashStore {
 public:
  explicit HashStore(std::filesystem::path folder) : folder_(std::move(folder)) {}

  // Makes the folder where it is missing. Refused while another process imports into or removes from the
  // store. Names of sets are UTF-8 without '/' and control characters, at most 200 bytes.
  Result<HashIndex> import(const std::filesystem::path& list, const ImportOptions& options);
  Result<void> remove(const std::string& name);

  // In the order of their names' bytes.
  Result<std::vector<HashIndex>> open_all(HashIndex::Check check) const;
  Result<HashIndex> open(const std::string& name, HashIndex::Check check) const;

 private:
  std::filesystem::path file_of(const std::string& name) const;
  std::filesystem::path folder_;
};

}  // namespace ulika
