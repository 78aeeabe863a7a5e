// Evidence paths made from names that evidence gives: safe, visible, unique.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>

namespace ulika {

// The path of a container member as the contract wants it: '/' between segments, no leading '/', no empty or
// "." segment; ".." becomes "%2E%2E", so a name can never climb. "unnamed" when nothing is left. `name` is
// raw bytes that should be UTF-8; what is not comes out as %XX.
std::string member_path(std::string_view name);

// Gives every path once: a path that was given before comes back with "#2", "#3", … appended.
class UniquePaths {
 public:
  std::string claim(std::string path);

 private:
  std::unordered_map<std::string, unsigned> given_;
};

}  // namespace ulika
