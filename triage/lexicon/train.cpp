#include "triage/lexicon/train.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <set>
#include <unordered_map>

#include "triage/lexicon/grams.h"
#include "triage/lexicon/ngram_file.h"
#include "triage/lexicon/train_solver.h"

namespace ulika {
namespace {

// Dense features against n-grams, whose vector has length one; set by hand.
constexpr double kFeatureScale = 0.5;
constexpr double kCost = 10;
// Categories need less: the choice is among a dozen, not guilt.
constexpr double kCategoryCost = 3;
// An n-gram of a single message is that message's own.
constexpr std::uint32_t kFewestMessages = 2;
// Weights below this many thousandths change nothing that rounds.
constexpr std::int32_t kLightest = 30;
constexpr std::int32_t kLightestOfCategory = 250;

// Columns: the n-grams, then the features, then the bias.
class Columns {
 public:
  explicit Columns(std::span<const TrainingExample* const> examples) {
    struct Count {
      std::uint32_t messages = 0;
      std::size_t last = std::numeric_limits<std::size_t>::max();
    };
    std::unordered_map<GramKey, Count> counts;
    std::vector<Gram> grams;
    for (std::size_t i = 0; i < examples.size(); ++i) {
      list_grams(examples[i]->line, grams);
      for (const Gram& gram : grams) {
        Count& count = counts[gram.key];
        if (count.last == i) continue;
        count.last = i;
        if (++count.messages != kFewestMessages) continue;
        number_.emplace(gram.key, static_cast<std::uint32_t>(names_.size()));
        names_.push_back(gram_name(examples[i]->line, gram));
      }
    }
  }

  SparseRow row(const TrainingExample& example) const {
    std::vector<Gram> grams;
    list_grams(example.line, grams);
    std::vector<std::uint32_t> found;
    for (const Gram& gram : grams) {
      if (const auto at = number_.find(gram.key); at != number_.end()) found.push_back(at->second);
    }
    std::sort(found.begin(), found.end());
    found.erase(std::unique(found.begin(), found.end()), found.end());
    SparseRow row;
    const double value = found.empty() ? 0 : 1 / std::sqrt(static_cast<double>(found.size()));
    for (const std::uint32_t column : found) row.emplace_back(column, static_cast<float>(value));
    for (std::size_t i = 0; i < kFeatureCount; ++i) {
      const auto feature = static_cast<double>(example.features[i]) * kFeatureScale;
      if (feature != 0) row.emplace_back(feature_column(i), static_cast<float>(feature));
    }
    row.emplace_back(static_cast<std::uint32_t>(bias_column()), 1.0F);
    return row;
  }

  const std::vector<std::string>& names() const { return names_; }
  std::uint32_t feature_column(std::size_t feature) const {
    return static_cast<std::uint32_t>(names_.size() + feature);
  }
  std::size_t bias_column() const { return names_.size() + kFeatureCount; }
  std::size_t size() const { return bias_column() + 1; }

 private:
  std::unordered_map<GramKey, std::uint32_t> number_;
  std::vector<std::string> names_;
};

struct Design {
  explicit Design(std::span<const TrainingExample* const> examples) : columns(examples) {
    for (const TrainingExample* example : examples) rows.push_back(columns.row(*example));
    for (const SparseRow& row : rows) pointers.push_back(&row);
  }
  Columns columns;
  std::vector<SparseRow> rows;
  std::vector<const SparseRow*> pointers;
};

LogisticOptions balanced(const std::vector<bool>& positive, double cost) {
  LogisticOptions options;
  options.cost = cost;
  const auto positives = static_cast<double>(std::count(positive.begin(), positive.end(), true));
  const double negatives = static_cast<double>(positive.size()) - positives;
  // Rare categories count more, within reason.
  if (positives > 0) options.positive_weight = std::clamp(negatives / positives, 1.0, 5.0);
  return options;
}

std::vector<double> fit_relevance(const Design& design, std::span<const TrainingExample* const> examples) {
  std::vector<bool> relevant;
  for (const TrainingExample* example : examples) relevant.push_back(example->relevant);
  LogisticOptions options;
  options.cost = kCost;
  return fit_logistic(design.pointers, relevant, design.columns.size(), options);
}

std::vector<double> scores(std::span<const TrainingExample* const> examples,
                           std::span<const TrainingExample* const> held_out) {
  const Design design(examples);
  const std::vector<double> weights = fit_relevance(design, examples);
  std::vector<double> log_odds;
  for (const TrainingExample* example : held_out) {
    log_odds.push_back(dot(design.columns.row(*example), weights));
  }
  return log_odds;
}

std::vector<const TrainingExample*> pointers_to(std::span<const TrainingExample> examples) {
  std::vector<const TrainingExample*> pointers;
  for (const TrainingExample& example : examples) pointers.push_back(&example);
  return pointers;
}

std::int32_t thousandths(double weight) {
  return static_cast<std::int32_t>(std::lround(std::clamp(weight * 1000, -32767.0, 32767.0)));
}

}  // namespace

std::vector<TrainingExample> training_examples(std::span<const LabelledMessage> messages,
                                               TextScorer& scorer) {
  std::vector<TrainingExample> examples;
  for (const LabelledMessage& message : messages) {
    TrainingExample example;
    feature_row(scorer.score(message.text).features, example.features);
    example.line = scorer.normal().grams;
    example.group = message.group;
    example.relevant = message.relevant;
    example.category = message.category;
    examples.push_back(std::move(example));
  }
  return examples;
}

std::vector<double> score_held_out(std::span<const TrainingExample> examples,
                                   std::span<const TrainingExample> held_out) {
  return scores(pointers_to(examples), pointers_to(held_out));
}

std::vector<double> cross_validate(std::span<const TrainingExample> examples, int folds) {
  std::map<std::string_view, int> fold_of;
  for (const TrainingExample& example : examples) fold_of.emplace(example.group, 0);
  int next = 0;
  for (auto& [group, fold] : fold_of) fold = next++ % folds;
  std::vector<double> log_odds(examples.size(), 0);
  for (int fold = 0; fold < folds; ++fold) {
    std::vector<const TrainingExample*> training;
    std::vector<const TrainingExample*> test;
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < examples.size(); ++i) {
      if (fold_of.at(examples[i].group) == fold) {
        test.push_back(&examples[i]);
        places.push_back(i);
      } else {
        training.push_back(&examples[i]);
      }
    }
    const std::vector<double> part = scores(training, test);
    for (std::size_t i = 0; i < places.size(); ++i) log_odds[places[i]] = part[i];
  }
  return log_odds;
}

std::string train_model(std::span<const TrainingExample> examples,
                        std::vector<std::pair<std::string, std::string>> card) {
  constexpr int kFolds = 5;
  const auto pointers = pointers_to(examples);
  const Design design(pointers);
  std::array<std::vector<double>, kTextCategories> weights;
  weights[0] = fit_relevance(design, pointers);
  for (std::size_t category = 1; category < kTextCategories; ++category) {
    std::vector<bool> of_category;
    for (const TrainingExample& example : examples) {
      of_category.push_back(example.category == static_cast<TextCategory>(category));
    }
    weights[category] = fit_logistic(design.pointers, of_category, design.columns.size(),
                                     balanced(of_category, kCategoryCost));
  }

  ModelLines lines;
  lines.card = std::move(card);
  std::vector<bool> relevant;
  for (const TrainingExample& example : examples) relevant.push_back(example.relevant);
  std::tie(lines.slope, lines.shift) = calibrate(cross_validate(examples, kFolds), relevant);
  for (std::size_t i = 0; i < kTextCategories; ++i) {
    lines.bias[i] = thousandths(weights[i][design.columns.bias_column()]);
  }
  for (std::size_t feature = 0; feature < kFeatureCount; ++feature) {
    ModelWeights row{};
    for (std::size_t i = 0; i < kTextCategories; ++i) {
      row[i] = thousandths(weights[i][design.columns.feature_column(feature)] * kFeatureScale);
    }
    lines.features.emplace_back(feature_name(feature), row);
  }
  std::map<std::string, ModelWeights, std::less<>> grams;
  for (std::size_t gram = 0; gram < design.columns.names().size(); ++gram) {
    ModelWeights row{};
    for (std::size_t i = 0; i < kTextCategories; ++i) {
      const std::int32_t weight = thousandths(weights[i][gram]);
      if (std::abs(weight) >= (i == 0 ? kLightest : kLightestOfCategory)) row[i] = weight;
    }
    if (row != ModelWeights{}) grams.emplace(design.columns.names()[gram], row);
  }
  lines.grams.assign(grams.begin(), grams.end());
  return write_model(lines);
}

}  // namespace ulika
