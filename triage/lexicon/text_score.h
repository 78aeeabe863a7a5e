// The score of a text: how much it looks like the talk of a dead-drop scheme, opened into its parts.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "triage/lexicon/normalise.h"
#include "triage/lexicon/text_category.h"

namespace ulika {

class Lexicon;
class NgramModel;

// A term of the lexicon that the text holds. Views live as long as the lexicon.
struct TermFound {
  std::string_view id;
  std::string_view term;
  std::string_view category;
  Lane lane = Lane::plain;  // the reading in which it was found
  double weight = 0;        // 1 to 10, as the list says
  double counts = 0;  // what it adds here: weight less its innocent uses, contexts and combinations applied
  std::uint32_t offset = 0;  // bytes of the original text
  std::uint32_t length = 0;
  std::string_view cleared_by;  // the contrast context that lowered it; empty where none did
};

// Terms of several kinds together, or terms beside a place, a sum or a link.
struct ComboFound {
  std::string_view id;
  std::string_view meaning;
  double adds = 0;
};

// A run of letters that the linear model weighed.
struct GramFound {
  std::string gram;   // UTF-8 of the normalised line
  double weight = 0;  // in log-odds; below zero it speaks against
};

// What a text has besides words.
enum TextStructure : std::uint32_t {
  kHasPlace = 1,    // coordinates in degrees
  kHasMapLink = 2,  // a link to a map
  kHasPhone = 4,
  kHasPrice = 8,  // a number with a currency
  kHasLink = 16,
  kHasHandle = 32,   // @name
  kHasWallet = 64,   // a long run of letters and digits such as an address of a currency
  kHasCount = 128,   // a small whole number
  kHasAmount = 256,  // a number of three digits or more that is neither phone nor place
  kHasClock = 512,   // hh:mm
  kHasQuestion = 1024,
  kHasEmoji = 2048,
  kHasPercent = 4096,
  kHasCardTail = 8192,  // asterisks or dots before four digits, or a card's sixteen
};
inline constexpr std::size_t kStructureBits = 14;

struct TextFeatures {
  std::array<float, kTermCategoryCount> best{};  // what the best term of each category counts here
  std::array<float, kTermCategoryCount> seen{};  // its listed weight, before contexts and combinations
  std::uint32_t structure = 0;                   // TextStructure bits
  float combos = 0;                              // sum of what combinations add
  float cleared = 0;                             // sum of what contexts took away
  float obfuscated = 0;  // share of words with look-alike, hidden, spaced or masked letters
  std::uint32_t words = 0;
  std::uint32_t letters = 0;
};

// The same as one row of numbers of about unit size, for a linear model; names by column.
inline constexpr std::size_t kFeatureCount = 2 * kTermCategoryCount + kStructureBits + 6;
void feature_row(const TextFeatures& features, std::span<float, kFeatureCount> row);
std::string feature_name(std::size_t column);

// From this score on a single text is a lead by itself: it takes several terms that count, and what they mean
// together.
inline constexpr double kLeadScore = 90;

struct TextScore {
  double score = 0;  // 0 to 100; a hundred times the probability that the text is of the trade, as calibrated
  double other_crime =
      0;               // 0 to 100; the same for what is no drug trade: offers of work or gain that are fraud
  double lexicon = 0;  // the part of terms, contexts and combinations, 0 to 100
  TextCategory category = TextCategory::none;
  std::vector<TermFound> terms;  // in order of offset
  std::vector<ComboFound> combos;
  std::vector<GramFound> grams;  // the strongest for and against
  TextFeatures features;
};

// Scores text after text with one set of buffers; one a worker.
class TextScorer {
 public:
  // `lexicon` and `model` must outlive this. Without a model named, the built-in one weighs; with none
  // (nullptr, for its training) the score is that of the lexicon.
  explicit TextScorer(const Lexicon& lexicon);
  TextScorer(const Lexicon& lexicon, const NgramModel* model);
  ~TextScorer();
  TextScorer(const TextScorer&) = delete;
  TextScorer& operator=(const TextScorer&) = delete;

  // The score stays valid until the next call. `text` need not be valid UTF-8.
  const TextScore& score(std::string_view text);
  // The same for whoever keeps nothing unless terms give at least `least_terms`, or those of other crime
  // `least_scam`: below both the model is not asked, and the score is that of the terms.
  const TextScore& score_backed(std::string_view text, double least_terms, double least_scam);

  // The words of the text that was scored last.
  const NormalText& normal() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace ulika
