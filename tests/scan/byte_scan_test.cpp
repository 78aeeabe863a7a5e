#include "triage/scan/byte_scan.h"

#include <gtest/gtest.h>

#include <random>

#include "tests/scan/keyword_samples.h"

namespace ulika {
namespace {

using namespace test;

std::string printed(const std::vector<Hit>& hits) {
  std::string out;
  for (const Hit& h : hits) {
    out += std::to_string(h.offset) + "+" + std::to_string(h.length) + " " + h.rule + " " + h.encoding + " " +
           h.value + " | " + h.context + "\n";
  }
  return out;
}

std::vector<Hit> scan(const ScanRules& rules, std::string_view bytes, const std::vector<std::size_t>& cuts) {
  ByteScan scan(rules);
  std::size_t at = 0;
  for (std::size_t i = 0; at < bytes.size(); ++i) {
    const std::size_t size = std::min(bytes.size() - at, cuts[i % cuts.size()]);
    scan.feed(as_bytes(bytes.substr(at, size)));
    at += size;
  }
  return scan.finish();
}

std::vector<Keyword> some_keywords() {
  return {keyword("закладчик"), stem("прикоп"),  word("клад"),
          keyword("бетбелгі"),  keyword("mdma"), keyword("x7")};
}

TEST(ByteScan, HitsDoNotDependOnTheCuts) {
  const ScanRules rules(some_keywords(), {true, false, 100'000});
  const std::string bytes = make_bytes(some_keywords(), 400'000, 5);
  const std::string whole = printed(scan(rules, bytes, {bytes.size()}));
  EXPECT_GT(whole.size(), 100'000u);
  const std::vector<std::vector<std::size_t>> all_cuts = {
      {997},      {4096}, {65'536}, {65'535}, {131'072, 1, 70'000}, {300'000, 17}, {200, 100'000, 1500},
      {1'000'000}};
  for (const auto& cuts : all_cuts) EXPECT_EQ(printed(scan(rules, bytes, cuts)), whole) << cuts[0];
  std::mt19937 random(9);
  for (int round = 0; round < 5; ++round) {
    std::vector<std::size_t> cuts;
    for (int i = 0; i < 7; ++i) cuts.push_back(1 + random() % (i % 2 == 0 ? 3000 : 150'000));
    ASSERT_EQ(printed(scan(rules, bytes, cuts)), whole);
  }
}

TEST(ByteScan, EveryCutOfAHit) {
  const ScanRules rules(some_keywords(), {true, false, 100'000});
  const std::string bytes = "начало, потом " + encode("клад", Encoding::utf8) + " и прикоп: конец";
  const std::string whole = printed(scan(rules, bytes, {bytes.size()}));
  for (std::size_t cut = 1; cut < bytes.size(); ++cut)
    ASSERT_EQ(printed(scan(rules, bytes, {cut})), whole) << cut;
}

TEST(ByteScan, SeamsOfLargePieces) {
  const ScanRules rules(some_keywords(), {true, false, 100'000});
  const std::string spelled = encode(" закладчик ", Encoding::utf16le);
  for (std::size_t shift = 0; shift <= 30; ++shift) {
    std::string bytes(300'000, 'z');
    for (const std::size_t seam : {65'536u, 131'072u, 262'144u})
      bytes.replace(seam - shift, spelled.size(), spelled);
    const std::string whole = printed(scan(rules, bytes, {bytes.size()}));
    ASSERT_EQ(std::count(whole.begin(), whole.end(), '\n'), 3) << shift;
    ASSERT_EQ(printed(scan(rules, bytes, {65'536})), whole) << shift;
    ASSERT_EQ(printed(scan(rules, bytes, {131'072})), whole) << shift;
    ASSERT_EQ(printed(scan(rules, bytes, {2048})), whole) << shift;
  }
}

TEST(ByteScan, DetectionsAndKeywordsTogether) {
  const ScanRules rules({keyword("transfer"), keyword("example")}, {});
  std::string bytes(200'000, ' ');
  // A published test card number and an address of a domain that RFC 2606 keeps for examples.
  const std::string text = "transfer to 4111 1111 1111 1111, write to someone@example.org";
  for (const std::size_t at : {0u, 65'500u, 131'060u, 199'939u}) bytes.replace(at, text.size(), text);
  const std::vector<Hit> hits = scan(rules, bytes, {bytes.size()});
  std::size_t cards = 0;
  for (std::size_t i = 0; i < hits.size(); ++i) {
    EXPECT_LE(hits[i == 0 ? 0 : i - 1].offset, hits[i].offset);
    if (hits[i].rule != "detector:pan") continue;
    ++cards;
    EXPECT_EQ(hits[i].category, "card");
    EXPECT_EQ(hits[i].value, "4111111111111111");
    EXPECT_NE(hits[i].context.find("transfer to ‹4111 1111 1111 1111›, write"), std::string::npos)
        << hits[i].context;
  }
  EXPECT_EQ(cards, 4u);
  for (const std::size_t cut : {65'536u, 65'537u, 4096u, 1000u, 131'072u}) {
    EXPECT_EQ(printed(scan(rules, bytes, {cut})), printed(hits)) << cut;
  }
  const ScanRules no_detectors({keyword("transfer")}, {true, false, 100'000});
  EXPECT_EQ(scan(no_detectors, bytes, {bytes.size()}).size(), 4u);
}

TEST(ByteScan, HitSaysWhatAndWhere) {
  Keyword k = stem("прикоп");
  k.category = "PLACE";
  k.weight = 7.5;
  const ScanRules rules({k}, {});
  const std::string before(40, 'a');
  const std::vector<Hit> hits =
      scan(rules, encode(before + "\x01 тут Прикоп у дороги\n", Encoding::cp1251), {1'000'000});
  ASSERT_EQ(hits.size(), 1u);
  EXPECT_EQ(hits[0].rule, "kw:прикоп");
  EXPECT_EQ(hits[0].category, "PLACE");
  EXPECT_EQ(hits[0].weight, 7.5);
  EXPECT_EQ(hits[0].value, "Прикоп");
  EXPECT_EQ(hits[0].encoding, "windows-1251");
  EXPECT_EQ(hits[0].offset, 46u);
  EXPECT_EQ(hits[0].length, 6u);
  EXPECT_EQ(hits[0].context, before + "· тут ‹Прикоп› у дороги·");
}

TEST(ByteScan, CountsWhatItLeavesOut) {
  const ScanRules rules({keyword("mdma")}, {true, false, 10});
  std::string bytes;
  for (int i = 0; i < 25; ++i) bytes += "mdma, ";
  ByteScan scan(rules);
  scan.feed(as_bytes(bytes));
  const std::vector<Hit> hits = scan.finish();
  ASSERT_EQ(hits.size(), 10u);
  EXPECT_EQ(hits[9].offset, 54u);
  EXPECT_EQ(scan.hits_left_out(), 15u);
  scan.feed(as_bytes("one mdma"));
  EXPECT_EQ(scan.finish().size(), 1u);
  EXPECT_EQ(scan.hits_left_out(), 0u);
}

TEST(ByteScan, EmptyContent) {
  const ScanRules rules(some_keywords(), {});
  ByteScan scan(rules);
  EXPECT_TRUE(scan.finish().empty());
  scan.feed({});
  EXPECT_TRUE(scan.finish().empty());
}

}  // namespace
}  // namespace ulika
