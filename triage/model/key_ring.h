// KeyRing: the passwords and keys an examiner gives for encrypted evidence. Held in memory alone: no
// database, log or report ever shows one.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ulika {

struct KeyRing {
  std::vector<std::string> passwords;  // UTF-8, in the order given
  // App in lower case ("whatsapp", "signal", …) and its key: as typed, or the bytes of the file that was
  // named.
  std::vector<std::pair<std::string, std::string>> keys;

  std::vector<std::string_view> of(std::string_view app) const {
    std::vector<std::string_view> found;
    for (const auto& [name, key] : keys) {
      if (name == app) found.emplace_back(key);
    }
    return found;
  }
};

}  // namespace ulika
