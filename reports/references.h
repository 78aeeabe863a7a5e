// References: which messages other rows of the report point at (a hit in their text, a card drawn from them).
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "triage/case/case_reader.h"

namespace ulika {

using ItemList = std::vector<std::unique_ptr<ItemReader>>;

class References {
 public:
  // Collects the ids that hits and derived records name: 24 bytes for each.
  explicit References(const ItemList& items);

  // The message `id` is row `row` of the table of messages.
  void place(std::string_view id, std::int64_t row);
  // The row of the message; nothing when no message has this id.
  std::optional<std::int64_t> row_of(std::string_view id) const;
  // How many hits lie in the text of the record `id`.
  std::int64_t hits_of(std::string_view id) const;

 private:
  struct Entry {
    std::uint64_t key;
    std::int64_t row;
    std::int64_t hits;
  };
  const Entry* find(std::string_view id) const;
  std::vector<Entry> entries_;  // sorted by key
};

}  // namespace ulika
