#include "triage/lexicon/term_matcher.h"

#include <algorithm>
#include <array>

#include "triage/lexicon/letter_tables.h"

namespace ulika {
namespace {

constexpr std::size_t kLongestWord = 48;      // longer runs of letters are no word of any list
constexpr std::size_t kShortestReversed = 6;  // letters; shorter words read backwards are words of their own
constexpr std::size_t kShortestMasked = 5;
constexpr std::size_t kShortestSingle = 4;
constexpr std::size_t kShortestLayout = 4;
constexpr std::size_t kShortestTranslit = 3;
constexpr std::size_t kMaxSteps = 4000;  // of one walk with branches

// Further letters that one sound in Latin letters may stand for.
std::u32string_view other_sounds(char32_t c) {
  switch (c) {
    case U'е':
      return U"э";
    case U'ы':
      return U"йиь";
    case U'и':
      return U"йы";
    case U'ж':
      return U"й";
    case U'ц':
      return U"кс";
    case U'ш':
      return U"щ";
    case U'х':
      return U"г";
    default:
      return {};
  }
}

bool is_number(std::u32string_view word) {
  return !word.empty() &&
         std::all_of(word.begin(), word.end(), [](char32_t c) { return c >= U'0' && c <= U'9'; });
}

bool is_kazakh(Language language) {
  return language == Language::kazakh || language == Language::kyrgyz;
}

}  // namespace

// One reading of a word on its way through the trie.
struct TermMatcher::Walk {
  std::u32string_view letters;
  Lane lane;
  State& state;
  std::size_t steps = 0;
};

TermMatcher::State::State(const TermMatcher& matcher) : places_(matcher.places_) {}

std::uint32_t TermMatcher::word_id(const WordForm& form, Language language, bool folded, bool reversible) {
  const auto [at, fresh] =
      ids_.try_emplace({form.stem, form.tail, form.shortest, form.longest, language, folded, reversible},
                       static_cast<std::uint32_t>(words_.size()));
  if (fresh) words_.push_back({form, language, folded, reversible, {}});
  return at->second;
}

void TermMatcher::add(const Form& form, std::uint32_t owner, Language language, bool reversible) {
  Pattern pattern{owner, places_, static_cast<std::uint8_t>(form.size()), 0};
  places_ += pattern.slots;
  const auto id = static_cast<std::uint32_t>(patterns_.size());
  const bool alone = form.size() == 1;
  for (std::size_t slot = 0; slot < form.size(); ++slot) {
    if (form[slot].far) pattern.far = static_cast<std::uint8_t>(pattern.far | (1U << slot));
    for (const WordForm& word : form[slot].words) {
      const auto put = [&](const std::u32string& stem, bool folded) {
        WordForm entry = word;
        entry.stem = stem;
        words_[word_id(entry, language, folded, reversible && alone)].uses.push_back(
            {id, static_cast<std::uint8_t>(slot)});
      };
      std::vector<std::u32string> stems{word.stem};
      if (word.tail == WordForm::Tail::inflection) {
        if (std::u32string voiced = voiced_stem(word.stem, language); !voiced.empty())
          stems.push_back(voiced);
      }
      for (const std::u32string& stem : stems) {
        put(stem, false);
        if (!is_kazakh(language)) continue;
        if (const std::u32string folded = reading(stem, Lane::kazakh); !folded.empty()) put(folded, true);
      }
    }
  }
  patterns_.push_back(pattern);
}

void TermMatcher::compile() {
  std::vector<std::pair<std::u32string, std::uint32_t>> entries;
  for (std::uint32_t id = 0; id < words_.size(); ++id) entries.emplace_back(words_[id].form.stem, id);
  trie_.build(entries);
  ids_.clear();
}

bool TermMatcher::takes(const WordEntry& entry, std::u32string_view letters, std::size_t at,
                        Lane lane) const {
  const std::size_t stem = entry.form.stem.size();
  switch (lane) {
    case Lane::kazakh:
    case Lane::kazakh_latin:
      if (!is_kazakh(entry.language)) return false;
      break;
    case Lane::single:
      if (stem < kShortestSingle) return false;
      break;
    case Lane::layout:
      if (stem < kShortestLayout) return false;
      break;
    case Lane::translit:
      if (stem < kShortestTranslit || entry.folded) return false;
      break;
    case Lane::reversed:
      if (stem < kShortestReversed || !entry.reversible) return false;
      break;
    case Lane::wildcard:
      if (stem < kShortestMasked) return false;
      break;
    case Lane::plain:
    case Lane::folded:
    case Lane::lookalike:
      break;
  }
  const std::size_t tail = letters.size() - at;
  switch (entry.form.tail) {
    case WordForm::Tail::none:
      return tail == 0;
    case WordForm::Tail::letters:
      return tail >= entry.form.shortest && tail <= entry.form.longest;
    case WordForm::Tail::inflection:
      return is_inflection(letters, at, entry.language);
  }
  return false;
}

void TermMatcher::accept(const Walk& walk, std::size_t at, std::uint32_t node) const {
  const auto [begin, end] = trie_.values(node);
  for (const std::uint32_t* id = begin; id != end; ++id) {
    if (!takes(words_[*id], walk.letters, at, walk.lane)) continue;
    auto& found = walk.state.found_;
    if (std::find(found.begin(), found.end(), *id) != found.end()) continue;
    found.push_back(*id);
    const bool folded = words_[*id].folded && walk.lane < Lane::kazakh;
    walk.state.lanes_.push_back(folded ? Lane::kazakh : walk.lane);
  }
}

void TermMatcher::walk(Walk& walk, std::size_t at, std::uint32_t node) const {
  if (++walk.steps > kMaxSteps) return;
  accept(walk, at, node);
  const bool sounds = walk.lane == Lane::translit;
  if (sounds) {
    // Latin letters seldom write the soft sign.
    if (const std::uint32_t soft = trie_.step(node, trie_.code(U'ь'))) this->walk(walk, at, soft);
  }
  if (at == walk.letters.size()) return;
  const char32_t c = walk.letters[at];
  if (walk.lane == Lane::wildcard && c == U'*') {
    for (std::uint32_t code = 1; code <= trie_.letters(); ++code) {
      if (const std::uint32_t next = trie_.step(node, code)) this->walk(walk, at + 1, next);
    }
    return;
  }
  if (const std::uint32_t next = trie_.step(node, trie_.code(c))) this->walk(walk, at + 1, next);
  if (!sounds) return;
  for (char32_t other : other_sounds(c)) {
    if (const std::uint32_t next = trie_.step(node, trie_.code(other))) this->walk(walk, at + 1, next);
  }
}

void TermMatcher::look_up(std::u32string_view letters, Lane lane, State& state) const {
  if (letters.empty() || letters.size() > kLongestWord) return;
  Walk walk{letters, lane, state};
  if (lane == Lane::translit || lane == Lane::wildcard) {
    this->walk(walk, 0, WordTrie::kRoot);
    return;
  }
  std::uint32_t node = WordTrie::kRoot;
  for (std::size_t at = 0; at < letters.size();) {
    node = trie_.step(node, trie_.code(letters[at]));
    if (node == WordTrie::kNone) return;
    accept(walk, ++at, node);
  }
}

void TermMatcher::read_word(const NormalText& text, const Word& word, State& state) const {
  state.found_.clear();
  state.lanes_.clear();
  const std::u32string_view plain = text.plain(word);
  const std::u32string_view folded = text.folded(word);
  look_up(plain, Lane::plain, state);
  constexpr std::uint16_t kUncommon = kMarkLatin | kMarkDigit | kMarkKazakh | kMarkDouble | kMarkStretched |
                                      kMarkLookalike | kMarkMask | kMarkEmoji;
  const std::uint16_t marks = word.marks;
  if ((marks & kUncommon) != 0) {
    if (word.folded != word.plain) look_up(folded, Lane::folded, state);
    if ((marks & kMarkDigit) != 0 && folded.front() >= U'0' && folded.front() <= U'9') {
      std::size_t digits = 0;
      while (digits < folded.size() && folded[digits] >= U'0' && folded[digits] <= U'9') ++digits;
      std::u32string number(1, U'0');
      number += folded.substr(digits);
      // What follows a decimal point counts nothing.
      const bool fraction =
          word.gap == Gap::none && &word != text.words.data() && is_number(text.folded(*(&word - 1)));
      if (number != folded && !fraction) look_up(number, Lane::plain, state);
    }
    if ((marks & kMarkMask) != 0) look_up(folded, Lane::wildcard, state);
    if ((marks & kMarkDouble) != 0) look_up(reading(folded, Lane::single), Lane::single, state);
    if ((marks & kMarkLatin) != 0 && (marks & kMarkCyrillic) == 0) {
      for (const Lane lane : {Lane::lookalike, Lane::translit, Lane::layout, Lane::kazakh_latin})
        look_up(reading(folded, lane), lane, state);
    }
    if ((marks & kMarkKazakh) != 0) look_up(reading(folded, Lane::kazakh), Lane::kazakh, state);
  }
  if (folded.size() >= kShortestReversed && folded.size() <= kLongestWord && (marks & kMarkDigit) == 0) {
    std::array<char32_t, kLongestWord> back{};
    std::reverse_copy(folded.begin(), folded.end(), back.begin());
    look_up({back.data(), folded.size()}, Lane::reversed, state);
  }
}

void TermMatcher::advance(const NormalText& text, std::uint32_t word, State& state,
                          std::vector<FormMatch>& out) const {
  const std::uint64_t now = state.base_ + word;
  const Gap gap = text.words[word].gap;
  struct Step {
    std::uint32_t place;
    State::Place value;
  };
  // A word fills one slot of a phrase, so what it fills counts from the next word on.
  thread_local std::vector<Step> steps;
  steps.clear();
  for (std::size_t i = 0; i < state.found_.size(); ++i) {
    const Lane lane = state.lanes_[i];
    for (const Use& use : words_[state.found_[i]].uses) {
      const Pattern& pattern = patterns_[use.pattern];
      State::Place place{now, word, lane};
      if (use.slot > 0) {
        const State::Place& before = state.places_[pattern.place + use.slot - 1];
        if (before.word < state.base_ || before.word >= now) continue;
        const std::uint64_t distance = now - before.word;
        const bool far = (pattern.far >> use.slot & 1U) != 0;
        if (far ? distance > kFarWords + 1 : distance != 1 || gap == Gap::sentence) continue;
        place.first = before.first;
        place.lane = std::max(before.lane, lane);
      }
      if (use.slot + 1 == pattern.slots) out.push_back({pattern.owner, place.first, word, place.lane});
      steps.push_back({pattern.place + use.slot, place});
    }
  }
  for (const Step& step : steps) state.places_[step.place] = step.value;
}

void TermMatcher::find(const NormalText& text, State& state, std::vector<FormMatch>& out) const {
  for (std::uint32_t i = 0; i < text.words.size(); ++i) {
    read_word(text, text.words[i], state);
    if (!state.found_.empty()) advance(text, i, state, out);
  }
  // Numbers of words never come again, so nothing has to be cleared between texts.
  state.base_ += text.words.size() + 1;
}

}  // namespace ulika
