// Words read as they were meant, and where they stand in the original.
#include "triage/lexicon/normalise.h"

#include <gtest/gtest.h>

#include "triage/lexicon/letter_tables.h"

namespace ulika {
namespace {

NormalText normal(std::string_view text) {
  NormalText out;
  normalise(text, out);
  return out;
}

std::string folded(std::string_view text) {
  const NormalText out = normal(text);
  std::string words;
  for (const Word& word : out.words) words += (words.empty() ? "" : " ") + to_utf8(out.folded(word));
  return words;
}

TEST(Normalise, FoldsCaseAndCompatibility) {
  EXPECT_EQ(folded("ПрИвЕт, МИР"), "привет мир");
  EXPECT_EQ(folded("ｋлад"), "клад");
  EXPECT_EQ(folded("🇰🇱🇦🇩"), "klad");
  EXPECT_EQ(folded("𝐤𝐥𝐚𝐝"), "klad");
  EXPECT_EQ(folded("мёртвый"), "мертвый");
}

TEST(Normalise, KeepsCyrillicPairsAndDropsMarks) {
  EXPECT_EQ(folded("и\u0306од"), "йод");
  EXPECT_EQ(folded("к\u0336л\u0336а\u0336д\u0336"), "клад");
  EXPECT_NE(normal("к\u200Bлад").marks & kMarkHidden, 0);
  EXPECT_EQ(normal("клад").marks & kMarkHidden, 0);
}

TEST(Normalise, ReadsLookalikesOnlyAmongCyrillic) {
  EXPECT_EQ(folded("зaклaдкa"), "закладка");
  EXPECT_EQ(folded("н@рк0тики"), "наркотики");
  EXPECT_EQ(folded("steal 0 a"), "steal 0 a");
  EXPECT_EQ(folded("500к за 10шт"), "500к за 10шт");
}

TEST(Normalise, JoinsLettersThatStandApart) {
  EXPECT_EQ(folded("тут к л а д лежит"), "тут клад лежит");
  EXPECT_EQ(folded("м_е_ф"), "меф");
  EXPECT_EQ(folded("я и ты и он"), "я и ты и он");
  EXPECT_EQ(folded("priko p"), "priko p");
}

TEST(Normalise, TakesStretchedLettersOnce) {
  EXPECT_EQ(folded("клааад"), "клад");
  EXPECT_EQ(folded("масса"), "масса");
  EXPECT_EQ(folded("закладкаааааа ааа"), "закладка а");
}

TEST(Normalise, AddressesAndHandlesAreNoWords) {
  const NormalText out =
      normal("пиши @example_bot или test@example.org на https://example.org/klad?x=1 сюда");
  std::string words;
  for (const Word& word : out.words) words += to_utf8(out.plain(word)) + "|";
  EXPECT_EQ(words, "пиши|\uE001|или|\uE000|на|\uE000|сюда|");
}

TEST(Normalise, OffsetsPointIntoTheOriginal) {
  const std::string text = "вот к\u200Bлаад: З А К Л А Д К А";
  const NormalText out = normal(text);
  ASSERT_EQ(out.words.size(), 3u);
  EXPECT_EQ(text.substr(out.words[1].offset, out.words[1].length), "к\u200Bлаад");
  EXPECT_EQ(text.substr(out.words[2].offset, out.words[2].length), "З А К Л А Д К А");
  EXPECT_EQ(out.words[2].gap, Gap::comma);
}

TEST(Normalise, GramsAreOneLineOfOneScript) {
  EXPECT_EQ(to_utf8(normal("Snyal v kasanie, 15 000 тг!").grams), " снял в касание 0 0 тг ");
  EXPECT_EQ(to_utf8(normal("жұмыс бар").grams), " жумыс бар ");
}

TEST(Normalise, OtherReadings) {
  EXPECT_EQ(to_utf8(reading(U"zakladka", Lane::translit)), "закладка");
  EXPECT_EQ(to_utf8(reading(U"pfrkflrf", Lane::layout)), "закладка");
  EXPECT_EQ(to_utf8(reading(U"жұмыс", Lane::kazakh)), "жумыс");
  EXPECT_EQ(to_utf8(reading(U"работа", Lane::kazakh)), "");
  EXPECT_EQ(to_utf8(reading(U"jumys", Lane::kazakh_latin)), "жумыс");
  EXPECT_EQ(to_utf8(reading(U"ссоль", Lane::single)), "соль");
  EXPECT_EQ(to_utf8(reading(U"kpax", Lane::lookalike)), "крах");
  EXPECT_EQ(to_utf8(reading(U"акдалказ", Lane::reversed)), "закладка");
}

TEST(Normalise, AnyBytesAreTakenAsTheyCome) {
  std::string bytes;
  for (int i = 0; i < 4096; ++i) bytes.push_back(static_cast<char>((i * 167 + i / 7) & 0xFF));
  const NormalText out = normal(bytes);
  for (const Word& word : out.words) {
    EXPECT_LE(word.offset + word.length, bytes.size());
    EXPECT_LE(word.plain + word.plain_size, out.letters.size());
    EXPECT_LE(word.folded + word.folded_size, out.letters.size());
  }
}

}  // namespace
}  // namespace ulika
