// Logistic regression over sparse rows, with a squared penalty on the weights.
#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace ulika {

// Columns and values; a column at most once.
using SparseRow = std::vector<std::pair<std::uint32_t, float>>;

struct LogisticOptions {
  double cost = 10;            // of one example's loss against the penalty
  double positive_weight = 1;  // how many times more a positive example costs
  int passes = 60;             // at most
};

// Weights of `columns` columns that separate the rows of which `positive` says true, by dual coordinate
// descent (H.-F. Yu, F.-L. Huang, C.-J. Lin, "Dual coordinate descent methods for logistic regression and
// maximum entropy models", Machine Learning 85, 2011, algorithm 5). The order of rows is shuffled with a
// fixed seed, so equal input gives equal weights. Preconditions: as many flags as rows; every column below
// `columns`.
std::vector<double> fit_logistic(std::span<const SparseRow* const> rows, const std::vector<bool>& positive,
                                 std::size_t columns, const LogisticOptions& options);

double dot(const SparseRow& row, const std::vector<double>& weights);

// Slope and shift of Platt's sigmoid over log-odds of held-out examples.
std::pair<double, double> calibrate(std::span<const double> log_odds, const std::vector<bool>& positive);

}  // namespace ulika
