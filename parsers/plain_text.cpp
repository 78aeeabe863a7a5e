#include "parsers/plain_text.h"

#include <algorithm>

namespace ulika {
namespace {

constexpr std::size_t kSample = 65536;  // bytes looked at
constexpr double kLikely = 0.6;         // points a high byte below which no code page is believed
constexpr std::u32string_view kCommon = U"оеаинтсрвл";  // the ten commonest letters of Russian

bool is_cyrillic_lower(char32_t c) {
  return (c >= 0x430 && c <= 0x45F) || (c >= 0x460 && c <= 0x4FF && c % 2 == 1);
}
bool is_cyrillic_upper(char32_t c) {
  return (c >= 0x400 && c <= 0x42F) || (c >= 0x460 && c <= 0x4FF && c % 2 == 0);
}

// Points for reading the sample as `encoding`, for each high byte: letters earn, capitals inside words and
// signs that no text has cost.
double score(Bytes sample, Encoding encoding) {
  const auto& table = high_half(encoding);
  double points = 0;
  std::size_t high = 0;
  char32_t before = 0;
  for (std::byte byte : sample) {
    const auto value = std::to_integer<unsigned>(byte);
    const char32_t c = value < 0x80 ? value : table[value - 0x80];
    if (value >= 0x80) {
      ++high;
      if (is_cyrillic_lower(c)) {
        points += kCommon.find(c) != std::u32string_view::npos ? 1.5 : 0.7;
      } else if (is_cyrillic_upper(c)) {
        points += is_cyrillic_lower(before) ? -2 : 0.5;
      } else if (c == 0 || (c >= 0x2500 && c <= 0x25FF)) {
        points -= 2;
      }
    }
    before = c;
  }
  return high == 0 ? 0 : points / static_cast<double>(high);
}

// UTF-16 without a mark: nearly every other byte of Latin text is zero, of Cyrillic text 4.
std::optional<Encoding> utf16_without_mark(Bytes sample) {
  if (sample.size() < 8) return std::nullopt;
  std::size_t even = 0;
  std::size_t odd = 0;
  for (std::size_t i = 0; i + 1 < sample.size(); i += 2) {
    even += std::to_integer<unsigned>(sample[i]) <= 4;
    odd += std::to_integer<unsigned>(sample[i + 1]) <= 4;
  }
  const std::size_t most = sample.size() / 2 * 9 / 10;
  if (odd >= most && even < most / 2) return Encoding::utf16le;
  if (even >= most && odd < most / 2) return Encoding::utf16be;
  return std::nullopt;
}

}  // namespace

std::optional<Encoding> guess_encoding(Bytes bytes) {
  const std::string_view text = as_text(bytes);
  if (text.substr(0, 3) == "\xEF\xBB\xBF") return Encoding::utf8;
  if (text.substr(0, 2) == "\xFF\xFE") return Encoding::utf16le;
  if (text.substr(0, 2) == "\xFE\xFF") return Encoding::utf16be;
  const Bytes sample = bytes.first(std::min(bytes.size(), kSample));
  if (const auto wide = utf16_without_mark(sample)) return wide;
  if (is_valid_utf8(text)) return Encoding::utf8;
  std::optional<Encoding> best;
  double most = kLikely;
  for (const Encoding encoding : {Encoding::cp1251, Encoding::kz1048, Encoding::koi8_r, Encoding::cp866}) {
    const double points = score(sample, encoding);
    if (points > most) {
      best = encoding;
      most = points;
    }
  }
  return best;
}

void read_plain_text(ParseInput& input, const ParseSink&, ParseOutcome& outcome) {
  const auto bytes = read_all(*input.data, kPlainTextLimit);
  const auto encoding = bytes ? guess_encoding(*bytes) : std::nullopt;
  if (!encoding) {
    outcome.claimed = false;
    return;
  }
  outcome.text = decode(*bytes, *encoding);
}

}  // namespace ulika
