// The form in which the rows of one examination are kept: a fixed order, no doubles, ordinals and stable ids.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "triage/model/hit.h"
#include "triage/model/record.h"

namespace ulika {

struct KeptRecord {
  const Record* record = nullptr;  // of the caller
  std::string id;
  unsigned ordinal = 0;
};
struct KeptHit {
  const Hit* hit = nullptr;  // of the caller
  std::string id;
};

// Order of locators: runs of digits by their value, everything else byte by byte. Negative, zero, positive.
int compare_locators(std::string_view a, std::string_view b);

// All records of the file at `path`: by type, locator, recovered, parser, then content. Records that agree in
// everything are kept once; those that differ only in content get ordinals in the order of their content.
std::vector<KeptRecord> keep_records(std::string_view source, std::string_view path,
                                     const std::vector<Record>& records);

// All hits of the file at `path`: those in its bytes by offset, then those in its artefacts; each id once.
std::vector<KeptHit> keep_hits(std::string_view source, std::string_view path, const std::vector<Hit>& hits);

// The fields, sorted by key, in a form in which different content gives different bytes.
std::string content_key(const Record& record);

}  // namespace ulika
