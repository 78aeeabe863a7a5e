// PageUses: what each page of a database's present state is for, found by walking its trees and its freelist.
#pragma once

#include <functional>
#include <vector>

#include "parsers/recovery_cells.h"
#include "parsers/recovery_pages.h"

namespace ulika {

// Values below zero; from zero on it is the number of a table.
enum PageUse : std::int32_t {
  kLost = -1,  // no tree and no list leads to it: overflow pages, and pages that a crash left
  kIndexPage = -2,
  kFreeLeaf = -3,
  kFreeTrunk = -4,
};

class PageUses {
 public:
  using Visit = std::function<void(std::uint32_t number, Bytes bytes, const TreePage& page)>;

  explicit PageUses(const PageStore& store);

  std::int32_t of(std::uint32_t number) const {
    return number < uses_.size() ? uses_[number] : static_cast<std::int32_t>(kLost);
  }
  std::uint32_t last_page() const { return static_cast<std::uint32_t>(uses_.size() - 1); }

  // Gives each page that is reached from `root`, and no tree walked before, to `use`. `visit` sees the pages;
  // without it the leaves under one parent are believed to be of one kind.
  void walk_tree(std::uint32_t root, std::int32_t use, bool index, const Visit& visit);
  void walk_freelist();

 private:
  const PageStore& store_;
  std::vector<std::int32_t> uses_;
};

}  // namespace ulika
