#include "triage/lexicon/train_report.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ulika {
namespace {

LabelledMessage message(bool relevant, bool hard, std::string lang) {
  LabelledMessage made;
  made.label = relevant ? "order" : "innocent";
  made.relevant = relevant;
  made.hard_negative = hard;
  made.lang = std::move(lang);
  return made;
}

TEST(HeldOutQuality, SetsItsThresholdOverHardNegatives) {
  // Twenty hard negatives at 1 to 20: one of them, 5 %, may pass, so the threshold is 19.
  std::vector<LabelledMessage> messages;
  std::vector<double> scores;
  for (int i = 1; i <= 20; ++i) {
    messages.push_back(message(false, true, "ru"));
    scores.push_back(i);
  }
  // An ordinary message above them all does not move it.
  messages.push_back(message(false, false, "ru"));
  scores.push_back(100);
  for (const double score : {19.0, 19.5, 30.0, 0.0}) {
    messages.push_back(message(true, false, "kk"));
    scores.push_back(score);
  }
  const auto slices = held_out_quality(messages, scores);
  ASSERT_EQ(slices.front().slice, "all");
  EXPECT_EQ(slices.front().relevant, 4U);
  EXPECT_EQ(slices.front().innocent, 21U);
  EXPECT_DOUBLE_EQ(slices.front().recall, 0.5);
  EXPECT_DOUBLE_EQ(slices.front().false_share, 2.0 / 21);
  // Pairs won: 18.5 for 19 (a tie), 19 for 19.5, 20 for 30, 0 for 0, of 4 times 21.
  EXPECT_DOUBLE_EQ(slices.front().auc, (18.5 + 19 + 20 + 0) / 84);
  std::vector<std::string> names;
  for (const SliceQuality& slice : slices) names.push_back(slice.slice);
  EXPECT_THAT(names,
              testing::ElementsAre("all", "language kk", "language ru", "hard negatives", "label order"));
}

TEST(HeldOutQuality, OfNothingIsNothing) {
  EXPECT_TRUE(held_out_quality({}, {}).empty());
}

}  // namespace
}  // namespace ulika
