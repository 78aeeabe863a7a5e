#include "triage/evidence/entry_paths.h"

#include "triage/base/text.h"

namespace ulika {

std::string member_path(std::string_view name) {
  std::string path;
  while (!name.empty()) {
    std::size_t slash = name.find('/');
    std::string_view segment = name.substr(0, slash);
    name.remove_prefix(slash == name.npos ? name.size() : slash + 1);
    if (segment.empty() || segment == ".") continue;
    if (!path.empty()) path += '/';
    path += segment == ".." ? std::string("%2E%2E") : path_segment(segment);
  }
  return path.empty() ? "unnamed" : path;
}

std::string UniquePaths::claim(std::string path) {
  auto [at, fresh] = given_.try_emplace(path, 1U);
  if (fresh) return path;
  for (;;) {
    std::string numbered = path + "#" + std::to_string(++at->second);
    if (given_.try_emplace(numbered, 1U).second) return numbered;
  }
}

}  // namespace ulika
