// Detection: something with a form of its own (a card number, a coordinate, a wallet, …) found in decoded
// text.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "triage/model/record.h"

namespace ulika {

struct Detection {
  std::string kind;          // record type it becomes: card, wallet, location, identifier
  std::string rule;          // which detector: "pan", "iban", "dec_dot", "google", "btc_base58", …
  std::uint64_t offset = 0;  // bytes into the text
  std::uint64_t length = 0;  // bytes
  double confidence = 0;     // 0 to 1
  // Fields of the record (record_schema.h): pan, scheme, latitude, longitude, currency, address, kind, value,
  // …
  std::vector<std::pair<std::string, Value>> fields;
};

// Every detection in valid UTF-8 text, sorted by offset; spans of one kind do not overlap. Linear in the
// text's length, whatever the text holds.
std::vector<Detection> detect(std::string_view text);

}  // namespace ulika
