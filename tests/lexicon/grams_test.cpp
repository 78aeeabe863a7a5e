#include "triage/lexicon/grams.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "triage/lexicon/normalise.h"

namespace ulika {
namespace {

std::vector<std::string> names_of(std::u32string_view line) {
  std::vector<Gram> grams;
  list_grams(line, grams);
  std::vector<std::string> names;
  for (const Gram& gram : grams) names.push_back(gram_name(line, gram));
  return names;
}

TEST(Grams, AreLettersWithinAWordWordsAndPairs) {
  EXPECT_THAT(names_of(U" да ну "),
              testing::ElementsAre("_да", "_да_", "да_", "=да", "_ну", "_ну_", "ну_", "=ну", "=да ну"));
}

TEST(Grams, NeverCrossTheEdgeOfAWord) {
  for (const std::string& name : names_of(U" под камнем у дороги ")) {
    if (name.starts_with('=')) continue;
    EXPECT_THAT(name.substr(1, name.size() - 2), testing::Not(testing::HasSubstr("_")));
  }
}

TEST(Grams, ReadBackFromTheirNames) {
  constexpr std::u32string_view kLine = U" закладка под камнем 0 ";
  std::vector<Gram> grams;
  list_grams(kLine, grams);
  ASSERT_FALSE(grams.empty());
  for (const Gram& gram : grams)
    EXPECT_EQ(gram_key(gram_name(kLine, gram)), gram.key) << gram_name(kLine, gram);
}

TEST(Grams, OfAWordAndOfTheSameLettersDiffer) {
  EXPECT_NE(gram_key("=клад"), gram_key("клад"));
  EXPECT_NE(gram_key("=под камнем"), gram_key("=подкамнем"));
}

TEST(Grams, OfDataAreLeftOut) {
  const std::u32string line = U" " + std::u32string(65, U'а') + U" да ";
  EXPECT_THAT(names_of(line), testing::ElementsAre("_да", "_да_", "да_", "=да"));
}

TEST(Grams, SurviveALineWithoutEdges) {
  EXPECT_THAT(names_of(U""), testing::IsEmpty());
  EXPECT_THAT(names_of(U"   "), testing::IsEmpty());
  EXPECT_THAT(names_of(U"да"), testing::ElementsAre("=да"));
}

TEST(Grams, OfADisguisedWordAreThoseOfThePlainOne) {
  NormalText plain;
  NormalText disguised;
  normalise("забери закладку", plain);
  normalise("Зaбepи зак\u200Bлaдkу", disguised);  // Latin look-alikes, a hidden character
  EXPECT_EQ(names_of(plain.grams), names_of(disguised.grams));
}

}  // namespace
}  // namespace ulika
