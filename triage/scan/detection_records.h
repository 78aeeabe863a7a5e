// Records for what the detectors find in a text, ready for the case.
#pragma once

#include <string_view>
#include <vector>

#include "triage/model/record.h"
#include "triage/scan/detection.h"

namespace ulika {

// Cards, wallets, locations and identifiers found in valid UTF-8 `text`, in the order of the text; a value
// that stands there twice is kept once. `origin` ("message_text", "file_text", …) is set where the detection
// names none of its own
// ("map_link", "track2", "masked", …). Path and recovery state come from `base`; the parser is
// "detector:RULE", the locator is base.locator + ";text:OFFSET+LENGTH" in bytes of the text (without ';'
// where base has no locator), and derived_from is `derived_from_id`. A map link that only its service can
// resolve becomes a location that has a value and no coordinates. `at` of a location is the caller's.
std::vector<Record> detection_records(std::string_view text, std::string_view origin, const Provenance& base,
                                      std::string_view derived_from_id);

}  // namespace ulika
