// What decoded text says: detections, keyword hits and scores in the texts of records and documents.
#pragma once

#include <string>

#include "triage/model/file_result.h"
#include "triage/pipeline/text_meaning.h"
#include "triage/scan/byte_scan.h"

namespace ulika {

class TextFindings {
 public:
  // `rules` and `lexicon` must outlive this.
  TextFindings(const ScanRules& rules, const Lexicon& lexicon) : scan_(rules), meaning_(lexicon) {}

  // Looks through the texts of every record that `result` holds now and appends what they say: records that
  // name their parent in derived_from, and hits that name the record.
  void look_at_records(const std::string& source, FileResult& result);

  // Looks through the text of a whole file ("file_text"); records point into it as "text:OFFSET+LENGTH".
  void look_at_document(const std::string& path, std::string_view recovered, std::string_view text,
                        FileResult& result);

  // Turns hits of byte-level detectors (cards, places, wallets, account numbers) into records; `recovered` as
  // for the file.
  static void records_of_hits(const std::string& path, std::string_view recovered, FileResult& result);

 private:
  ByteScan scan_;
  TextMeaning meaning_;
};

}  // namespace ulika
