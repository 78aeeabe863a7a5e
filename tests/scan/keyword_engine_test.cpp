#include "triage/scan/keyword_engine.h"

#include <gtest/gtest.h>

#include <memory>
#include <stdexcept>

#include "tests/scan/keyword_samples.h"

namespace ulika {
namespace {

using namespace test;
using namespace std::string_literals;

// No short Cyrillic words: their surroundings count, and the plain search knows nothing of that.
const std::vector<Keyword>& long_keywords() {
  static const std::vector<Keyword> kList = [] {
    std::vector<Keyword> list;
    for (const char* text : {"закладчик",
                             "перезаклад",
                             "менеджер",
                             "серсер",
                             "деньги",
                             "ненаход",
                             "трафарет",
                             "есірткі",
                             "бетбелгі",
                             "жасырын бетбелгі",
                             "қалыптаушы",
                             "жеткізуші",
                             "ғұмырлық",
                             "наркограффити",

                             "zakladka",
                             "mdma",
                             "lsd",
                             "id",
                             "x7",
                             "0000",
                             "a?b\\c*d$e#f[g^",
                             "jasırın",
                             "🧲",
                             "🧲 магнит",
                             "t.me/",
                             "пере заклад",
                             "blacksprut",
                             "ряд рядов",
                             "ёлочка",
                             "eeee",
                             "@example_shop",
                             "Ярёмённый"}) {
      list.push_back(keyword(text));
    }
    return list;
  }();
  return kList;
}

// Equal but for UTF-16 that reads in both orders, of which one is reported.
void expect_same(const std::set<Found>& plain, const std::set<Found>& found) {
  for (const Found& f : found)
    EXPECT_TRUE(plain.count(f)) << "extra at " << std::get<0>(f) << " kw " << std::get<1>(f);
  for (const Found& f : plain) {
    if (found.count(f)) continue;
    auto [offset, k, encoding, length] = f;
    const bool little = encoding == Encoding::utf16le;
    const bool other = (little || encoding == Encoding::utf16be) &&
                       found.count({little ? offset - 1 : offset + 1, k,
                                    little ? Encoding::utf16be : Encoding::utf16le, length}) == 1;
    EXPECT_TRUE(other) << "missed at " << offset << " kw " << k << " " << encoding_name(encoding);
  }
}

TEST(KeywordEngine, EqualsThePlainSearchOnMixedBytes) {
  const KeywordEngine best(long_keywords());
  const KeywordEngine portable(long_keywords(), KeywordEngine::Path::portable);
  std::size_t total = 0;
  for (std::uint32_t seed = 1; seed <= 12; ++seed) {
    const std::string bytes = make_bytes(long_keywords(), 6000, seed);
    const auto plain = search_plainly(long_keywords(), bytes);
    const auto found = scan_all(best, bytes);
    total += found.size();
    expect_same(plain, as_set(found));
    EXPECT_EQ(found, scan_all(portable, bytes)) << seed;
    if (HasFailure()) return;
  }
  EXPECT_GT(total, 1000u);
}

TEST(KeywordEngine, EveryAlignmentAndTail) {
  const KeywordEngine best(long_keywords());
  const KeywordEngine portable(long_keywords(), KeywordEngine::Path::portable);
  const std::vector<std::pair<std::string, Encoding>> cases = {
      {"закладчик", Encoding::utf8},   {"ЕСІРТКІ", Encoding::utf8},    {"перезаклад", Encoding::utf16le},
      {"zakladka", Encoding::utf16be}, {"менеджер", Encoding::cp1251}, {"серсер", Encoding::koi8_r},
      {"деньги", Encoding::cp866},     {"Ғұмырлық", Encoding::kz1048}, {"LSD", Encoding::utf8},
      {"🧲", Encoding::utf16le},     {"x7", Encoding::utf16be}};
  for (const auto& [text, encoding] : cases) {
    const std::string spelled = encode(text, encoding);
    for (std::size_t alignment = 0; alignment < 64; ++alignment) {
      for (std::size_t tail = 0; tail <= 130; tail += alignment % 8 == 0 ? 1 : 13) {
        // An allocation of the exact size, so that a read past its end is seen by the sanitizers.
        const std::size_t size = alignment + spelled.size() + tail;
        const auto buffer = std::make_unique<char[]>(size);
        std::fill_n(buffer.get(), size, '\xFF');
        std::copy(spelled.begin(), spelled.end(), buffer.get() + alignment);
        const std::string_view bytes(buffer.get(), size);
        const auto found = scan_all(best, bytes);
        ASSERT_EQ(found.size(), 1u) << text << " " << encoding_name(encoding) << " " << alignment << " "
                                    << tail;
        EXPECT_EQ(found[0].offset, alignment);
        EXPECT_EQ(found[0].length, spelled.size());
        EXPECT_EQ(found[0].encoding, encoding);
        ASSERT_EQ(found, scan_all(portable, bytes));
      }
    }
  }
}

TEST(KeywordEngine, EmitsOnlyWhatStartsInTheRange) {
  const KeywordEngine engine(long_keywords());
  const std::string bytes = make_bytes(long_keywords(), 20000, 77);
  const auto whole = scan_all(engine, bytes);
  for (const std::size_t step : {1000u, 1777u, 2016u, 5000u}) {
    std::vector<KeywordMatch> pieces;
    for (std::size_t at = 0; at < bytes.size(); at += step) {
      const std::size_t from = at < KeywordEngine::kMargin ? 0 : at - KeywordEngine::kMargin;
      const std::size_t end = std::min(bytes.size(), at + step);
      const std::size_t to = std::min(bytes.size(), end + KeywordEngine::kMargin);
      engine.scan(as_bytes(std::string_view(bytes).substr(from, to - from)), at - from, end - from, from,
                  pieces);
    }
    EXPECT_EQ(pieces, whole) << step;
  }
}

std::vector<std::string> hits(const KeywordEngine& engine, std::string_view bytes) {
  std::vector<std::string> out;
  for (const KeywordMatch& m : scan_all(engine, bytes)) {
    out.push_back(engine.keywords()[m.keyword].text + "@" + std::to_string(m.offset) + ":" +
                  std::string(encoding_name(m.encoding)));
  }
  return out;
}

using Strings = std::vector<std::string>;

TEST(KeywordEngine, RussianAndKazakhInEveryEncoding) {
  const KeywordEngine engine({stem("закладк"), word("тұз")});
  for (const Encoding e : encodings()) {
    EXPECT_EQ(hits(engine, encode("моя Закладка тут", e)).size(), 1u) << encoding_name(e);
    EXPECT_EQ(hits(engine, encode("ЗАКЛАДКИ", e)).size(), 1u) << encoding_name(e);
  }
  for (const Encoding e : {Encoding::utf8, Encoding::utf16le, Encoding::utf16be, Encoding::kz1048}) {
    EXPECT_EQ(hits(engine, encode("бұл ТҰЗ ғой", e)).size(), 1u) << encoding_name(e);
    EXPECT_EQ(hits(engine, encode("тұзды ас", e)), Strings()) << encoding_name(e);
  }
}

TEST(KeywordEngine, WordEdges) {
  const KeywordEngine engine({word("клад"), stem("прикоп"), keyword("ненаход")});
  for (const Encoding e :
       {Encoding::utf8, Encoding::utf16le, Encoding::cp1251, Encoding::koi8_r, Encoding::cp866}) {
    for (const char* clear :
         {"вклад", "склад", "оклад", "кладбище", "доклад", "кладу", "клад1", "1клад", "хприкоп"}) {
      EXPECT_EQ(hits(engine, encode(clear, e)), Strings()) << clear << " " << encoding_name(e);
    }
    for (const char* meant :
         {"клад", "(клад)", "там клад, да", "Клад-1", "КЛАД", "прикопал", "«прикоп»", "уненаходу"}) {
      EXPECT_EQ(hits(engine, encode(meant, e)).size(), 1u) << meant << " " << encoding_name(e);
    }
  }
}

TEST(KeywordEngine, YoIsYe) {
  const KeywordEngine engine({keyword("минёр"), keyword("перезачёт"), keyword("зелен")});
  for (const Encoding e : {Encoding::utf8, Encoding::utf16le, Encoding::utf16be, Encoding::cp1251,
                           Encoding::koi8_r, Encoding::cp866}) {
    for (const char* text : {" минер ", " минёр ", " МИНЁР ", "перезачет", "пёрёзачет", "ЗЕЛЁН", "зелен"}) {
      EXPECT_EQ(hits(engine, encode(text, e)).size(), 1u) << text << " " << encoding_name(e);
    }
  }
}

TEST(KeywordEngine, OneHitPerPlace) {
  const KeywordEngine engine({keyword("mdma"), keyword("закладка"), keyword("деде")});
  EXPECT_EQ(hits(engine, "xx mdma"), Strings{"mdma@3:utf-8"});
  EXPECT_EQ(hits(engine, encode("закладка", Encoding::kz1048)), Strings{"закладка@0:windows-1251"});
  // д and е lie at the same place in CP1251 and KOI8-R, with the cases swapped.
  EXPECT_EQ(hits(engine, encode("деде", Encoding::koi8_r)), Strings{"деде@0:windows-1251"});
}

TEST(KeywordEngine, OneByteOrderOfUtf16) {
  const KeywordEngine engine({keyword("закладка"), keyword("mdma")});
  for (const char* text : {"перезакладками", "xmdmax", "закладка", "mdma", "вот закладка тут"}) {
    for (const std::string& around : {""s, "\0\0\0\0"s, "\xFF\xFF"s}) {
      for (const Encoding e : {Encoding::utf16le, Encoding::utf16be}) {
        const std::string bytes = around + encode(text, e) + around;
        const Strings found = hits(engine, bytes);
        ASSERT_EQ(found.size(), 1u) << text << " " << encoding_name(e);
        EXPECT_NE(found[0].find(std::string(encoding_name(e))), std::string::npos) << text << " " << found[0];
      }
    }
  }
}

TEST(KeywordEngine, ShortWordsNeedTextAround) {
  const KeywordEngine engine({keyword("клад"), stem("меф")});
  for (const Encoding e : {Encoding::cp1251, Encoding::koi8_r, Encoding::cp866}) {
    EXPECT_EQ(hits(engine, encode("где клад лежит", e)).size(), 1u);
    EXPECT_EQ(hits(engine, "\0\0\0"s + encode("мефа", e) + "\0\x01\x02"s).size(), 1u);
    EXPECT_EQ(hits(engine, encode("где кЛаД лежит", e)), Strings());
    EXPECT_EQ(hits(engine, "\x01\x02\x03" + encode(" клад ", e)), Strings());
    EXPECT_EQ(hits(engine, encode(" клад ", e) + "\x01\x02\x03"), Strings());
  }
  EXPECT_EQ(hits(engine, "\x01\x02\x03клад\x01"), Strings{"клад@3:utf-8"});
}

TEST(KeywordEngine, ZerosCostNoMatch) {
  const KeywordEngine engine(long_keywords());
  std::string bytes(10000, '\0');
  EXPECT_EQ(hits(engine, bytes), Strings());
  // The first byte of UTF-16BE text is a zero: the last of a stretch that is skipped.
  for (std::size_t at = 2000; at < 2040; ++at) {
    std::string with = bytes;
    const std::string spelled = encode("mdma", Encoding::utf16be);
    with.replace(at, spelled.size(), spelled);
    ASSERT_EQ(hits(engine, with).size(), 1u) << at;
  }
}

TEST(KeywordEngine, RefusesKeywordsItCannotHold) {
  EXPECT_THROW(KeywordEngine({keyword("")}), std::invalid_argument);
  EXPECT_THROW(KeywordEngine({keyword("\xFF")}), std::invalid_argument);
  EXPECT_THROW(KeywordEngine({keyword("a\0b"s)}), std::invalid_argument);
  EXPECT_THROW(KeywordEngine({keyword(std::string(300, 'a'))}), std::invalid_argument);
  EXPECT_TRUE(scan_all(KeywordEngine({}), "anything").empty());
}

}  // namespace
}  // namespace ulika
