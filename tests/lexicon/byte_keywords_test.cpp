// What of the lexicon is looked for in raw bytes.
#include "triage/lexicon/byte_keywords.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>

namespace ulika {
namespace {

std::map<std::string, Keyword> builtin() {
  std::map<std::string, Keyword> keywords;
  for (const Keyword& keyword : byte_keywords(Lexicon::builtin())) keywords[keyword.text] = keyword;
  return keywords;
}

TEST(ByteKeywords, StrongTermsAreWrittenOut) {
  const auto keywords = builtin();
  EXPECT_GT(keywords.size(), 250u);
  for (const char* strong :
       {"закладчик", "кладмен", "тайник", "закладк", "alpha pvp", "мефедрон", "бетбелгі"})
    EXPECT_TRUE(keywords.contains(strong)) << strong;
  ASSERT_TRUE(keywords.contains("закладчик"));
  EXPECT_TRUE(keywords.at("закладчик").prefix);
  EXPECT_EQ(keywords.at("закладчик").category, "ROLE_COU");
  EXPECT_EQ(keywords.at("закладчик").id, "kw:закладчик");
  EXPECT_DOUBLE_EQ(keywords.at("закладчик").weight, 8.1);
  ASSERT_TRUE(keywords.contains("клад"));
  EXPECT_TRUE(keywords.at("клад").whole_word);
  EXPECT_FALSE(keywords.contains("вклад"));
}

TEST(ByteKeywords, EverydayWordsAreLeftOut) {
  const auto keywords = builtin();
  for (const char* everyday : {"курьер", "работа", "соль", "магнит", "оплата", "адрес"})
    EXPECT_FALSE(keywords.contains(everyday)) << everyday;
  for (const auto& [text, keyword] : keywords) {
    EXPECT_GE(keyword.weight, 3) << text;
    EXPECT_TRUE(keyword.prefix != keyword.whole_word) << text;
  }
}

}  // namespace
}  // namespace ulika
