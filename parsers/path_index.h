// PathIndex: tells which definitions claim a path without trying each glob: it is asked for every file of a
// phone.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "parsers/definition.h"

namespace ulika {

class PathIndex {
 public:
  PathIndex() = default;
  explicit PathIndex(const std::vector<Definition>& definitions);

  bool any_claims(std::string_view path) const;

 private:
  using Globs = std::vector<std::string>;
  // By what the path must end with: its whole last name, or the last characters of that.
  std::unordered_map<std::string, Globs> by_name_;
  std::unordered_map<std::string, Globs> by_ending_;
  Globs others_;
};

}  // namespace ulika
