// ReviewDatabase: what examiners add to a case (tags, notes, saved views), apart from what the program found.
// Entries are only ever added, so two reviewers of one case never lose each other's.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "triage/base/sqlite.h"

namespace ulika {

struct ReviewEntry {
  std::int64_t n = 0;   // order of writing, over all reviewers
  std::string target;   // stable id of the record or file; empty for a saved view
  std::string kind;     // tag, untag, note, view
  std::string value;    // name of the tag, text of the note, "NAME\nADDRESS" of the view
  std::string author;   // as the reviewer gave it
  std::int64_t at = 0;  // UTC milliseconds
};

class ReviewDatabase {
 public:
  static constexpr std::size_t kLongestValue = 20000;  // bytes

  // Opens review.db, which is made where it is missing. Several programs may have it open at once. Throws
  // DatabaseError.
  explicit ReviewDatabase(const std::filesystem::path& file);

  // True for an entry that add() takes: a known kind, a target where one is needed, a value that is not too
  // long.
  static bool is_valid(const ReviewEntry& entry);
  // Writes the entry (its n is ignored) and returns its number. Throws DatabaseError.
  std::int64_t add(const ReviewEntry& entry);
  // Entries after number `n`, in order of writing.
  std::vector<ReviewEntry> after(std::int64_t n) const;
  // Targets that carry a tag now, of `tag` alone unless that is empty.
  std::vector<std::string> tagged(const std::string& tag = {}) const;

 private:
  mutable Database db_;
};

}  // namespace ulika
