#include "triage/lexicon/train_solver.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace ulika {
namespace {

// A generator of its own, since std::shuffle differs between libraries. Source: S. Vigna, splitmix64.
class Shuffler {
 public:
  void shuffle(std::vector<std::uint32_t>& order) {
    for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[next() % i]);
  }

 private:
  std::uint64_t next() {
    std::uint64_t z = (state_ += 0x9E3779B97F4A7C15U);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9U;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBU;
    return z ^ (z >> 31);
  }
  std::uint64_t state_ = 20240301;
};

// The root of the one-dimensional subproblem: the new dual value for a row whose squared length is `a`.
double newton(double a, double b, double old, double cost, double tolerance) {
  constexpr int kSteps = 100;
  constexpr double kShrink = 0.1;
  double z = cost - old < 0.5 * cost ? kShrink * old : old;
  for (int step = 0; step < kSteps; ++step) {
    const double slope = a * (z - old) + b + std::log(z / (cost - z));
    if (std::fabs(slope) < tolerance) break;
    const double next = z - slope / (a + cost / (cost - z) / z);
    if (next <= 0) {
      z *= kShrink;
    } else if (next >= cost) {
      z = 0.5 * (z + cost);
    } else {
      z = next;
    }
  }
  return z;
}

}  // namespace

double dot(const SparseRow& row, const std::vector<double>& weights) {
  double sum = 0;
  for (const auto& [column, value] : row) sum += static_cast<double>(value) * weights[column];
  return sum;
}

std::vector<double> fit_logistic(std::span<const SparseRow* const> rows, const std::vector<bool>& positive,
                                 std::size_t columns, const LogisticOptions& options) {
  constexpr double kTolerance = 0.01;
  std::vector<double> weights(columns, 0);
  std::vector<double> alpha(2 * rows.size());
  std::vector<double> square(rows.size(), 0);
  const auto cost_of = [&](std::size_t i) {
    return positive[i] ? options.cost * options.positive_weight : options.cost;
  };
  const auto move = [&](std::size_t i, double by) {
    for (const auto& [column, value] : *rows[i]) weights[column] += by * static_cast<double>(value);
  };
  for (std::size_t i = 0; i < rows.size(); ++i) {
    alpha[2 * i] = std::min(0.001 * cost_of(i), 1e-8);
    alpha[2 * i + 1] = cost_of(i) - alpha[2 * i];
    for (const auto& cell : *rows[i]) {
      square[i] += static_cast<double>(cell.second) * static_cast<double>(cell.second);
    }
    move(i, (positive[i] ? 1 : -1) * alpha[2 * i]);
  }
  std::vector<std::uint32_t> order(rows.size());
  std::iota(order.begin(), order.end(), 0U);
  Shuffler shuffler;
  for (int pass = 0; pass < options.passes; ++pass) {
    shuffler.shuffle(order);
    double steepest = 0;
    for (const std::uint32_t i : order) {
      const double sign = positive[i] ? 1 : -1;
      const double margin = sign * dot(*rows[i], weights);
      // Of the two dual values, which add up to the cost, the one nearer to nought is moved.
      const bool second = 0.5 * square[i] * (alpha[2 * i + 1] - alpha[2 * i]) + margin < 0;
      const std::size_t moved = 2 * i + (second ? 1 : 0);
      const double direction = second ? -1 : 1;
      const double old = alpha[moved];
      const double cost = cost_of(i);
      steepest = std::max(steepest, std::fabs(direction * margin + std::log(old / (cost - old))));
      const double now = newton(square[i], direction * margin, old, cost, 1e-6);
      alpha[moved] = now;
      alpha[2 * i + (second ? 0 : 1)] = cost - now;
      move(i, direction * (now - old) * sign);
    }
    if (steepest < kTolerance) break;
  }
  return weights;
}

std::pair<double, double> calibrate(std::span<const double> log_odds, const std::vector<bool>& positive) {
  // Newton's method over two unknowns; targets smoothed as J. Platt proposed (1999).
  const auto positives = static_cast<double>(std::count(positive.begin(), positive.end(), true));
  const double negatives = static_cast<double>(positive.size()) - positives;
  const double high = (positives + 1) / (positives + 2);
  const double low = 1 / (negatives + 2);
  double slope = 1;
  double shift = 0;
  for (int step = 0; step < 50; ++step) {
    double g0 = 0;
    double g1 = 0;
    double h00 = 1e-9;
    double h01 = 0;
    double h11 = 1e-9;
    for (std::size_t i = 0; i < log_odds.size(); ++i) {
      const double p = 1 / (1 + std::exp(-(slope * log_odds[i] + shift)));
      const double miss = p - (positive[i] ? high : low);
      const double spread = p * (1 - p);
      g0 += miss * log_odds[i];
      g1 += miss;
      h00 += spread * log_odds[i] * log_odds[i];
      h01 += spread * log_odds[i];
      h11 += spread;
    }
    const double determinant = h00 * h11 - h01 * h01;
    if (std::fabs(determinant) < 1e-12) break;
    const double by0 = (h11 * g0 - h01 * g1) / determinant;
    const double by1 = (h00 * g1 - h01 * g0) / determinant;
    slope -= by0;
    shift -= by1;
    if (std::fabs(by0) + std::fabs(by1) < 1e-9) break;
  }
  return {slope, shift};
}

}  // namespace ulika
