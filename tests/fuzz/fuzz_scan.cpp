// The keyword search finds the same with AVX2, without it, and however the content is cut.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#include "triage/scan/byte_scan.h"
#include "triage/scan/keyword_engine.h"

namespace {

using namespace ulika;

std::vector<Keyword> keywords() {
  std::vector<Keyword> list;
  for (const char* text : {"закладчик", "клад", "мефедрон", "тұз", "бетбелгі", "id", "x", "mdma", "a?b\\c",
                           "🧲", "ёж", "дед"}) {
    for (const int edges : {0, 1, 2}) {
      list.push_back({std::string(text) + std::to_string(edges), text, "FUZZ", 1, edges == 1, edges == 2});
    }
  }
  return list;
}

bool same(const std::vector<Hit>& a, const std::vector<Hit>& b) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (a[i].offset != b[i].offset || a[i].rule != b[i].rule || a[i].context != b[i].context) return false;
  }
  return true;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const KeywordEngine best(keywords());
  static const KeywordEngine portable(keywords(), KeywordEngine::Path::portable);
  static const ScanRules rules(keywords(), {});
  const Bytes bytes(reinterpret_cast<const std::byte*>(data), size);
  std::vector<KeywordMatch> with, without;
  best.scan(bytes, 0, size, 0, with);
  portable.scan(bytes, 0, size, 0, without);
  if (with != without) std::abort();

  ByteScan scan(rules);
  scan.feed(bytes);
  const std::vector<Hit> whole = scan.finish();
  const std::size_t step = size == 0 ? 1 : 1 + data[0];
  for (std::size_t at = 0; at < size; at += step) scan.feed(bytes.subspan(at, std::min(step, size - at)));
  if (!same(whole, scan.finish())) std::abort();
  return 0;
}
