// Card data as NFC readers and skimmers dump it: BER-TLV of EMV in hexadecimal.
#include <optional>
#include <string>
#include <vector>

#include "triage/scan/checksums.h"
#include "triage/scan/detect_chars.h"
#include "triage/scan/detect_parts.h"
#include "triage/scan/detect_tables.h"

namespace ulika::detect_parts {
namespace {

using namespace detect_chars;

// EMV Book 3, annex A: the tags that name a card, and the templates that hold them.
constexpr unsigned kPan = 0x5A;
constexpr unsigned kTrack2 = 0x57;
constexpr unsigned kExpiry = 0x5F24;
constexpr unsigned kHolder = 0x5F20;

struct CardData {
  std::string pan;
  std::string expiry;
  std::string holder;
};

unsigned byte_of(std::string_view hex, std::size_t i) {
  const auto nibble = [](char c) {
    return static_cast<unsigned>(is_digit(c) ? c - '0' : lower(c) - 'a' + 10);
  };
  return nibble(hex[2 * i]) << 4 | nibble(hex[2 * i + 1]);
}

void take(CardData& card, unsigned tag, std::string_view value) {
  if (tag == kPan) {
    card.pan = value.substr(0, value.find_first_of("Ff"));
  } else if (tag == kTrack2) {
    const std::size_t separator = value.find_first_of("Dd");
    if (separator == std::string_view::npos || separator + 5 > value.size()) return;
    if (card.pan.empty()) card.pan = value.substr(0, separator);
    card.expiry = value.substr(separator + 1, 4);
  } else if (tag == kExpiry && value.size() == 6) {
    card.expiry = value.substr(0, 4);
  } else if (tag == kHolder) {
    for (std::size_t i = 0; i < value.size() / 2; ++i) {
      const unsigned c = byte_of(value, i);
      if (c >= 0x20 && c < 0x7F) card.holder.push_back(static_cast<char>(c));
    }
  }
}

// Reads the whole of `hex` as a list of TLV objects; nothing when it is no such list to its very end.
std::optional<CardData> read_tlv(std::string_view hex) {
  CardData card;
  const std::size_t size = hex.size() / 2;
  std::size_t i = 0;
  while (i < size) {
    const unsigned first = byte_of(hex, i++);
    unsigned tag = first;
    if ((first & 0x1F) == 0x1F) {
      if (i >= size) return std::nullopt;
      tag = tag << 8 | byte_of(hex, i++);
    }
    if (i >= size) return std::nullopt;
    std::size_t length = byte_of(hex, i++);
    if (length == 0x81) {
      if (i >= size) return std::nullopt;
      length = byte_of(hex, i++);
    } else if (length > 0x80) {
      return std::nullopt;
    }
    if (length > size - i) return std::nullopt;
    const bool constructed = (first & 0x20) != 0;
    if (constructed) continue;  // its objects follow in the same list
    take(card, tag, hex.substr(2 * i, 2 * length));
    i += length;
  }
  return card;
}

}  // namespace

void find_emv(const Scope& scope, std::size_t begin, std::size_t end, Found& found) {
  const auto card = read_tlv(scope.text.substr(begin, end - begin));
  if (!card || card->pan.empty() || card->pan.find_first_not_of("0123456789") != std::string::npos) return;
  const CardScheme* scheme = card_scheme(card->pan);
  if (!scheme || !luhn_valid(card->pan)) return;
  Detection detection = make_detection("card", "emv_tlv", begin, end, 0.95);
  detection.fields.emplace_back("pan", card->pan);
  detection.fields.emplace_back("scheme", scheme->name);
  if (is_test_card(card->pan)) detection.fields.emplace_back("test", std::int64_t{1});
  if (card->expiry.size() == 4 && card->expiry.find_first_not_of("0123456789") == std::string::npos) {
    detection.fields.emplace_back("expiry", card->expiry);
  }
  if (!card->holder.empty()) detection.fields.emplace_back("holder", card->holder);
  detection.fields.emplace_back("origin", std::string("emv"));
  found.add(std::move(detection));
}

}  // namespace ulika::detect_parts
