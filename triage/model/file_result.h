// FileResult: everything that one examination of one file yields, on its way from a worker to the case.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "triage/base/digest.h"
#include "triage/model/file_entry.h"
#include "triage/model/hit.h"
#include "triage/model/ledger.h"
#include "triage/model/record.h"

namespace ulika {

struct FileResult {
  // Row of the file in the evidence database; 0 for a member that was found inside another file, which then
  // brings its own `entry` (with the full path, "a.zip!/b/c.txt").
  std::int64_t file_id = 0;
  FileEntry entry;
  std::optional<Digests> digests;
  std::string mime;
  LedgerState state = LedgerState::scanned;
  std::string reason;
  // Row (or, when 0, path) of the file with the same content that was scanned and parsed in this one's place.
  std::int64_t twin_id = 0;
  std::string known;    // "none", "known", "notable"; empty when no hash set was given
  std::string hashset;  // name of the set that knows it
  std::vector<Hit> hits;
  std::vector<Record> records;
  std::vector<Problem> problems;
  std::string thumbnail;  // a small JPEG drawn anew from the picture that the file is; empty for none
};

}  // namespace ulika
