// HashSets: the sets of a run, asked together about each file.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "hashsets/hash_index.h"

namespace ulika {

// What the sets say of one digest or file.
struct HashVerdict {
  struct Match {
    const HashIndex* set = nullptr;
    std::vector<std::string_view> categories;
  };
  std::vector<Match> matches;  // in the order of the sets
  bool notable = false;        // one of the sets that match holds what is sought
  std::string_view kind() const { return matches.empty() ? "none" : notable ? "notable" : "known"; }
  std::string names() const;  // of the sets that match, those of what is sought first, with commas
};

class HashSets {
 public:
  HashSets() = default;
  explicit HashSets(std::vector<HashIndex> sets) : sets_(std::move(sets)) {}

  // Each path is a store (hash_store.h), an index out of one, or a list in any form that hash_list.h names; a
  // list is made into an index in the folder for temporary files, gone with the process.
  static Result<HashSets> load(const std::vector<std::filesystem::path>& paths);

  bool empty() const { return sets_.empty(); }
  const std::vector<HashIndex>& sets() const { return sets_; }
  HashVerdict look_up(const Digests& digests) const;
  HashVerdict look_up(Bytes digest) const;

 private:
  std::vector<HashIndex> sets_;
};

}  // namespace ulika
