// A text's score and its parts: terms, readings, contexts, combinations, the category.
#include "triage/lexicon/text_score.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>

#include "triage/lexicon/lexicon.h"

namespace ulika {
namespace {

const TextScore& score(std::string_view text) {
  static TextScorer scorer(Lexicon::builtin(), nullptr);
  return scorer.score(text);
}

const TermFound* find(const TextScore& found, std::string_view term) {
  const auto at = std::find_if(found.terms.begin(), found.terms.end(),
                               [&](const TermFound& t) { return t.term == term; });
  return at == found.terms.end() ? nullptr : &*at;
}

TEST(TextScore, SaysNothingOfAnEverydayText) {
  const TextScore& found = score("Купил хлеб и кефир, буду дома через полчаса");
  EXPECT_LT(found.score, 5);
  EXPECT_EQ(found.category, TextCategory::none);
}

TEST(TextScore, TellsWhereInTheOriginalATermStands) {
  const std::string text = "смотри, там з а к л а д к а под деревом";
  const TermFound* term = find(score(text), "закладка");
  ASSERT_NE(term, nullptr);
  EXPECT_EQ(text.substr(term->offset, term->length), "з а к л а д к а");
}

TEST(TextScore, NamesTheReading) {
  EXPECT_EQ(find(score("zakladka gotova"), "закладка")->lane, Lane::translit);
  EXPECT_EQ(find(score("зaклaдкa готова"), "закладка")->lane, Lane::folded);
  EXPECT_EQ(find(score("pfrkflrf"), "закладка")->lane, Lane::layout);
  EXPECT_EQ(find(score("закл*дка"), "закладка")->lane, Lane::wildcard);
  EXPECT_EQ(find(score("акдалказ"), "закладка")->lane, Lane::reversed);
  const TextScore& kazakh = score("комип таста");  // көміп таста
  EXPECT_TRUE(std::any_of(kazakh.terms.begin(), kazakh.terms.end(),
                          [](const TermFound& term) { return term.lane == Lane::kazakh; }));
}

TEST(TextScore, ContextClearsATerm) {
  const double alone = score("закладка на месте").lexicon;
  const TextScore& cleared = score("добавь сайт в закладки браузера");
  EXPECT_LT(cleared.lexicon, alone / 2);
  const TermFound* term = find(cleared, "закладка");
  ASSERT_NE(term, nullptr);
  EXPECT_FALSE(term->cleared_by.empty());
}

TEST(TextScore, NewsIsNoTalkOfTheTrade) {
  const double own = score("кладмен сделал закладку").lexicon;
  EXPECT_LT(score("полиция задержала кладмена, сообщает пресс-служба, закладку изъяли").lexicon, own);
}

TEST(TextScore, APlaceBesideAHidingPlaceIsADropLocation) {
  const TextScore& found = score("44.123456, 55.654321 прикоп у основания столба, синяя изолента");
  EXPECT_EQ(found.category, TextCategory::drop_location);
  EXPECT_FALSE(found.combos.empty());
  EXPECT_GT(found.score, 70);
  EXPECT_NE(found.features.structure & kHasPlace, 0u);
}

TEST(TextScore, CategoriesOfOtherTexts) {
  EXPECT_EQ(score("Требуются курьеры, без опыта, доход от 300 000 в неделю, пиши оператору").category,
            TextCategory::recruitment);
  EXPECT_EQ(score("перекопал всё, ненаход, дайте перезаклад").category, TextCategory::not_found);
  EXPECT_EQ(score("удали переписку и поменяй симку, смени ник").category, TextCategory::opsec);
  EXPECT_EQ(score("ставь лайки отелям, выполняй задания и получай комиссию").category,
            TextCategory::job_scam);
  EXPECT_LT(score("ставь лайки отелям, выполняй задания и получай комиссию").score, 50);
}

TEST(TextScore, AWordThatOnlyBeginsAlikeIsNoTerm) {
  EXPECT_EQ(find(score("старое кладбище за рекой"), "клад"), nullptr);
  EXPECT_EQ(find(score("героиня романа"), "героин"), nullptr);
  EXPECT_NE(find(score("нашли героин"), "героин"), nullptr);
}

TEST(TextScore, InflectionsOfKazakhStems) {
  EXPECT_NE(find(score("есірткілерден"), "есірткі"), nullptr);
  EXPECT_NE(find(score("есирткилерден"), "есірткі"), nullptr);
}

TEST(TextScore, AnEarlierTextLeavesNothingBehind) {
  const TextScore fresh = [] {
    TextScorer scorer(Lexicon::builtin(), nullptr);
    return scorer.score("деньги за адрес");
  }();
  TextScorer scorer(Lexicon::builtin(), nullptr);
  scorer.score("44.123456, 55.654321 прикоп, кладмен, оплата");
  const TextScore& later = scorer.score("деньги за адрес");
  EXPECT_EQ(later.score, fresh.score);
  EXPECT_EQ(later.terms.size(), fresh.terms.size());
  EXPECT_EQ(later.features.structure, fresh.features.structure);
}

TEST(TextScore, AnyBytesAreTakenAsTheyCome) {
  TextScorer scorer(Lexicon::builtin(), nullptr);
  std::string bytes;
  for (int i = 0; i < 20000; ++i) bytes.push_back(static_cast<char>((i * 7919 + i / 13) & 0xFF));
  scorer.score(bytes);
  std::string stars(5000, '*');
  for (std::size_t i = 0; i < stars.size(); i += 7) stars[i] = 'a';
  for (const TermFound& term : scorer.score(stars).terms) EXPECT_LE(term.offset + term.length, stars.size());
}

TEST(TextFeatures, EveryColumnHasAName) {
  std::set<std::string> names;
  for (std::size_t i = 0; i < kFeatureCount; ++i) names.insert(feature_name(i));
  EXPECT_EQ(names.size(), kFeatureCount);
}

}  // namespace
}  // namespace ulika
