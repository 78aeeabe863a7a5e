#include "triage/base/json.h"

#include <array>
#include <charconv>
#include <cmath>

#include "triage/base/text.h"

namespace ulika {
namespace {

void append_escape(std::string& out, char32_t unit) {
  constexpr std::string_view kHex = "0123456789abcdef";
  out += "\\u";
  for (int shift = 12; shift >= 0; shift -= 4) out += kHex[unit >> shift & 15];
}

bool is_plain(unsigned char c, bool for_html) {
  if (c < 0x20 || c >= 0x7f || c == '"' || c == '\\') return false;
  return !for_html || (c != '<' && c != '>' && c != '&');
}

void append_code_point(std::string& out, char32_t c) {
  switch (c) {
    case U'"':
      out += "\\\"";
      return;
    case U'\\':
      out += "\\\\";
      return;
    case U'\n':
      out += "\\n";
      return;
    case U'\r':
      out += "\\r";
      return;
    case U'\t':
      out += "\\t";
      return;
    default:
      break;
  }
  // Everything in ASCII that is not plain, the C1 controls, and the two separators that end a line of
  // JavaScript.
  if (c < 0xa0 || c == 0x2028 || c == 0x2029) {
    append_escape(out, c);
  } else {
    append_utf8(out, c);
  }
}

void append_string(std::string& out, std::string_view text, bool for_html) {
  out += '"';
  std::size_t at = 0;
  while (at < text.size()) {
    std::size_t end = at;
    while (end < text.size() && is_plain(static_cast<unsigned char>(text[end]), for_html)) ++end;
    out.append(text, at, end - at);
    at = end;
    if (at < text.size()) append_code_point(out, next_code_point(text, at));
  }
  out += '"';
}

}  // namespace

void JsonWriter::comma() {
  if (after_key_) {
    after_key_ = false;
    return;
  }
  if (has_item_.empty()) return;
  if (has_item_.back()) out_ += ',';
  has_item_.back() = true;
}

JsonWriter& JsonWriter::begin_object() {
  comma();
  out_ += '{';
  has_item_.push_back(false);
  return *this;
}

JsonWriter& JsonWriter::end_object() {
  out_ += '}';
  has_item_.pop_back();
  return *this;
}

JsonWriter& JsonWriter::begin_array() {
  comma();
  out_ += '[';
  has_item_.push_back(false);
  return *this;
}

JsonWriter& JsonWriter::end_array() {
  out_ += ']';
  has_item_.pop_back();
  return *this;
}

JsonWriter& JsonWriter::key(std::string_view name) {
  comma();
  append_string(out_, name, for_html_);
  out_ += ':';
  after_key_ = true;
  return *this;
}

JsonWriter& JsonWriter::value(std::string_view text) {
  comma();
  append_string(out_, text, for_html_);
  return *this;
}

JsonWriter& JsonWriter::value(std::int64_t number) {
  comma();
  std::array<char, 24> digits{};
  out_.append(digits.data(), std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr);
  return *this;
}

JsonWriter& JsonWriter::value(double number) {
  if (!std::isfinite(number)) return null();
  comma();
  if (number == 0) number = 0;  // minus zero is zero
  std::array<char, 32> digits{};
  out_.append(digits.data(), std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr);
  return *this;
}

JsonWriter& JsonWriter::value(bool truth) {
  comma();
  out_ += truth ? "true" : "false";
  return *this;
}

JsonWriter& JsonWriter::null() {
  comma();
  out_ += "null";
  return *this;
}

JsonWriter& JsonWriter::raw(std::string_view json) {
  comma();
  out_ += json;
  return *this;
}

}  // namespace ulika
