#include "triage/lexicon/word_trie.h"

#include <algorithm>
#include <map>

namespace ulika {

// The trie as it is read in, before it is laid out.
struct WordTrie::Draft {
  struct Node {
    std::map<std::uint32_t, std::size_t> next;  // by code
    std::vector<std::uint32_t> values;
  };
  std::vector<Node> nodes{1};
};

void WordTrie::build(const std::vector<std::pair<std::u32string, std::uint32_t>>& entries) {
  low_.assign(kLow, 0);
  Draft draft;
  for (const auto& [key, value] : entries) {
    std::size_t node = 0;
    for (char32_t letter : key) {
      std::uint32_t& number = letter < kLow ? low_[letter] : high_[letter];
      if (number == 0) number = ++alphabet_;
      const auto [at, fresh] = draft.nodes[node].next.try_emplace(number, draft.nodes.size());
      node = at->second;
      if (fresh) draft.nodes.emplace_back();
    }
    draft.nodes[node].values.push_back(value);
  }
  // Breadth first, so that the first letters, which every word asks for, lie together.
  std::vector<std::pair<std::size_t, std::uint32_t>> queue{{0, kRoot}};
  for (std::size_t i = 0; i < queue.size(); ++i) {
    const auto [from, node] = queue[i];
    place(draft, from, node);
    for (const auto& [code, child] : draft.nodes[from].next) queue.emplace_back(child, base_[node] + code);
  }
}

void WordTrie::place(const Draft& draft, std::size_t from, std::uint32_t node) {
  const auto& source = draft.nodes[from];
  first_[node] = static_cast<std::uint32_t>(values_.size());
  values_.insert(values_.end(), source.values.begin(), source.values.end());
  last_[node] = static_cast<std::uint32_t>(values_.size());
  if (source.next.empty()) return;
  while (search_from_ < check_.size() && check_[search_from_] != 0) ++search_from_;
  const std::uint32_t lowest = source.next.begin()->first;
  std::uint32_t base = search_from_ > lowest ? search_from_ - lowest : 1;
  const auto fits = [&](std::uint32_t at) {
    return std::all_of(source.next.begin(), source.next.end(), [&](const auto& edge) {
      const std::size_t place = at + edge.first;
      return place > kRoot && (place >= check_.size() || check_[place] == 0);
    });
  };
  while (!fits(base)) ++base;
  const std::size_t needed = std::size_t{base} + source.next.rbegin()->first + 1;
  if (needed > check_.size()) {
    base_.resize(needed, 0);
    check_.resize(needed, 0);
    first_.resize(needed, 0);
    last_.resize(needed, 0);
  }
  base_[node] = base;
  for (const auto& [code, child] : source.next) check_[base + code] = node;
}

}  // namespace ulika
