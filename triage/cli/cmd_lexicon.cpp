#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <array>
#include <cmath>
#include <fstream>
#include <iostream>
#include <memory>

#include "triage/base/json.h"
#include "triage/base/rule_file.h"
#include "triage/base/text.h"
#include "triage/cli/commands.h"
#include "triage/cli/lexicon_train.h"
#include "triage/lexicon/lexicon.h"
#include "triage/lexicon/score_quality.h"
#include "triage/lexicon/text_score.h"

namespace ulika {
namespace {

constexpr std::size_t kMaxTestBytes = std::size_t{256} << 20;

struct LexiconOptions {
  std::vector<std::filesystem::path> lists;
  std::string language;
  std::string file;
};

// The lists asked for; the built-in ones without.
Result<std::shared_ptr<const Lexicon>> lexicon_of(const LexiconOptions& options) {
  if (options.lists.empty())
    return std::shared_ptr<const Lexicon>(&Lexicon::builtin(), [](const Lexicon*) {});
  auto loaded = Lexicon::load(options.lists);
  if (!loaded) return tl::unexpected<Error>(loaded.error());
  return std::make_shared<const Lexicon>(std::move(*loaded));
}

double rounded(double value) {
  return std::round(value * 100) / 100;
}

std::string score_line(std::string_view text, const TextScore& score) {
  std::string line;
  JsonWriter json(line);
  json.begin_object();
  json.key("text").value(text);
  json.key("score").value(rounded(score.score));
  json.key("category").value(category_name(score.category));
  json.key("lexicon").value(rounded(score.lexicon));
  json.key("terms").begin_array();
  for (const TermFound& term : score.terms) {
    json.begin_object();
    json.key("id").value(term.id).key("term").value(term.term).key("category").value(term.category);
    json.key("lane").value(lane_name(term.lane)).key("weight").value(rounded(term.weight));
    json.key("counts").value(rounded(term.counts));
    json.key("offset").value(static_cast<std::int64_t>(term.offset));
    json.key("length").value(static_cast<std::int64_t>(term.length));
    if (!term.cleared_by.empty()) json.key("cleared_by").value(term.cleared_by);
    json.end_object();
  }
  json.end_array();
  json.key("combos").begin_array();
  for (const ComboFound& combo : score.combos) {
    json.begin_object().key("id").value(combo.id).key("meaning").value(combo.meaning);
    json.key("adds").value(rounded(combo.adds)).end_object();
  }
  json.end_array();
  json.key("grams").begin_array();
  for (const GramFound& gram : score.grams)
    json.begin_object().key("gram").value(gram.gram).key("weight").value(rounded(gram.weight)).end_object();
  json.end_array();
  json.end_object();
  return line;
}

int score_texts(const LexiconOptions& options) {
  const auto lexicon = lexicon_of(options);
  if (!lexicon) return refuse(lexicon.error());
  std::ifstream file;
  if (options.file != "-") {
    if (std::filesystem::is_directory(options.file))
      return refuse({ErrorKind::usage, fmt::format("{} is a folder", options.file)});
    file.open(options.file, std::ios::binary);
    if (!file) return refuse({ErrorKind::not_found, fmt::format("{} cannot be opened", options.file)});
  }
  std::istream& in = options.file == "-" ? std::cin : file;
  TextScorer scorer(**lexicon);
  for (std::string line; std::getline(in, line);) {
    if (!line.empty() && line.back() == '\r') line.pop_back();
    std::cout << score_line(line, scorer.score(line)) << '\n';
  }
  std::cout.flush();
  if (!std::cout) {
    complain("standard output cannot be written");
    return kFailed;
  }
  return kDone;
}

int list_terms(const LexiconOptions& options) {
  const auto lexicon = lexicon_of(options);
  if (!lexicon) return refuse(lexicon.error());
  fmt::print("id\tterm\tlanguage\tcategory\tambiguity\tweight\tabout\n");
  for (const Term& term : (*lexicon)->terms()) {
    const std::string_view language = language_code(term.language);
    if (!options.language.empty() && options.language != language) continue;
    fmt::print("{}\t{}\t{}\t{}\t{}\t{}\t{}\n", term.id, term.text, language, kTermCategories[term.category],
               term.ambiguity, term.weight, category_name(term.about));
  }
  for (const LexiconList& list : (*lexicon)->lists())
    fmt::print(stderr, "{}: {} terms, sha256 {}\n", list.name, list.terms, list.sha256);
  return kDone;
}

double share(std::size_t part, std::size_t whole) {
  return whole == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole);
}

// Rows are what was meant, columns what was said; categories that neither side names are left out.
void print_confusion(const std::vector<LabelledText>& texts, const std::vector<ScoredText>& scores) {
  std::array<std::array<std::size_t, kTextCategories>, kTextCategories> counts{};
  std::array<bool, kTextCategories> used{};
  for (std::size_t i = 0; i < texts.size(); ++i) {
    if (!texts[i].labelled || (texts[i].relevant && texts[i].category == TextCategory::none)) continue;
    const auto meant = static_cast<std::size_t>(texts[i].category);
    const auto said = scores[i].score < kRelevantScore ? 0 : static_cast<std::size_t>(scores[i].category);
    ++counts[meant][said];
    used[meant] = used[said] = true;
  }
  fmt::print("meant\\said");
  for (std::size_t c = 0; c < kTextCategories; ++c) {
    if (used[c]) fmt::print("\t{}", category_name(static_cast<TextCategory>(c)));
  }
  fmt::print("\n");
  for (std::size_t row = 0; row < kTextCategories; ++row) {
    if (!used[row]) continue;
    fmt::print("{}", category_name(static_cast<TextCategory>(row)));
    for (std::size_t c = 0; c < kTextCategories; ++c) {
      if (used[c]) fmt::print("\t{}", counts[row][c]);
    }
    fmt::print("\n");
  }
}

int test_texts(const LexiconOptions& options) {
  const auto lexicon = lexicon_of(options);
  if (!lexicon) return refuse(lexicon.error());
  const auto table = read_rule_file(options.file, kMaxTestBytes);
  if (!table) return refuse(table.error());
  const auto texts = read_labelled(*table, options.file);
  if (!texts) return refuse(texts.error());
  TextScorer scorer(**lexicon);
  std::vector<ScoredText> scores;
  std::size_t failures = 0;
  for (const LabelledText& text : *texts) {
    const TextScore& score = scorer.score(text.text);
    scores.push_back({score.score, score.category});
    const std::string wrong = unmet(text, score);
    if (wrong.empty()) continue;
    ++failures;
    fmt::print("text {}: {}: {}\n", text.row, wrong, to_valid_utf8(clip_utf8(text.text, 200)));
  }
  const ScoreQuality quality = quality_of(*texts, scores);
  fmt::print("texts\t{}\nrelevant\t{}\ninnocent\t{}\n", texts->size(), quality.relevant, quality.innocent);
  if (quality.relevant > 0 && quality.innocent > 0) {
    fmt::print("precision\t{:.3f}\nrecall\t{:.3f}\nauc\t{:.3f}\nrecall at 5 % false\t{:.3f}\n",
               share(quality.true_hits, quality.true_hits + quality.false_hits),
               share(quality.true_hits, quality.relevant), quality.auc, quality.recall_at_5);
    fmt::print("category right\t{:.3f}\n", share(quality.named_right, quality.named));
    print_confusion(*texts, scores);
  }
  fmt::print("expectations failed\t{}\n", failures);
  return failures == 0 ? kDone : kFailed;
}

void add_lists(CLI::App& command, LexiconOptions& options) {
  command
      .add_option("--lexicon", options.lists,
                  "List of terms to use instead of the built-in one; may be repeated")
      ->type_name("FILE")
      ->allow_extra_args(false);
}

}  // namespace

void add_lexicon(CLI::App& app, CommandLine& line) {
  auto* command =
      app.add_subcommand("lexicon", "Scores texts, and lists and tests the terms they are scored with");
  command->require_subcommand(1);

  auto options = std::make_shared<LexiconOptions>();
  auto* score = command->add_subcommand("score", "Score texts: one a line in, one JSON object a line out");
  score->add_option("file", options->file, "File of texts, or - for standard input")
      ->required()
      ->type_name("FILE");
  score->add_option("--lang", options->language, "Language of the texts; all are read in every case")
      ->type_name("LANG");
  add_lists(*score, *options);
  score->callback([options, &line] { line.run = [options] { return score_texts(*options); }; });

  auto* list = command->add_subcommand("list", "Print the terms of the lists as a table");
  list->add_option("--lang", options->language,
                   "Only terms of this language: ru, kk, kk-Latn, ky, uz, uk, en, emoji")
      ->type_name("LANG");
  add_lists(*list, *options);
  list->callback([options, &line] { line.run = [options] { return list_terms(*options); }; });

  auto* test = command->add_subcommand("test",
                                       "Score labelled texts (a table with text and relevant, category, "
                                       "label or expect) and say how well it went");
  test->add_option("file", options->file, "The table")->required()->type_name("FILE");
  add_lists(*test, *options);
  test->callback([options, &line] { line.run = [options] { return test_texts(*options); }; });
  add_lexicon_train(*command, line);
}

}  // namespace ulika
