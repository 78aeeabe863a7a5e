// A trie over letters in two arrays (double array): one step is one look-up, whatever the alphabet.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace ulika {

class WordTrie {
 public:
  static constexpr std::uint32_t kRoot = 1;
  static constexpr std::uint32_t kNone = 0;

  // Values of one key stay together in the order given.
  void build(const std::vector<std::pair<std::u32string, std::uint32_t>>& entries);

  // The number that stands for `letter` in step(); 0 for one that no key holds.
  std::uint32_t code(char32_t letter) const {
    if (letter < kLow) return low_.empty() ? 0 : low_[letter];
    const auto at = high_.find(letter);
    return at == high_.end() ? 0 : at->second;
  }
  // The node one letter further; kNone where no key goes on so.
  std::uint32_t step(std::uint32_t node, std::uint32_t code) const {
    const std::uint32_t next = base_[node] + code;
    return code != 0 && next < check_.size() && check_[next] == node ? next : kNone;
  }
  // The values of the keys that end at `node`.
  std::pair<const std::uint32_t*, const std::uint32_t*> values(std::uint32_t node) const {
    return {values_.data() + first_[node], values_.data() + last_[node]};
  }
  std::uint32_t letters() const { return alphabet_; }
  std::size_t nodes() const { return check_.size(); }

 private:
  static constexpr char32_t kLow = 0x600;
  struct Draft;

  void place(const Draft& draft, std::size_t from, std::uint32_t node);

  std::uint32_t alphabet_ = 0;
  std::vector<std::uint32_t> low_;
  std::unordered_map<char32_t, std::uint32_t> high_;
  std::vector<std::uint32_t> base_{0, 0}, check_{0, 0};
  std::vector<std::uint32_t> first_{0, 0}, last_{0, 0};
  std::vector<std::uint32_t> values_;
  std::uint32_t search_from_ = 2;
};

}  // namespace ulika
