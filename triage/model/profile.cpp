#include "triage/model/profile.h"

#include <algorithm>
#include <array>

namespace ulika {
namespace {

struct Place {
  std::string_view folders;  // that stand before the user, without the first '/'
  bool numbered;
};

// Android: frameworks/base, Environment.java and UserHandle.java. The others: their file system layouts.
constexpr std::array kPlaces = {
    Place{"data/user/", true},
    Place{"data/user_de/", true},
    Place{"data/media/", true},
    Place{"storage/emulated/", true},
    Place{"data/system/users/", true},
    Place{"data/system_ce/", true},
    Place{"data/system_de/", true},
    Place{"data/misc_ce/", true},
    Place{"data/misc_de/", true},
    Place{"Users/", false},
    Place{"home/", false},
};
constexpr std::array<std::string_view, 5> kShared = {"Public", "Default", "Default User", "All Users",
                                                     "Shared"};

// Where the name after `folders` begins, when they stand at the start of `path` or after a '/'.
std::size_t after(std::string_view path, std::string_view folders) {
  for (std::size_t at = path.find(folders); at != std::string_view::npos; at = path.find(folders, at + 1)) {
    if (at == 0 || path[at - 1] == '/') return at + folders.size();
  }
  return std::string_view::npos;
}

}  // namespace

std::string profile_of(std::string_view path) {
  for (const Place& place : kPlaces) {
    const std::size_t begin = after(path, place.folders);
    if (begin == std::string_view::npos) continue;
    const std::size_t end = path.find('/', begin);
    if (end == std::string_view::npos || end == begin) continue;
    const std::string_view name = path.substr(begin, end - begin);
    if (!place.numbered) {
      return std::find(kShared.begin(), kShared.end(), name) == kShared.end() ? std::string(name) : "";
    }
    const bool number = std::all_of(name.begin(), name.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (number) return name == "0" ? "" : "user " + std::string(name);
  }
  return {};
}

}  // namespace ulika
