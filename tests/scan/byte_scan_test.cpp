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
