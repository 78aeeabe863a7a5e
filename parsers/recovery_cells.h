// CellFinder: finds the cells of deleted rows in the parts of a page that no live cell uses.
#pragma once

#include <functional>
#include <map>
#include <vector>

#include "parsers/recovery_layout.h"

namespace ulika {

// Part of a page. A freeblock begins where a cell began, whose first four bytes it overwrote.
struct FreeRegion {
  std::size_t begin = 0;
  std::size_t end = 0;
  bool is_freeblock = false;
};

// A b-tree page taken apart. Source: https://www.sqlite.org/fileformat2.html#b_tree_pages
struct TreePage {
  bool is_valid = false;
  bool is_leaf = false;
  bool is_index = false;             // also of a table WITHOUT ROWID
  std::size_t header = 0;            // offset of the page's header: 100 in page 1
  std::vector<std::uint32_t> cells;  // offsets, those out of bounds left out
  std::vector<FreeRegion> free;
};
TreePage take_apart(Bytes page, std::uint32_t number, std::uint32_t usable);

class CellFinder {
 public:
  using Sink = std::function<void(const FoundCell&, std::size_t table)>;

  // `layouts` may grow between calls, followed by index_layouts().
  CellFinder(const std::vector<TableLayout>& layouts, std::uint32_t usable, Encoding encoding,
             std::uint64_t work);
  void index_layouts();

  // The table that a whole cell is a row of: `hint`, where it fits it, or the one other table that it fits
  // better than any. -1: none.
  int table_of(const FoundCell& cell, Bytes page, int hint, bool index) const;

  // Finds cells in a region of a page of the table `hint`; -1: of any table, whole cells only.
  void search(Bytes page, const FreeRegion& region, int hint, bool index, const Sink& sink);

  // True when more bytes were tried than any honest database needs; what was found until then stands.
  bool exhausted() const { return work_left_ == 0; }

  std::uint32_t usable() const { return usable_; }

 private:
  struct Choice;
  bool headless(Bytes page, std::size_t at, std::size_t end, int table, bool index, FoundCell& cell);
  void try_known(Choice& choice, std::size_t header_at);
  void try_lost(Choice& choice, std::size_t header_at, std::size_t count);
  void solve(Choice& choice, std::size_t header_at, std::vector<std::uint64_t> unknown_low,
             std::size_t rest_at, std::size_t count);
  void offer(Choice& choice, FoundCell cell, std::size_t header_at, bool reckoned);
  const std::vector<std::size_t>& ends(Choice& choice);
  bool spend(std::uint64_t work);

  const std::vector<TableLayout>& layouts_;
  std::uint32_t usable_;
  Encoding encoding_;
  std::uint64_t work_left_;
  std::map<std::pair<bool, std::size_t>, std::vector<std::size_t>> by_count_;  // index?, values -> tables
};

}  // namespace ulika
