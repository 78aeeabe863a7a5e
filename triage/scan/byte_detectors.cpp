#include "triage/scan/byte_detectors.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <tuple>

#include "triage/scan/detect_chars.h"
#include "triage/scan/detect_parts.h"

namespace ulika {
namespace {

using namespace detect_chars;
using namespace detect_parts;

// What a detector sees around its anchor, in characters. Cutting here, and not at the ends of the block, is
// what makes the result the same however the content was cut.
constexpr std::size_t kBack = 120;
constexpr std::size_t kAhead = 380;
// A match starts at most this many characters before its anchor.
constexpr std::size_t kMostBeforeAnchor = 100;
static_assert(kBack >= kMostBeforeAnchor);
static_assert(kAhead + kMostBeforeAnchor <= kDetectorContext);

// Longer tokens are encoded data; this fits into what is seen in both widths.
constexpr std::size_t kLongestToken = 190;

// Half the reach, because each character takes two bytes.
constexpr std::size_t kWideBack = 100;
constexpr std::size_t kWideAhead = 200;

const Value* field(const Detection& detection, std::string_view key) {
  for (const auto& [name, value] : detection.fields) {
    if (name == key) return &value;
  }
  return nullptr;
}

std::string text_of(const Detection& detection, std::string_view key) {
  const Value* value = field(detection, key);
  const auto* text = value ? std::get_if<std::string>(value) : nullptr;
  return text ? *text : std::string();
}

std::string normalised(const Detection& detection) {
  if (detection.kind == "card") return text_of(detection, "pan");
  if (detection.kind == "wallet") return text_of(detection, "address");
  const Value* latitude = field(detection, "latitude");
  const Value* longitude = field(detection, "longitude");
  if (latitude && longitude)
    return fmt::format("{:.6f},{:.6f}", std::get<double>(*latitude), std::get<double>(*longitude));
  return text_of(detection, "value");
}

// "45.912345": the digit run of the fraction is the anchor, the match starts at the short run before it. Two
// short runs are looked for, as in "+7 (700)" and "N 45° 54.7407".
void find_numbers_around(const Scope& scope, std::size_t at, Found& found) {
  constexpr std::size_t kLongestGlue = 5;
  const std::string_view text = scope.text;
  find_numbers(scope, at, digits_end(text, at), found);
  std::size_t begin = at;
  for (int run = 0; run < 2; ++run) {
    std::size_t end = begin;
    while (end > 0 && begin - end < kLongestGlue && !is_digit(text[end - 1])) --end;
    if (end == 0 || !is_digit(text[end - 1])) return;
    begin = end;
    while (begin > 0 && end - begin < 3 && is_digit(text[begin - 1])) --begin;
    if (end - begin >= 3) return;  // has an anchor of its own
    find_numbers(scope, begin, end, found);
  }
}

void find_degrees_before(const Scope& scope, std::size_t at, Found& found) {
  const std::string_view text = scope.text;
  std::size_t end = at;
  if (end > 0 && text[end - 1] == '\xC2') --end;
  if (end > 0 && text[end - 1] == ' ') --end;
  std::size_t begin = end;
  while (begin > 0 && end - begin < 4 && is_digit(text[begin - 1])) --begin;
  if (begin < end && end - begin <= 3) find_angle_pair(scope, begin, end, found);
}

void find_at(const Scope& scope, std::size_t at, AnchorKind kind, Found& found) {
  const std::string_view text = scope.text;
  switch (kind) {
    case AnchorKind::number:
      find_numbers_around(scope, at, found);
      return;
    case AnchorKind::token: {
      std::size_t end = at;
      while (end < text.size() && is_token(text[end])) ++end;
      if (end - at < kLongestToken) find_token(scope, at, end, found);
      return;
    }
    case AnchorKind::at_sign:
      find_address(scope, at, found);
      return;
    case AnchorKind::colon:
      find_link_at_colon(scope, at, found);
      return;
    case AnchorKind::slash:
      find_link_at_slash(scope, at, found);
      return;
    case AnchorKind::plus:
      find_plus_code(scope, at, found);
      return;
    case AnchorKind::degree:
      find_degrees_before(scope, at, found);
      return;
  }
}

// UTF-16LE as one byte a character, so that the detectors can read it: letters beyond ASCII become a byte
// that counts as part of a word, the degree sign stays, all else is a byte that says nothing.
class Narrowed {
 public:
  explicit Narrowed(Bytes block) : block_(block) {}

  // `count` characters from byte `begin` on.
  std::string_view characters(std::size_t begin, std::size_t count) {
    constexpr std::size_t kMore = 4096;  // neighbouring anchors share what is narrowed here
    const bool ready =
        begin >= begin_ && begin % 2 == begin_ % 2 && begin + 2 * count <= begin_ + 2 * text_.size();
    if (!ready) {
      begin_ = begin;
      text_.clear();
      const std::size_t whole = (block_.size() - begin) / 2;
      for (std::size_t i = 0; i < std::min(whole, count + kMore); ++i) {
        text_.push_back(character(std::to_integer<unsigned>(block_[begin + 2 * i]),
                                  std::to_integer<unsigned>(block_[begin + 2 * i + 1])));
      }
    }
    return std::string_view(text_).substr((begin - begin_) / 2, count);
  }

 private:
  static char character(unsigned low, unsigned high) {
    constexpr char kLetter = '\xFF';
    constexpr char kOther = '\x01';
    if (high == 0) return low < 0x80 || low == 0xB0 ? static_cast<char>(low) : low >= 0xC0 ? kLetter : kOther;
    return high == 4 || high == 5 || high == 1 ? kLetter : kOther;
  }

  Bytes block_;
  std::size_t begin_ = 0;
  std::string text_;
};

Hit make_hit(const Detection& detection, std::uint64_t begin, unsigned bytes_per_character, bool wide) {
  Hit hit;
  hit.rule = "detector:" + detection.rule;
  hit.category = detection.kind == "identifier" ? text_of(detection, "kind") : detection.kind;
  hit.value = normalised(detection);
  hit.encoding = wide ? "utf-16le" : "utf-8";
  hit.weight = detection.confidence;
  hit.offset = begin;
  hit.length = detection.length * bytes_per_character;
  return hit;
}

auto key_of(const Hit& hit) {
  return std::tie(hit.offset, hit.length, hit.rule, hit.encoding, hit.value);
}

}  // namespace

void detect_at_anchors(Bytes block, const std::vector<ByteAnchor>& anchors, std::size_t emit_begin,
                       std::size_t emit_end, std::uint64_t base_offset, std::vector<Hit>& out) {
  const auto first_new = static_cast<std::ptrdiff_t>(out.size());
  std::vector<Detection> detections;
  Found found(detections, false);
  Narrowed narrowed(block);
  for (const ByteAnchor& anchor : anchors) {
    const unsigned step = anchor.wide ? 2 : 1;
    const std::size_t back = std::min(anchor.at / step, anchor.wide ? kWideBack : kBack);
    const std::size_t view_begin = anchor.at - back * step;
    const std::size_t whole = (block.size() - view_begin) / step;
    const std::size_t count = std::min(whole, back + (anchor.wide ? kWideAhead : kAhead));
    const std::string_view text =
        anchor.wide ? narrowed.characters(view_begin, count) : as_text(block.subspan(view_begin, count));
    detections.clear();
    find_at(Scope{text, true}, back, anchor.kind, found);
    for (const Detection& detection : detections) {
      const std::size_t begin = view_begin + detection.offset * step;
      if (begin < emit_begin || begin >= emit_end) continue;
      out.push_back(make_hit(detection, base_offset + begin, step, anchor.wide));
    }
  }
  std::sort(out.begin() + first_new, out.end(),
            [](const Hit& a, const Hit& b) { return key_of(a) < key_of(b); });
  out.erase(std::unique(out.begin() + first_new, out.end(),
                        [](const Hit& a, const Hit& b) { return key_of(a) == key_of(b); }),
            out.end());
}

void detect_bytes(Bytes block, std::size_t emit_begin, std::size_t emit_end, std::uint64_t base_offset,
                  std::vector<Hit>& out) {
  constexpr std::size_t kPiece = 64 * 1024;  // keeps the list of anchors small where the content is dense
  emit_end = std::min(emit_end, block.size());
  std::vector<ByteAnchor> anchors;
  for (std::size_t begin = emit_begin; begin < emit_end;) {
    const std::size_t end = std::min(emit_end, begin + kPiece);
    anchors.clear();
    find_byte_anchors(block, begin, end + 2 * kMostBeforeAnchor, anchors);
    detect_at_anchors(block, anchors, begin, end, base_offset, out);
    begin = end;
  }
}

}  // namespace ulika
