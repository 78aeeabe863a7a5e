// UfdrModel: one decoded model of a UFED report (a message, a call, a party of it) with its fields by name.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "triage/base/time.h"
#include "triage/model/record.h"

namespace ulika {

struct UfdrModel {
  std::string type;
  std::string id;
  std::string deleted_state;
  std::map<std::string, std::string, std::less<>> fields;  // first value of each, as text
  std::map<std::string, std::vector<UfdrModel>, std::less<>>
      models;  // by the name of the field that holds them

  std::string_view text(std::string_view field) const;
  std::optional<TimeMs> time(std::string_view field) const;  // only a time that states its offset
  const UfdrModel* model(std::string_view field) const;      // the first, or null
};

// The records of one model. `chat` is the chat a message lies in, or null. A model of a type that no record
// is made of yields nothing. Provenance is the caller's.
std::vector<Record> records_of_model(const UfdrModel& model, const UfdrModel* chat);

// True for types that records_of_model() knows.
bool is_known_model(std::string_view type);

}  // namespace ulika
