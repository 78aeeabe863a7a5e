// Which endings are inflections.
#include "triage/lexicon/morphology.h"

#include <gtest/gtest.h>

namespace ulika {
namespace {

TEST(Morphology, RussianStemsAreSnowballs) {
  // Expected stems: the vocabulary published with the Snowball algorithm.
  EXPECT_EQ(russian_stem(U"важная"), U"важн");
  EXPECT_EQ(russian_stem(U"вазы"), U"ваз");
  EXPECT_EQ(russian_stem(U"валериановых"), U"валерианов");
}

TEST(Morphology, RussianInflections) {
  EXPECT_TRUE(is_inflection(U"кладами", 4, Language::russian));
  EXPECT_TRUE(is_inflection(U"клад", 4, Language::russian));
  EXPECT_FALSE(is_inflection(U"кладбищем", 4, Language::russian));
}

TEST(Morphology, ChainsOfSuffixes) {
  // есірткі + лер + іміз + ден: plural, possession, case.
  EXPECT_TRUE(is_inflection(U"есірткілерімізден", 7, Language::kazakh));
  EXPECT_FALSE(is_inflection(U"есірткішбвфг", 7, Language::kazakh));
  EXPECT_TRUE(is_inflection(U"manzillarimizdan", 6, Language::uzbek));
}

TEST(Morphology, LastLettersAreVoiced) {
  EXPECT_EQ(voiced_stem(U"орамақ", Language::kazakh), U"орамағ");
  EXPECT_EQ(voiced_stem(U"кітап", Language::kazakh), U"кітаб");
  EXPECT_EQ(voiced_stem(U"дарек", Language::kyrgyz), U"дарег");
  EXPECT_EQ(voiced_stem(U"qishloq", Language::uzbek), U"qishlog'");
  EXPECT_TRUE(voiced_stem(U"клад", Language::kazakh).empty());
  EXPECT_TRUE(voiced_stem(U"строк", Language::russian).empty());
}

TEST(Morphology, LanguagesByCode) {
  EXPECT_EQ(language_of("kk-Latn"), Language::kazakh_latin);
  EXPECT_EQ(language_code(Language::uzbek), "uz");
  EXPECT_FALSE(language_of("tlh"));
}

}  // namespace
}  // namespace ulika
