#include "triage/case/search_forms.h"

#include <algorithm>
#include <array>
#include <vector>

#include "triage/base/text.h"

namespace ulika {
namespace {

using Word = std::u32string;

constexpr std::size_t kLeastStem = 4;   // letters that stay when an ending is cut
constexpr std::size_t kMostWords = 16;  // of one search

// Endings of nouns, adjectives and verbs, longest first; cut once for Russian, and up to three times for
// Kazakh, which puts plural, possession and case one after another.
constexpr std::array kRussian = {
    U"иями", U"ями", U"ами", U"ого", U"его", U"ому", U"ему", U"ыми", U"ими", U"ешь", U"ишь", U"ете",
    U"ите",  U"ают", U"яют", U"али", U"или", U"ала", U"ила", U"ать", U"ить", U"ая",  U"яя",  U"ое",
    U"ее",   U"ые",  U"ие",  U"ый",  U"ий",  U"ой",  U"ей",  U"ом",  U"ем",  U"ам",  U"ям",  U"ах",
    U"ях",   U"ов",  U"ев",  U"ую",  U"юю",  U"ия",  U"ью",  U"ал",  U"ил",  U"ут",  U"ют",  U"ат",
    U"ят",   U"а",   U"я",   U"о",   U"е",   U"ы",   U"и",   U"у",   U"ю",   U"ь",   U"й"};
constexpr std::array kKazakh = {
    U"ларын", U"лерін", U"дарын", U"дерін", U"тарын", U"терін", U"ымыз", U"іміз", U"ының", U"інің", U"лар",
    U"лер",   U"дар",   U"дер",   U"тар",   U"тер",   U"ның",   U"нің",  U"дың",  U"дің",  U"тың",  U"тің",
    U"ның",   U"нан",   U"нен",   U"дан",   U"ден",   U"тан",   U"тен",  U"мен",  U"бен",  U"пен",  U"сын",
    U"сін",   U"нда",   U"нде",   U"ға",    U"ге",    U"қа",    U"ке",   U"на",   U"не",   U"да",   U"де",
    U"та",    U"те",    U"ны",    U"ні",    U"ды",    U"ді",    U"ты",   U"ті",   U"сы",   U"сі",   U"ым",
    U"ім",    U"ың",    U"ің",    U"ын",    U"ін",    U"м",     U"ң",    U"ы",    U"і"};

bool is_word_letter(char32_t c) {
  return (c >= U'0' && c <= U'9') || (c >= U'a' && c <= U'z') || c == U'_' || c >= 0x80;
}
bool is_cyrillic(char32_t c) {
  return c >= 0x400 && c < 0x530;
}

template <class Endings>
bool cut_ending(Word& word, const Endings& endings) {
  for (const char32_t* ending : endings) {
    const std::u32string_view tail(ending);
    if (word.size() >= tail.size() + kLeastStem && std::u32string_view(word).ends_with(tail)) {
      word.resize(word.size() - tail.size());
      return true;
    }
  }
  return false;
}

std::string utf8(const Word& word) {
  std::string out;
  for (const char32_t c : word) append_utf8(out, c);
  return out;
}

void add(std::vector<Word>& all, Word word) {
  if (std::find(all.begin(), all.end(), word) == all.end()) all.push_back(std::move(word));
}

// The stem's last consonant before an ending that begins with a vowel.
void add_changed(std::vector<Word>& all, const Word& stem) {
  static constexpr std::array<std::pair<char32_t, char32_t>, 3> kPairs = {
      {{U'п', U'б'}, {U'қ', U'ғ'}, {U'к', U'г'}}};
  for (const auto& [hard, soft] : kPairs) {
    for (const auto& [from, to] : {std::pair(hard, soft), std::pair(soft, hard)}) {
      if (stem.back() != from) continue;
      Word changed = stem;
      changed.back() = to;
      add(all, std::move(changed));
    }
  }
}

// закладка, закладок: a vowel comes in before the last consonant.
void add_fleeting(std::vector<Word>& all, const Word& stem) {
  static constexpr std::u32string_view kVowels = U"аеёиоуыэюяьй";
  if (stem.size() < 5 || stem.back() != U'к' ||
      kVowels.find(stem[stem.size() - 2]) != std::u32string_view::npos)
    return;
  for (const char32_t vowel : {U'о', U'е'}) {
    Word other = stem;
    other.insert(other.end() - 1, vowel);
    add(all, std::move(other));
  }
}

// Russian letters in place of Kazakh ones, as on a keyboard without them.
Word plainly_typed(Word word) {
  static constexpr std::array<std::pair<char32_t, char32_t>, 9> kTyped = {{{U'ә', U'а'},
                                                                           {U'ғ', U'г'},
                                                                           {U'қ', U'к'},
                                                                           {U'ң', U'н'},
                                                                           {U'ө', U'о'},
                                                                           {U'ұ', U'у'},
                                                                           {U'ү', U'у'},
                                                                           {U'һ', U'х'},
                                                                           {U'і', U'и'}}};
  for (char32_t& c : word) {
    for (const auto& [kazakh, russian] : kTyped) {
      if (c == kazakh) c = russian;
    }
  }
  return word;
}

std::string forms_of(const Word& word) {
  std::vector<Word> stems;
  const bool cyrillic = std::all_of(word.begin(), word.end(), is_cyrillic);
  if (cyrillic) {
    Word russian = word, kazakh = word;
    cut_ending(russian, kRussian);
    for (int n = 0; n < 3 && cut_ending(kazakh, kKazakh); ++n) {
    }
    add(stems, kazakh);
    add(stems, russian);
    add_fleeting(stems, russian);
    for (std::size_t i = 0, n = stems.size(); i < n; ++i) {
      if (stems[i].size() >= kLeastStem) add_changed(stems, Word(stems[i]));
    }
    for (std::size_t i = 0, n = stems.size(); i < n; ++i) add(stems, plainly_typed(stems[i]));
    // The index keeps ё apart from е.
    for (std::size_t i = 0, n = stems.size(); i < n; ++i) {
      for (std::size_t at = 0; at < stems[i].size(); ++at) {
        if (stems[i][at] != U'ё' && stems[i][at] != U'е') continue;
        Word other = stems[i];
        other[at] = other[at] == U'ё' ? U'е' : U'ё';
        add(stems, std::move(other));
      }
    }
  } else {
    add(stems, word);
  }
  std::string out;
  for (const Word& stem : stems) out += (out.empty() ? "\"" : " OR \"") + utf8(stem) + "\"*";
  return stems.size() > 1 ? "(" + out + ")" : out;
}

}  // namespace

std::string search_expression(std::string_view typed) {
  std::vector<std::string> parts;
  Word word;
  std::string phrase;
  bool quoted = false;
  const auto end_word = [&] {
    if (word.empty()) return;
    if (quoted) {
      phrase += (phrase.empty() ? "" : " ") + utf8(word);
    } else if (parts.size() < kMostWords) {
      parts.push_back(forms_of(word));
    }
    word.clear();
  };
  const auto end_phrase = [&] {
    if (!phrase.empty() && parts.size() < kMostWords) parts.push_back("\"" + phrase + "\"");
    phrase.clear();
  };
  for (std::size_t at = 0; at < typed.size();) {
    const char32_t c = fold_case(next_code_point(typed, at));
    if (c == U'"' || c == U'«' || c == U'»') {
      end_word();
      if (quoted) end_phrase();
      quoted = c == U'"' ? !quoted : c == U'«';
    } else if (is_word_letter(c) && c != 0xa0 && c != 0x2013 && c != 0x2014 && c != 0xfffd) {
      word.push_back(c);
    } else {
      end_word();
    }
  }
  end_word();
  end_phrase();
  std::string out;
  for (const std::string& part : parts) out += (out.empty() ? "" : " AND ") + part;
  return out;
}

}  // namespace ulika
