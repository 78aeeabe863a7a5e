#include "parsers/raw_text.h"

#include <algorithm>

#include "parsers/plain_text.h"

namespace ulika {

RawText::RawText(Bytes bytes) : bytes_(bytes), encoding_(guess_encoding(bytes).value_or(Encoding::utf8)) {
  const std::string_view head = as_text(bytes.first(std::min<std::size_t>(bytes.size(), 3)));
  const bool wide = encoding_ == Encoding::utf16le || encoding_ == Encoding::utf16be;
  width_ = wide ? 2 : 1;
  if (wide && (head.substr(0, 2) == "\xFF\xFE" || head.substr(0, 2) == "\xFE\xFF")) begin_ = 2;
  if (encoding_ == Encoding::utf8 && head == "\xEF\xBB\xBF") begin_ = 3;
}

unsigned char RawText::at(std::size_t offset) const {
  if (offset + width_ > bytes_.size()) return 0x80;
  const auto first = std::to_integer<unsigned char>(bytes_[offset]);
  if (width_ == 1) return first < 0x80 ? first : 0x80;
  const auto second = std::to_integer<unsigned char>(bytes_[offset + 1]);
  const bool little = encoding_ == Encoding::utf16le;
  const unsigned char high = little ? second : first;
  const unsigned char low = little ? first : second;
  return high == 0 && low < 0x80 ? low : 0x80;
}

std::string RawText::text(std::size_t from, std::size_t to) const {
  return to_valid_utf8(decode(bytes_.subspan(from, to - from), encoding_));
}

std::size_t RawText::line_end(std::size_t offset) const {
  while (offset + width_ <= bytes_.size() && at(offset) != '\n' && at(offset) != '\r') offset += width_;
  return std::min(offset, bytes_.size());
}

std::size_t RawText::after_line_end(std::size_t offset) const {
  if (offset + width_ > bytes_.size()) return bytes_.size();
  const bool both = at(offset) == '\r' && offset + 2 * width_ <= bytes_.size() && at(offset + width_) == '\n';
  return offset + (both ? 2 : 1) * width_;
}

}  // namespace ulika
