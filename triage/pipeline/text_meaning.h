// What texts are about: each is scored with the lexicon, and what made its score is kept as hits.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "triage/lexicon/text_score.h"
#include "triage/model/file_result.h"

namespace ulika {

class TextMeaning {
 public:
  // `lexicon` must outlive this.
  explicit TextMeaning(const Lexicon& lexicon) : scorer_(lexicon) {}

  // Scores the text of an artefact. Adds a hit "lex:TERM" for each term that counts, and one "text:CATEGORY"
  // with the score (0 to 100) where the text says enough; its value names what made the score, and what spoke
  // against it.
  void look_at(std::string_view text, const std::string& record_id, FileResult& result);

  // Scores the text of a whole file, passage by passage; offsets count from the start of the text.
  void look_at_document(std::string_view text, FileResult& result);

 private:
  struct Place {
    std::size_t offset = 0;  // of the text in the whole
    const std::string& record_id;
  };
  bool keep(std::string_view text, const Place& place, FileResult& result);

  TextScorer scorer_;
};

}  // namespace ulika
