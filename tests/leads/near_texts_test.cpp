// The same advert in other words is found, other texts are not.
#include "triage/leads/near_texts.h"

#include <gtest/gtest.h>

#include <random>

#include "tests/case_sample.h"

namespace ulika {
namespace {

constexpr std::string_view kAdvert =
    "Требуются курьеры в ваш город! Оплата от 250000 в неделю, опыт не нужен, всему научим, пишите "
    "@example_hr_1, "
    "связь только в мессенджере, начать можно сегодня";
constexpr std::string_view kReworded =
    "ТРЕБУЮТСЯ курьеры в ваш город!!! Оплата от 300 000 в неделю, опыт не нужен - всему научим. Пишите "
    "@example_hr_22, связь только в мессенджере. Начать можно завтра";
constexpr std::string_view kDisguised =
    "Tpeбуютcя кypьepы в вaш гopoд! Oплaтa oт 250000 в нeдeлю, oпыт нe нужeн, вceму нaучим, пишитe "
    "@example_hr_1, "
    "cвязь тoлькo в мecceнджepe, нaчaть мoжнo ceгoдня";
constexpr std::string_view kOther =
    "Девочки, в апреле закладка сада, кто едет за саженцами? Я могу взять прицеп, яму копаем шестьдесят на "
    "шестьдесят, места хватит всем";

double like(std::string_view a, std::string_view b) {
  return likeness(sketch_of(a).value(), sketch_of(b).value());
}

TEST(NearTexts, ComparesLettersAndLeavesNumbersAndMarksOut) {
  EXPECT_EQ(comparable_text("  Цена: 3 500,50 тг!! "), "цена 0 000 00 тг");
  EXPECT_EQ(comparable_text("Ёлка\xE2\x80\x8B, кур\xCC\xB6ьер"), "елка курьер");
  EXPECT_EQ(comparable_text("Kypьep везёт"), "курьер везет") << "letters of the same look";
  EXPECT_EQ(comparable_text("\xFF\xFE\x80"), comparable_text("\xFF\xFE\x80"));
}

TEST(NearTexts, AdvertsAreAlikeAndOthersAreNot) {
  EXPECT_GE(like(kAdvert, kReworded), kLeastLikeness);
  EXPECT_GE(like(kAdvert, kDisguised), 0.9);
  EXPECT_LT(like(kAdvert, kOther), 0.2);
  EXPECT_FALSE(sketch_of("Коротко и ясно"));
}

// The share of shingles is known for texts that are cut out of one stream of random words.
TEST(NearTexts, EstimatesTheShareOfShinglesInCommon) {
  std::mt19937 chance(3);
  std::string stream;
  while (stream.size() < 40'000) {
    for (std::size_t n = 3 + chance() % 6; n > 0; --n) stream += static_cast<char>('a' + chance() % 26);
    stream += ' ';
  }
  double error = 0;
  int pairs = 0;
  for (std::size_t at = 0; at + 3000 < stream.size(); at += 1000, ++pairs) {
    const std::string_view a = std::string_view(stream).substr(at, 1000);
    const std::string_view b = std::string_view(stream).substr(at + 250, 1000);  // 750 of 1,250 in common
    error += like(a, b) - 0.6;
  }
  EXPECT_NEAR(error / pairs, 0, 0.05) << "over " << pairs << " pairs";
}

TEST(NearTexts, GroupsTextsOfTwoDevicesAndNoOthers) {
  const test::TempDir dir;
  for (const std::size_t memory : {std::size_t{1} << 26, std::size_t{2'000}}) {
    NearTexts texts(dir.path(), memory);
    texts.add({0, 1, true, "aaaaaaaaaaaaaaaaaaaa", {}}, kAdvert);
    texts.add({0, 2, false, "bbbbbbbbbbbbbbbbbbbb", {}}, kOther);
    texts.add({0, 1, true, "cccccccccccccccccccc", {}}, kAdvert);  // again in the same chat
    texts.add({0, 3, false, "dddddddddddddddddddd", {}}, kOther);  // on one device only
    texts.add({1, 9, false, "eeeeeeeeeeeeeeeeeeee", {}}, kReworded);
    std::mt19937 chance(5);
    for (int i = 0; i < 500; ++i) {
      std::string noise;
      for (int n = 0; n < 30; ++n)
        noise += std::to_string(chance()) + static_cast<char>('a' + chance() % 26) + "q ";
      std::string words;
      for (const char c : noise)
        words += c >= '0' && c <= '9' ? static_cast<char>('a' + c - '0' + chance() % 16) : c;
      texts.add({static_cast<std::uint16_t>(i % 2), 100, false, "ffffffffffffffffffff", {}}, words);
    }
    EXPECT_EQ(texts.texts(), 504u);
    int groups = 0;
    texts.for_each_shared([&](const std::vector<NearText>& group, double likeness) {
      ++groups;
      ASSERT_EQ(group.size(), 2u);
      EXPECT_EQ(group[0].record_id, "aaaaaaaaaaaaaaaaaaaa");
      EXPECT_TRUE(group[0].speaks);
      EXPECT_EQ(group[1].device, 1u);
      EXPECT_EQ(group[1].record_id, "eeeeeeeeeeeeeeeeeeee");
      EXPECT_GE(likeness, kLeastLikeness);
    });
    EXPECT_EQ(groups, 1);
  }
}

}  // namespace
}  // namespace ulika
