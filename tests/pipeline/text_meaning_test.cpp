// What texts say becomes hits that point into them.
#include "triage/pipeline/text_meaning.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>

#include "triage/lexicon/lexicon.h"

namespace ulika {
namespace {

std::vector<Hit> with_rule(const FileResult& result, std::string_view prefix) {
  std::vector<Hit> found;
  std::copy_if(result.hits.begin(), result.hits.end(), std::back_inserter(found),
               [&](const Hit& hit) { return hit.rule.starts_with(prefix); });
  return found;
}

TEST(TextMeaning, AScoreAndItsTerms) {
  TextMeaning meaning(Lexicon::builtin());
  FileResult result;
  result.entry.path = "chat.db";
  const std::string text = "44.123456, 55.654321 прикоп у столба, синяя изолента";
  meaning.look_at(text, "0123456789abcdef", result);
  const std::vector<Hit> scores = with_rule(result, "text:");
  ASSERT_EQ(scores.size(), 1u);
  EXPECT_EQ(scores[0].rule, "text:drop_location");
  EXPECT_GT(scores[0].weight, 50);
  EXPECT_LE(scores[0].weight, 100);
  EXPECT_EQ(scores[0].record_id, "0123456789abcdef");
  EXPECT_EQ(scores[0].path, "chat.db");
  EXPECT_NE(scores[0].value.find("прикоп"), std::string::npos);
  EXPECT_EQ(scores[0].length, text.size());
  const std::vector<Hit> terms = with_rule(result, "lex:");
  ASSERT_FALSE(terms.empty());
  EXPECT_TRUE(std::any_of(terms.begin(), terms.end(), [&](const Hit& hit) {
    return text.substr(hit.offset, hit.length) == "прикоп" &&
           hit.context.find("‹прикоп›") != std::string::npos;
  }));
}

TEST(TextMeaning, AnEverydayTextLeavesNothing) {
  TextMeaning meaning(Lexicon::builtin());
  FileResult result;
  meaning.look_at("Купи, пожалуйста, хлеба и кефира", "0123456789abcdef", result);
  EXPECT_TRUE(result.hits.empty());
}

TEST(TextMeaning, ALongDocumentIsReadInPassages) {
  TextMeaning meaning(Lexicon::builtin());
  FileResult result;
  std::string text;
  for (int i = 0; i < 200; ++i) text += "Обычная строка отчёта о погоде и урожае яблок.\n";
  const std::size_t at = text.size();
  text += "кладмен сделал закладку под камнем, прикоп в синей изоленте\n";
  for (int i = 0; i < 200; ++i) text += "Обычная строка отчёта о погоде и урожае яблок.\n";
  meaning.look_at_document(text, result);
  const std::vector<Hit> scores = with_rule(result, "text:");
  ASSERT_EQ(scores.size(), 1u);
  EXPECT_LE(scores[0].offset, at);
  EXPECT_GT(scores[0].offset + scores[0].length, at);
  for (const Hit& hit : with_rule(result, "lex:")) EXPECT_LE(hit.offset + hit.length, text.size());
}

}  // namespace
}  // namespace ulika
