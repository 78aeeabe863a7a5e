#include "triage/lexicon/byte_keywords.h"

#include <algorithm>
#include <map>

#include "triage/lexicon/letter_tables.h"

namespace ulika {
namespace {

constexpr std::size_t kShortest = 4;        // letters; fewer come up in noise and begin too many words
constexpr std::size_t kMostSpellings = 64;  // of one form

bool is_strong(const Term& term) {
  const double alone = term.weight * (1 - term.ambiguity);
  const bool drop = kTermCategories[term.category] == "ACT_DROP";
  return drop ? alone >= 3 && term.ambiguity <= 0.5 : alone >= 4 && term.ambiguity <= 0.4;
}

bool is_writable(const WordForm& word) {
  return std::all_of(word.stem.begin(), word.stem.end(),
                     [](char32_t c) { return LetterTables::get().fold(c).kind == LetterClass::letter; });
}

struct Spelling {
  std::u32string text;
  bool prefix = false;
};

// Every way to write a form out; none where it cannot be.
std::vector<Spelling> spellings(const Form& form) {
  std::vector<Spelling> out{{}};
  for (std::size_t i = 0; i < form.size(); ++i) {
    const bool last = i + 1 == form.size();
    std::vector<Spelling> longer;
    for (const Spelling& begun : out) {
      for (const WordForm& word : form[i].words) {
        if (!is_writable(word) || form[i].far || (!last && word.tail != WordForm::Tail::none)) continue;
        longer.push_back({begun.text + (i == 0 ? U"" : U" ") + word.stem, word.tail != WordForm::Tail::none});
      }
    }
    if (longer.size() > kMostSpellings) return {};
    out = std::move(longer);
  }
  return out;
}

}  // namespace

std::vector<Keyword> byte_keywords(const Lexicon& lexicon) {
  std::map<std::string, Keyword> made;
  for (const Term& term : lexicon.terms()) {
    if (!is_strong(term)) continue;
    for (const Form& form : term.forms) {
      for (const Spelling& spelling : spellings(form)) {
        if (spelling.text.size() < kShortest) continue;
        Keyword keyword;
        keyword.text = to_utf8(spelling.text);
        keyword.id = "kw:" + keyword.text;
        keyword.category = kTermCategories[term.category];
        keyword.weight = term.weight * (1 - term.ambiguity);
        keyword.prefix = spelling.prefix;
        keyword.whole_word = !spelling.prefix;
        const auto [at, fresh] = made.try_emplace(keyword.text, keyword);
        if (!fresh && keyword.weight > at->second.weight) at->second = keyword;
      }
    }
  }
  std::vector<Keyword> keywords;
  for (auto& [text, keyword] : made) keywords.push_back(std::move(keyword));
  return keywords;
}

}  // namespace ulika
