// Links, persons and drops as the findings that a case stores.
#pragma once

#include <string>
#include <vector>

#include "triage/leads/drops.h"
#include "triage/leads/links.h"
#include "triage/leads/persons.h"
#include "triage/model/record.h"

namespace ulika {

// Stable for the same evidence: over the kind and value of what is shared.
std::string link_id(const Link& link);

// `sources` are the evidence names of the devices, by number.
Record link_record(const Link& link, const std::vector<std::string>& sources);
Record person_record(const Person& person, const std::vector<std::string>& sources);
Record drop_record(const Drop& drop);

// The names of SightingRole bits, in their order: "own", "contact", "peer", "mentioned".
std::vector<std::string_view> role_names(std::uint8_t roles);

}  // namespace ulika
