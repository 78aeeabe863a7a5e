#include "triage/lexicon/text_units.h"

#include "triage/base/text.h"

namespace ulika {
namespace {

constexpr char32_t kBreve = 0x306;
constexpr char32_t kDiaeresis = 0x308;

// A character that is dropped: joins й, ї and ў, and marks what came before it.
void drop(char32_t c, std::uint32_t end, std::vector<TextUnit>& out) {
  if (out.empty()) return;
  TextUnit& last = out.back();
  last.end = end;
  if (c == kBreve && last.letter == U'и') {
    last.letter = U'й';
  } else if (c == kBreve && last.letter == U'у') {
    last.letter = U'ў';
  } else if (c == kDiaeresis && last.letter == U'і') {
    last.letter = U'ї';
  } else if (last.kind == LetterClass::letter && !(c == kDiaeresis && last.letter == U'е')) {
    last.hidden = true;
  }
}

}  // namespace

void read_units(std::string_view text, std::vector<TextUnit>& out) {
  out.clear();
  out.reserve(text.size());
  const LetterTables& tables = LetterTables::get();
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  for (std::size_t at = 0; at < text.size();) {
    const auto offset = static_cast<std::uint32_t>(at);
    char32_t c = byte(at);
    if (c < 0x80) {
      ++at;
    } else if (c >= 0xC2 && c < 0xE0 && at + 1 < text.size() && (byte(at + 1) & 0xC0U) == 0x80) {
      c = ((c & 0x1FU) << 6) | (byte(at + 1) & 0x3FU);
      at += 2;
    } else {
      c = next_code_point(text, at);
    }
    const auto end = static_cast<std::uint32_t>(at);
    const FoldedLetter folded = tables.fold(c);
    if (folded.kind == LetterClass::dropped) {
      drop(c, end, out);
    } else if (folded.letter != 0 || c == 0) {
      out.push_back({folded.letter, offset, end, folded.kind, folded.capital, false});
    } else {
      for (char32_t part : tables.expansion(c)) {
        const FoldedLetter letter = tables.fold(part);
        out.push_back({letter.letter, offset, end, letter.kind, folded.capital, false});
      }
    }
  }
}

}  // namespace ulika
