#include "triage/lexicon/ngram_model.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "triage/lexicon/lexicon.h"
#include "triage/lexicon/train.h"

namespace ulika {
namespace {

using Features = std::array<float, kFeatureCount>;

std::string all_features(std::size_t weighted, int weight) {
  std::string lines;
  for (std::size_t i = 0; i < kFeatureCount; ++i) {
    lines += "feature\t" + feature_name(i) + '\t';
    if (i == weighted) lines += "relevance:" + std::to_string(weight);
    lines += '\n';
  }
  return lines;
}

std::string small_model() {
  return "ulika-ngram-model\t1\ncard\tdate\t2024-05-01\ncalibration\t2.0\t-0.5\nbias\trelevance:-1000\n" +
         all_features(3, 500) +
         "gram\t=клад\trelevance:3000 drop_location:2000\ngram\t_суп\trelevance:-4000 order:100\n";
}

TEST(NgramModel, WeighsWhatItsFileSays) {
  const auto model = NgramModel::parse(small_model());
  ASSERT_TRUE(model) << model.error().message;
  NgramReader reader(*model);
  Features features{};
  features[3] = 2;
  // One n-gram of the model, so its vector has length one: -1 + 3 + 2 * 0.5 = 3.
  const double probability = reader.read(U" клад ", features);
  EXPECT_NEAR(reader.log_odds(), 3, 1e-6);
  EXPECT_NEAR(probability, 1 / (1 + std::exp(-(2 * 3 - 0.5))), 1e-6);
  EXPECT_EQ(reader.category(), TextCategory::drop_location);
  // Two: each weighs 1 / sqrt(2). A repeated one counts once.
  reader.read(U" клад клад суп ", features);
  EXPECT_NEAR(reader.log_odds(), -1 + (3 - 4) / std::sqrt(2.0) + 1, 1e-6);
  // None of them.
  reader.read(U" добрый день ", Features{});
  EXPECT_NEAR(reader.log_odds(), -1, 1e-6);
}

TEST(NgramModel, OpensItsAnswerHeaviestFirst) {
  const auto model = NgramModel::parse(small_model());
  ASSERT_TRUE(model);
  NgramReader reader(*model);
  reader.read(U" клад и суп ", Features{});
  std::vector<GramFound> grams;
  reader.explain(5, grams);
  ASSERT_EQ(grams.size(), 2U);
  EXPECT_EQ(grams[0].gram, "_суп");
  EXPECT_NEAR(grams[0].weight, -4 / std::sqrt(2.0), 1e-6);
  EXPECT_EQ(grams[1].gram, "=клад");
  reader.explain(1, grams);
  EXPECT_EQ(grams.size(), 1U);
}

TEST(NgramModel, RefusesFilesItCannotTrust) {
  const auto refusal = [](const std::string& file) {
    const auto model = NgramModel::parse(file);
    return model ? "" : model.error().message;
  };
  EXPECT_THAT(refusal("something else\n"), testing::HasSubstr("no n-gram model"));
  EXPECT_THAT(refusal("ulika-ngram-model\t1\n"), testing::HasSubstr("fewer features"));
  EXPECT_THAT(refusal("ulika-ngram-model\t1\nfeature\tmoon\trelevance:1\n"), testing::HasSubstr("'moon'"));
  EXPECT_THAT(refusal(small_model() + "gram\tаб\trelevance:99999999\n"),
              testing::HasSubstr("cannot be read"));
  EXPECT_THAT(refusal(small_model() + "gram\tаб\trelevance\n"), testing::HasSubstr("cannot be read"));
  EXPECT_THAT(refusal(small_model() + "gram\t\trelevance:1\n"), testing::HasSubstr("cannot be read"));
  EXPECT_THAT(refusal(small_model() + "gram\tаб\tbribe:1\n"), testing::HasSubstr("cannot be read"));
  EXPECT_THAT(refusal(small_model() + "gram\t=клад\trelevance:1\n"), testing::HasSubstr("twice"));
}

// Talk of two kinds, told apart by words alone.
std::vector<TrainingExample> toy_examples() {
  std::vector<TrainingExample> examples;
  const std::array<std::u32string_view, 4> trade{U" прикоп под камнем ", U" магнит за трубой ",
                                                 U" клад под камнем ", U" прикоп за трубой "};
  const std::array<std::u32string_view, 4> plain{U" суп на плите ", U" каша на столе ", U" суп на столе ",
                                                 U" каша на плите "};
  for (std::size_t i = 0; i < 40; ++i) {
    TrainingExample example;
    example.relevant = i % 2 == 0;
    example.line = example.relevant ? trade[i / 2 % 4] : plain[i / 2 % 4];
    example.group = std::to_string(i / 2);
    example.category = example.relevant ? TextCategory::drop_location : TextCategory::none;
    examples.push_back(example);
  }
  return examples;
}

TEST(Training, GivesTheSameBytesTwiceAndAModelThatTellsTheTwoApart) {
  const auto examples = toy_examples();
  const std::string file = train_model(examples, {{"date", "2024-05-01"}});
  EXPECT_EQ(file, train_model(examples, {{"date", "2024-05-01"}}));
  const auto model = NgramModel::parse(file);
  ASSERT_TRUE(model) << model.error().message;
  EXPECT_THAT(model->card(), testing::ElementsAre(testing::Pair("date", "2024-05-01")));
  NgramReader reader(*model);
  const double trade = reader.read(U" магнит под камнем ", Features{});
  EXPECT_EQ(reader.category(), TextCategory::drop_location);
  EXPECT_GT(trade, reader.read(U" суп в плите ", Features{}));
}

TEST(Training, HoldsWholeGroupsOut) {
  // Two groups of one example each: whichever is tested, the model has seen but the other side.
  auto examples = toy_examples();
  examples.resize(2);
  examples[1].group = "another";
  const std::vector<double> log_odds = cross_validate(examples, 2);
  EXPECT_LT(log_odds[0], log_odds[1]);
}

TEST(BuiltInModel, IsReadAndSaysWhatItWasTrainedOn) {
  const NgramModel& model = NgramModel::built_in();
  EXPECT_GT(model.grams(), 1000U);
  std::vector<std::string> names;
  for (const auto& [name, value] : model.card()) names.push_back(name);
  EXPECT_THAT(names, testing::IsSupersetOf({"data", "date", "limits"}));
}

TEST(BuiltInModel, SetsTheTradeAboveItsInnocentNeighbours) {
  TextScorer scorer(Lexicon::builtin());
  const auto score = [&scorer](std::string_view text) { return scorer.score(text).score; };
  EXPECT_GT(score("прикоп у забора, свёрток в изоленте, 46.97001, 71.20002, копай аккуратно"),
            score("саженцы прикопал у забора, завтра полью"));
  EXPECT_GT(score("нужны кладмены, оплата за адрес, без опыта, пиши @example_hr"),
            score("нужны кладовщики, оклад, опыт от года, резюме на почту"));
  EXPECT_FALSE(scorer.score("прикоп у забора, магнит за трубой").grams.empty());
}

}  // namespace
}  // namespace ulika
