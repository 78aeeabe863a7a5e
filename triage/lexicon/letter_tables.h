// The tables of letters (unicode_fold.tsv, letters.tsv) as normalisation looks them up.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace ulika {

enum class LetterClass : std::uint8_t {
  other,     // punctuation and symbols: a word ends here
  space,     // white space
  line_end,  // a new line
  letter,
  digit,
  apostrophe,  // a letter where letters stand on both sides; all its forms are read as '
  dropped,     // invisible characters and nonspacing marks
  emoji,
};

struct FoldedLetter {
  char32_t letter = 0;  // 0: the expansion has to be looked up
  LetterClass kind = LetterClass::other;
  bool capital = false;
};

class LetterTables {
 public:
  static const LetterTables& get();

  FoldedLetter fold(char32_t c) const {
    const auto page = static_cast<std::size_t>(c >> 8);
    return page < kPages && pages_[page] != nullptr ? (*pages_[page])[c & 0xFF] : fold_rare(c);
  }
  // The letters that `c` stands for, where there are several.
  std::u32string_view expansion(char32_t c) const;

  // The Cyrillic letter that `c` looks like; 0 where it looks like none.
  char32_t lookalike(char32_t c) const { return find(lookalike_, c); }
  char32_t layout(char32_t c) const { return find(layout_, c); }
  char32_t kazakh(char32_t c) const { return find(kazakh_, c); }
  std::u32string transliterate(std::u32string_view latin, bool kazakh_latin) const;

 private:
  static constexpr std::size_t kPages = 0x200;
  using Page = std::array<FoldedLetter, 256>;
  // Letters below 0x600 by index, the few others by hash.
  struct Map {
    std::array<char32_t, 0x600> low{};
    std::unordered_map<char32_t, char32_t> high;
  };

  LetterTables();
  void read_folds();
  void read_letters();
  void set(char32_t c, FoldedLetter folded);
  FoldedLetter fold_rare(char32_t c) const;
  static char32_t find(const Map& map, char32_t c) {
    if (c < map.low.size()) return map.low[c];
    const auto at = map.high.find(c);
    return at == map.high.end() ? 0 : at->second;
  }

  std::array<std::unique_ptr<Page>, kPages> pages_;
  std::unordered_map<char32_t, std::u32string> expansions_;
  Map lookalike_, layout_, kazakh_, kazakh_latin_;
  // By first letter; longest first.
  std::unordered_map<char32_t, std::vector<std::pair<std::u32string, std::u32string>>> translit_;
};

std::u32string to_u32(std::string_view utf8);
std::string to_utf8(std::u32string_view letters);

}  // namespace ulika
