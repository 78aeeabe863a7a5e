#include "triage/lexicon/score_quality.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>

#include "triage/lexicon/table_rows.h"

namespace ulika {
namespace {

constexpr double kFalseShare = 0.05;

// "\n" and "\\" of a table's text.
std::string unescaped(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\\' && i + 1 < text.size() && (text[i + 1] == 'n' || text[i + 1] == '\\')) {
      out += text[++i] == 'n' ? '\n' : '\\';
    } else {
      out += text[i];
    }
  }
  return out;
}

std::string label(LabelledText& text, std::string_view relevant, std::string_view category,
                  std::string_view named) {
  if (!category.empty()) {
    const auto known = text_category(category);
    if (!known) return fmt::format("\"{}\" is no category of texts", category);
    text.category = *known;
    text.labelled = true;
    text.relevant = *known != TextCategory::none && *known != TextCategory::job_scam;
  }
  if (!named.empty()) {
    text.labelled = true;
    text.relevant = named != "innocent" && named != "job_scam";
    if (const auto known = text_category(named)) text.category = *known;
  }
  if (!relevant.empty()) {
    if (relevant != "0" && relevant != "1") return "relevant is neither 0 nor 1";
    text.labelled = true;
    text.relevant = relevant == "1";
  }
  return {};
}

double area(const std::vector<double>& relevant, std::vector<double> innocent) {
  if (relevant.empty() || innocent.empty()) return 0;
  std::sort(innocent.begin(), innocent.end());
  double wins = 0;
  for (double score : relevant) {
    const auto below = std::lower_bound(innocent.begin(), innocent.end(), score);
    const auto upto = std::upper_bound(below, innocent.end(), score);
    wins += static_cast<double>(below - innocent.begin()) + 0.5 * static_cast<double>(upto - below);
  }
  return wins / (static_cast<double>(relevant.size()) * static_cast<double>(innocent.size()));
}

}  // namespace

Result<std::vector<LabelledText>> read_labelled(std::string_view table, const std::string& name) {
  std::vector<LabelledText> texts;
  auto read =
      read_table(table, name, {"text", "?relevant", "?category", "?label", "?expect", "?hard_negative"},
                 [&](const std::vector<std::string_view>& row) -> std::string {
                   LabelledText text;
                   text.row = texts.size() + 1;
                   text.text = unescaped(row[0]);
                   text.expect = row[4];
                   text.hard_negative = row[5] == "1";
                   const bool known = row[4].empty() || row[4] == "none" || text_category(row[4]) ||
                                      row[4].find(' ') == row[4].npos;
                   if (!known) return "expect is one word: none, a category of texts, or the id of a term";
                   std::string wrong = label(text, row[1], row[2], row[3]);
                   if (wrong.empty() && !text.labelled && text.expect.empty())
                     wrong = "nothing says what is expected of the text";
                   texts.push_back(std::move(text));
                   return wrong;
                 });
  if (!read) return tl::unexpected<Error>(read.error());
  if (texts.empty()) return fail(ErrorKind::usage, fmt::format("{} holds no text", name));
  return texts;
}

ScoreQuality quality_of(const std::vector<LabelledText>& texts, const std::vector<ScoredText>& scores) {
  ScoreQuality quality;
  std::vector<double> relevant, innocent, hard;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    if (!texts[i].labelled) continue;
    const double score = scores[i].score;
    const bool hit = score >= kRelevantScore;
    if (texts[i].relevant) {
      relevant.push_back(score);
      if (hit) {
        ++quality.true_hits;
        if (texts[i].category != TextCategory::none) {
          ++quality.named;
          if (texts[i].category == scores[i].category) ++quality.named_right;
        }
      }
    } else {
      innocent.push_back(score);
      if (texts[i].hard_negative) hard.push_back(score);
      if (hit) ++quality.false_hits;
    }
  }
  quality.relevant = relevant.size();
  quality.innocent = innocent.size();
  quality.auc = area(relevant, innocent);
  std::vector<double>& bar = hard.empty() ? innocent : hard;
  if (!bar.empty() && !relevant.empty()) {
    std::sort(bar.begin(), bar.end(), std::greater<>());
    const double limit = bar[std::min(
        bar.size() - 1, static_cast<std::size_t>(kFalseShare * static_cast<double>(bar.size())))];
    const auto above =
        std::count_if(relevant.begin(), relevant.end(), [&](double score) { return score > limit; });
    quality.recall_at_5 = static_cast<double>(above) / static_cast<double>(relevant.size());
  }
  return quality;
}

std::string unmet(const LabelledText& text, const TextScore& score) {
  if (text.expect.empty()) return {};
  const std::string_view category = category_name(score.category);
  if (text.expect == "none") {
    if (score.score < kRelevantScore) return {};
    return fmt::format("expected nothing, got {} with {:.0f}", category, score.score);
  }
  if (const auto wanted = text_category(text.expect)) {
    if (*wanted == score.category && score.score >= kRelevantScore) return {};
    return fmt::format("expected {}, got {} with {:.0f}", text.expect, category, score.score);
  }
  const bool found = std::any_of(score.terms.begin(), score.terms.end(), [&](const TermFound& term) {
    return term.id == text.expect || term.term == text.expect;
  });
  return found ? std::string() : fmt::format("expected the term {}, which was not found", text.expect);
}

}  // namespace ulika
