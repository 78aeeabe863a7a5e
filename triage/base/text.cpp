#include "triage/base/text.h"

#include <cstring>

namespace ulika {
namespace {

constexpr char32_t kReplacement = 0xFFFD;

unsigned byte_at(std::string_view text, std::size_t at) {
  return static_cast<unsigned char>(text[at]);
}

bool is_hex_digit(unsigned c) {
  return (c - '0') < 10 || ((c | 0x20) - 'a') < 6;
}

// Length of the well-formed sequence at `at` (RFC 3629: no overlong forms, no surrogates, at most U+10FFFF);
// 0 when there is none.
std::size_t sequence_length(std::string_view text, std::size_t at) {
  const unsigned lead = byte_at(text, at);
  if (lead < 0x80) return 1;
  const std::size_t length = lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0;
  if (length == 0 || text.size() - at < length) return 0;
  const unsigned second = byte_at(text, at + 1);
  const unsigned low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
  const unsigned high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
  if (second < low || second > high) return 0;
  for (std::size_t i = 2; i < length; ++i) {
    if ((byte_at(text, at + i) & 0xC0) != 0x80) return 0;
  }
  return length;
}

}  // namespace

bool is_valid_utf8(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size()) {
    if (text.size() - at >= 8) {
      std::uint64_t eight;
      std::memcpy(&eight, text.data() + at, 8);
      if ((eight & 0x8080808080808080ULL) == 0) {
        at += 8;
        continue;
      }
    }
    const std::size_t length = sequence_length(text, at);
    if (length == 0) return false;
    at += length;
  }
  return true;
}

char32_t next_code_point(std::string_view text, std::size_t& at) {
  const std::size_t length = sequence_length(text, at);
  const unsigned lead = byte_at(text, at);
  if (length <= 1) {
    ++at;
    return length == 1 ? lead : kReplacement;
  }
  char32_t code_point = lead & (0x7Fu >> length);
  for (std::size_t i = 1; i < length; ++i) code_point = code_point << 6 | (byte_at(text, at + i) & 0x3F);
  at += length;
  return code_point;
}

void append_utf8(std::string& out, char32_t code_point) {
  if (code_point > 0x10FFFF || (code_point >= 0xD800 && code_point <= 0xDFFF)) code_point = kReplacement;
  auto tail = [&](int shift) { out += static_cast<char>(0x80 | (code_point >> shift & 0x3F)); };
  if (code_point < 0x80) {
    out += static_cast<char>(code_point);
  } else if (code_point < 0x800) {
    out += static_cast<char>(0xC0 | code_point >> 6);
    tail(0);
  } else if (code_point < 0x10000) {
    out += static_cast<char>(0xE0 | code_point >> 12);
    tail(6);
    tail(0);
  } else {
    out += static_cast<char>(0xF0 | code_point >> 18);
    tail(12);
    tail(6);
    tail(0);
  }
}

std::string to_valid_utf8(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const char32_t code_point = next_code_point(text, at);
    append_utf8(out, code_point == 0 ? 0x2400 : code_point);
  }
  return out;
}

std::string path_segment(std::string_view raw) {
  static constexpr char kHex[] = "0123456789ABCDEF";
  std::string out;
  out.reserve(raw.size());
  for (std::size_t at = 0; at < raw.size();) {
    const std::size_t length = sequence_length(raw, at);
    const std::size_t taken = length == 0 ? 1 : length;
    std::size_t next = at;
    const char32_t code_point = next_code_point(raw, next);
    const bool control = code_point < 0x20 || (code_point >= 0x7F && code_point < 0xA0);
    const bool reads_as_escape = code_point == '%' && raw.size() - at > 2 &&
                                 is_hex_digit(byte_at(raw, at + 1)) && is_hex_digit(byte_at(raw, at + 2));
    if (length == 0 || control || code_point == '/' || reads_as_escape) {
      for (std::size_t i = at; i < at + taken; ++i) {
        out += '%';
        out += kHex[byte_at(raw, i) >> 4];
        out += kHex[byte_at(raw, i) & 15];
      }
    } else {
      out += raw.substr(at, taken);
    }
    at += taken;
  }
  return out;
}

char32_t fold_case(char32_t c) {
  auto in = [c](char32_t first, char32_t last) { return c >= first && c <= last; };
  auto even_up = [c] { return c | 1; };       // pairs that begin at an even code point
  auto odd_up = [c] { return c + (c & 1); };  // pairs that begin at an odd one
  if (c < 0x80) return in('A', 'Z') ? c + 32 : c;
  if (c < 0x180) {
    if (c == 0xB5) return 0x3BC;
    if (in(0xC0, 0xDE) && c != 0xD7) return c + 32;
    if (c == 0x130 || c == 0x131 || c == 0x138 || c == 0x149) return c;
    if (in(0x100, 0x137) || in(0x14A, 0x177)) return even_up();
    if (c == 0x178) return 0xFF;
    if (in(0x139, 0x148) || in(0x179, 0x17E)) return odd_up();
    return c == 0x17F ? 's' : c;
  }
  if (in(0x370, 0x3FF)) {
    if (in(0x391, 0x3AB) && c != 0x3A2) return c + 32;
    if (c == 0x3C2) return 0x3C3;
    if (c == 0x386) return 0x3AC;
    if (in(0x388, 0x38A)) return c + 37;
    if (c == 0x38C) return 0x3CC;
    if (c == 0x38E || c == 0x38F) return c + 63;
    if (in(0x3D8, 0x3EF) || in(0x370, 0x373) || in(0x376, 0x377)) return even_up();
    return c;
  }
  if (in(0x400, 0x40F)) return c + 80;
  if (in(0x410, 0x42F)) return c + 32;
  if (in(0x460, 0x481) || in(0x48A, 0x4BF) || in(0x4D0, 0x52F)) return even_up();
  if (c == 0x4C0) return 0x4CF;
  if (in(0x4C1, 0x4CE)) return odd_up();
  return c;
}

std::string_view clip_utf8(std::string_view text, std::size_t max_bytes) {
  if (text.size() <= max_bytes) return text;
  std::size_t end = max_bytes;
  while (end > 0 && max_bytes - end < 3 && (byte_at(text, end) & 0xC0) == 0x80) --end;
  return text.substr(0, end);
}

}  // namespace ulika
