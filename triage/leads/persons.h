// Persons: telephones, accounts, user names and addresses that belong together, with the reason for each
// joining; who owns a device, and with whom a device was in touch.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "triage/leads/link_rules.h"
#include "triage/leads/selectors.h"

namespace ulika {

// Why two selectors were joined. Never by a name alone.
struct PersonJoin {
  SelectorForm a, b;
  std::string code;  // "account": one account record; "card": one card of an address book; "owner": both are
                     // the own of one device
  std::uint16_t device = 0;
  std::string record_id;  // of the record that joins them; empty for "owner"
};

// What one device has to do with a person.
struct PersonDevice {
  std::uint16_t device = 0;
  std::uint8_t roles = 0;  // SightingRole bits
  std::uint32_t in = 0, out = 0, count = 0;
  std::vector<std::string> names;  // as this device calls them, sorted, up to kMostNames
};

struct Person {
  std::string id;                       // from its least selector: the same for the same evidence
  std::string name;                     // the one that most devices use, its own before others; may be empty
  std::vector<SelectorForm> selectors;  // sorted
  std::vector<PersonJoin> joins;        // that hold it together, sorted
  std::vector<PersonDevice> devices;    // by device
  bool owns(std::uint16_t device) const;
};

class PersonMerge {
 public:
  static constexpr std::size_t kMostOnCard = 8;  // a card with more selectors is a list, not a person
  static constexpr std::size_t kMostOwners =
      3;  // a selector that stands with more others of one kind joins nobody
  static constexpr std::size_t kMostOwnPhones = 6;  // a device with more own numbers has no single owner
  static constexpr std::size_t kMostNames = 8;
  static constexpr std::uint32_t kMostNodes = 2'000'000;

  explicit PersonMerge(const LinkRules& rules) : rules_(rules) {}

  // The sightings of one record of type account or contact; a record says that they are one person's.
  // `profile` tells apart the users of a device (model/profile.h).
  void add_card(std::uint16_t device, std::string_view profile, const std::vector<Sighting>& card);
  // Messages, calls and the like with one selector. Kinds that are no person's are passed over, and so is who
  // only wrote into a group and is on no card.
  void add_sighting(std::uint16_t device, const Sighting& sighting);
  // An examiner's word that the two are different people: whatever would join them is left out.
  void never_merge(const SelectorForm& a, const SelectorForm& b);

  // Persons who own a device, were in touch with one, or are known to two; those who are only on cards of one
  // device are left out. In the order of their least selector.
  std::vector<Person> persons();

  // Selectors that were left out for want of room, and cards that were no person's.
  std::uint64_t left_out() const { return left_out_; }

 private:
  struct Node {
    SelectorForm form;
    std::map<std::uint16_t, PersonDevice> devices;
    std::map<std::string, std::uint32_t> names;  // how many devices and cards use each
    std::string own_name;
  };
  struct Edge {
    std::uint8_t rank = 0;  // 0 account, 1 card, 2 owner
    std::uint32_t a = 0, b = 0;
    std::uint16_t device = 0;
    std::string record_id;
  };
  // The number of a selector; nothing where there is no room or it is no person's.
  bool number_of(const SelectorForm& form, std::uint32_t& number);
  void note(std::uint32_t node, std::uint16_t device, const Sighting& sighting);
  std::vector<bool> hubs() const;

  const LinkRules& rules_;
  std::map<std::pair<std::string, std::string>, std::uint32_t> numbers_;
  std::vector<Node> nodes_;
  std::vector<Edge> edges_;
  std::map<std::pair<std::uint16_t, std::string>, std::vector<std::uint32_t>> own_;  // by device and profile
  std::vector<std::pair<SelectorForm, SelectorForm>> apart_;
  std::uint64_t left_out_ = 0;
};

}  // namespace ulika
