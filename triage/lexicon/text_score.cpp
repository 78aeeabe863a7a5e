#include "triage/lexicon/text_score.h"

#include <algorithm>
#include <array>
#include <bitset>
#include <cmath>
#include <iterator>
#include <optional>

#include "triage/lexicon/lexicon.h"
#include "triage/lexicon/ngram_model.h"
#include "triage/lexicon/text_structure.h"

namespace ulika {
namespace {

constexpr std::size_t kMaxTerms = 200;   // of one text; more say nothing more
constexpr double kPointsScale = 9.0;     // points at which the lexicon's score reaches 63
constexpr double kRecruitmentCap = 4.0;  // bait words stand in honest vacancies too
constexpr double kCounts = 0.3;          // a term that adds less makes no combination
constexpr double kWithoutTerms = 0.4;    // what is left of the probability where no term backs it
constexpr double kFullBacking = 50;      // a lexicon's score from which on all of it counts
constexpr double kNamedScore = 25;       // a lower score names no category
constexpr std::size_t kGramsKept = 6;
constexpr double kOddReading = 0.8;  // of a term's weight in a reading that seldom occurs

bool odd(Lane lane) {
  return lane == Lane::single || lane == Lane::layout || lane == Lane::reversed || lane == Lane::wildcard;
}

double of_points(double points) {
  return 100 * (1 - std::exp(-points / kPointsScale));
}

bool overlaps(const FormMatch& a, const FormMatch& b) {
  return a.first <= b.last && b.first <= a.last;
}

}  // namespace

struct TextScorer::State {
  State(const Lexicon& lists, const NgramModel* model) : lexicon(lists), matching(lists.matcher()) {
    if (model != nullptr) reader.emplace(*model);
  }

  // A term of the text with what bears on it.
  struct Found {
    std::size_t term;
    FormMatch at;
    double multiplier = 1;  // of the contexts
    std::size_t contrast = kNoContrast;
    double counts = 0;
  };
  static constexpr std::size_t kNoContrast = static_cast<std::size_t>(-1);

  void read(std::string_view text);
  void choose_terms();
  void drop_doubles();
  void apply_contexts();
  void weigh();
  void combine();
  void restore(const Combo& combo);
  bool met(const Combo::Need& need) const;
  void sum_up();
  void list_terms();
  void fuse();

  const Lexicon& lexicon;
  TermMatcher::State matching;
  NormalText normal;
  std::vector<FormMatch> matches;
  std::vector<Found> found;
  std::vector<FormMatch> contexts;
  std::vector<FormMatch> exclusions;
  double whole = 1;  // the strongest context that lowers everything
  std::optional<NgramReader> reader;
  TextScore score;
};

void TextScorer::State::read(std::string_view text) {
  matches.clear();
  normalise(text, normal);
  lexicon.matcher().find(normal, matching, matches);
  score.score = score.lexicon = score.other_crime = 0;
  score.category = TextCategory::none;
  score.terms.clear();
  score.combos.clear();
  score.grams.clear();
  score.features = TextFeatures();
  TextFeatures& features = score.features;
  features.words = static_cast<std::uint32_t>(normal.words.size());
  features.structure = text_structure(text, normal);
  std::uint32_t veiled = 0;
  constexpr std::uint16_t kVeils = kMarkHidden | kMarkSpaced | kMarkLookalike | kMarkMask;
  for (const Word& word : normal.words) {
    features.letters += word.plain_size;
    if ((word.marks & kVeils) != 0) ++veiled;
  }
  if (features.words > 0)
    features.obfuscated = static_cast<float>(veiled) / static_cast<float>(features.words);
}

// One place for each term: the plainest reading of it. Words that are not meant take theirs out.
void TextScorer::State::choose_terms() {
  found.clear();
  contexts.clear();
  exclusions.clear();
  for (const FormMatch& match : matches) {
    if (Lexicon::owner_kind(match.owner) == Lexicon::Owner::exclusion) exclusions.push_back(match);
    if (Lexicon::owner_kind(match.owner) == Lexicon::Owner::context) contexts.push_back(match);
  }
  for (const FormMatch& match : matches) {
    if (Lexicon::owner_kind(match.owner) != Lexicon::Owner::term) continue;
    const std::size_t term = Lexicon::owner_index(match.owner);
    const bool meant = std::none_of(exclusions.begin(), exclusions.end(), [&](const FormMatch& other) {
      return Lexicon::owner_index(other.owner) == term && overlaps(other, match);
    });
    if (!meant) continue;
    const auto known =
        std::find_if(found.begin(), found.end(), [&](const Found& f) { return f.term == term; });
    if (known == found.end()) {
      if (found.size() < kMaxTerms) found.push_back({term, match, 1, kNoContrast, 0});
    } else if (match.lane < known->at.lane) {
      known->at = match;
    }
  }
  drop_doubles();
}

// The same words as terms of one category, in several languages: the one listed first stands for all.
void TextScorer::State::drop_doubles() {
  const auto doubled = [&](const Found& f) {
    return std::any_of(found.begin(), found.end(), [&](const Found& other) {
      return other.term < f.term && other.at.first == f.at.first && other.at.last == f.at.last &&
             lexicon.terms()[other.term].category == lexicon.terms()[f.term].category &&
             lexicon.terms()[other.term].language != lexicon.terms()[f.term].language;
    });
  };
  std::vector<Found> kept;
  std::copy_if(found.begin(), found.end(), std::back_inserter(kept),
               [&](const Found& f) { return !doubled(f); });
  found.swap(kept);
}

void TextScorer::State::apply_contexts() {
  whole = 1;
  for (const FormMatch& context : contexts) {
    const std::size_t index = Lexicon::owner_index(context.owner);
    const Contrast& contrast = lexicon.contrasts()[index];
    if (contrast.categories.count() > kTermCategoryCount / 2) whole = std::min(whole, contrast.multiplier);
    for (Found& term : found) {
      if (contrast.multiplier >= term.multiplier || !lexicon.lowers(index, term.term)) continue;
      if (overlaps(context, term.at)) continue;  // a term is no context of its own
      term.multiplier = contrast.multiplier;
      term.contrast = index;
    }
  }
}

void TextScorer::State::weigh() {
  for (Found& f : found) {
    const Term& term = lexicon.terms()[f.term];
    const double weight = term.weight * (odd(f.at.lane) ? kOddReading : 1.0);
    f.counts = weight * (1 - term.ambiguity) * f.multiplier;
    score.features.seen[term.category] =
        std::max(score.features.seen[term.category], static_cast<float>(weight));
    score.features.cleared += static_cast<float>(weight * (1 - term.ambiguity) * (1 - f.multiplier));
  }
}

bool TextScorer::State::met(const Combo::Need& need) const {
  if ((need.structure & score.features.structure) != 0) return true;
  std::size_t terms = 0;
  for (const Found& f : found) {
    const Term& term = lexicon.terms()[f.term];
    if (need.categories[term.category] && f.multiplier >= 0.5 && term.weight * f.multiplier > kCounts)
      ++terms;
  }
  return terms >= need.terms;
}

// A term beside what gives it its meaning counts in full, whatever else it may mean.
void TextScorer::State::restore(const Combo& combo) {
  for (Found& f : found) {
    const Term& term = lexicon.terms()[f.term];
    if (!combo.restores[term.category]) continue;
    f.counts = std::max(f.counts, term.weight * (odd(f.at.lane) ? kOddReading : 1.0) * f.multiplier *
                                      std::max(0.6, 1 - term.ambiguity));
  }
}

void TextScorer::State::combine() {
  for (const Combo& combo : lexicon.combos()) {
    if (!std::all_of(combo.needs.begin(), combo.needs.end(),
                     [&](const Combo::Need& need) { return met(need); }))
      continue;
    const double adds = combo.adds * whole;
    score.combos.push_back({combo.id, combo.meaning, adds});
    score.features.combos += static_cast<float>(adds);
    restore(combo);
  }
}

void TextScorer::State::sum_up() {
  std::array<double, kTermCategoryCount> best{};
  for (const Found& f : found) {
    const Term& term = lexicon.terms()[f.term];
    best[term.category] = std::max(best[term.category], f.counts);
  }
  for (std::size_t i = 0; i < best.size(); ++i) score.features.best[i] = static_cast<float>(best[i]);

  const std::size_t scam_category = *term_category("SCAM");
  const std::size_t bait_category = *term_category("RECR");
  double points = 0;
  double scam = best[scam_category];
  for (std::size_t i = 0; i < best.size(); ++i) {
    if (i == scam_category) continue;
    points += i == bait_category ? std::min(best[i], kRecruitmentCap) : best[i];
  }
  std::array<double, kTextCategories> about{};
  for (const Found& f : found) {
    const Term& term = lexicon.terms()[f.term];
    double& votes = about[static_cast<std::size_t>(term.about)];
    votes += f.counts;
  }
  for (std::size_t i = 0; i < score.combos.size(); ++i) {
    const auto combo = std::find_if(lexicon.combos().begin(), lexicon.combos().end(),
                                    [&](const Combo& c) { return c.id == score.combos[i].id; });
    about[static_cast<std::size_t>(combo->about)] += 2 * score.combos[i].adds;
    (combo->about == TextCategory::job_scam ? scam : points) += score.combos[i].adds;
  }
  about[0] = 0;
  about[static_cast<std::size_t>(TextCategory::job_scam)] = 0;
  score.lexicon = of_points(points);
  score.other_crime = of_points(scam);
  score.score = score.lexicon;
  if (scam > points) {
    score.category = TextCategory::job_scam;
  } else if (const auto most = std::max_element(about.begin(), about.end()); *most > 0) {
    score.category = static_cast<TextCategory>(most - about.begin());
  }
}

// The model has the last word on how likely it is; terms and contexts are among what it weighs. A text
// without a single term is never more than likely.
void TextScorer::State::fuse() {
  if (normal.words.empty()) return;
  std::array<float, kFeatureCount> row{};
  feature_row(score.features, row);
  const double probability = reader->read(normal.grams, row);
  const double backed = std::min(1.0, score.lexicon / kFullBacking);
  score.score = 100 * probability * (kWithoutTerms + (1 - kWithoutTerms) * backed);
  if (score.score < kNamedScore && score.other_crime < kNamedScore) {
    score.category = TextCategory::none;
    return;
  }
  reader->explain(kGramsKept, score.grams);
  const TextCategory named = reader->category();
  if (score.category != TextCategory::job_scam || score.score >= kNamedScore * 2) score.category = named;
}

void TextScorer::State::list_terms() {
  for (const Found& f : found) {
    const Term& term = lexicon.terms()[f.term];
    TermFound out;
    out.id = term.id;
    out.term = term.text;
    out.category = kTermCategories[term.category];
    out.lane = f.at.lane;
    out.weight = term.weight;
    out.counts = f.counts;
    const Word& first = normal.words[f.at.first];
    const Word& last = normal.words[f.at.last];
    out.offset = first.offset;
    out.length = last.offset + last.length - first.offset;
    if (f.contrast != kNoContrast) out.cleared_by = lexicon.contrasts()[f.contrast].id;
    score.terms.push_back(out);
  }
  std::sort(score.terms.begin(), score.terms.end(), [](const TermFound& a, const TermFound& b) {
    return a.offset != b.offset ? a.offset < b.offset : a.id < b.id;
  });
}

TextScorer::TextScorer(const Lexicon& lexicon) : TextScorer(lexicon, &NgramModel::built_in()) {}

TextScorer::TextScorer(const Lexicon& lexicon, const NgramModel* model)
    : state_(std::make_unique<State>(lexicon, model)) {}

TextScorer::~TextScorer() = default;

const TextScore& TextScorer::score(std::string_view text) {
  return score_backed(text, 0, 0);
}

const TextScore& TextScorer::score_backed(std::string_view text, double least_terms, double least_scam) {
  State& state = *state_;
  state.read(text);
  if (!state.matches.empty()) {
    state.choose_terms();
    state.apply_contexts();
    state.weigh();
    state.combine();
    state.sum_up();
    state.list_terms();
  }
  const bool backed = state.score.lexicon >= least_terms || state.score.other_crime >= least_scam;
  if (state.reader && backed) state.fuse();
  return state.score;
}

const NormalText& TextScorer::normal() const {
  return state_->normal;
}

}  // namespace ulika
