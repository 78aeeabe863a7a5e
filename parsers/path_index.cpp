#include "parsers/path_index.h"

#include <algorithm>
#include <cctype>

namespace ulika {
namespace {

constexpr std::size_t kEnding = 3;  // characters, as of ".db"

std::string lower_name(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  std::string name(slash == std::string_view::npos ? path : path.substr(slash + 1));
  std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) {
    return c < 0x80 ? static_cast<char>(std::tolower(c)) : static_cast<char>(c);
  });
  return name;
}

std::string ending(const std::string& name) {
  return name.size() < kEnding ? std::string() : name.substr(name.size() - kEnding);
}

}  // namespace

PathIndex::PathIndex(const std::vector<Definition>& definitions) {
  for (const Definition& definition : definitions) {
    for (const std::string& glob : definition.paths) {
      const std::string name = lower_name(glob);
      const std::size_t wild = name.find_last_of("*?[");
      if (wild == std::string::npos) {
        by_name_[name].push_back(glob);
      } else if (name.size() - wild - 1 >= kEnding) {
        by_ending_[ending(name)].push_back(glob);
      } else {
        others_.push_back(glob);
      }
    }
  }
}

bool PathIndex::any_claims(std::string_view path) const {
  const auto fits = [&](const std::string& glob) { return path_matches(glob, path); };
  const auto in = [&](const std::unordered_map<std::string, Globs>& globs, const std::string& key) {
    const auto found = globs.find(key);
    return found != globs.end() && std::any_of(found->second.begin(), found->second.end(), fits);
  };
  const std::string name = lower_name(path);
  return in(by_name_, name) || in(by_ending_, ending(name)) ||
         std::any_of(others_.begin(), others_.end(), fits);
}

}  // namespace ulika
