#include "triage/scan/keyword_engine.h"

#include <algorithm>
#include <cstring>
#include <tuple>

#include "triage/scan/gram_choice.h"

namespace ulika {
namespace {

constexpr std::uint32_t kNoPattern = 0xFFFFFFFF;
constexpr std::uint32_t kAnyCode = 0xFFFFFFFF;
constexpr std::size_t kStepsPerPiece = 36;
constexpr std::size_t kPiece = kStepsPerPiece * kFilterStep;
constexpr std::size_t kMaxStartKey = 4;

// The low five bits of a byte as one of 32 bits; none beyond the block.
std::uint32_t code_bit(Bytes block, std::size_t at) {
  return at < block.size() ? 1u << (std::to_integer<unsigned>(block[at]) & 31) : 0;
}

bool all_zero(const std::uint8_t* data, std::size_t size) {
  return data[0] == 0 && std::memcmp(data, data + 1, size - 1) == 0;
}

}  // namespace

struct KeywordEngine::Emission {
  Bytes block;
  std::size_t begin;
  std::size_t end;
  std::uint64_t base_offset;
  std::vector<KeywordMatch>& out;
};

KeywordEngine::KeywordEngine(std::vector<Keyword> keywords, Path path)
    : keywords_(std::move(keywords)),
      utf16_(keywords_.size(), {kNoPattern, kNoPattern}),
      use_avx2_(path == Path::best && has_avx2()) {
  for (std::uint32_t i = 0; i < keywords_.size(); ++i) {
    const std::size_t first = patterns_.size();
    for (const Encoding encoding : kAllEncodings) {
      std::optional<KeywordPattern> pattern = KeywordPattern::make(keywords_[i], i, encoding);
      if (!pattern) continue;
      const bool known = std::any_of(patterns_.begin() + static_cast<std::ptrdiff_t>(first), patterns_.end(),
                                     [&](const KeywordPattern& p) { return p.chars() == pattern->chars(); });
      if (!known) add_pattern(std::move(*pattern));
    }
  }
  build_index(tables_.single, single_grams_, single_);
  build_index(tables_.paired, paired_grams_, paired_);
  build_start_groups();
}

void KeywordEngine::add_pattern(KeywordPattern pattern) {
  const auto index = static_cast<std::uint32_t>(patterns_.size());
  if (pattern.encoding() == Encoding::utf16le) utf16_[pattern.keyword()][0] = index;
  if (pattern.encoding() == Encoding::utf16be) utf16_[pattern.keyword()][1] = index;
  patterns_.push_back(std::move(pattern));
  const std::optional<GramChoice> choice = choose_gram(patterns_.back());
  if (!choice) {
    add_start(index);
    return;
  }
  const bool single = choice->kind == CandidateKind::single_gram;
  for (const std::uint32_t gram : choice->grams) {
    (single ? tables_.single : tables_.paired)[gram >> 6] |= std::uint64_t{1} << (gram & 63);
    (single ? single_grams_ : paired_grams_)
        .push_back({gram, Entry{index, choice->distance, choice->before, choice->after}});
  }
}

void KeywordEngine::build_index(const std::vector<std::uint64_t>& bitmap,
                                std::vector<std::pair<std::uint32_t, Entry>>& grams, GramIndex& index) {
  std::sort(grams.begin(), grams.end(), [](const auto& a, const auto& b) {
    return std::tie(a.first, a.second.pattern) < std::tie(b.first, b.second.pattern);
  });
  std::uint32_t set = 0;
  for (const std::uint64_t word : bitmap) {
    index.below.push_back(set);
    set += static_cast<std::uint32_t>(__builtin_popcountll(word));
  }
  for (std::size_t i = 0; i < grams.size(); ++i) {
    if (i == 0 || grams[i].first != grams[i - 1].first) index.first.push_back(static_cast<std::uint32_t>(i));
    index.entries.push_back(grams[i].second);
  }
  index.first.push_back(static_cast<std::uint32_t>(grams.size()));
  grams = {};
}

void KeywordEngine::add_start(std::uint32_t pattern) {
  start_patterns_.push_back(pattern);
  std::vector<std::uint32_t> keys = {0};
  std::size_t length = 0;
  for (const SpelledChar& c : patterns_[pattern].chars()) {
    std::vector<std::uint32_t> longer;
    const std::size_t taken = std::min<std::size_t>(c.length, kMaxStartKey - length);
    const std::uint32_t mask = taken == 4 ? 0xFFFFFFFF : (1u << 8 * taken) - 1;
    for (const std::uint32_t key : keys) {
      for (const std::uint32_t s : c.spellings) longer.push_back(key | (s & mask) << 8 * length);
    }
    keys = std::move(longer);
    length += taken;
    if (length == kMaxStartKey) break;
  }
  std::sort(keys.begin(), keys.end());
  keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
  for (const std::uint32_t key : keys) {
    starts_[length][key].push_back(pattern);
    // A keyword of one byte is known by that byte and any after it.
    for (std::uint32_t next = 0; next < (length == 1 ? 256u : 1u); ++next) {
      const std::uint32_t hash = start_hash(key | next << 8);
      tables_.starts[length == 1 ? 0 : length - 2][hash >> 6] |= std::uint64_t{1} << (hash & 63);
    }
  }
}

// Patterns that begin alike share a group, so that each group's nibbles stay few.
void KeywordEngine::build_start_groups() {
  if (start_patterns_.empty()) return;
  tables_.any_starts = true;
  auto leading_bytes = [&](std::uint32_t pattern) {
    std::array<std::vector<std::uint8_t>, kMaxStartKey> bytes;  // of each place, in every spelling
    std::size_t at = 0;
    for (const SpelledChar& c : patterns_[pattern].chars()) {
      for (std::size_t k = 0; k < c.length && at < kMaxStartKey; ++k, ++at) {
        for (const std::uint32_t s : c.spellings) bytes[at].push_back(static_cast<std::uint8_t>(s >> 8 * k));
      }
    }
    return bytes;
  };
  std::sort(start_patterns_.begin(), start_patterns_.end(), [&](std::uint32_t a, std::uint32_t b) {
    return std::tuple(leading_bytes(a), a) < std::tuple(leading_bytes(b), b);
  });
  for (std::size_t i = 0; i < start_patterns_.size(); ++i) {
    const auto group = static_cast<std::uint8_t>(1u << i * 8 / start_patterns_.size());
    const auto bytes = leading_bytes(start_patterns_[i]);
    for (std::size_t at = 0; at < kMaxStartKey; ++at) {
      for (unsigned nibble = 0; bytes[at].empty() && nibble < 16; ++nibble) {
        tables_.low[at][nibble] = static_cast<std::uint8_t>(tables_.low[at][nibble] | group);
        tables_.high[at][nibble] = static_cast<std::uint8_t>(tables_.high[at][nibble] | group);
      }
      for (const std::uint8_t b : bytes[at]) {
        tables_.low[at][b & 15] = static_cast<std::uint8_t>(tables_.low[at][b & 15] | group);
        tables_.high[at][b >> 4] = static_cast<std::uint8_t>(tables_.high[at][b >> 4] | group);
      }
    }
  }
  for (std::size_t at = 0; at < kMaxStartKey; ++at) {
    for (std::size_t b = 0; b < 256; ++b) {
      tables_.groups[at][b] = static_cast<std::uint8_t>(tables_.low[at][b & 15] & tables_.high[at][b >> 4]);
    }
  }
}

void KeywordEngine::scan(Bytes block, std::size_t emit_begin, std::size_t emit_end, std::uint64_t base_offset,
                         std::vector<KeywordMatch>& out) const {
  if (patterns_.empty() || emit_begin >= emit_end) return;
  const std::size_t first_match = out.size();
  Emission emission{block, emit_begin, std::min(emit_end, block.size()), base_offset, out};
  const auto* data = reinterpret_cast<const std::uint8_t*>(block.data());
  const auto filter = use_avx2_ ? filter_avx2 : filter_portable;
  const std::size_t end =
      std::min(block.size(), emit_end + kMaxKeywordBytes);  // windows lie behind their starts
  Candidate candidates[kStepsPerPiece * kMaxCandidatesPerStep];
  std::uint8_t padded[kPiece + kFilterReadAhead];
  for (std::size_t at = emit_begin; at < end; at += kPiece) {
    const std::uint8_t* piece = data + at;
    const std::size_t left = block.size() - at;
    if (left < sizeof padded) {
      std::memset(padded, 0, sizeof padded);
      std::memcpy(padded, piece, left);
      piece = padded;
    }
    if (all_zero(piece, kPiece + 8)) continue;
    const std::size_t steps = (std::min(kPiece, end - at) + kFilterStep - 1) / kFilterStep;
    const std::size_t count = filter(tables_, piece, steps, candidates);
    for (std::size_t i = 0; i < count; ++i) confirm(candidates[i], at + candidates[i].at, emission);
  }
  const auto begin = out.begin() + static_cast<std::ptrdiff_t>(first_match);
  std::sort(begin, out.end(), [](const KeywordMatch& a, const KeywordMatch& b) {
    return std::tie(a.offset, a.keyword, a.encoding) < std::tie(b.offset, b.keyword, b.encoding);
  });
  out.erase(std::unique(begin, out.end(),
                        [](const KeywordMatch& a, const KeywordMatch& b) {
                          return a.offset == b.offset && a.keyword == b.keyword;
                        }),
            out.end());
}

void KeywordEngine::confirm(const Candidate& candidate, std::size_t at, Emission& emission) const {
  if (candidate.kind != CandidateKind::start) {
    const bool single = candidate.kind == CandidateKind::single_gram;
    const GramIndex& index = single ? single_ : paired_;
    const std::uint64_t word = (single ? tables_.single : tables_.paired)[candidate.gram >> 6];
    const std::uint64_t lower = word & ((std::uint64_t{1} << (candidate.gram & 63)) - 1);
    const std::size_t gram =
        index.below[candidate.gram >> 6] + static_cast<std::size_t>(__builtin_popcountll(lower));
    const std::size_t width = single ? 1 : 2;
    const std::uint32_t before = at >= width ? code_bit(emission.block, at - width) : 0;
    const std::uint32_t after = code_bit(emission.block, at + 4 * width);
    for (std::uint32_t i = index.first[gram]; i < index.first[gram + 1]; ++i) {
      const Entry& entry = index.entries[i];
      const bool fits = (entry.before == kAnyCode || (entry.before & before) != 0) &&
                        (entry.after == kAnyCode || (entry.after & after) != 0);
      if (fits && at >= entry.distance) try_pattern(entry.pattern, at - entry.distance, emission);
    }
    return;
  }
  std::uint32_t key = 0;
  for (std::size_t length = 1; length <= kMaxStartKey && at + length <= emission.block.size(); ++length) {
    key |= std::to_integer<std::uint32_t>(emission.block[at + length - 1]) << 8 * (length - 1);
    if (starts_[length].empty()) continue;
    const auto found = starts_[length].find(key);
    if (found == starts_[length].end()) continue;
    for (const std::uint32_t pattern : found->second) try_pattern(pattern, at, emission);
  }
}

void KeywordEngine::try_pattern(std::uint32_t index, std::size_t start, Emission& emission) const {
  const KeywordPattern& pattern = patterns_[index];
  if (start < emission.begin || start >= emission.end || !pattern.found_at(emission.block, start)) return;
  if (loses_to_other_order(pattern, start, emission)) return;
  emission.out.push_back({emission.base_offset + start, static_cast<std::uint32_t>(pattern.length()),
                          pattern.keyword(), pattern.encoding()});
}

bool KeywordEngine::loses_to_other_order(const KeywordPattern& pattern, std::size_t start,
                                         const Emission& emission) const {
  const bool little = pattern.encoding() == Encoding::utf16le;
  if (!little && pattern.encoding() != Encoding::utf16be) return false;
  const std::uint32_t other = utf16_[pattern.keyword()][little ? 1 : 0];
  if (other == kNoPattern || (little && start == 0)) return false;
  const std::size_t little_start = little ? start : start + 1;
  if (!patterns_[other].spelled_at(emission.block, little ? start - 1 : start + 1)) return false;
  return little != reads_as_little_endian(emission.block, little_start, pattern.length(),
                                          emission.base_offset + little_start);
}

}  // namespace ulika
