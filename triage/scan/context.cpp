#include "triage/scan/context.h"

#include <algorithm>

namespace ulika {
namespace {

constexpr std::size_t kCharacters = 60;

bool shows(char32_t c) {
  return c >= 0x20 && !(c >= 0x7F && c < 0xA0) && c != 0xFFFD && c != 0xFEFF &&
         !(c >= 0x200B && c <= 0x200F) && !(c >= 0x2028 && c <= 0x202E) && !(c >= 0x2066 && c <= 0x2069);
}

std::size_t utf8_length_before(Bytes block, std::size_t at) {
  for (std::size_t length = 2; length <= std::min<std::size_t>(4, at); ++length) {
    std::size_t next = 0;
    next_code_point(as_text(block.subspan(at - length, length)), next);
    if (next == length) return length;
  }
  return 1;
}

std::size_t length_before(Bytes block, std::size_t at, Encoding encoding) {
  if (encoding == Encoding::utf8) return utf8_length_before(block, at);
  return encoding == Encoding::utf16le || encoding == Encoding::utf16be ? 2 : 1;
}

std::size_t length_after(Bytes block, std::size_t at, Encoding encoding) {
  if (encoding == Encoding::utf8) {
    std::size_t next = 0;
    next_code_point(as_text(block.subspan(at, std::min<std::size_t>(4, block.size() - at))), next);
    return next;
  }
  return encoding == Encoding::utf16le || encoding == Encoding::utf16be ? 2 : 1;
}

}  // namespace

std::string readable(Bytes bytes, Encoding encoding) {
  const std::string text = decode(bytes, encoding);
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = next_code_point(text, at);
    append_utf8(out, shows(c) ? c : U'\u00B7');
  }
  return out;
}

std::string readable_context(Bytes block, std::size_t start, std::size_t length, Encoding encoding) {
  std::size_t begin = start;
  for (std::size_t i = 0; i < kCharacters && begin > 0; ++i) {
    const std::size_t step = length_before(block, begin, encoding);
    if (step > begin) break;
    begin -= step;
  }
  const std::size_t match_end = start + length;
  std::size_t end = match_end;
  for (std::size_t i = 0; i < kCharacters && end < block.size(); ++i) {
    const std::size_t step = length_after(block, end, encoding);
    if (step > block.size() - end) break;
    end += step;
  }
  return readable(block.subspan(begin, start - begin), encoding) + "\u2039" +
         readable(block.subspan(start, length), encoding) + "\u203A" +
         readable(block.subspan(match_end, end - match_end), encoding);
}

}  // namespace ulika
