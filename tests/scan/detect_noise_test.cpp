// What the detectors make of noise: numbers of every sort, with fixed seeds.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <random>
#include <string>

#include "triage/scan/detection.h"

namespace ulika {
namespace {

struct Counts {
  std::size_t cards = 0;  // that the detector vouches for
  std::size_t low = 0;    // listed only
  std::size_t places = 0;
  std::string example;
};

Counts count(const std::string& text) {
  Counts counts;
  for (const Detection& detection : detect(text)) {
    bool low = false;
    for (const auto& [key, value] : detection.fields) low |= key == "confidence";
    if (detection.kind == "card") ++(low ? counts.low : counts.cards);
    counts.places += detection.kind == "location";
    if (detection.kind == "location" || (detection.kind == "card" && !low))
      counts.example = text.substr(detection.offset, detection.length);
  }
  return counts;
}

std::string digits(std::mt19937_64& random, std::size_t length) {
  std::string out;
  for (std::size_t i = 0; i < length; ++i) out.push_back(static_cast<char>('0' + random() % 10));
  return out;
}

TEST(DetectNoise, AMillionNumbersOfSixteenDigitsInProseAreNoCards) {
  std::mt19937_64 random(4001);
  Counts all;
  for (int block = 0; block < 1000; ++block) {
    std::string text;
    for (int i = 0; i < 1000; ++i)
      text += "в отчёте за неделю стоит номер " + digits(random, 16) +
              ", его проверили дважды и подшили к делу.\n";
    const Counts counts = count(text);
    all.cards += counts.cards;
    all.low += counts.low;
    all.places += counts.places;
  }
  EXPECT_EQ(all.cards, 0u);
  EXPECT_EQ(all.places, 0u);
  // A tenth passes the check digit and about a third of the prefixes are taken: listed, with low confidence.
  EXPECT_LT(all.low, 50'000u);
  EXPECT_GT(all.low, 10'000u);
}

TEST(DetectNoise, PricesVersionsDatesAndAddressesAreNoPlaces) {
  std::mt19937_64 random(4002);
  const auto below = [&](std::uint64_t bound) { return static_cast<int>(random() % bound); };
  for (int i = 0; i < 20'000; ++i) {
    const std::string text = fmt::format(
        "{}.{:02} ₸, {}.{:02} руб; версия {}.{}.{}, {}.{}; хост {}.{}.{}.{}; {:02}.{:02}.20{:02} "
        "{:02}:{:02}; "
        "{}x{} мм; {},{} кг; {}%; 1 USD = {}.{:04} KZT",
        below(90), below(100), below(180), below(100), below(90), below(100), below(1000), below(90),
        below(180), below(256), below(256), below(256), below(256), 1 + below(28), 1 + below(12), below(30),
        below(24), below(60), below(90), below(180), below(90), below(1000), below(101), below(600),
        below(10000));
    const Counts counts = count(text);
    ASSERT_EQ(counts.places, 0u) << text << " → " << counts.example;
    ASSERT_EQ(counts.cards, 0u) << text << " → " << counts.example;
  }
}

TEST(DetectNoise, IdentifiersAndHexAreNeither) {
  std::mt19937_64 random(4003);
  for (int i = 0; i < 20'000; ++i) {
    const std::string hex = fmt::format("{:016x}{:016x}", random(), random());
    const std::string text =
        fmt::format("{}-{}-{}-{}-{} sha1 {}{:08x} 0x{} id={} float {:.17g} {:e}", hex.substr(0, 8),
                    hex.substr(8, 4), hex.substr(12, 4), hex.substr(16, 4), hex.substr(20, 12), hex,
                    static_cast<std::uint32_t>(random()), hex.substr(0, 16), digits(random, 16),
                    static_cast<double>(random()) / 1e17, static_cast<double>(random()));
    const Counts counts = count(text);
    ASSERT_EQ(counts.places, 0u) << text << " → " << counts.example;
    ASSERT_EQ(counts.cards, 0u) << text << " → " << counts.example;
  }
}

}  // namespace
}  // namespace ulika
