#include "triage/lexicon/normalise.h"

#include <algorithm>
#include <array>
#include <iterator>

#include "triage/lexicon/letter_tables.h"
#include "triage/lexicon/text_units.h"

namespace ulika {
namespace {

constexpr std::array<std::string_view, kLanes> kLaneNames{"plain",    "folded",  "lookalike", "single",
                                                          "translit", "layout",  "kazakh",    "kazakh_latin",
                                                          "reversed", "wildcard"};
constexpr char32_t kAddress = 0xE000;
constexpr char32_t kHandle = 0xE001;

bool is_cyrillic(char32_t c) {
  return c >= 0x400 && c < 0x530;
}
bool is_russian(char32_t c) {
  return c >= U'а' && c <= U'я';
}
bool is_latin(char32_t c) {
  return (c >= 'a' && c <= 'z') || (c >= 0xC0 && c < 0x250) || (c >= 0x1E00 && c < 0x1F00);
}
bool is_phonetic(char32_t c) {  // small capitals and turned letters
  return (c >= 0x250 && c < 0x2B0) || (c >= 0x1D00 && c < 0x1D80) || c == 0x138;
}

// Reads words off the units of one text.
class WordReader {
 public:
  WordReader(const std::vector<TextUnit>& units, NormalText& out)
      : units_(units), tables_(LetterTables::get()), out_(out) {}

  void read() {
    out_.grams.push_back(U' ');
    while (at_ < units_.size()) {
      const TextUnit& unit = units_[at_];
      if (unit.kind == LetterClass::letter || unit.kind == LetterClass::digit || begins_handle() ||
          begins_masked()) {
        if (!address() && !handle() && !spaced() && !file_name()) word();
        gap_ = Gap::none;
      } else if (unit.kind == LetterClass::emoji) {
        emoji();
      } else {
        widen_gap(unit);
        ++at_;
      }
    }
  }

 private:
  static bool in_word(const TextUnit& unit) {
    return unit.kind == LetterClass::letter || unit.kind == LetterClass::digit;
  }
  const TextUnit* unit_at(std::size_t i) const { return i < units_.size() ? &units_[i] : nullptr; }
  bool letter_at(std::size_t i) const { return i < units_.size() && units_[i].kind == LetterClass::letter; }
  bool word_at(std::size_t i) const { return i < units_.size() && in_word(units_[i]); }
  bool digit_at(std::size_t i) const { return i < units_.size() && units_[i].kind == LetterClass::digit; }
  bool cyrillic_at(std::size_t i) const { return letter_at(i) && is_cyrillic(units_[i].letter); }

  void widen_gap(const TextUnit& unit) {
    Gap gap = Gap::comma;
    switch (unit.letter) {
      case U'-':
      case U'/':
      case U'_':
      case U'\'':
      case 0x2010:
      case 0x2011:
        gap = Gap::none;
        break;
      case U'.':
      case U'!':
      case U'?':
      case U';':
        gap = Gap::sentence;
        break;
      default:
        if (unit.kind == LetterClass::space) gap = Gap::space;
        if (unit.kind == LetterClass::line_end) gap = Gap::sentence;
    }
    const bool fraction =
        (unit.letter == U'.' || unit.letter == U',') && at_ > 0 && digit_at(at_ - 1) && digit_at(at_ + 1);
    gap_ = std::max(gap_, fraction ? Gap::none : gap);
  }

  bool begins_handle() const {
    return units_[at_].letter == U'@' && word_at(at_ + 1) && (at_ == 0 || !in_word(units_[at_ - 1]));
  }
  bool begins_masked() const {
    return units_[at_].letter == U'*' && letter_at(at_ + 1) && letter_at(at_ + 2);
  }

  bool matches(std::size_t at, std::u32string_view what) const {
    for (std::size_t i = 0; i < what.size(); ++i) {
      if (at + i >= units_.size() || units_[at + i].letter != what[i]) return false;
    }
    return true;
  }

  Word& add(std::size_t begin, std::size_t end) {
    Word word;
    word.offset = units_[begin].offset;
    word.length = units_[end - 1].end - word.offset;
    word.plain = word.folded = static_cast<std::uint32_t>(out_.letters.size());
    word.gram = static_cast<std::uint32_t>(out_.grams.size());
    word.gap = out_.words.empty() ? Gap::sentence : gap_;
    out_.words.push_back(word);
    return out_.words.back();
  }
  void close(Word& word) {
    word.plain_size = static_cast<std::uint32_t>(out_.letters.size()) - word.plain;
    if (word.folded == word.plain) word.folded_size = word.plain_size;
  }
  void sign(std::size_t begin, std::size_t end, char32_t letter) {
    Word& word = add(begin, end);
    out_.letters.push_back(letter);
    out_.grams.push_back(letter);
    out_.grams.push_back(U' ');
    close(word);
    at_ = end;
  }

  // http://…, www.…, t.me/…, a mail address: nothing inside is a word.
  bool address() {
    std::size_t end = at_;
    if (matches(at_, U"http://") || matches(at_, U"https://") || matches(at_, U"www.") ||
        matches(at_, U"t.me/") || matches(at_, U"tg://")) {
      while (end < units_.size() && units_[end].kind != LetterClass::space &&
             units_[end].kind != LetterClass::line_end) {
        ++end;
      }
    } else {
      if (!is_latin(units_[at_].letter)) return false;
      while (end < units_.size() && end - at_ < 64 && (in_word(units_[end]) || units_[end].letter == U'.'))
        ++end;
      if (end >= units_.size() || units_[end].letter != U'@') return false;
      const std::size_t host = ++end;
      bool dot = false;
      while (end < units_.size() && (in_word(units_[end]) || units_[end].letter == U'.')) {
        if (is_cyrillic(units_[end].letter)) return false;
        dot = dot || units_[end].letter == U'.';
        ++end;
      }
      if (end == host || !dot) return false;
    }
    sign(at_, end, kAddress);
    return true;
  }

  // "name.dll", "name.kz": Latin letters, a dot and an ending of files or hosts.
  bool file_name() {
    std::size_t end = at_;
    std::size_t dot = 0;
    for (; end < units_.size() && end - at_ < 64; ++end) {
      const TextUnit& unit = units_[end];
      if (unit.letter == U'.' && word_at(end + 1)) {
        dot = end;
      } else if (!in_word(unit) || is_cyrillic(unit.letter)) {
        break;
      }
    }
    if (dot == 0 || !is_latin(units_[at_].letter)) return false;
    constexpr std::u32string_view kEndings[] = {
        U"dll", U"exe", U"txt", U"jpg", U"jpeg", U"png", U"pdf", U"doc", U"docx", U"xls", U"xlsx",
        U"zip", U"rar", U"apk", U"mp4", U"mp3",  U"com", U"org", U"net", U"info", U"ru",  U"kz",
        U"io",  U"uz",  U"kg",  U"ua",  U"dat",  U"log", U"py",  U"cpp", U"js",   U"html"};
    const auto ending = std::find_if(
        std::begin(kEndings), std::end(kEndings),
        [&](std::u32string_view known) { return end - dot - 1 == known.size() && matches(dot + 1, known); });
    if (ending == std::end(kEndings)) return false;
    sign(at_, end, kAddress);
    return true;
  }

  // @name in Latin letters.
  bool handle() {
    if (units_[at_].letter != U'@') return false;
    std::size_t end = at_ + 1;
    while (end < units_.size() && (in_word(units_[end]) || units_[end].letter == U'_')) {
      if (is_cyrillic(units_[end].letter)) return false;
      ++end;
    }
    sign(at_, end, kHandle);
    return true;
  }

  void emoji() {
    Word& word = add(at_, at_ + 1);
    word.marks = kMarkEmoji;
    out_.letters.push_back(units_[at_].letter);
    out_.grams.push_back(units_[at_].letter);
    out_.grams.push_back(U' ');
    close(word);
    out_.marks |= kMarkEmoji;
    gap_ = Gap::space;
    ++at_;
  }

  static bool is_spacer(const TextUnit& unit) {
    constexpr std::u32string_view kSpacers = U"._-*·•";
    return unit.kind == LetterClass::space || kSpacers.find(unit.letter) != std::u32string_view::npos;
  }

  // Four letters or more that stand apart ("к л а д"), or three with a sign between ("м_е_ф").
  bool spaced() {
    if (units_[at_].kind != LetterClass::letter || word_at(at_ + 1)) return false;
    if (at_ > 0 && in_word(units_[at_ - 1])) return false;
    chosen_.assign(1, at_);
    bool signs_only = true;
    std::size_t digits = 0;
    for (std::size_t i = at_;;) {
      std::size_t next = i + 1;
      if (next >= units_.size() || !is_spacer(units_[next])) break;
      const bool blank = units_[next].kind == LetterClass::space;
      ++next;
      if (blank && next < units_.size() && units_[next].kind == LetterClass::space) ++next;
      if (!word_at(next) || word_at(next + 1)) break;
      if (blank || units_[i + 1].letter == U'*') signs_only = false;
      if (units_[next].kind == LetterClass::digit) ++digits;
      chosen_.push_back(next);
      i = next;
    }
    if (chosen_.size() < (signs_only ? 3U : 4U) || digits * 2 > chosen_.size()) return false;
    finish(kMarkSpaced);
    return true;
  }

  // Whether a sign or picture between letters belongs to the word: a letter drawn with it, or a veil.
  bool joins(std::size_t i, bool has_cyrillic) const {
    const TextUnit& unit = units_[i];
    if (unit.kind == LetterClass::apostrophe) return letter_at(i + 1);
    if (unit.letter == U'*') return word_at(i - 1) || letter_at(i + 1);
    if (unit.kind == LetterClass::emoji) return letter_at(i - 1) && letter_at(i + 1);
    if (unit.kind != LetterClass::other || tables_.lookalike(unit.letter) == 0) return false;
    return letter_at(i - 1) && word_at(i + 1) && (has_cyrillic || cyrillic_at(i + 1));
  }

  void word() {
    chosen_.clear();
    std::uint16_t marks = 0;
    bool cyrillic = false;
    std::size_t i = at_;
    for (; i < units_.size(); ++i) {
      if (!in_word(units_[i])) {
        const bool first = i == at_;  // @ or * in front, as the caller saw
        if (!first && !joins(i, cyrillic)) break;
        if (units_[i].kind == LetterClass::emoji) {
          marks |= kMarkHidden;
          continue;
        }
      }
      cyrillic = cyrillic || is_cyrillic(units_[i].letter);
      chosen_.push_back(i);
    }
    finish(marks);
  }

  // Makes a word of the chosen units and goes on after the last one.
  void finish(std::uint16_t marks) {
    Word& word = add(chosen_.front(), chosen_.back() + 1);
    bool capitals = chosen_.size() > 1;
    bool foreign = false;  // letters of other scripts, or signs
    char32_t last = 0;
    char32_t before_last = 0;
    for (std::size_t i : chosen_) {
      const TextUnit& unit = units_[i];
      const char32_t c = unit.letter;
      if (is_russian(c)) {
        marks |= kMarkCyrillic;
      } else if (is_cyrillic(c)) {
        marks |= kMarkCyrillic | kMarkKazakh;
      } else if (is_latin(c)) {
        marks |= kMarkLatin;
      } else if (unit.kind == LetterClass::digit) {
        marks |= kMarkDigit;
      } else if (c == U'*') {
        marks |= kMarkMask;
      } else if (c != U'\'') {
        foreign = true;
        if (is_phonetic(c)) marks |= kMarkLookalike;
      }
      if (unit.hidden && i != chosen_.back()) marks |= kMarkHidden;
      if (!unit.capital) capitals = false;
      if (c == last) marks |= c == before_last ? kMarkStretched : kMarkDouble;
      before_last = last;
      last = c;
      out_.letters.push_back(c);
    }
    if (capitals) marks |= kMarkUpper;
    if ((marks & kMarkCyrillic) != 0 && (foreign || (marks & (kMarkLatin | kMarkDigit)) != 0) &&
        !is_count(out_.letters, word.plain)) {
      marks |= kMarkLookalike;
    }
    word.marks = marks;
    close(word);
    if ((marks & (kMarkLookalike | kMarkStretched)) != 0) fold(word);
    add_grams(word);
    out_.marks |= word.marks;
    at_ = chosen_.back() + 1;
  }

  // "500к", "10шт": a number with its unit is no word in disguise.
  static bool is_count(std::u32string_view letters, std::size_t begin) {
    std::size_t at = begin;
    while (at < letters.size() && letters[at] >= U'0' && letters[at] <= U'9') ++at;
    const std::size_t digits = at - begin;
    while (at < letters.size() && is_cyrillic(letters[at])) ++at;
    const std::size_t tail = at - begin - digits;
    return at == letters.size() && digits > 0 && (digits > 1 || tail <= 3) && tail <= 4 && tail > 0;
  }

  void fold(Word& word) {
    word.folded = static_cast<std::uint32_t>(out_.letters.size());
    const bool look = (word.marks & kMarkLookalike) != 0;
    std::size_t run = 0;
    for (std::uint32_t i = 0; i < word.plain_size; ++i) {
      const char32_t original = out_.letters[word.plain + i];
      char32_t c = original;
      if (look && !is_cyrillic(c)) {
        if (const char32_t like = tables_.lookalike(c)) c = like;
      }
      const bool again = out_.letters.size() > word.folded && out_.letters.back() == c;
      run = again ? run + 1 : 1;
      if (run >= 3) {
        // The third of a kind takes the second one with it; further ones are passed over.
        if (run == 3) out_.letters.pop_back();
        continue;
      }
      out_.letters.push_back(c);
    }
    word.folded_size = static_cast<std::uint32_t>(out_.letters.size()) - word.folded;
  }

  void add_grams(const Word& word) {
    const std::u32string_view folded = out_.folded(word);
    std::u32string latin;
    std::u32string_view letters = folded;
    if ((word.marks & kMarkLatin) != 0 && (word.marks & kMarkCyrillic) == 0) {
      latin = tables_.transliterate(folded, true);
      letters = latin;
    }
    bool digits = false;
    for (char32_t c : letters) {
      if (c >= U'0' && c <= U'9') {
        if (!digits) out_.grams.push_back(U'0');
        digits = true;
        continue;
      }
      digits = false;
      const char32_t kazakh = is_russian(c) ? 0 : tables_.kazakh(c);
      out_.grams.push_back(kazakh != 0 ? kazakh : c);
    }
    out_.grams.push_back(U' ');
  }

  const std::vector<TextUnit>& units_;
  const LetterTables& tables_;
  NormalText& out_;
  std::size_t at_ = 0;
  Gap gap_ = Gap::sentence;
  std::vector<std::size_t> chosen_;
};

std::u32string by_letter(std::u32string_view word, char32_t (*to)(char32_t)) {
  std::u32string out;
  bool changed = false;
  for (char32_t c : word) {
    const char32_t other = to(c);
    changed = changed || other != 0;
    out.push_back(other != 0 ? other : c);
  }
  return changed ? out : std::u32string();
}

std::u32string all_lookalikes(std::u32string_view word) {
  constexpr std::u32string_view kLike = U"aceopxykhmtb03";
  if (word.size() < 3) return {};
  std::u32string out;
  for (char32_t c : word) {
    if (kLike.find(c) == std::u32string_view::npos) return {};
    out.push_back(LetterTables::get().lookalike(c));
  }
  return out;
}

std::u32string once(std::u32string_view word) {
  std::u32string out;
  for (char32_t c : word) {
    if (out.empty() || out.back() != c || (c >= U'0' && c <= U'9')) out.push_back(c);
  }
  return out.size() == word.size() ? std::u32string() : out;
}

}  // namespace

std::string_view lane_name(Lane lane) {
  return kLaneNames[static_cast<std::size_t>(lane)];
}

void normalise(std::string_view text, NormalText& out) {
  out.letters.clear();
  out.words.clear();
  out.grams.clear();
  out.marks = 0;
  thread_local std::vector<TextUnit> units;
  read_units(text.substr(0, kMaxNormalBytes), units);
  WordReader(units, out).read();
}

std::u32string reading(std::u32string_view folded, Lane lane) {
  const LetterTables& tables = LetterTables::get();
  switch (lane) {
    case Lane::lookalike:
      return all_lookalikes(folded);
    case Lane::single:
      return once(folded);
    case Lane::translit:
      return tables.transliterate(folded, false);
    case Lane::layout:
      return by_letter(folded, [](char32_t c) { return LetterTables::get().layout(c); });
    case Lane::kazakh:
      return by_letter(folded, [](char32_t c) { return LetterTables::get().kazakh(c); });
    case Lane::kazakh_latin: {
      std::u32string word = tables.transliterate(folded, true);
      const std::u32string kazakh = reading(word, Lane::kazakh);
      return kazakh.empty() ? word : kazakh;
    }
    case Lane::reversed:
      return {folded.rbegin(), folded.rend()};
    case Lane::plain:
    case Lane::folded:
    case Lane::wildcard:
      break;
  }
  return {};
}

}  // namespace ulika
