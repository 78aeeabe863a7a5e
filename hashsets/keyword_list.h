// Keyword lists: the built-in lexicon's strong terms and lists of the laboratory.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "triage/base/result.h"
#include "triage/model/keyword.h"

namespace ulika {

struct KeywordList {
  std::string name;
  std::string sha256;  // of the list's bytes, named in each report
  std::vector<Keyword> keywords;
};

// The strong terms of the lexicon that is part of the program (hashsets/lexicon.tsv).
const KeywordList& builtin_keywords();

// A list of the laboratory: one term a line (UTF-8), or a TSV with a header row that has at least a "term" column.
// Names the line of the first mistake.
Result<KeywordList> load_keywords(const std::filesystem::path& file);

}  // namespace ulika
