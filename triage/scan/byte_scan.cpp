#include "triage/scan/byte_scan.h"

#include <algorithm>
#include <cstring>
#include <string_view>
#include <tuple>
#include <utility>

#include "triage/scan/byte_detectors.h"
#include "triage/scan/context.h"
#include "triage/scan/keyword_engine.h"

namespace ulika {
namespace {

// What a hit depends on lies within these distances of its start: edges and context before it; its own
// length, what decides it and context after it.
constexpr std::size_t kBefore = std::max(KeywordEngine::kMargin, kDetectorContext);
constexpr std::size_t kAfter = 2048;
constexpr std::size_t kLargePiece = 64 * 1024;  // scanned where it lies; smaller ones are gathered first
constexpr std::size_t kGather = 128 * 1024;
constexpr std::size_t kStride = 256 * 1024;  // stays in the second-level cache from one rule to the next

bool all_zero(Bytes bytes) {
  return bytes.empty() ||
         (bytes[0] == std::byte{0} && std::memcmp(bytes.data(), bytes.data() + 1, bytes.size() - 1) == 0);
}

Encoding encoding_named(std::string_view name) {
  for (const Encoding encoding : kAllEncodings) {
    if (encoding_name(encoding) == name) return encoding;
  }
  return Encoding::utf8;
}

}  // namespace

ScanRules::ScanRules(std::vector<Keyword> keywords, ScanOptions options)
    : engine_(
          std::make_unique<KeywordEngine>(options.keywords ? std::move(keywords) : std::vector<Keyword>())),
      options_(options) {}

ScanRules::~ScanRules() = default;
ScanRules::ScanRules(ScanRules&&) noexcept = default;

struct ByteScan::State {
  explicit State(const ScanRules& r) : rules(r) {}

  void scan(Bytes block, std::size_t begin, std::size_t end, std::uint64_t base);
  void scan_stride(Bytes block, std::size_t begin, std::size_t end, std::uint64_t base);
  void add_detections(Bytes block, std::size_t begin, std::size_t end, std::uint64_t base,
                      std::vector<Hit>& found);
  void keep(Bytes tail, std::uint64_t offset, std::size_t done);

  const ScanRules& rules;
  std::vector<std::byte> held;    // the end of what was fed, from `held_offset` on
  std::uint64_t held_offset = 0;  // in the content
  std::size_t held_done = 0;      // matches that start before this place in `held` were reported
  std::vector<Hit> hits;
  std::uint64_t left_out = 0;           // of the running content
  std::uint64_t finished_left_out = 0;  // of the content last finished
  std::vector<KeywordMatch> matches;    // of one stride
};

void ByteScan::State::scan(Bytes block, std::size_t begin, std::size_t end, std::uint64_t base) {
  for (; begin < end; begin += std::min(kStride, end - begin)) {
    scan_stride(block, begin, begin + std::min(kStride, end - begin), base);
  }
}

void ByteScan::State::scan_stride(Bytes block, std::size_t begin, std::size_t end, std::uint64_t base) {
  const std::uint64_t room = rules.options().max_hits - hits.size();
  std::vector<Hit> found;
  if (rules.options().keywords) {
    matches.clear();
    rules.keywords().scan(block, begin, end, base, matches);
    if (room == 0) {
      left_out += matches.size();
      matches.clear();
    }
    for (const KeywordMatch& match : matches) {
      const Keyword& keyword = rules.keywords().keywords()[match.keyword];
      const auto start = static_cast<std::size_t>(match.offset - base);
      Hit hit;
      hit.rule = keyword.id;
      hit.category = keyword.category;
      hit.value = readable(block.subspan(start, match.length), match.encoding);
      hit.context = readable_context(block, start, match.length, match.encoding);
      hit.encoding = encoding_name(match.encoding);
      hit.weight = keyword.weight;
      hit.offset = match.offset;
      hit.length = match.length;
      found.push_back(std::move(hit));
    }
  }
  if (rules.options().detectors) add_detections(block, begin, end, base, found);
  std::stable_sort(found.begin(), found.end(), [](const Hit& a, const Hit& b) {
    return std::tie(a.offset, a.rule, a.encoding) < std::tie(b.offset, b.rule, b.encoding);
  });
  if (found.size() > room) {
    left_out += found.size() - room;
    found.resize(static_cast<std::size_t>(room));
  }
  std::move(found.begin(), found.end(), std::back_inserter(hits));
}

void ByteScan::State::add_detections(Bytes block, std::size_t begin, std::size_t end, std::uint64_t base,
                                     std::vector<Hit>& found) {
  if (all_zero(block.subspan(begin, end - begin))) return;  // no match starts with a zero
  const std::size_t first = found.size();
  detect_bytes(block, begin, end, base, found);
  for (std::size_t i = first; i < found.size(); ++i) {
    Hit& hit = found[i];
    hit.context = readable_context(block, static_cast<std::size_t>(hit.offset - base),
                                   static_cast<std::size_t>(hit.length), encoding_named(hit.encoding));
  }
}

void ByteScan::State::keep(Bytes tail, std::uint64_t offset, std::size_t done) {
  held.assign(tail.begin(), tail.end());
  held_offset = offset;
  held_done = done;
}

ByteScan::ByteScan(const ScanRules& rules) : state_(std::make_unique<State>(rules)) {}
ByteScan::~ByteScan() = default;

void ByteScan::feed(Bytes piece) {
  State& s = *state_;
  if (piece.size() < kLargePiece) {
    s.held.insert(s.held.end(), piece.begin(), piece.end());
    if (s.held.size() < kGather) return;
    const std::size_t end = s.held.size() - kAfter;
    s.scan(s.held, s.held_done, end, s.held_offset);
    const std::vector<std::byte> gathered = std::move(s.held);
    s.keep(Bytes(gathered).subspan(end - kBefore), s.held_offset + end - kBefore, kBefore);
    return;
  }
  const std::uint64_t offset = s.held_offset + s.held.size();
  std::size_t begin = 0;
  if (!s.held.empty()) {
    const std::size_t seam = s.held.size();
    s.held.insert(s.held.end(), piece.begin(), piece.begin() + kBefore + kAfter);
    s.scan(s.held, s.held_done, seam + kBefore, s.held_offset);
    begin = kBefore;
  }
  const std::size_t end = piece.size() - kAfter;
  s.scan(piece, begin, end, offset);
  s.keep(piece.subspan(end - kBefore), offset + end - kBefore, kBefore);
}

std::vector<Hit> ByteScan::finish() {
  State& s = *state_;
  s.scan(s.held, s.held_done, s.held.size(), s.held_offset);
  s.finished_left_out = std::exchange(s.left_out, 0);
  s.keep({}, 0, 0);
  return std::exchange(s.hits, {});
}

std::uint64_t ByteScan::hits_left_out() const {
  return state_->finished_left_out;
}

}  // namespace ulika
