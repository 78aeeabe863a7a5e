// The linear model over n-grams, terms and structure of a text: how likely it is talk of the trade, and of
// which kind. It is data (model.tsv, written by `ulika lexicon train`), and its answers open into n-grams.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "triage/base/result.h"
#include "triage/lexicon/grams.h"
#include "triage/lexicon/text_category.h"
#include "triage/lexicon/text_score.h"

namespace ulika {

// Weights are log-odds in thousandths, as the file writes them.
struct CategoryWeight {
  TextCategory category = TextCategory::none;
  std::int16_t weight = 0;
};

class NgramModel {
 public:
  // Reads a model's file. Fails as damaged where a line is not of the format, and as unsupported where the
  // features were named otherwise when it was trained.
  static Result<NgramModel> parse(std::string_view file);

  // The model the program was built with.
  static const NgramModel& built_in();

  // What the file says of itself: data, date, digest of the corpus.
  const std::vector<std::pair<std::string, std::string>>& card() const { return card_; }
  std::size_t grams() const { return relevance_.size(); }

 private:
  friend class NgramReader;

  struct Slot {
    std::uint32_t tag = 0;         // upper half of the key
    std::uint32_t entry_plus = 0;  // entry + 1; 0 where the slot is free
  };
  // Entry of a key, or kNone.
  static constexpr std::uint32_t kNone = ~std::uint32_t{0};
  std::uint32_t find(GramKey key) const;
  bool insert(GramKey key, std::uint32_t entry);

  std::vector<std::pair<std::string, std::string>> card_;
  std::vector<Slot> slots_;  // open addressing, a power of two
  std::vector<std::int16_t> relevance_;
  std::vector<std::uint32_t> first_category_;  // of each entry in categories_; one more at the end
  std::vector<CategoryWeight> categories_;
  std::array<std::array<double, kTextCategories>, kFeatureCount> feature_weights_{};  // [..][none]: relevance
  std::array<double, kTextCategories> bias_{};                                        // [none]: relevance
  double slope_ = 1;  // probability = 1 / (1 + exp(-(slope * log-odds + shift)))
  double shift_ = 0;
};

// Reads line after line with one set of buffers; one a worker.
class NgramReader {
 public:
  // `model` must outlive this.
  explicit NgramReader(const NgramModel& model);

  // Probability that the text is of the trade, calibrated on a corpus where half are; far fewer are in
  // real life. `line` is NormalText::grams, `features` as feature_row() fills them.
  double read(std::u32string_view line, std::span<const float, kFeatureCount> features);

  // Of the text read last: log-odds before calibration; the likeliest category (job_scam competes too); the
  // `most` n-grams that weighed the most either way, heaviest first.
  double log_odds() const { return log_odds_; }
  TextCategory category() const;
  void explain(std::size_t most, std::vector<GramFound>& out) const;

 private:
  const NgramModel& model_;
  std::vector<Gram> grams_;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> found_;  // entry, index into grams_
  std::vector<std::uint32_t> seen_at_;                          // of each entry: the turn that met it last
  std::uint32_t turn_ = 0;
  std::u32string line_;
  std::array<float, kFeatureCount> features_{};
  double log_odds_ = 0;
  double norm_ = 1;
};

}  // namespace ulika
