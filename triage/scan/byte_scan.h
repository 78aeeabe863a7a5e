// ByteScan: one pass over bytes for all keywords in all encodings and all byte-level detectors.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "triage/base/bytes.h"
#include "triage/model/hit.h"
#include "triage/model/keyword.h"

namespace ulika {

class KeywordEngine;  // keyword_engine.h

struct ScanOptions {
  bool keywords = true;
  bool detectors = true;
  std::uint64_t max_hits = 100'000;  // per content; what exceeds it is counted, not listed
};

// The compiled rules; built once before the workers start and shared by them, read-only.
class ScanRules {
 public:
  ScanRules(std::vector<Keyword> keywords, ScanOptions options);
  ~ScanRules();
  ScanRules(ScanRules&&) noexcept;
  const KeywordEngine& keywords() const { return *engine_; }
  const ScanOptions& options() const { return options_; }

 private:
  std::unique_ptr<KeywordEngine> engine_;
  ScanOptions options_;
};

// Scans one content fed in pieces of any size, in order. The hits do not depend on how the content is cut,
// where it lies in memory, or what was scanned before. Offsets count from the first byte fed. Hits come out
// sorted by (offset, rule, encoding) with readable context; `path` and `image_offset` are left for the
// caller.
class ByteScan {
 public:
  explicit ByteScan(const ScanRules& rules);
  ~ByteScan();
  void feed(Bytes piece);
  std::vector<Hit> finish();            // ends this content and makes the scan ready for the next
  std::uint64_t hits_left_out() const;  // of the content last finished, over max_hits

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace ulika
