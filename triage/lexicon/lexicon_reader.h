// Reads the tables of a lexicon and compiles them.
#pragma once

#include <filesystem>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "triage/base/result.h"
#include "triage/lexicon/lexicon.h"

namespace ulika {

class LexiconReader {
 public:
  Result<void> read_terms(std::string_view text, const std::filesystem::path& name);
  // Plain keywords, one a line or a table with a "term" column.
  Result<void> read_keywords(std::string_view text, const std::filesystem::path& name);
  Result<void> read_contrasts(std::string_view text, const std::filesystem::path& name);
  Result<void> read_combos(std::string_view text, const std::filesystem::path& name);
  Lexicon compile();

 private:
  std::string add_term(const std::vector<std::string_view>& row);
  std::string add_keyword(std::string_view term, std::string_view category, std::string_view weight,
                          std::string_view kind);
  std::string add_contrast(const std::vector<std::string_view>& row);
  std::string add_combo(const std::vector<std::string_view>& row);
  std::string take(Term term, std::string_view exclusions);
  void name_list(std::string_view text, const std::filesystem::path& name, std::size_t before);

  Lexicon made_;
  std::set<std::string, std::less<>> ids_;
};

// What a text is about whose strongest term is of this category.
TextCategory usual_category(std::string_view term_category);

}  // namespace ulika
