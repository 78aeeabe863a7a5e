#include "reports/xml_escape.h"

#include "triage/base/text.h"

namespace ulika {
namespace {

// Controls that XML 1.0 forbids, and those that turn the direction of text around.
bool is_hostile(char32_t c) {
  if (c < 0x20) return c != U'\t' && c != U'\n';
  return (c >= 0x7f && c < 0xa0) || c == 0xfffe || c == 0xffff || (c >= 0x202a && c <= 0x202e) ||
         (c >= 0x2066 && c <= 0x2069);
}

}  // namespace

void append_xml(std::string& out, std::string_view text) {
  const std::string valid = to_valid_utf8(text);
  for (std::size_t at = 0; at < valid.size();) {
    const char32_t c = next_code_point(valid, at);
    if (is_hostile(c)) continue;
    switch (c) {
      case U'&':
        out += "&amp;";
        break;
      case U'<':
        out += "&lt;";
        break;
      case U'>':
        out += "&gt;";
        break;
      case U'"':
        out += "&quot;";
        break;
      default:
        append_utf8(out, c);
    }
  }
}

}  // namespace ulika
