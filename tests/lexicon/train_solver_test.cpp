#include "triage/lexicon/train_solver.h"

#include <gtest/gtest.h>

#include <cmath>

namespace ulika {
namespace {

std::vector<const SparseRow*> pointers_to(const std::vector<SparseRow>& rows) {
  std::vector<const SparseRow*> pointers;
  for (const SparseRow& row : rows) pointers.push_back(&row);
  return pointers;
}

// Penalty and losses of the primal problem, whose minimum the solver must find.
double objective(const std::vector<SparseRow>& rows, const std::vector<bool>& positive,
                 const std::vector<double>& weights, double cost) {
  double sum = 0;
  for (const double weight : weights) sum += weight * weight / 2;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    sum += cost * std::log1p(std::exp((positive[i] ? -1 : 1) * dot(rows[i], weights)));
  }
  return sum;
}

TEST(LogisticRegression, EndsWhereNoStepLowersTheObjective) {
  const std::vector<SparseRow> rows{{{0, 1.0F}, {2, 1.0F}},
                                    {{0, 0.5F}, {1, 1.0F}, {2, 1.0F}},
                                    {{1, 2.0F}, {2, 1.0F}},
                                    {{0, 1.0F}, {1, 1.0F}, {2, 1.0F}},
                                    {{2, 1.0F}}};
  const std::vector<bool> positive{true, true, false, false, true};
  LogisticOptions options;
  options.cost = 2;
  options.passes = 1000;
  const auto pointers = pointers_to(rows);
  const std::vector<double> weights = fit_logistic(pointers, positive, 3, options);
  const double best = objective(rows, positive, weights, options.cost);
  for (std::size_t column = 0; column < weights.size(); ++column) {
    for (const double step : {-0.1, 0.1}) {
      std::vector<double> moved = weights;
      moved[column] += step;
      EXPECT_LT(best, objective(rows, positive, moved, options.cost)) << column << " by " << step;
    }
  }
}

TEST(LogisticRegression, GivesTheSameWeightsTwice) {
  std::vector<SparseRow> rows;
  std::vector<bool> positive;
  for (std::uint32_t i = 0; i < 50; ++i) {
    rows.push_back({{i % 7, 1.0F}, {7 + i % 3, 0.5F}});
    positive.push_back(i % 7 < 3);
  }
  const auto pointers = pointers_to(rows);
  EXPECT_EQ(fit_logistic(pointers, positive, 10, {}), fit_logistic(pointers, positive, 10, {}));
}

TEST(Calibration, TurnsLogOddsIntoTheShareThatWasSeen) {
  // Of the examples at +1, three in four are positive; at -1, one in four.
  std::vector<double> log_odds;
  std::vector<bool> positive;
  for (int i = 0; i < 4000; ++i) {
    log_odds.push_back(i % 2 == 0 ? 1 : -1);
    positive.push_back(i % 2 == 0 ? i % 8 != 0 : i % 8 == 1);
  }
  const auto [slope, shift] = calibrate(log_odds, positive);
  EXPECT_NEAR(1 / (1 + std::exp(-(slope + shift))), 0.75, 0.01);
  EXPECT_NEAR(1 / (1 + std::exp(-(-slope + shift))), 0.25, 0.01);
}

}  // namespace
}  // namespace ulika
