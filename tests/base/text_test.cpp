#include "triage/base/text.h"

#include <gtest/gtest.h>

namespace ulika {
namespace {

using namespace std::string_literals;

std::string decoded(std::string_view bytes, Encoding encoding) {
  return decode(as_bytes(bytes), encoding);
}

TEST(Utf8, ValidAndMalformed) {
  EXPECT_TRUE(is_valid_utf8(""));
  EXPECT_TRUE(is_valid_utf8("plain ascii, longer than eight"));
  EXPECT_TRUE(is_valid_utf8("Қазақстан, тұз, 🧲"));
  EXPECT_TRUE(is_valid_utf8("\0 inside"s));
  for (const char* bad :
       {"\x80", "abc\xC0\x80", "\xC1\xBF", "\xE0\x9F\xBF", "\xED\xA0\x80", "\xF0\x8F\xBF\xBF",
        "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xD0", "\xE2\x82", "\xFF", "\xD0\x28"}) {
    EXPECT_FALSE(is_valid_utf8(bad)) << bad;
  }
}

TEST(Utf8, CodePointsRoundTrip) {
  for (char32_t c = 0; c <= 0x10FFFF; c += c < 0x3000 ? 1 : 61) {
    if (c >= 0xD800 && c <= 0xDFFF) continue;
    std::string text;
    append_utf8(text, c);
    std::size_t at = 0;
    ASSERT_EQ(next_code_point(text, at), c);
    ASSERT_EQ(at, text.size());
    ASSERT_TRUE(is_valid_utf8(text));
  }
  std::string text;
  append_utf8(text, 0xD800);
  append_utf8(text, 0x110000);
  EXPECT_EQ(text, "\uFFFD\uFFFD");
}

TEST(Utf8, EachMalformedByteIsOneReplacement) {
  EXPECT_EQ(to_valid_utf8("a\xFF\xD0z"), "a\uFFFD\uFFFDz");
  EXPECT_EQ(to_valid_utf8("a\0b"s), "a\u2400b");
  EXPECT_EQ(to_valid_utf8("\xE2\x82"), "\uFFFD\uFFFD");
  EXPECT_EQ(to_valid_utf8("жұмыс"), "жұмыс");
}

TEST(PathSegment, EscapesWhatIsNoText) {
  EXPECT_EQ(path_segment("Документы 2026.txt"), "Документы 2026.txt");
  EXPECT_EQ(path_segment("a/b\n\x7F"), "a%2Fb%0A%7F");
  EXPECT_EQ(path_segment("\xCF\xF0\xE8"), "%CF%F0%E8");
  EXPECT_EQ(path_segment("\xC2\x85"), "%C2%85");
  EXPECT_EQ(path_segment("100%"), "100%");
  EXPECT_EQ(path_segment("100%zz"), "100%zz");
  EXPECT_EQ(path_segment("%2F"), "%252F");
  EXPECT_EQ(path_segment("%2f"), "%252f");
  EXPECT_EQ(path_segment("\0"s), "%00");
}

TEST(Decode, CodePages) {
  EXPECT_EQ(decoded("\xCA\xEB\xE0\xE4 \xB8\xB9", Encoding::cp1251), "Клад ё№");
  EXPECT_EQ(decoded("\xEB\xCC\xC1\xC4 \xA3", Encoding::koi8_r), "Клад ё");
  EXPECT_EQ(decoded("\x8A\xAB\xA0\xA4 \xF1\xFC", Encoding::cp866), "Клад ё№");
  EXPECT_EQ(decoded("\x98", Encoding::cp1251), "\uFFFD");
}

TEST(Decode, KazakhLettersOfKz1048) {
  // Positions as RK1048:2002 registers them with IANA.
  EXPECT_EQ(
      decoded("\xA3\xBC\xAA\xBA\x8D\x9D\xBD\xBE\xA5\xB4\xA1\xA2\xAF\xBF\x8E\x9E\xB2\xB3", Encoding::kz1048),
      "ӘәҒғҚқҢңӨөҰұҮүҺһІі");
}

TEST(Decode, Utf16) {
  EXPECT_EQ(decoded("\x1A\x04\x3B\x04"s, Encoding::utf16le), "Кл");
  EXPECT_EQ(decoded("\x04\x1A\x04\x3B"s, Encoding::utf16be), "Кл");
  EXPECT_EQ(decoded("\x3E\xD8\xF2\xDD"s, Encoding::utf16le), "🧲");
  EXPECT_EQ(decoded("\x3E\xD8\x41\x00"s, Encoding::utf16le), "\uFFFDA");
  EXPECT_EQ(decoded("\xF2\xDD\x41"s, Encoding::utf16le), "\uFFFD\uFFFD");
}

TEST(FoldCase, RegionsAlphabets) {
  const std::u32string upper = U"AZÀÞĀŁŸŽΑΣΩЀЁЯҐӘҒҚҢӨҰҮҺІӀӁӮ";
  const std::u32string lower = U"azàþāłÿžασωѐёяґәғқңөұүһіӏӂӯ";
  ASSERT_EQ(upper.size(), lower.size());
  for (std::size_t i = 0; i < upper.size(); ++i) {
    EXPECT_EQ(fold_case(upper[i]), lower[i]) << i;
    EXPECT_EQ(fold_case(lower[i]), lower[i]) << i;
  }
  for (const char32_t same : U"×÷ıĸŉß0_ 🧲"s) EXPECT_EQ(fold_case(same), same);
  EXPECT_EQ(fold_case(U'ς'), U'σ');
}

TEST(FoldCase, IsIdempotent) {
  for (char32_t c = 0; c < 0x3000; ++c)
    EXPECT_EQ(fold_case(fold_case(c)), fold_case(c)) << std::hex << unsigned(c);
}

TEST(ClipUtf8, NeverCutsACharacter) {
  EXPECT_EQ(clip_utf8("клад", 5), "кл");
  EXPECT_EQ(clip_utf8("клад", 4), "кл");
  EXPECT_EQ(clip_utf8("клад", 8), "клад");
  EXPECT_EQ(clip_utf8("🧲", 3), "");
  EXPECT_EQ(clip_utf8("abc", 0), "");
}

}  // namespace
}  // namespace ulika
