// UnionFind: sets that are joined two by two; the least member stands for its set, so the outcome does not
// hang on the order of joining.
#pragma once

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <utility>
#include <vector>

namespace ulika {

class UnionFind {
 public:
  explicit UnionFind(std::uint32_t size = 0) : parents_(size) {
    std::iota(parents_.begin(), parents_.end(), std::uint32_t{0});
  }
  std::uint32_t add() {
    parents_.push_back(static_cast<std::uint32_t>(parents_.size()));
    return parents_.back();
  }
  std::uint32_t size() const { return static_cast<std::uint32_t>(parents_.size()); }

  std::uint32_t find(std::uint32_t member) {
    while (parents_[member] != member) {
      parents_[member] = parents_[parents_[member]];
      member = parents_[member];
    }
    return member;
  }
  bool same(std::uint32_t a, std::uint32_t b) { return find(a) == find(b); }
  // False where they were together already.
  bool unite(std::uint32_t a, std::uint32_t b) {
    a = find(a);
    b = find(b);
    if (a == b) return false;
    parents_[std::max(a, b)] = std::min(a, b);
    return true;
  }

 private:
  std::vector<std::uint32_t> parents_;
};

}  // namespace ulika
