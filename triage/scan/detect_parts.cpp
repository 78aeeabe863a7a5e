#include "triage/scan/detect_parts.h"

#include <cmath>

#include "triage/scan/detect_chars.h"

namespace ulika::detect_parts {

using namespace detect_chars;

bool Found::add(Detection detection) {
  if (exclusive_) {
    std::size_t& end = ends_[slot(detection.kind)];
    if (detection.offset < end) return false;
    end = detection.offset + detection.length;
  }
  out_.push_back(std::move(detection));
  return true;
}

Detection make_detection(std::string_view kind, std::string_view rule, std::size_t begin, std::size_t end,
                         double confidence) {
  Detection detection;
  detection.kind = kind;
  detection.rule = rule;
  detection.offset = begin;
  detection.length = end - begin;
  detection.confidence = confidence;
  return detection;
}

Detection make_identifier(std::string_view kind, std::string_view rule, std::size_t begin, std::size_t end,
                          double confidence, std::string value) {
  Detection detection = make_detection("identifier", rule, begin, end, confidence);
  detection.fields.emplace_back("kind", std::string(kind));
  detection.fields.emplace_back("value", std::move(value));
  return detection;
}

bool add_location(const Scope& scope, Found& found, std::string_view rule, std::size_t begin, std::size_t end,
                  double confidence, double latitude, double longitude) {
  if (!(std::abs(latitude) <= 90.0 && std::abs(longitude) <= 180.0)) return false;
  Detection detection = make_detection("location", rule, begin, end, confidence);
  detection.fields.emplace_back("latitude", latitude);
  detection.fields.emplace_back("longitude", longitude);
  detection.fields.emplace_back("value", std::string(scope.text.substr(begin, end - begin)));
  return found.add(std::move(detection));
}

void find_numbers(const Scope& scope, std::size_t at, std::size_t end, Found& found) {
  const std::size_t digits = end - at;
  const char next = byte_at(scope.text, end);
  if (digits <= 3) {
    if ((next == '.' || next == ',') && is_digit(byte_at(scope.text, end + 1))) {
      find_decimal_pair(scope, at, end, found);
    } else if (next == ' ' || static_cast<unsigned char>(next) >= 0x80) {
      find_angle_pair(scope, at, end, found);
    }
  }
  if (digits >= 3 && digits <= 5 && !scope.strict) find_masked_card(scope, at, end, found);
  if (digits >= 4 && digits <= 19) find_card(scope, at, end, found);
  if (digits >= 9 && digits <= 20) find_state_number(scope, at, end, found);
  if (digits >= 2 && is_alpha(byte_before(scope.text, at))) find_iban(scope, at, end, found);
  if (digits <= 15) find_phone(scope, at, end, found);
}

}  // namespace ulika::detect_parts
