#include "parsers/xml_repair.h"

#include <charconv>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "triage/base/bytes.h"

namespace ulika {
namespace {

struct Reference {
  std::uint32_t value = 0;
  std::size_t length = 0;  // with "&#" and ";"
};

std::optional<Reference> reference_at(std::string_view text) {
  if (text.substr(0, 2) != "&#") return std::nullopt;
  const auto end = text.substr(0, 16).find(';');
  if (end == std::string_view::npos) return std::nullopt;
  const bool hex = end > 2 && text[2] == 'x';
  const std::string_view digits = text.substr(hex ? 3 : 2, end - (hex ? 3 : 2));
  Reference found{0, end + 1};
  const auto [stop, error] =
      std::from_chars(digits.data(), digits.data() + digits.size(), found.value, hex ? 16 : 10);
  if (error != std::errc() || stop != digits.data() + digits.size()) return std::nullopt;
  return found;
}

bool is_allowed(std::uint32_t c) {
  if (c < 0x20) return c == '\t' || c == '\n' || c == '\r';
  return c < 0xD800 || (c > 0xDFFF && c < 0x110000 && c != 0xFFFE && c != 0xFFFF);
}

void put(std::span<std::byte> into, std::string_view text) {
  for (std::size_t i = 0; i < into.size(); ++i)
    into[i] = static_cast<std::byte>(i < text.size() ? text[i] : ' ');
}

// A reference to `c` in just `length` characters; leading zeros are free.
std::string padded(std::uint32_t c, std::size_t length) {
  char digits[8];
  const auto end = std::to_chars(digits, digits + sizeof digits, c, 16).ptr;
  const std::string hex(digits, end);
  if (length < hex.size() + 4) return "\xEF\xBF\xBD";
  return "&#x" + std::string(length - hex.size() - 4, '0') + hex + ";";
}

}  // namespace

void repair_xml(std::span<std::byte> bytes) {
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const auto byte = std::to_integer<unsigned>(bytes[i]);
    if (byte < 0x20 && !is_allowed(byte)) bytes[i] = std::byte{' '};
    if (byte != '&') continue;
    const auto first = reference_at(as_text(bytes).substr(i));
    if (!first || is_allowed(first->value)) continue;
    std::size_t length = first->length;
    std::uint32_t c = 0xFFFD;
    if (first->value >= 0xD800 && first->value <= 0xDBFF) {
      const auto second = reference_at(as_text(bytes).substr(i + length));
      if (second && second->value >= 0xDC00 && second->value <= 0xDFFF) {
        length += second->length;
        c = 0x10000 + ((first->value - 0xD800) << 10) + (second->value - 0xDC00);
      }
    }
    put(bytes.subspan(i, length), padded(c, length));
    i += length - 1;
  }
}

}  // namespace ulika
