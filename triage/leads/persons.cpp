#include "triage/leads/persons.h"

#include <algorithm>
#include <array>
#include <set>
#include <tuple>

#include "triage/case/ids.h"
#include "triage/leads/union_find.h"

namespace ulika {
namespace {

constexpr std::array<std::string_view, 3> kJoinCodes = {"account", "card", "owner"};

bool is_persons_kind(std::string_view kind) {
  return kind == "phone" || kind == "account" || kind == "email" || kind == "handle";
}

// Accounts of different apps are different kinds of thing: one number may well have one of each.
std::string kind_and_app(const SelectorForm& form) {
  return form.kind == "account" ? form.value.substr(0, form.value.find(':')) : form.kind;
}

// Unites two nodes unless that would bring together two that must stay apart.
class GuardedUnion {
 public:
  GuardedUnion(std::uint32_t size, std::vector<std::pair<std::uint32_t, std::uint32_t>> apart)
      : sets_(size), apart_(std::move(apart)) {}

  bool unite(std::uint32_t a, std::uint32_t b) {
    const std::uint32_t x = sets_.find(a), y = sets_.find(b);
    if (x == y) return false;
    for (const auto& [p, q] : apart_) {
      const std::uint32_t left = sets_.find(p), right = sets_.find(q);
      if ((left == x && right == y) || (left == y && right == x)) return false;
    }
    return sets_.unite(x, y);
  }
  std::uint32_t find(std::uint32_t node) { return sets_.find(node); }

 private:
  UnionFind sets_;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> apart_;
};

std::string best_name(const std::map<std::string, std::uint32_t>& names) {
  const auto it = std::max_element(names.begin(), names.end(), [](const auto& a, const auto& b) {
    return std::tuple(a.second, a.first.size(), b.first) < std::tuple(b.second, b.first.size(), a.first);
  });
  return it == names.end() ? std::string() : it->first;
}

}  // namespace

bool Person::owns(std::uint16_t device) const {
  return std::any_of(devices.begin(), devices.end(), [device](const PersonDevice& d) {
    return d.device == device && (d.roles & kRoleOwn) != 0;
  });
}

bool PersonMerge::number_of(const SelectorForm& form, std::uint32_t& number) {
  if (!is_persons_kind(form.kind) || !rules_.common(form).empty()) return false;
  const auto it = numbers_.find({form.kind, form.value});
  if (it != numbers_.end()) {
    number = it->second;
    return true;
  }
  if (nodes_.size() >= kMostNodes) {
    ++left_out_;
    return false;
  }
  number = static_cast<std::uint32_t>(nodes_.size());
  numbers_.emplace(std::pair(form.kind, form.value), number);
  nodes_.emplace_back().form = form;
  return true;
}

void PersonMerge::note(std::uint32_t number, std::uint16_t device, const Sighting& sighting) {
  Node& node = nodes_[number];
  PersonDevice& here = node.devices[device];
  here.device = device;
  here.roles = static_cast<std::uint8_t>(here.roles | sighting.role);
  here.in += sighting.in;
  here.out += sighting.out;
  here.count += sighting.count;
  if (sighting.label.empty()) return;
  auto& names = here.names;
  const auto at = std::lower_bound(names.begin(), names.end(), sighting.label);
  if ((at == names.end() || *at != sighting.label) && names.size() < kMostNames) {
    names.insert(at, sighting.label);
    ++node.names[sighting.label];
  }
  if ((sighting.role & kRoleOwn) != 0 && node.own_name.empty()) node.own_name = sighting.label;
}

void PersonMerge::add_card(std::uint16_t device, std::string_view profile,
                           const std::vector<Sighting>& card) {
  std::vector<std::uint32_t> numbers;
  for (const Sighting& sighting : card) {
    std::uint32_t number = 0;
    if (!number_of(sighting.form, number)) continue;
    note(number, device, sighting);
    if (std::find(numbers.begin(), numbers.end(), number) == numbers.end()) numbers.push_back(number);
    if ((sighting.role & kRoleOwn) != 0) own_[{device, std::string(profile)}].push_back(number);
  }
  if (numbers.size() > kMostOnCard) {
    ++left_out_;
    return;
  }
  const std::uint8_t rank = !card.empty() && (card.front().role & kRoleOwn) != 0 ? 0 : 1;
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    for (std::size_t j = i + 1; j < numbers.size(); ++j) {
      edges_.push_back({rank, numbers[i], numbers[j], device, card.front().record_id});
    }
  }
}

void PersonMerge::add_sighting(std::uint16_t device, const Sighting& sighting) {
  if ((sighting.role & (kRolePeer | kRoleOwn)) == 0) return;
  std::uint32_t number = 0;
  const bool in_touch = (sighting.role & kRoleOwn) != 0 || sighting.out != 0 || sighting.chat == 0;
  const bool known = numbers_.count({sighting.form.kind, sighting.form.value}) != 0;
  if ((!in_touch && !known) || !number_of(sighting.form, number)) return;
  note(number, device, sighting);
}

void PersonMerge::never_merge(const SelectorForm& a, const SelectorForm& b) {
  apart_.emplace_back(a, b);
}

// A selector that stands on cards with many others of one kind is a switchboard, a family's telephone or a
// mistake: it joins nobody.
std::vector<bool> PersonMerge::hubs() const {
  std::vector<std::map<std::string, std::set<std::uint32_t>>> others(nodes_.size());
  const auto add = [&](std::uint32_t node, std::uint32_t other) {
    std::set<std::uint32_t>& set = others[node][kind_and_app(nodes_[other].form)];
    if (set.size() <= kMostOwners) set.insert(other);
  };
  for (const Edge& edge : edges_) {
    add(edge.a, edge.b);
    add(edge.b, edge.a);
  }
  std::vector<bool> found(nodes_.size(), false);
  for (std::size_t i = 0; i < nodes_.size(); ++i) {
    std::size_t owners = 0;
    for (const auto& [device, here] : nodes_[i].devices) owners += (here.roles & kRoleOwn) != 0 ? 1 : 0;
    found[i] = owners > kMostOwners || std::any_of(others[i].begin(), others[i].end(), [](const auto& kind) {
                 return kind.second.size() > kMostOwners;
               });
  }
  return found;
}

std::vector<Person> PersonMerge::persons() {
  const std::vector<bool> hub = hubs();
  std::vector<Edge> edges = edges_;
  for (auto& [device, own] : own_) {
    std::sort(own.begin(), own.end(), [&](std::uint32_t a, std::uint32_t b) {
      return std::tie(nodes_[a].form.kind, nodes_[a].form.value) <
             std::tie(nodes_[b].form.kind, nodes_[b].form.value);
    });
    own.erase(std::unique(own.begin(), own.end()), own.end());
    const auto phones = std::count_if(own.begin(), own.end(),
                                      [&](std::uint32_t n) { return nodes_[n].form.kind == "phone"; });
    if (static_cast<std::size_t>(phones) > kMostOwnPhones) continue;
    for (std::size_t i = 1; i < own.size(); ++i) edges.push_back({2, own[0], own[i], device.first, {}});
  }
  // Nodes have numbers in the order in which they came; joining goes by what they are.
  std::vector<std::uint32_t> order(nodes_.size());
  std::uint32_t place_in_order = 0;
  for (const auto& [form, number] : numbers_) order[number] = place_in_order++;
  for (Edge& edge : edges) {
    if (order[edge.b] < order[edge.a]) std::swap(edge.a, edge.b);
  }
  std::sort(edges.begin(), edges.end(), [&](const Edge& x, const Edge& y) {
    return std::tie(x.rank, order[x.a], order[x.b], x.device, x.record_id) <
           std::tie(y.rank, order[y.a], order[y.b], y.device, y.record_id);
  });
  std::vector<std::pair<std::uint32_t, std::uint32_t>> apart;
  for (const auto& [a, b] : apart_) {
    const auto x = numbers_.find({a.kind, a.value}), y = numbers_.find({b.kind, b.value});
    if (x != numbers_.end() && y != numbers_.end()) apart.emplace_back(x->second, y->second);
  }
  GuardedUnion sets(static_cast<std::uint32_t>(nodes_.size()), std::move(apart));
  std::vector<PersonJoin> joins;
  std::vector<std::uint32_t> joined;  // one of the two of each join
  for (const Edge& edge : edges) {
    if (hub[edge.a] || hub[edge.b] || !sets.unite(edge.a, edge.b)) continue;
    joins.push_back({nodes_[edge.a].form, nodes_[edge.b].form, std::string(kJoinCodes[edge.rank]),
                     edge.device, edge.record_id});
    joined.push_back(edge.a);
  }

  // By the least selector of each set: nodes are met in the order of kind and value.
  std::map<std::uint32_t, std::size_t> places;
  std::vector<Person> all;
  std::vector<std::map<std::uint16_t, PersonDevice>> devices;
  std::vector<std::map<std::string, std::uint32_t>> names;
  std::vector<std::string> own_names;
  for (const auto& [form, number] : numbers_) {
    const auto [place, first] = places.try_emplace(sets.find(number), all.size());
    if (first) {
      all.emplace_back().id = stable_id({"person", form.first, form.second});
      devices.emplace_back();
      names.emplace_back();
      own_names.emplace_back();
    }
    const Node& node = nodes_[number];
    all[place->second].selectors.push_back(node.form);
    for (const auto& [device, here] : node.devices) {
      PersonDevice& sum = devices[place->second][device];
      sum.device = device;
      sum.roles = static_cast<std::uint8_t>(sum.roles | here.roles);
      sum.in += here.in;
      sum.out += here.out;
      sum.count += here.count;
      for (const std::string& name : here.names) {
        const auto at = std::lower_bound(sum.names.begin(), sum.names.end(), name);
        if ((at == sum.names.end() || *at != name) && sum.names.size() < kMostNames)
          sum.names.insert(at, name);
      }
    }
    for (const auto& [name, count] : node.names) names[place->second][name] += count;
    if (own_names[place->second].empty()) own_names[place->second] = node.own_name;
  }
  for (std::size_t i = 0; i < joins.size(); ++i) {
    all[places.at(sets.find(joined[i]))].joins.push_back(std::move(joins[i]));
  }
  std::vector<Person> told;
  for (std::size_t i = 0; i < all.size(); ++i) {
    Person& person = all[i];
    bool in_touch = devices[i].size() > 1;
    for (auto& [device, here] : devices[i]) {
      in_touch = in_touch || (here.roles & (kRoleOwn | kRolePeer)) != 0;
      person.devices.push_back(std::move(here));
    }
    if (!in_touch) continue;
    person.name = own_names[i].empty() ? best_name(names[i]) : own_names[i];
    told.push_back(std::move(person));
  }
  return told;
}

}  // namespace ulika
