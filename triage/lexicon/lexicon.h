// The lists that texts are scored with: terms, the contexts that clear them, and what terms mean together.
#pragma once

#include <array>
#include <bitset>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "triage/base/result.h"
#include "triage/lexicon/morphology.h"
#include "triage/lexicon/term_matcher.h"
#include "triage/lexicon/text_category.h"
#include "triage/model/keyword.h"

namespace ulika {

struct Term {
  std::string id;    // unique among all lists, "L0004"
  std::string text;  // as a person calls it
  Language language = Language::any;
  std::size_t category = 0;                 // in kTermCategories
  double ambiguity = 0;                     // share of innocent uses, 0 to 1
  double weight = 1;                        // strength when meant, 1 to 10
  TextCategory about = TextCategory::none;  // what a text with it is about; none: nothing by itself
  std::vector<Form> forms;
};

struct Contrast {
  std::string id;
  std::string subject;                         // "cooking"
  double multiplier = 1;                       // what is left of what a term adds
  std::bitset<kTermCategoryCount> categories;  // that it lowers
  std::vector<std::u32string> stems;           // terms that it lowers: their words begin so
};

struct Combo {
  struct Need {
    std::bitset<kTermCategoryCount> categories;
    std::uint32_t structure = 0;  // TextStructure bits
    std::size_t terms = 1;        // so many different ones
  };
  std::string id;
  std::string meaning;
  std::vector<Need> needs;
  double adds = 0;
  std::bitset<kTermCategoryCount> restores;
  TextCategory about = TextCategory::none;
};

// A list as reports name it.
struct LexiconList {
  std::string name;
  std::string sha256;
  std::size_t terms = 0;
};

class Lexicon {
 public:
  // What a form in the matcher stands for.
  enum class Owner : std::uint8_t { term, exclusion, context };
  static constexpr std::uint32_t owner(Owner kind, std::size_t index) {
    return (static_cast<std::uint32_t>(kind) << 28) | static_cast<std::uint32_t>(index);
  }
  static constexpr Owner owner_kind(std::uint32_t owner) { return static_cast<Owner>(owner >> 28); }
  static constexpr std::size_t owner_index(std::uint32_t owner) { return owner & 0x0FFFFFFF; }

  // The lists that are part of the program.
  static const Lexicon& builtin();

  // Lists of the laboratory instead of the built-in terms; contexts and combinations stay. A file is a table
  // as terms.tsv is (a "forms" column), or plain keywords: one a line, or a table with a "term" column, which
  // are found in all their inflections. Names file and line of the first mistake.
  static Result<Lexicon> load(const std::vector<std::filesystem::path>& files);

  const std::vector<Term>& terms() const { return terms_; }
  const std::vector<Contrast>& contrasts() const { return contrasts_; }
  const std::vector<Combo>& combos() const { return combos_; }
  const std::vector<LexiconList>& lists() const { return lists_; }
  const TermMatcher& matcher() const { return matcher_; }

  // Whether the context lowers the term.
  bool lowers(std::size_t contrast, std::size_t term) const {
    return lowers_[contrast * terms_.size() + term];
  }

 private:
  friend class LexiconReader;

  std::vector<Term> terms_;
  std::vector<Contrast> contrasts_;
  std::vector<Combo> combos_;
  std::vector<LexiconList> lists_;
  TermMatcher matcher_;
  std::vector<bool> lowers_;
};

}  // namespace ulika
