// Keyword lists of the laboratory, for the search through bytes. (The built-in terms:
// triage/lexicon/byte_keywords.h.)
#pragma once

#include <cstddef>
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

// A term longer than this (in characters) is refused.
inline constexpr std::size_t kMaxTermCharacters = 100;

// A list of the laboratory in UTF-8 (a byte order mark and CRLF are fine): one term a line, or a TSV whose
// header row has a "term" column and may have "category", "weight" and "kind" (any: wherever it stands, the
// default; word; stem; phrase). Empty lines and lines that begin with "# " say nothing; a term that comes
// again is taken once. Names the line of the first mistake.
Result<KeywordList> load_keywords(const std::filesystem::path& file);

}  // namespace ulika
