#include "triage/lexicon/lexicon_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <optional>

#include "triage/base/digest.h"
#include "triage/base/rule_file.h"
#include "triage/base/text.h"
#include "triage/lexicon/letter_tables.h"
#include "triage/lexicon/table_rows.h"
#include "triage/lexicon/text_score.h"

namespace ulika {
namespace {

constexpr std::string_view kOwnCategory = "LAB";
constexpr double kReversibleAmbiguity = 0.5;
constexpr std::size_t kLongestTerm = 100;  // characters

struct StructureName {
  std::string_view name;
  TextStructure bit;
};
constexpr StructureName kStructures[] = {
    {"place", kHasPlace},   {"map_link", kHasMapLink}, {"phone", kHasPhone},   {"price", kHasPrice},
    {"link", kHasLink},     {"handle", kHasHandle},    {"wallet", kHasWallet}, {"count", kHasCount},
    {"amount", kHasAmount}, {"question", kHasQuestion}};

std::optional<double> number(std::string_view text, double least, double most) {
  const std::string copy(text);
  char* end = nullptr;
  const double value = std::strtod(copy.c_str(), &end);
  if (copy.empty() || *end != '\0' || !(value >= least && value <= most)) return std::nullopt;
  return value;
}

struct Usual {
  std::string_view term;
  TextCategory text;
};
constexpr Usual kUsual[] = {{"RECR", TextCategory::recruitment},
                            {"ROLE_REC", TextCategory::recruitment},
                            {"ROLE_COU", TextCategory::recruitment},
                            {"DOC", TextCategory::call_centre},
                            {"CALL", TextCategory::instruction},
                            {"ROLE_CUR", TextCategory::instruction},
                            {"ACT_DROP", TextCategory::drop_location},
                            {"PLACE_HIDE", TextCategory::drop_location},
                            {"PACK", TextCategory::drop_location},
                            {"GEO", TextCategory::drop_location},
                            {"PLACE", TextCategory::drop_location},
                            {"ACT_REP", TextCategory::drop_report},
                            {"ACT_PICK", TextCategory::drop_report},
                            {"UNIT", TextCategory::drop_report},
                            {"SUBST", TextCategory::order},
                            {"SUBST_CODE", TextCategory::order},
                            {"TRADE", TextCategory::order},
                            {"ROLE_BUY", TextCategory::order},
                            {"PAY", TextCategory::payment},
                            {"CRYPTO", TextCategory::payment},
                            {"ACT_NF", TextCategory::not_found},
                            {"ACT_REDO", TextCategory::not_found},
                            {"DISPUTE", TextCategory::not_found},
                            {"ROLE_THIEF", TextCategory::not_found},
                            {"ROLE_WH", TextCategory::restock},
                            {"OPSEC", TextCategory::opsec},
                            {"POLICE", TextCategory::opsec},
                            {"ROLE_DROP", TextCategory::mule},
                            {"ROLE_ENF", TextCategory::instruction},
                            {"ROLE_ORG", TextCategory::instruction},
                            {"ROLE_OPR", TextCategory::instruction},
                            {"ROLE_ADV", TextCategory::recruitment},
                            {"ROLE_CHEM", TextCategory::restock},
                            {"SCAM", TextCategory::job_scam},
                            {"LAB", TextCategory::none},
                            {"INNOCENT", TextCategory::none}};

}  // namespace

TextCategory usual_category(std::string_view category) {
  for (const Usual& usual : kUsual) {
    if (usual.term == category) return usual.text;
  }
  return TextCategory::none;
}

std::string LexiconReader::take(Term term, std::string_view exclusions) {
  if (!ids_.insert(term.id).second) return fmt::format("the id {} stands here twice", term.id);
  const std::size_t index = made_.terms_.size();
  if (!exclusions.empty()) {
    auto forms = read_forms(exclusions);
    if (!forms) return forms.error().message;
    for (const Form& form : *forms)
      made_.matcher_.add(form, Lexicon::owner(Lexicon::Owner::exclusion, index), term.language, false);
  }
  for (const Form& form : term.forms) {
    made_.matcher_.add(form, Lexicon::owner(Lexicon::Owner::term, index), term.language,
                       term.ambiguity <= kReversibleAmbiguity);
  }
  made_.terms_.push_back(std::move(term));
  return {};
}

std::string LexiconReader::add_term(const std::vector<std::string_view>& row) {
  Term term;
  term.id = row[0];
  term.text = row[1];
  if (term.id.empty() || term.text.empty()) return "a term needs an id and a name";
  const auto language = language_of(row[2]);
  if (!language) return fmt::format("\"{}\" is no language of the lexicon", row[2]);
  term.language = *language;
  const auto category = term_category(row[3]);
  if (!category) return fmt::format("\"{}\" is no category of terms", row[3]);
  term.category = *category;
  const auto ambiguity = number(row[4], 0, 1);
  if (!ambiguity) return "the ambiguity is no number from 0 to 1";
  term.ambiguity = *ambiguity;
  const auto weight = number(row[5], 0, 10);
  if (!weight) return "the weight is no number from 0 to 10";
  term.weight = *weight;
  auto forms = read_forms(row[6]);
  if (!forms) return forms.error().message;
  term.forms = std::move(*forms);
  term.about = usual_category(row[3]);
  if (!row[8].empty()) {
    const auto about = text_category(row[8]);
    if (!about) return fmt::format("\"{}\" is no category of texts", row[8]);
    term.about = *about;
  }
  return take(std::move(term), row[7]);
}

void LexiconReader::name_list(std::string_view text, const std::filesystem::path& name, std::size_t before) {
  made_.lists_.push_back(
      {name.stem().string(), to_hex(sha256(as_bytes(text))), made_.terms_.size() - before});
}

Result<void> LexiconReader::read_terms(std::string_view text, const std::filesystem::path& name) {
  const std::size_t before = made_.terms_.size();
  auto read = read_table(
      text, name, {"id", "term", "language", "category", "ambiguity", "weight", "forms", "?not", "?about"},
      [&](const std::vector<std::string_view>& row) { return add_term(row); });
  if (!read) return read;
  if (made_.terms_.size() == before)
    return fail(ErrorKind::usage, fmt::format("{} holds no term", name.string()));
  name_list(text, name, before);
  return {};
}

std::string LexiconReader::add_keyword(std::string_view word, std::string_view category,
                                       std::string_view weight, std::string_view kind) {
  if (word.empty()) return "the term is empty";
  if (to_u32(word).size() > kLongestTerm)
    return fmt::format("the term is longer than {} characters", kLongestTerm);
  Term term;
  term.id = fmt::format("kw:{}", word);
  if (ids_.contains(term.id)) return {};
  term.text = word;
  const auto known = term_category(category);
  term.category = known ? *known : *term_category(kOwnCategory);
  term.about = usual_category(known ? category : kOwnCategory);
  if (!weight.empty()) {
    const auto value = number(weight, 0, 1000);
    if (!value) return "the weight is no number from 0 to 1000";
    term.weight = std::min(*value, 10.0);
  }
  if (!kind.empty() && kind != "any" && kind != "word" && kind != "stem" && kind != "phrase")
    return fmt::format("the kind is none of any, word, stem, phrase: \"{}\"", kind);
  auto forms = plain_forms(word, kind != "word");
  if (!forms) return {};  // signs alone: found in bytes, but no word
  term.forms = std::move(*forms);
  return take(std::move(term), "");
}

Result<void> LexiconReader::read_keywords(std::string_view text, const std::filesystem::path& name) {
  const std::size_t before = made_.terms_.size();
  std::string_view rest = without_bom(text);
  std::string_view head;
  while (!rest.empty() && (trimmed(head).empty() || head == "#" || head.starts_with("# ")))
    head = take_line(rest);
  if (head.find('\t') != std::string_view::npos || trimmed(head) == "term") {
    auto read = read_table(text, name, {"term", "?category", "?weight", "?solo_weight", "?kind"},
                           [&](const std::vector<std::string_view>& row) {
                             return add_keyword(row[0], row[1], row[3].empty() ? row[2] : row[3], row[4]);
                           });
    if (!read) return read;
  } else {
    rest = without_bom(text);
    for (std::size_t line_number = 1; !rest.empty(); ++line_number) {
      const std::string_view line = trimmed(take_line(rest));
      if (line.empty() || line == "#" || line.starts_with("# ")) continue;
      const std::string wrong = is_valid_utf8(line) ? add_keyword(line, "", "", "") : "this is not UTF-8";
      if (!wrong.empty()) return tl::unexpected<Error>(line_error(name, line_number, wrong));
    }
  }
  name_list(text, name, before);
  return {};
}

std::string LexiconReader::add_contrast(const std::vector<std::string_view>& row) {
  Contrast contrast;
  contrast.id = row[0];
  contrast.subject = row[2];
  for (std::string_view what : split(row[1], '|')) {
    if (what == "ALL") {
      contrast.categories.set();
      contrast.categories.reset(*term_category("SCAM"));
    } else if (const auto category = term_category(what)) {
      contrast.categories.set(*category);
    } else {
      const std::u32string stem = to_u32(what);
      if (stem.empty()) return "it lowers nothing";
      contrast.stems.push_back(stem);
    }
  }
  const auto multiplier = number(row[3], 0, 1);
  if (!multiplier) return "the multiplier is no number from 0 to 1";
  contrast.multiplier = *multiplier;
  auto forms = read_forms(row[4]);
  if (!forms) return forms.error().message;
  for (const Form& form : *forms) {
    made_.matcher_.add(form, Lexicon::owner(Lexicon::Owner::context, made_.contrasts_.size()), Language::any,
                       false);
  }
  made_.contrasts_.push_back(std::move(contrast));
  return {};
}

Result<void> LexiconReader::read_contrasts(std::string_view text, const std::filesystem::path& name) {
  return read_table(text, name, {"id", "lowers", "subject", "multiplier", "context"},
                    [&](const std::vector<std::string_view>& row) { return add_contrast(row); });
}

std::string LexiconReader::add_combo(const std::vector<std::string_view>& row) {
  Combo combo;
  combo.id = row[0];
  combo.meaning = row[5];
  for (std::string_view condition : split(row[1], '+')) {
    condition = trimmed(condition);
    Combo::Need need;
    if (condition.size() > 3 && condition[condition.size() - 2] == 'x' &&
        condition[condition.size() - 3] == ' ') {
      need.terms = static_cast<std::size_t>(condition.back() - '0');
      condition = trimmed(condition.substr(0, condition.size() - 3));
    }
    for (std::string_view choice : split(condition, ',')) {
      const auto category = term_category(choice);
      if (category) need.categories.set(*category);
      bool known = category.has_value();
      for (const StructureName& structure : kStructures) {
        if (structure.name != choice) continue;
        need.structure |= structure.bit;
        known = true;
      }
      if (!known) return fmt::format("\"{}\" is neither a category of terms nor part of a text", choice);
    }
    combo.needs.push_back(need);
  }
  const auto adds = number(row[2], 0, 20);
  if (!adds) return "what it adds is no number from 0 to 20";
  combo.adds = *adds;
  if (!row[3].empty()) {
    for (std::string_view name : split(row[3], ',')) {
      const auto category = term_category(name);
      if (!category) return fmt::format("\"{}\" is no category of terms", name);
      combo.restores.set(*category);
    }
  }
  const auto about = text_category(row[4]);
  if (!about) return fmt::format("\"{}\" is no category of texts", row[4]);
  combo.about = *about;
  made_.combos_.push_back(std::move(combo));
  return {};
}

Result<void> LexiconReader::read_combos(std::string_view text, const std::filesystem::path& name) {
  return read_table(text, name, {"id", "needs", "adds", "?restores", "about", "meaning"},
                    [&](const std::vector<std::string_view>& row) { return add_combo(row); });
}

Lexicon LexiconReader::compile() {
  made_.matcher_.compile();
  made_.lowers_.assign(made_.contrasts_.size() * made_.terms_.size(), false);
  for (std::size_t c = 0; c < made_.contrasts_.size(); ++c) {
    const Contrast& contrast = made_.contrasts_[c];
    for (std::size_t t = 0; t < made_.terms_.size(); ++t) {
      const Term& term = made_.terms_[t];
      bool lowered = contrast.categories[term.category];
      for (const std::u32string& stem : contrast.stems) {
        for (const Form& form : term.forms) {
          std::u32string words;
          for (const FormSlot& slot : form) words += (words.empty() ? U"" : U" ") + slot.words.front().stem;
          if (words.starts_with(stem)) lowered = true;
          if (form.size() > 1) continue;
          for (const WordForm& word : form.front().words) lowered = lowered || word.stem.starts_with(stem);
        }
      }
      made_.lowers_[c * made_.terms_.size() + t] = lowered;
    }
  }
  return std::move(made_);
}

}  // namespace ulika
