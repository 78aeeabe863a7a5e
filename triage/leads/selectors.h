// Sightings of selectors: every telephone, account, wallet, network, picture, … that one device knows, with
// how it knows it.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "triage/case/case_reader.h"
#include "triage/leads/selector_forms.h"
#include "triage/leads/spoken_texts.h"

namespace ulika {

// How a device knows a selector; a bit each, so that they add up.
enum SightingRole : std::uint8_t {
  kRoleOwn = 1,        // the device's own account, number, IMEI
  kRoleContact = 2,    // on a card of an address book
  kRolePeer = 4,       // wrote, was written to, called or was called
  kRoleMentioned = 8,  // stands in a text or a file, took part in a payment
};

struct Sighting {
  SelectorForm form;
  std::uint8_t role = kRoleMentioned;
  std::string label;       // name that stands with it; may be empty
  std::string record_id;   // of a record that shows it
  std::uint32_t chat = 0;  // number of the conversation (a hash); 0 where it is in none
  std::uint32_t count = 1;
  std::uint32_t in = 0, out = 0;  // messages and calls from it and to it
  bool speaks = false;            // it stands in a text that speaks of the trade
};

using SightingVisit = std::function<void(const Sighting&)>;

// What one record of an address book, an account, a device, a detector or a payment shows. Messages and calls
// are counted by conversation (conversation_tally.h) and yield nothing here. All sightings of one record of
// type account or contact are of one person.
std::vector<Sighting> sightings_of(const StoredRecord& stored);

// Whether a picture or video at this path was taken, sent or kept by a person, and is no part of a program.
bool is_media_path(std::string_view path);

// Every sighting of an item, in an order that depends on the evidence alone; the same selector comes as often
// as it was seen. Holds counts by conversation and the ids of records that others were drawn from, no texts.
// `on_message` sees each message on the way, and whether it speaks, so that they are read once.
using MessageVisit = std::function<void(const StoredRecord&, bool speaks)>;
void for_each_sighting(const ItemReader& item, const SpokenTexts& spoken, const SightingVisit& visit,
                       const MessageVisit& on_message = {});

}  // namespace ulika
