// All forms of all lists in one trie, and the walk over a text's words that finds them. No form is tried one
// by one and nothing is read twice: the work is bounded by the length of the text.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "triage/lexicon/morphology.h"
#include "triage/lexicon/normalise.h"
#include "triage/lexicon/term_forms.h"
#include "triage/lexicon/word_trie.h"

namespace ulika {

// A form that stands in the text: words `first` to `last`.
struct FormMatch {
  std::uint32_t owner = 0;  // as given to add()
  std::uint32_t first = 0;
  std::uint32_t last = 0;
  Lane lane = Lane::plain;
};

class TermMatcher {
 public:
  // `reversible`: strong enough to be looked for back to front and behind asterisks.
  void add(const Form& form, std::uint32_t owner, Language language, bool reversible);
  void compile();

  std::size_t forms() const { return patterns_.size(); }
  std::size_t words() const { return words_.size(); }

  // How far phrases have come in one text. One a worker, used again.
  class State {
   public:
    explicit State(const TermMatcher& matcher);

   private:
    friend class TermMatcher;
    struct Place {
      std::uint64_t word = 0;   // the number of the word that filled this slot, over all texts
      std::uint32_t first = 0;  // the word of the text with which the phrase began
      Lane lane = Lane::plain;
    };
    std::vector<Place> places_;
    std::vector<std::uint32_t> found_;  // word forms that the word at hand matched
    std::vector<Lane> lanes_;
    std::uint64_t base_ = kMaxSlots * (kFarWords + 2);  // number of the text's first word
  };

  // Appends the matches in order of their last word. Precondition: compiled.
  void find(const NormalText& text, State& state, std::vector<FormMatch>& out) const;

 private:
  struct Pattern {
    std::uint32_t owner;
    std::uint32_t place;  // of the first slot in State::places_
    std::uint8_t slots;
    std::uint8_t far;  // bit per slot
  };
  struct Use {
    std::uint32_t pattern;
    std::uint8_t slot;
  };
  struct WordEntry {
    WordForm form;
    Language language;
    bool folded = false;  // a Kazakh or Kyrgyz stem as typed on a Russian keyboard
    bool reversible = false;
    std::vector<Use> uses;
  };
  struct Walk;

  std::uint32_t word_id(const WordForm& form, Language language, bool folded, bool reversible);
  void read_word(const NormalText& text, const Word& word, State& state) const;
  void look_up(std::u32string_view letters, Lane lane, State& state) const;
  void walk(Walk& walk, std::size_t at, std::uint32_t node) const;
  void accept(const Walk& walk, std::size_t at, std::uint32_t node) const;
  bool takes(const WordEntry& entry, std::u32string_view letters, std::size_t at, Lane lane) const;
  void advance(const NormalText& text, std::uint32_t word, State& state, std::vector<FormMatch>& out) const;

  std::vector<Pattern> patterns_;
  std::vector<WordEntry> words_;
  // The same word in several forms is looked for once.
  std::map<std::tuple<std::u32string, WordForm::Tail, int, int, Language, bool, bool>, std::uint32_t> ids_;
  WordTrie trie_;
  std::uint32_t places_ = 0;
};

}  // namespace ulika
