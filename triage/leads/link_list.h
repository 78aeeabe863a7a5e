// LinkList: the strongest links of a case, from selectors, texts and places that devices share.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "triage/leads/links.h"
#include "triage/leads/near_photos.h"
#include "triage/leads/near_texts.h"
#include "triage/leads/places.h"
#include "triage/leads/selector_merge.h"

namespace ulika {

class LinkList {
 public:
  static constexpr std::size_t kMost = 100'000;  // the strongest are kept, the others counted

  LinkList(std::size_t devices, const LinkRules& rules) : devices_(devices), rules_(rules) {}

  // `wanted` chooses by the devices that know a selector; without it all are taken.
  using Wanted = std::function<bool(const std::vector<DeviceSighting>&)>;
  void add_selectors(SelectorMerge& merge, const Wanted& wanted = {});
  // A group of nearly the same text; its value is how the first of them begins. A text that does not speak of
  // the trade counts only in a conversation in which the device's owner wrote as well: the others are a
  // firm's.
  using OwnerWrote = std::function<bool(std::uint16_t device, std::uint32_t chat)>;
  void add_texts(NearTexts& texts, const OwnerWrote& owner_wrote);
  // Pictures that look the same; the value is the PDQ of the first.
  void add_photos(const NearPhotos& photos);
  // Points within kPlaceRadius; the value is the group's latitude and longitude.
  void add_places(const std::vector<PlaceGroup>& groups);

  // The strongest first; those of equal weight by kind and value.
  std::vector<Link> take();
  std::uint64_t left_out() const { return left_out_; }

 private:
  void add(Link link);
  void prune();

  std::size_t devices_;
  const LinkRules& rules_;
  std::vector<Link> links_;
  std::uint64_t left_out_ = 0;
};

}  // namespace ulika
