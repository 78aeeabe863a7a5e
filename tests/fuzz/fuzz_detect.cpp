// Detectors on any bytes: spans and fields stay in bounds, and the hits in raw bytes do not depend on cuts.
#include <cstdlib>
#include <string>
#include <tuple>
#include <vector>

#include "triage/model/record_schema.h"
#include "triage/scan/byte_detectors.h"
#include "triage/scan/detect_chars.h"
#include "triage/scan/detection.h"

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

std::string valid_utf8(std::string_view bytes) {
  std::string out;
  for (std::size_t i = 0; i < bytes.size();) {
    const auto letter = ulika::detect_chars::letter_at(bytes, i);
    if (letter.code == ulika::detect_chars::kBroken) {
      out += "\xEF\xBF\xBD";
    } else {
      out.append(bytes, i, letter.size);
    }
    i += letter.size;
  }
  return out;
}

void check_text(std::string_view text) {
  std::uint64_t last = 0;
  for (const ulika::Detection& d : ulika::detect(text)) {
    require(d.offset >= last && d.length > 0 && d.offset + d.length <= text.size());
    require(d.confidence > 0 && d.confidence <= 1);
    last = d.offset;
    const ulika::RecordSpec* spec = ulika::find_record_spec(d.kind);
    require(spec != nullptr);
    for (const auto& [key, value] : d.fields) require(spec->find(key) != nullptr);
  }
}

using Key = std::tuple<std::uint64_t, std::uint64_t, std::string, std::string, std::string>;

std::vector<Key> keys(const std::vector<ulika::Hit>& hits) {
  std::vector<Key> out;
  for (const ulika::Hit& hit : hits)
    out.emplace_back(hit.offset, hit.length, hit.rule, hit.encoding, hit.value);
  return out;
}

void check_bytes(std::string_view text, std::size_t cut) {
  const ulika::Bytes bytes = ulika::as_bytes(text);
  std::vector<ulika::Hit> whole;
  ulika::detect_bytes(bytes, 0, bytes.size(), 0, whole);
  for (const ulika::Hit& hit : whole) require(hit.length > 0 && hit.offset + hit.length <= bytes.size());
  std::vector<ulika::Hit> parts;
  const std::size_t first_end = std::min(bytes.size(), cut + ulika::kDetectorContext);
  ulika::detect_bytes(bytes.first(first_end), 0, cut, 0, parts);
  const std::size_t from = cut - std::min(cut, ulika::kDetectorContext);
  ulika::detect_bytes(bytes.subspan(from), cut - from, bytes.size() - from, from, parts);
  require(keys(parts) == keys(whole));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  const std::size_t seed = data[0] | static_cast<std::size_t>(data[1]) << 8;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 2, size - 2);
  check_text(valid_utf8(bytes));
  check_bytes(bytes, seed % (bytes.size() + 1));
  // The same as UTF-16LE.
  std::string wide;
  for (const char c : bytes) {
    wide += c;
    wide += '\0';
  }
  check_bytes(wide, seed % (wide.size() + 1));
  return 0;
}
