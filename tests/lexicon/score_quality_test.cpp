// The figures of a test list, against ones worked out by hand.
#include "triage/lexicon/score_quality.h"

#include <gtest/gtest.h>

namespace ulika {
namespace {

LabelledText labelled(bool relevant, TextCategory category = TextCategory::none) {
  LabelledText text;
  text.labelled = true;
  text.relevant = relevant;
  text.category = category;
  return text;
}

TEST(ScoreQuality, CountsAndArea) {
  const std::vector<LabelledText> texts{labelled(true, TextCategory::order),
                                        labelled(true, TextCategory::mule), labelled(true), labelled(false),
                                        labelled(false)};
  const std::vector<ScoredText> scores{{90, TextCategory::order},
                                       {60, TextCategory::order},
                                       {10, TextCategory::none},
                                       {60, TextCategory::order},
                                       {5, TextCategory::none}};
  const ScoreQuality quality = quality_of(texts, scores);
  EXPECT_EQ(quality.relevant, 3u);
  EXPECT_EQ(quality.innocent, 2u);
  EXPECT_EQ(quality.true_hits, 2u);
  EXPECT_EQ(quality.false_hits, 1u);
  // Pairs won: 90 beats both (2), 60 ties one and beats one (1.5), 10 beats one (1): 4.5 of 6.
  EXPECT_DOUBLE_EQ(quality.auc, 0.75);
  EXPECT_EQ(quality.named, 2u);
  EXPECT_EQ(quality.named_right, 1u);
  // One of two innocent texts above is more than 5 %: only what scores above 60 counts.
  EXPECT_DOUBLE_EQ(quality.recall_at_5, 1.0 / 3.0);
}

TEST(ScoreQuality, ReadsALabelledTable) {
  const auto texts = read_labelled("text\trelevant\texpect\nодин\\nдва\t1\torder\nтри\t0\t\n", "t.tsv");
  ASSERT_TRUE(texts) << texts.error().message;
  ASSERT_EQ(texts->size(), 2u);
  EXPECT_EQ((*texts)[0].text, "один\nдва");
  EXPECT_TRUE((*texts)[0].relevant);
  EXPECT_EQ((*texts)[0].expect, "order");
  EXPECT_FALSE((*texts)[1].relevant);
}

TEST(ScoreQuality, RefusesWhatItCannotRead) {
  EXPECT_NE(read_labelled("text\trelevant\nx\t2\n", "t.tsv").error().message.find("line 2"),
            std::string::npos);
  EXPECT_NE(read_labelled("text\nx\n", "t.tsv").error().message.find("line 2"), std::string::npos);
  EXPECT_FALSE(read_labelled("words\nx\n", "t.tsv"));
  EXPECT_FALSE(read_labelled("", "t.tsv"));
}

TEST(ScoreQuality, Expectations) {
  LabelledText text;
  TextScore score;
  score.score = 70;
  score.category = TextCategory::order;
  TermFound term;
  term.id = "L1";
  term.term = "слово";
  score.terms.push_back(term);
  for (const char* met : {"", "order", "L1", "слово"}) {
    text.expect = met;
    EXPECT_EQ(unmet(text, score), "") << met;
  }
  for (const char* wrong : {"none", "payment", "L2"}) {
    text.expect = wrong;
    EXPECT_NE(unmet(text, score), "") << wrong;
  }
}

}  // namespace
}  // namespace ulika
