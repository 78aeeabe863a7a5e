#include "parsers/recovery_tree.h"

#include <algorithm>

namespace ulika {
namespace {

std::uint32_t u32_at(Bytes page, std::size_t at) {
  ByteReader reader(page);
  reader.seek(at);
  return reader.u32be();
}

}  // namespace

PageUses::PageUses(const PageStore& store)
    : store_(store), uses_(std::size_t{store.page_count()} + 1, static_cast<std::int32_t>(kLost)) {}

void PageUses::walk_tree(std::uint32_t root, std::int32_t use, bool index, const Visit& visit) {
  std::vector<std::uint32_t> ahead = {root};
  std::vector<std::byte> bytes;
  while (!ahead.empty()) {
    const std::uint32_t number = ahead.back();
    ahead.pop_back();
    if (number == 0 || number >= uses_.size() || uses_[number] != kLost) continue;
    if (!store_.read(store_.current(number), bytes)) continue;
    const TreePage page = take_apart(bytes, number, store_.usable());
    if (!page.is_valid || page.is_index != index) continue;
    uses_[number] = use;
    if (visit) visit(number, bytes, page);
    if (page.is_leaf) continue;
    std::vector<std::uint32_t> children;
    for (const std::uint32_t at : page.cells) children.push_back(u32_at(bytes, at));
    children.push_back(u32_at(bytes, page.header + 8));
    if (!visit && store_.read(store_.current(children[0]), bytes) &&
        take_apart(bytes, children[0], store_.usable()).is_leaf) {
      for (const std::uint32_t child : children) {
        if (child != 0 && child < uses_.size() && uses_[child] == kLost) uses_[child] = use;
      }
      continue;
    }
    // The last is taken first, so that pages are visited in the order of their rows.
    ahead.insert(ahead.end(), children.rbegin(), children.rend());
  }
}

void PageUses::walk_freelist() {
  std::vector<std::byte> bytes;
  for (std::uint32_t trunk = store_.first_freelist_page(); trunk != 0 && trunk < uses_.size();) {
    if (uses_[trunk] != kLost || !store_.read(store_.current(trunk), bytes)) return;
    uses_[trunk] = kFreeTrunk;
    const std::uint32_t count = std::min(u32_at(bytes, 4), store_.usable() / 4 - 2);
    for (std::uint32_t i = 0; i < count; ++i) {
      const std::uint32_t leaf = u32_at(bytes, 8 + std::size_t{4} * i);
      if (leaf != 0 && leaf < uses_.size() && uses_[leaf] == kLost) uses_[leaf] = kFreeLeaf;
    }
    trunk = u32_at(bytes, 0);
  }
}

}  // namespace ulika
