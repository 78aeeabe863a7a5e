#include "triage/leads/near_texts.h"

#include <algorithm>
#include <limits>
#include <unordered_set>

#include "triage/base/text.h"
#include "triage/leads/disk_array.h"
#include "triage/leads/sorted_runs.h"
#include "triage/leads/union_find.h"

namespace ulika {
namespace {

constexpr std::size_t kShingle = 5;  // code points
constexpr std::size_t kBandRows = 3;
constexpr std::size_t kBands = kSketchSize / kBandRows;
constexpr std::size_t kCompared = 8;                // earlier texts of a band that each text is compared with
constexpr std::size_t kMostRemembered = 1'000'000;  // digests of texts that were added already
constexpr std::size_t kMostInGroup = 1000;          // texts of one group that are told

// SplitMix64 (Steele, Lea, Flood 2014): spreads a number over all bits.
std::uint64_t mixed(std::uint64_t x) {
  x += 0x9E3779B97F4A7C15u;
  x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9u;
  x = (x ^ (x >> 27)) * 0x94D049BB133111EBu;
  return x ^ (x >> 31);
}

// Latin letters that stand in for Cyrillic ones of the same look.
char32_t look_alike(char32_t c) {
  constexpr std::u32string_view kLatin = U"aceopxyk";
  constexpr std::u32string_view kCyrillic = U"асеорхук";
  const std::size_t at = kLatin.find(c);
  return at == std::u32string_view::npos ? c : kCyrillic[at];
}

bool is_word_letter(char32_t c) {
  return (c >= U'a' && c <= U'z') || (c >= 0xC0 && c != 0xD7 && c != 0xF7 && c < 0x2000) ||
         (c >= 0x2C00 && c < 0x2E00) || (c >= 0x3040 && c < 0xD800);
}

std::u32string comparable_points(std::string_view text) {
  std::u32string out;
  std::size_t cyrillic = 0, latin = 0;
  for (std::size_t at = 0; at < text.size() && out.size() < kLongestNearText;) {
    char32_t c = fold_case(next_code_point(text, at));
    if (c == 0x451) c = 0x435;  // ё as е
    if (c >= U'0' && c <= U'9') c = U'0';
    if (c == 0xAD || (c >= 0x200B && c <= 0x200F) || c == 0xFEFF || (c >= 0x300 && c < 0x370)) continue;
    cyrillic += c >= 0x400 && c < 0x530 ? 1 : 0;
    latin += c >= U'a' && c <= U'z' ? 1 : 0;
    if (c == U'0' || is_word_letter(c)) {
      out += c;
    } else if (!out.empty() && out.back() != U' ') {
      out += U' ';
    }
  }
  if (!out.empty() && out.back() == U' ') out.pop_back();
  if (cyrillic > latin) std::transform(out.begin(), out.end(), out.begin(), look_alike);
  return out;
}

std::optional<TextSketch> sketch_of_points(const std::u32string& points) {
  if (points.size() < kLeastNearText) return std::nullopt;
  constexpr std::uint64_t kNone = std::numeric_limits<std::uint64_t>::max();
  std::array<std::uint64_t, kSketchSize> least;
  least.fill(kNone);
  for (std::size_t at = 0; at + kShingle <= points.size(); ++at) {
    std::uint64_t hash = 0;
    for (std::size_t i = 0; i < kShingle; ++i) hash = hash * 0x100000001B3u + points[at + i];
    hash = mixed(hash);
    std::uint64_t& bin = least[(hash >> 32) % kSketchSize];
    bin = std::min(bin, hash & 0xFFFFFFFFu);
  }
  TextSketch sketch;
  for (std::size_t i = 0; i < kSketchSize; ++i) {
    // An empty bin borrows from another that its number and the attempt choose, the same for every text.
    std::size_t from = i;
    for (std::uint64_t attempt = 1; least[from] == kNone; ++attempt)
      from = mixed(i * 1024 + attempt) % kSketchSize;
    sketch[i] = static_cast<std::uint16_t>(mixed(least[from] ^ (i << 40)));
  }
  return sketch;
}

struct Stored {
  TextSketch sketch;
  std::uint16_t device = 0;
  std::uint16_t speaks = 0;
  std::uint32_t chat = 0;
  std::array<char, 20> record_id{};
  std::array<char, 160> excerpt{};  // UTF-8, zeros behind it
};

template <std::size_t N>
std::string text_of(const std::array<char, N>& held) {
  return {held.begin(), std::find(held.begin(), held.end(), '\0')};
}

}  // namespace

std::string comparable_text(std::string_view text) {
  std::string out;
  for (const char32_t c : comparable_points(text)) append_utf8(out, c);
  return out;
}

std::optional<TextSketch> sketch_of(std::string_view text) {
  return sketch_of_points(comparable_points(text));
}

double likeness(const TextSketch& a, const TextSketch& b) {
  std::size_t same = 0;
  for (std::size_t i = 0; i < kSketchSize; ++i) same += a[i] == b[i] ? 1 : 0;
  return static_cast<double>(same) / static_cast<double>(kSketchSize);
}

struct NearTexts::State {
  State(const std::filesystem::path& dir, std::size_t memory) : stored(dir), bands(dir, memory) {}
  DiskArray<Stored> stored;
  SortedRuns bands;  // number of the band, three hashes of the sketch, number of the text
  std::unordered_set<std::uint64_t> remembered;
};

NearTexts::NearTexts(const std::filesystem::path& dir, std::size_t memory_bytes)
    : state_(std::make_unique<State>(dir, memory_bytes)) {}
NearTexts::~NearTexts() = default;

std::uint32_t NearTexts::texts() const {
  return state_->stored.size();
}

void NearTexts::add(const NearText& where, std::string_view text) {
  if (text.size() < kLeastNearText) return;
  const std::u32string points = comparable_points(text);
  const std::optional<TextSketch> sketch = sketch_of_points(points);
  if (!sketch) return;
  std::uint64_t digest = mixed(std::uint64_t{where.device} << 32 | where.chat);
  for (const char32_t c : points) digest = mixed(digest ^ c);
  if (state_->remembered.size() >= kMostRemembered) state_->remembered.clear();
  if (!state_->remembered.insert(digest).second) return;

  Stored row;
  row.sketch = *sketch;
  row.device = where.device;
  row.speaks = where.speaks ? 1 : 0;
  row.chat = where.chat;
  std::copy_n(where.record_id.begin(), std::min(where.record_id.size(), row.record_id.size()),
              row.record_id.begin());
  const std::string begins = to_valid_utf8(clip_utf8(text, row.excerpt.size()));
  std::copy_n(begins.begin(), std::min(begins.size(), row.excerpt.size()), row.excerpt.begin());
  const std::uint32_t number = state_->stored.add(row);
  for (std::size_t band = 0; band < kBands; ++band) {
    std::string key(1, static_cast<char>(band));
    for (std::size_t i = 0; i < kBandRows; ++i) {
      const std::uint16_t value = (*sketch)[band * kBandRows + i];
      key += static_cast<char>(value >> 8);
      key += static_cast<char>(value & 0xFF);
    }
    for (int shift = 24; shift >= 0; shift -= 8) key += static_cast<char>((number >> shift) & 0xFF);
    state_->bands.add(key);
  }
}

void NearTexts::for_each_shared(const Visit& visit) {
  State& state = *state_;
  constexpr std::size_t kKey = 1 + 2 * kBandRows;
  UnionFind groups(state.stored.size());
  std::string band;
  // Texts of this band that others are compared with, one of each group. A text that is alone in its band, as
  // most are, is never read.
  std::vector<std::pair<std::uint32_t, std::optional<Stored>>> earlier;
  // What joined each pair, by the lower of the two texts: the least likeness of a group is told with it.
  std::vector<std::pair<std::uint32_t, float>> joins;
  state.bands.for_each([&](std::string_view row) {
    if (row.substr(0, kKey) != band) {
      band = row.substr(0, kKey);
      earlier.clear();
    }
    std::uint32_t number = 0;
    for (const char c : row.substr(kKey)) number = number << 8 | static_cast<unsigned char>(c);
    if (earlier.empty()) {
      earlier.emplace_back(number, std::nullopt);
      return;
    }
    const Stored text = state.stored.read(number);
    bool alone = true;
    for (auto& [other, known] : earlier) {
      if (groups.same(number, other)) {
        alone = false;
        continue;
      }
      if (!known) known = state.stored.read(other);
      const double like = likeness(text.sketch, known->sketch);
      if (like < kLeastLikeness) continue;
      groups.unite(number, other);
      joins.emplace_back(other, static_cast<float>(like));
      alone = false;
    }
    if (alone && earlier.size() < kCompared) earlier.emplace_back(number, text);
  });

  // Members by group: only groups of two devices or more are kept.
  constexpr std::uint32_t kMany = std::numeric_limits<std::uint32_t>::max();
  std::vector<std::uint32_t> device(state.stored.size(),
                                    kMany - 1);  // of the group's root; kMany: two or more
  for (std::uint32_t i = 0; i < state.stored.size(); ++i) {
    const std::uint32_t root = groups.find(i);
    const std::uint16_t here = state.stored.read(i).device;
    device[root] = device[root] == kMany - 1 || device[root] == here ? here : kMany;
  }
  std::vector<std::pair<std::uint32_t, std::uint32_t>> members;  // root, text
  for (std::uint32_t i = 0; i < state.stored.size(); ++i) {
    const std::uint32_t root = groups.find(i);
    if (device[root] == kMany) members.emplace_back(root, i);
  }
  std::stable_sort(members.begin(), members.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<std::pair<std::uint32_t, float>> least;
  for (const auto& [text, like] : joins) least.emplace_back(groups.find(text), like);
  std::sort(least.begin(), least.end());
  for (auto it = members.begin(); it != members.end();) {
    std::vector<NearText> group;
    const std::uint32_t root = it->first;
    for (; it != members.end() && it->first == root; ++it) {
      if (group.size() >= kMostInGroup) continue;
      const Stored text = state.stored.read(it->second);
      group.push_back(
          {text.device, text.chat, text.speaks != 0, text_of(text.record_id), text_of(text.excerpt)});
    }
    const auto join = std::lower_bound(least.begin(), least.end(), std::pair(root, 0.0f));
    visit(group, join == least.end() ? 0 : static_cast<double>(join->second));
  }
}

}  // namespace ulika
