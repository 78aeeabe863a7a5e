#include "triage/lexicon/letter_tables.h"

#include <algorithm>
#include <charconv>
#include <stdexcept>

#include "triage/base/text.h"
#include "triage/lexicon/table_rows.h"

namespace ulika {
namespace {

struct Range {
  char32_t first, last;
  LetterClass kind;
};

// Unicode: White_Space; Default_Ignorable_Code_Point and the nonspacing marks of scripts that are folded;
// apostrophes; blocks of symbols and pictures; digits. What is named in no range above ASCII is a letter.
constexpr Range kRanges[] = {
    {0x00, 0x7F, LetterClass::other},          {0x09, 0x0D, LetterClass::space},
    {0x0A, 0x0A, LetterClass::line_end},       {0x0D, 0x0D, LetterClass::line_end},
    {0x20, 0x20, LetterClass::space},          {'0', '9', LetterClass::digit},
    {'A', 'Z', LetterClass::letter},           {'a', 'z', LetterClass::letter},
    {0x80, 0xBF, LetterClass::other},          {0x85, 0x85, LetterClass::line_end},
    {0xA0, 0xA0, LetterClass::space},          {0xAA, 0xAA, LetterClass::letter},
    {0xAD, 0xAD, LetterClass::dropped},        {0xB5, 0xB5, LetterClass::letter},
    {0xBA, 0xBA, LetterClass::letter},         {0xD7, 0xD7, LetterClass::other},
    {0xF7, 0xF7, LetterClass::other},          {0x2B9, 0x2DF, LetterClass::other},
    {0x2BB, 0x2BC, LetterClass::apostrophe},   {'\'', '\'', LetterClass::apostrophe},
    {'`', '`', LetterClass::apostrophe},       {0xB4, 0xB4, LetterClass::apostrophe},
    {0x300, 0x36F, LetterClass::dropped},      {0x483, 0x489, LetterClass::dropped},
    {0x61C, 0x61C, LetterClass::dropped},      {0x115F, 0x1160, LetterClass::dropped},
    {0x1680, 0x1680, LetterClass::space},      {0x17B4, 0x17B5, LetterClass::dropped},
    {0x180B, 0x180F, LetterClass::dropped},    {0x1AB0, 0x1AFF, LetterClass::dropped},
    {0x1DC0, 0x1DFF, LetterClass::dropped},    {0x2000, 0x200A, LetterClass::space},
    {0x200B, 0x200F, LetterClass::dropped},    {0x2010, 0x205E, LetterClass::other},
    {0x2018, 0x2019, LetterClass::apostrophe}, {0x2028, 0x2029, LetterClass::line_end},
    {0x202A, 0x202E, LetterClass::dropped},    {0x202F, 0x202F, LetterClass::space},
    {0x205F, 0x205F, LetterClass::space},      {0x2060, 0x206F, LetterClass::dropped},
    {0x20A0, 0x20CF, LetterClass::other},      {0x20D0, 0x20FF, LetterClass::dropped},
    {0x2190, 0x2BFF, LetterClass::emoji},      {0x3000, 0x3000, LetterClass::space},
    {0x3001, 0x303F, LetterClass::other},      {0x3164, 0x3164, LetterClass::dropped},
    {0xE000, 0xF8FF, LetterClass::other},      {0xFE00, 0xFE0F, LetterClass::dropped},
    {0xFE20, 0xFE2F, LetterClass::dropped},    {0xFEFF, 0xFEFF, LetterClass::dropped},
    {0xFFA0, 0xFFA0, LetterClass::dropped},    {0xFFF0, 0xFFFF, LetterClass::other},
    {0x1F000, 0x1FAFF, LetterClass::emoji},
};

LetterClass class_of(char32_t c) {
  LetterClass kind = LetterClass::letter;
  for (const Range& range : kRanges) {
    if (c >= range.first && c <= range.last) kind = range.kind;
  }
  return kind;
}

bool is_capital(char32_t c) {
  return fold_case(c) != c;
}

std::uint32_t number(std::string_view text, int base) {
  std::uint32_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, base);
  if (error != std::errc() || end != text.data() + text.size())
    throw std::logic_error("a table of letters holds a wrong number");
  return value;
}

void must(const Result<void>& read) {
  if (!read) throw std::logic_error(read.error().message);
}

bool is_vowel(char32_t c) {
  return std::u32string_view(U"аеиоуыэюя").find(c) != std::u32string_view::npos;
}

}  // namespace

std::u32string to_u32(std::string_view utf8) {
  std::u32string letters;
  for (std::size_t at = 0; at < utf8.size();) letters.push_back(next_code_point(utf8, at));
  return letters;
}

std::string to_utf8(std::u32string_view letters) {
  std::string utf8;
  for (char32_t c : letters) append_utf8(utf8, c);
  return utf8;
}

const LetterTables& LetterTables::get() {
  static const LetterTables kTables;
  return kTables;
}

LetterTables::LetterTables() {
  for (char32_t page : {0x00U, 0x01U, 0x02U, 0x03U, 0x04U, 0x05U, 0x20U, 0x26U, 0x27U, 0x1F3U, 0x1F4U, 0x1F5U,
                        0x1F6U, 0x1F9U}) {
    for (char32_t low = 0; low < 256; ++low) {
      const char32_t c = (page << 8) | low;
      const LetterClass kind = class_of(c);
      set(c, {kind == LetterClass::apostrophe ? U'\'' : fold_case(c), kind, is_capital(c)});
    }
  }
  read_folds();
  set(U'ё', {U'е', LetterClass::letter, false});
  set(U'Ё', {U'е', LetterClass::letter, true});
  read_letters();
}

void LetterTables::set(char32_t c, FoldedLetter folded) {
  auto& page = pages_[c >> 8];
  if (page == nullptr) {
    page = std::make_unique<Page>();
    for (char32_t low = 0; low < 256; ++low) {
      const char32_t other = (c & ~char32_t{0xFF}) | low;
      (*page)[low] = {other, class_of(other), false};
    }
  }
  (*page)[c & 0xFF] = folded;
}

FoldedLetter LetterTables::fold_rare(char32_t c) const {
  if (c >= 0xE0000 && c <= 0xE0FFF) return {c, LetterClass::dropped, false};  // tags and variation selectors
  return {c, c == 0xFFFD ? LetterClass::other : class_of(c), false};
}

std::u32string_view LetterTables::expansion(char32_t c) const {
  const auto at = expansions_.find(c);
  return at == expansions_.end() ? std::u32string_view() : std::u32string_view(at->second);
}

void LetterTables::read_folds() {
  must(read_table(builtin_table("unicode_fold.tsv"), "unicode_fold.tsv", {"first", "last", "step", "to"},
                  [&](const std::vector<std::string_view>& row) {
                    const std::uint32_t first = number(row[0], 16);
                    const std::uint32_t last = number(row[1], 16);
                    const std::u32string to = to_u32(row[3]);
                    for (std::uint32_t c = first; c <= last; c += number(row[2], 10)) {
                      FoldedLetter folded{0, LetterClass::letter, is_capital(c)};
                      if (to.size() == 1) {
                        folded.letter = to[0] + (c - first);
                        folded.kind = class_of(folded.letter);
                      } else {
                        expansions_[c] = to;
                      }
                      set(c, folded);
                    }
                    return std::string();
                  }));
}

void LetterTables::read_letters() {
  auto put = [](Map& map, char32_t from, char32_t to) {
    if (from < map.low.size()) {
      map.low[from] = to;
    } else {
      map.high[from] = to;
    }
  };
  must(read_table(builtin_table("letters.tsv"), "letters.tsv", {"table", "from", "to"},
                  [&](const std::vector<std::string_view>& row) -> std::string {
                    const std::u32string from = to_u32(row[1]);
                    const std::u32string to = to_u32(row[2]);
                    if (row[0] == "translit") {
                      translit_[from[0]].emplace_back(from, to);
                      return {};
                    }
                    Map& map = row[0] == "lookalike" ? lookalike_
                               : row[0] == "layout"  ? layout_
                               : row[0] == "kazakh"  ? kazakh_
                                                     : kazakh_latin_;
                    put(map, from[0], to[0]);
                    return {};
                  }));
  for (auto& [first, rules] : translit_) {
    std::stable_sort(rules.begin(), rules.end(),
                     [](const auto& a, const auto& b) { return a.first.size() > b.first.size(); });
  }
}

std::u32string LetterTables::transliterate(std::u32string_view latin, bool kazakh_latin) const {
  std::u32string out;
  out.reserve(latin.size());
  for (std::size_t at = 0; at < latin.size();) {
    const char32_t c = latin[at];
    if (kazakh_latin) {
      if (const char32_t to = find(kazakh_latin_, c)) {
        out.push_back(to);
        ++at;
        continue;
      }
    }
    const auto rules = translit_.find(c);
    bool done = false;
    if (rules != translit_.end()) {
      for (const auto& [from, to] : rules->second) {
        if (latin.compare(at, from.size(), from) != 0) continue;
        // After a vowel and before none, y is the second part of a diphthong: "moy", "novyy".
        const bool glide = from == U"y" && !out.empty() && is_vowel(out.back());
        if (glide) {
          out.push_back(U'й');
        } else {
          out += to;
        }
        at += from.size();
        done = true;
        break;
      }
    }
    if (!done) {
      out.push_back(c);
      ++at;
    }
  }
  return out;
}

}  // namespace ulika
