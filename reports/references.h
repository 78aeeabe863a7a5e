// References: which records other rows of the report point at (a hit in a message, a card drawn from it, the
// parts of a drop).
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "triage/case/case_reader.h"

namespace ulika {

using ItemList = std::vector<std::unique_ptr<ItemReader>>;

class References {
 public:
  // Collects the ids that hits and derived records name, and `more`: 32 bytes for each.
  explicit References(const ItemList& items, const std::vector<std::string>& more = {});

  // The record `id` is row `row` of `table`, a name that outlives this.
  void place(std::string_view id, std::string_view table, std::int64_t row);
  struct Place {
    std::string_view table;
    std::int64_t row = 0;
  };
  std::optional<Place> place_of(std::string_view id) const;
  // The row of a message; nothing when no message has this id.
  std::optional<std::int64_t> row_of(std::string_view id) const;
  // How many hits lie in the text of the record `id`.
  std::int64_t hits_of(std::string_view id) const;

 private:
  struct Entry {
    std::uint64_t key;
    std::int64_t row;
    std::int64_t hits;
    const std::string_view* table;  // one of tables_
  };
  const Entry* find(std::string_view id) const;
  const std::string_view* table_named(std::string_view table);

  std::vector<Entry> entries_;           // sorted by key
  std::deque<std::string_view> tables_;  // few; their places do not move
};

}  // namespace ulika
