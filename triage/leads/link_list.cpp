#include "triage/leads/link_list.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>
#include <utility>

namespace ulika {
namespace {

constexpr double kUnspoken = 0.4;    // a text that many pass on, and that does not speak of the trade
constexpr double kPhotosOnly = 0.5;  // a place where people took pictures, and sent it to nobody

bool stronger(const Link& a, const Link& b) {
  return std::tie(b.weight, a.form.kind, a.form.value) < std::tie(a.weight, b.form.kind, b.form.value);
}

// Multiplies a link's weight by a factor of its kind; false where too little is left.
bool lower(Link& link, std::string code, double factor) {
  link.weight = static_cast<double>(static_cast<long>(link.weight * factor * 1000 + 0.5)) / 1000;
  link.reasons.push_back({std::move(code), factor, {}});
  return link.weight >= kLeastLinkWeight;
}

// Sightings of one selector by device, in the order of devices.
class ByDevice {
 public:
  void add(std::uint16_t device, std::uint32_t chat, bool speaks, const std::string& record_id,
           const std::string& label = {}) {
    DeviceSighting seen;
    seen.device = device;
    seen.roles = kRoleMentioned;
    seen.speaks = speaks;
    seen.count = 1;
    if (chat != 0) seen.chats.push_back(chat);
    seen.record_ids.push_back(record_id);
    seen.label = label;
    const auto it = std::lower_bound(devices_.begin(), devices_.end(), device,
                                     [](const DeviceSighting& d, std::uint16_t n) { return d.device < n; });
    if (it != devices_.end() && it->device == device) {
      it->merge(seen);
    } else {
      devices_.insert(it, std::move(seen));
    }
  }
  const std::vector<DeviceSighting>& devices() const { return devices_; }
  bool speaks() const {
    return std::any_of(devices_.begin(), devices_.end(), [](const DeviceSighting& d) { return d.speaks; });
  }

 private:
  std::vector<DeviceSighting> devices_;
};

}  // namespace

void LinkList::add_selectors(SelectorMerge& merge, const Wanted& wanted) {
  merge.for_each([&](const SelectorForm& form, const std::vector<DeviceSighting>& devices) {
    if (wanted && !wanted(devices)) return;
    if (auto link = weigh_link(form, devices, devices_, rules_)) add(std::move(*link));
  });
}

void LinkList::add_texts(NearTexts& texts, const OwnerWrote& owner_wrote) {
  texts.for_each_shared([&](const std::vector<NearText>& group, double likeness) {
    ByDevice seen;
    for (const NearText& text : group) {
      if (!text.speaks && !owner_wrote(text.device, text.chat)) continue;
      seen.add(text.device, text.chat, text.speaks, text.record_id);
    }
    auto link = weigh_link({"text", group.front().excerpt}, seen.devices(), devices_, rules_);
    if (!link) return;
    link->reasons.push_back({"likeness", 1, {static_cast<std::int64_t>(likeness * 100)}});
    if (!seen.speaks() && !lower(*link, "unspoken", kUnspoken)) return;
    add(std::move(*link));
  });
}

void LinkList::add_photos(const NearPhotos& photos) {
  photos.for_each_shared([&](const std::string& pdq, const std::vector<NearPhoto>& group, unsigned farthest) {
    ByDevice seen;
    for (const NearPhoto& photo : group) seen.add(photo.device, 0, false, photo.record_id, photo.name);
    auto link = weigh_link({"picture_near", pdq}, seen.devices(), devices_, rules_);
    if (!link) return;
    link->reasons.push_back({"looks", 1, {static_cast<std::int64_t>(farthest)}});
    add(std::move(*link));
  });
}

void LinkList::add_places(const std::vector<PlaceGroup>& groups) {
  for (const PlaceGroup& group : groups) {
    ByDevice seen;
    bool sent = false;
    for (const PlacePoint& point : group.points) {
      seen.add(point.device, point.chat, point.speaks, point.record_id);
      sent = sent || point.sent;
    }
    auto link = weigh_link({"place", fmt::format("{:.5f}, {:.5f}", group.latitude, group.longitude)},
                           seen.devices(), devices_, rules_);
    if (!link || (!sent && !lower(*link, "photos_only", kPhotosOnly))) continue;
    add(std::move(*link));
  }
}

void LinkList::add(Link link) {
  links_.push_back(std::move(link));
  if (links_.size() >= 2 * kMost) prune();
}

void LinkList::prune() {
  if (links_.size() <= kMost) return;
  std::nth_element(links_.begin(), links_.begin() + static_cast<std::ptrdiff_t>(kMost), links_.end(),
                   stronger);
  left_out_ += links_.size() - kMost;
  links_.resize(kMost);
}

std::vector<Link> LinkList::take() {
  prune();
  std::sort(links_.begin(), links_.end(), stronger);
  return std::exchange(links_, {});
}

}  // namespace ulika
