// NearPhotos: pictures of many devices that look the same without being the same file: forwards that an app
// made smaller, screenshots, turned and mirrored copies.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "triage/case/case_reader.h"
#include "triage/media/pdq.h"

namespace ulika {

struct NearPhoto {
  std::uint16_t device = 0;
  std::string record_id, sha256, name;
};

class NearPhotos {
 public:
  static constexpr std::size_t kMost = 200'000;    // more are counted and left out
  static constexpr std::int64_t kLeastSide = 128;  // pixels; smaller ones are icons and previews

  // Takes the item's pictures that people keep and that have structure enough for their hash to mean
  // anything.
  void add(std::uint16_t device, const ItemReader& item);

  // Groups of two devices and two different files or more, in the order of adding; `farthest` is the greatest
  // distance to the first of them, in bits of 256.
  using Visit =
      std::function<void(const std::string& pdq, const std::vector<NearPhoto>& group, unsigned farthest)>;
  void for_each_shared(const Visit& visit) const;

  std::uint64_t left_out() const { return left_out_; }

 private:
  std::vector<NearPhoto> photos_;
  std::vector<PdqForms> forms_;
  std::uint64_t left_out_ = 0;
};

}  // namespace ulika
