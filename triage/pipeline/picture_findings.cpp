#include "triage/pipeline/picture_findings.h"

#include <algorithm>

#include "triage/media/codes.h"
#include "triage/media/decode.h"
#include "triage/media/pdq.h"
#include "triage/media/thumbnail.h"

namespace ulika {
namespace {

constexpr std::string_view kParser = "picture";
// Icons and pixels that count visits are no pictures of anything.
constexpr std::uint32_t kLeastSide = 64;
// PDQ, the thumbnail and the first look for codes and text all work on a picture brought down to this.
constexpr std::uint32_t kLookSide = 256;
// Codes are read at this size first, and at the full one up to so many pixels.
constexpr std::uint32_t kCodeSide = 900;
constexpr std::uint64_t kCodePixels = 16'000'000;
constexpr std::uint64_t kFileBytes = 64ULL << 20;

Record picture_record(const Picture& picture, const FileResult& result, std::string_view recovered) {
  Record record;
  record.type = "picture";
  record.from = {result.entry.path, "picture", std::string(kParser), std::string(recovered), ""};
  record.set("width", static_cast<std::int64_t>(picture.full_width));
  record.set("height", static_cast<std::int64_t>(picture.full_height));
  const PdqResult pdq = pdq_of(picture);
  record.set("pdq_quality", static_cast<std::int64_t>(pdq.quality));
  if (pdq.quality > 0) {
    record.set("pdq", to_text(pdq.forms[0]));
    record.set("pdq_turns", turns_text(pdq.forms));
  }
  return record;
}

// What codes say, each a record drawn from the picture's. They are read from a larger picture than the gate
// looked at, and from the whole where that shows none.
void add_codes(Bytes file, const Provenance& from, const std::string& picture_id, FileResult& result) {
  std::vector<Code> codes;
  for (const std::uint32_t side : {kCodeSide, 0U}) {
    const auto picture = decode_picture(file, {side, false});
    if (!picture) return;
    codes = read_codes(*picture);
    const std::uint64_t pixels = std::uint64_t{picture->full_width} * picture->full_height;
    if (!codes.empty() || picture->width == picture->full_width || pixels > kCodePixels) break;
  }
  for (std::size_t i = 0; i < codes.size(); ++i) {
    Record record;
    record.type = "code";
    record.from = from;
    record.from.locator = "code:" + std::to_string(i + 1);
    record.from.derived_from = picture_id;
    record.set("format", codes[i].format);
    record.set("text", codes[i].text);
    result.records.push_back(std::move(record));
  }
}

}  // namespace

bool is_picture(std::string_view mime) {
  return mime == "image/jpeg" || mime == "image/png" || mime == "image/webp";
}

void look_at_picture(ByteSource& file, Bytes whole, std::string_view source, std::string_view recovered,
                     const PictureOptions& options, FileResult& result) {
  const auto tell = [&](const Error& error) {
    // The file itself is hashed, searched and read for its metadata whatever its pixels are worth.
    result.problems.push_back({result.entry.path, "picture", LedgerState::scanned,
                               "no picture was drawn: " + error.message, -1, 0});
  };
  std::vector<std::byte> bytes;
  if (whole.empty()) {
    auto read = read_all(file, kFileBytes);
    if (!read) return tell(read.error());
    bytes = std::move(*read);
    whole = bytes;
  }
  const auto picture = decode_picture(whole, {kLookSide, true});
  if (!picture) return tell(picture.error());
  if (std::min(picture->full_width, picture->full_height) < kLeastSide) return;
  result.records.push_back(picture_record(*picture, result, recovered));
  const Provenance from = result.records.back().from;
  const std::string id = record_id(source, result.records.back());
  if (may_hold_codes(grey_of(*picture))) add_codes(whole, from, id, result);
  if (options.thumbnails) result.thumbnail = thumbnail_of(*picture);
}

}  // namespace ulika
