// Finds pictures that look the same among many, by their PDQ hashes: forwards, screenshots, turned copies.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "triage/media/pdq.h"

namespace ulika {

struct PictureMatch {
  std::size_t index = 0;  // of the hash that was added, in the order of adding
  unsigned distance = 0;  // bits
  unsigned turn = 0;      // the form of the picture sought that looks like it (order of PdqForms)
  bool operator==(const PictureMatch&) const = default;
};

// Exact search within a Hamming distance of at most 31 (multi-index hashing): of the sixteen words of two
// such hashes at least one differs in one bit or none, so looking up each word and its sixteen neighbours
// misses nothing.
class PictureIndex {
 public:
  void add(const PdqHash& hash);
  std::size_t size() const { return hashes_.size(); }
  const PdqHash& at(std::size_t index) const { return hashes_[index]; }

  // Everything within `limit` bits (at most kPdqSame) of any form of the picture sought, by index; for each
  // the form of the smallest distance.
  std::vector<PictureMatch> find(const PdqForms& sought, unsigned limit = kPdqSame) const;

 private:
  void find_one(const PdqHash& hash, unsigned limit, unsigned turn, std::vector<PictureMatch>& found) const;

  static constexpr std::size_t kWords = 16;
  std::vector<PdqHash> hashes_;
  // For each word its values' chains: the last hash with that value plus one, and the one before each.
  std::vector<std::uint32_t> heads_ = std::vector<std::uint32_t>(kWords << 16);
  std::vector<std::array<std::uint32_t, kWords>> before_;
};

// Groups of two or more that look like their first member, in the order of those; a picture joins the nearest
// group (of equal ones the earlier). No chains: every member is within `limit` of the first.
struct PictureGroup {
  std::size_t first = 0;
  std::vector<PictureMatch> others;  // distance to `first`, and the form that looks like it
};
std::vector<PictureGroup> group_pictures(std::span<const PdqForms> pictures, unsigned limit = kPdqSame);

}  // namespace ulika
