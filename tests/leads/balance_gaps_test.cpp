#include "triage/leads/balance_gaps.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace ulika {
namespace {

constexpr TimeMs kHour = 3'600'000;

BalancePayment payment(std::string id, TimeMs at, std::string direction, std::string amount,
                       std::string balance) {
  return {std::move(id),     at, "Example", "0000", "KZT", std::move(direction), std::move(amount),
          std::move(balance)};
}

std::string shown(const std::vector<BalanceGap>& gaps) {
  std::string out;
  for (const BalanceGap& gap : gaps) out += gap.before + ">" + gap.after + " " + gap.difference + "; ";
  return out;
}

TEST(BalanceGaps, MissingMoneyShows) {
  const std::vector<BalancePayment> rows = {
      payment("a", 1 * kHour, "in", "5000", "15000.50"), payment("b", 2 * kHour, "out", "500.50", "14500"),
      payment("c", 3 * kHour, "out", "100", "11400"),  // 3000 went out unseen
      payment("d", 4 * kHour, "in", "200.00", ""),     // says no balance, counts
      payment("e", 5 * kHour, "out", "600", "11000.00"), payment("f", 6 * kHour, "in", "1", "11101")};
  EXPECT_EQ(shown(balance_gaps(rows)), "b>c -3000.00; e>f 100.00; ");
  std::mt19937 random(7);
  for (int i = 0; i < 20; ++i) {
    auto mixed = rows;
    std::shuffle(mixed.begin(), mixed.end(), random);
    EXPECT_EQ(shown(balance_gaps(mixed)), "b>c -3000.00; e>f 100.00; ");
  }
}

TEST(BalanceGaps, NothingIsSaidAcrossWhatIsNotKnown) {
  EXPECT_EQ(shown(balance_gaps({payment("a", 1 * kHour, "in", "5", "100"),
                                payment("b", 2 * kHour, "unknown", "5", "900"),
                                payment("c", 3 * kHour, "in", "5", "905")})),
            "");
  auto other = payment("b", 2 * kHour, "in", "5", "900");
  other.currency = "RUB";
  EXPECT_EQ(shown(balance_gaps({payment("a", 1 * kHour, "in", "5", "100"), other})), "");
  other = payment("b", 2 * kHour, "in", "5", "900");
  other.card_tail = "1111";
  EXPECT_EQ(shown(balance_gaps({payment("a", 1 * kHour, "in", "5", "100"), other})), "");
  EXPECT_EQ(shown(balance_gaps(
                {payment("a", 1 * kHour, "in", "x", "100"), payment("b", 2 * kHour, "in", "5", "")})),
            "");
}

TEST(BalanceGaps, OneMinuteAndTwoChannelsAreNoGap) {
  EXPECT_EQ(
      shown(balance_gaps(
          {payment("a", kHour, "in", "5", "100"), payment("z", kHour + 1000, "out", "10", "90"),
           payment("b", kHour + 2000, "out", "20", "60"), payment("y", kHour + 3000, "out", "10", "80")})),
      "");
  EXPECT_EQ(shown(balance_gaps({payment("sms", kHour, "in", "5", "100"),
                                payment("push", kHour + 5000, "in", "5", "100"),
                                payment("c", 2 * kHour, "out", "10", "90")})),
            "");
}

TEST(BalanceGaps, CentsAreExact) {
  std::vector<BalancePayment> rows;
  long long cents = 0;
  for (int i = 1; i <= 1000; ++i) {
    cents += 10;
    rows.push_back(payment(
        std::to_string(i), i * kHour, "in", "0.1",
        std::to_string(cents / 100) + "." + (cents % 100 < 10 ? "0" : "") + std::to_string(cents % 100)));
  }
  EXPECT_EQ(shown(balance_gaps(rows)), "");
  rows.erase(rows.begin() + 500);
  EXPECT_EQ(shown(balance_gaps(rows)), "500>502 0.10; ");
}

}  // namespace
}  // namespace ulika
