// One public tool's own tests as a table: which rows it expects of which files, and how they compare with
// records of ours.
#pragma once

#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "triage/model/record.h"

namespace ulika::test {

// A row of the expected table by its headers.
class Row {
 public:
  Row(const nlohmann::json& headers, const nlohmann::json& cells) {
    for (std::size_t i = 0; i < headers.size() && i < cells.size(); ++i)
      cells_[headers[i].is_array() ? headers[i][0] : headers[i]] = cells[i];
  }
  std::string text(const std::string& header) const {
    const auto it = cells_.find(header);
    if (it == cells_.end() || it->second.is_null()) return {};
    return it->second.is_string() ? it->second.get<std::string>() : it->second.dump();
  }

 private:
  std::map<std::string, nlohmann::json> cells_;
};

// A row, or a record of ours, as a line of the values that both state.
using FromRow = std::string (*)(const Row&);
using FromRecord = std::string (*)(const Record&);

struct Explained {
  const char* part;  // within the lines it explains
  std::size_t count;
  const char* why;
};

// One artefact of the tool and what it is compared with.
struct Artefact {
  const char* module;
  const char* artifact;
  const char* device;
  const char* result;          // file with the expected rows; null: the tool keeps none
  std::size_t expected;        // rows
  const char* type = nullptr;  // of our records; null: out of scope, and `why` says it
  const char* locator = "";    // start of the locators meant
  FromRow row = nullptr;
  FromRecord record = nullptr;
  std::vector<Explained> missing = {};
  std::vector<Explained> extra = {};
  const char* why = "";
};

// In the order of the sets.
const std::vector<Artefact>& ileapp_artefacts();

}  // namespace ulika::test
