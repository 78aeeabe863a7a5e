#include "triage/lexicon/term_forms.h"

#include <fmt/format.h>

#include <charconv>

#include "triage/base/rule_file.h"
#include "triage/base/text.h"
#include "triage/lexicon/letter_tables.h"
#include "triage/lexicon/morphology.h"

namespace ulika {
namespace {

constexpr std::size_t kMaxWordLetters = 40;
constexpr std::size_t kMaxTail = 20;
constexpr std::size_t kShortestStem = 3;  // of a plain word that is looked for inflected

// The letters of a list's word as texts have them after normalisation; empty where one is no letter.
std::u32string fold_stem(std::string_view word) {
  const LetterTables& tables = LetterTables::get();
  std::u32string stem;
  bool digits = false;
  for (char32_t c : to_u32(word)) {
    const FoldedLetter folded = tables.fold(c);
    if (folded.kind == LetterClass::dropped) continue;
    const bool known = folded.kind == LetterClass::letter || folded.kind == LetterClass::digit ||
                       folded.kind == LetterClass::apostrophe || folded.kind == LetterClass::emoji ||
                       c == U'#';
    if (!known || folded.letter == 0) return {};
    if (c == U'#') {
      if (!digits) stem.push_back(U'0');
      digits = true;
      continue;
    }
    stem.push_back(folded.letter);
  }
  return stem;
}

bool read_number(std::string_view text, std::uint8_t& value) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size() && value <= kMaxTail;
}

Result<WordForm> read_word(std::string_view text) {
  WordForm word;
  const std::size_t star = text.find('*');
  word.stem = fold_stem(text.substr(0, star));
  if (word.stem.empty() || word.stem.size() > kMaxWordLetters) {
    return fail(ErrorKind::usage, fmt::format("\"{}\" is no word", text));
  }
  if (star == std::string_view::npos) return word;
  const std::string_view tail = text.substr(star + 1);
  if (tail.empty()) {
    word.tail = WordForm::Tail::inflection;
    return word;
  }
  word.tail = WordForm::Tail::letters;
  const std::size_t dash = tail.find('-');
  const bool range = dash != std::string_view::npos;
  if ((range && !read_number(tail.substr(0, dash), word.shortest)) ||
      !read_number(range ? tail.substr(dash + 1) : tail, word.longest) || word.shortest > word.longest) {
    return fail(ErrorKind::usage,
                fmt::format("\"{}\": after * comes a number up to {}, or two of them", text, kMaxTail));
  }
  return word;
}

Result<Form> read_form(std::string_view text) {
  Form form;
  bool far = false;
  for (std::string_view place : split(text, ' ')) {
    if (place.empty()) continue;
    if (place == "...") {
      far = true;
      continue;
    }
    FormSlot slot;
    slot.far = far;
    far = false;
    for (std::string_view choice : split(place, '/')) {
      Result<WordForm> word = read_word(choice);
      if (!word) return tl::unexpected<Error>(word.error());
      slot.words.push_back(std::move(*word));
    }
    form.push_back(std::move(slot));
  }
  if (form.empty() || far || form.front().far)
    return fail(ErrorKind::usage, fmt::format("\"{}\" is no form of a term", text));
  if (form.size() > kMaxSlots)
    return fail(ErrorKind::usage, fmt::format("\"{}\" has more than {} words", text, kMaxSlots));
  return form;
}

}  // namespace

Result<std::vector<Form>> read_forms(std::string_view text) {
  std::vector<Form> forms;
  for (std::string_view alternative : split(text, '|')) {
    Result<Form> form = read_form(alternative);
    if (!form) return tl::unexpected<Error>(form.error());
    forms.push_back(std::move(*form));
  }
  return forms;
}

Result<std::vector<Form>> plain_forms(std::string_view text, bool inflected) {
  std::string spaced;
  const LetterTables& tables = LetterTables::get();
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    const LetterClass kind = tables.fold(next_code_point(text, at)).kind;
    const bool edge =
        kind == LetterClass::other || kind == LetterClass::space || kind == LetterClass::line_end;
    if (edge) {
      spaced += ' ';
    } else {
      spaced += text.substr(begin, at - begin);
    }
  }
  std::string form;
  for (std::string_view word : split(spaced, ' ')) {
    if (word.empty()) continue;
    std::string stem(word);
    if (inflected) {
      const std::u32string russian = russian_stem(fold_stem(word));
      if (russian.size() >= kShortestStem) stem = to_utf8(russian);
    }
    form += fmt::format("{}{}{}", form.empty() ? "" : " ", stem, inflected ? "*" : "");
  }
  return read_forms(form);
}

}  // namespace ulika
