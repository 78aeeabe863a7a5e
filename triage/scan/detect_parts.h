// The detectors one by one: each looks at one place of a text and adds what it finds there.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "triage/scan/detection.h"

namespace ulika::detect_parts {

// What is looked at. `strict` is for raw bytes, where most of what looks like a number is none: detectors
// then ask for more decimals, groupings or labels, and forms that prove themselves by nothing are left out.
// No detector looks further than 100 bytes before the place it is asked about, nor further than 300 behind it
// when strict.
struct Scope {
  std::string_view text;
  bool strict = false;
};

// Collects detections. When `exclusive`, a detection that overlaps the one before it of the same kind is
// dropped, so that a reader of a text sees each place once.
class Found {
 public:
  Found(std::vector<Detection>& out, bool exclusive) : out_(out), exclusive_(exclusive) {}

  // False when the place is taken.
  bool add(Detection detection);
  // Whether the byte at `at` lies in what was found last of that kind.
  bool taken(std::string_view kind, std::size_t at) const { return exclusive_ && at < ends_[slot(kind)]; }

 private:
  // The kinds differ in their first letters.
  static std::size_t slot(std::string_view kind) {
    return kind[0] == 'c' ? 0 : kind[0] == 'w' ? 1 : kind[0] == 'l' ? 2 : 3;
  }

  std::vector<Detection>& out_;
  bool exclusive_;
  std::array<std::size_t, 4> ends_{};  // of what was found last of a kind
};

Detection make_detection(std::string_view kind, std::string_view rule, std::size_t begin, std::size_t end,
                         double confidence);
Detection make_identifier(std::string_view kind, std::string_view rule, std::size_t begin, std::size_t end,
                          double confidence, std::string value);
// Latitude and longitude in degrees; false out of range.
bool add_location(const Scope& scope, Found& found, std::string_view rule, std::size_t begin, std::size_t end,
                  double confidence, double latitude, double longitude);

// `at` is the first digit of a maximal run of ASCII digits [at, end); the match is one whose first digits are
// these.
void find_card(const Scope& scope, std::size_t at, std::size_t end, Found& found);
void find_masked_card(const Scope& scope, std::size_t at, std::size_t end, Found& found);
void find_decimal_pair(const Scope& scope, std::size_t at, std::size_t end, Found& found);
void find_angle_pair(const Scope& scope, std::size_t at, std::size_t end, Found& found);
void find_phone(const Scope& scope, std::size_t at, std::size_t end, Found& found);
void find_iban(const Scope& scope, std::size_t at, std::size_t end, Found& found);
void find_state_number(const Scope& scope, std::size_t at, std::size_t end,
                       Found& found);  // IIN, BIN, INN, BIK, IMEI
// All of the above in their order.
void find_numbers(const Scope& scope, std::size_t at, std::size_t end, Found& found);

// [begin, end) is a maximal run of letters, digits, '_' and '-'.
inline constexpr std::size_t kShortestToken = 25;
void find_token(const Scope& scope, std::size_t begin, std::size_t end, Found& found);
void find_emv(const Scope& scope, std::size_t begin, std::size_t end, Found& found);

// `at` is an '@': an e-mail address around it or a handle after it.
void find_address(const Scope& scope, std::size_t at, Found& found);
// `at` is a '+': a full plus code around it.
void find_plus_code(const Scope& scope, std::size_t at, Found& found);
// `at` is the first of "///": three words of what3words.
void find_three_words(const Scope& scope, std::size_t at, Found& found);

// `at` is a ':' (a URL or a link of a known scheme), a '/' (a link that starts with a known host) or a '.' (a
// bare host that says something by itself). The end of the link found, or 0.
std::size_t find_link_at_colon(const Scope& scope, std::size_t at, Found& found);
std::size_t find_link_at_slash(const Scope& scope, std::size_t at, Found& found);
std::size_t find_link_at_dot(const Scope& scope, std::size_t at, Found& found);

}  // namespace ulika::detect_parts
