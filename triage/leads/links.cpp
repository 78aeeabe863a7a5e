#include "triage/leads/links.h"

#include <algorithm>
#include <cmath>

namespace ulika {
namespace {

constexpr std::size_t kFew = 3;  // devices or conversations that are no sign of being everybody's

double spread_factor(std::size_t devices, std::size_t all) {
  if (devices <= kFew) return 1;
  const double share = static_cast<double>(all) / static_cast<double>(devices);
  return std::log(1 + share) / std::log(1 + static_cast<double>(all) / static_cast<double>(kFew));
}

bool is_person_kind(std::string_view kind) {
  return kind == "phone" || kind == "account" || kind == "email" || kind == "handle" || kind == "bot";
}

}  // namespace

std::optional<Link> weigh_link(const SelectorForm& form, const std::vector<DeviceSighting>& devices,
                               std::size_t all_devices, const LinkRules& rules) {
  if (devices.size() < 2) return std::nullopt;
  const double base = rules.weight(form.kind);
  if (base <= 0 || !rules.common(form).empty()) return std::nullopt;
  Link link;
  link.form = form;
  link.weight = base;
  link.devices = devices;
  const auto reason = [&](std::string code, double factor, std::vector<std::int64_t> numbers) {
    link.weight *= factor;
    link.reasons.push_back({std::move(code), factor, std::move(numbers)});
  };
  link.reasons.push_back({"kind", base, {}});
  reason("spread", spread_factor(devices.size(), std::max(all_devices, devices.size())),
         {static_cast<std::int64_t>(devices.size()), static_cast<std::int64_t>(all_devices)});

  std::size_t chats = 0;
  std::uint8_t roles = 0;
  bool own_somewhere = false, met_elsewhere = false, speaks = false;
  std::uint64_t in = 0, out = 0;
  for (const DeviceSighting& seen : devices) {
    chats = std::max(chats, seen.chats.size());
    roles = static_cast<std::uint8_t>(roles | seen.roles);
    own_somewhere = own_somewhere || (seen.roles & kRoleOwn) != 0;
    met_elsewhere =
        met_elsewhere || ((seen.roles & kRoleOwn) == 0 && (seen.roles & (kRolePeer | kRoleContact)) != 0);
    speaks = speaks || seen.speaks;
    in += seen.in;
    out += seen.out;
  }
  if (chats > kFew) {
    reason("chats", static_cast<double>(kFew) / static_cast<double>(chats),
           {static_cast<std::int64_t>(chats)});
  }
  if (is_person_kind(form.kind)) {
    if (roles == kRolePeer && in > 0 && out == 0) {
      reason("one_way", devices.size() >= kFew ? 0.1 : 0.3, {static_cast<std::int64_t>(in)});
    } else if (roles == kRoleContact) {
      reason("listed", 0.7, {});
    } else if (roles == kRoleMentioned) {
      reason("mentioned", 0.8, {});
    }
    if (own_somewhere && met_elsewhere) reason("own", 1.25, {});
  }
  if (speaks) reason("spoken", 1.3, {});
  link.weight = std::min(1.0, link.weight);
  // Three decimals: what is stored must not hang on the last bit of a logarithm.
  link.weight = std::round(link.weight * 1000) / 1000;
  if (link.weight < kLeastLinkWeight) return std::nullopt;
  return link;
}

}  // namespace ulika
