#include "triage/media/pdq.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <numbers>
#include <vector>

namespace ulika {
namespace {

constexpr std::size_t kSide = 64;  // of the picture that is transformed
constexpr std::size_t kBand = 16;  // of the frequencies that are kept, the constant left out
using Block = std::array<float, kSide * kSide>;
using Band = std::array<float, kBand * kBand>;

// Mean over a window around each of `count` values, `lanes` such series side by side in memory. The window is
// cut at the ends.
void blur_lanes(const float* in, float* out, std::size_t count, std::size_t lanes, std::size_t window,
                std::vector<float>& sums) {
  const std::size_t ahead = window / 2;
  const std::size_t behind = window - 1 - ahead;
  sums.assign(lanes, 0.0F);
  std::size_t begin = 0, end = 0;  // of the values in `sums`
  for (std::size_t i = 0; i < count; ++i) {
    for (; end < std::min(count, i + ahead + 1); ++end) {
      for (std::size_t k = 0; k < lanes; ++k) sums[k] += in[end * lanes + k];
    }
    for (; begin + behind < i; ++begin) {
      for (std::size_t k = 0; k < lanes; ++k) sums[k] -= in[begin * lanes + k];
    }
    const float scale = 1.0F / static_cast<float>(end - begin);
    for (std::size_t k = 0; k < lanes; ++k) out[i * lanes + k] = sums[k] * scale;
  }
}

std::size_t window_of(std::size_t length) {
  return (length + 2 * kSide - 1) / (2 * kSide);
}

// Where the 64 cells are looked at along one side, and where they are in the mirrored picture. A window of
// even length leans one step ahead; passed over twice and mirrored, it leans two steps back.
struct Samples {
  std::array<std::size_t, kSide> there{}, mirrored{};
};

Samples samples_of(std::size_t length) {
  Samples samples;
  const std::size_t lean = window_of(length) % 2 == 0 ? 2 : 0;
  for (std::size_t i = 0; i < kSide; ++i) {
    samples.there[i] = (2 * i + 1) * length / (2 * kSide);
    const std::size_t back = length - 1 - samples.there[i];
    samples.mirrored[i] = back >= lean ? back - lean : 0;
  }
  return samples;
}

// The 64 × 64 cells of the picture as it is, mirrored left–right, top–bottom, and both.
struct Condensed {
  Block as_is, columns, rows, both;
};

// Twice a box in each direction, which makes a tent, then one value from the middle of each cell.
Condensed condense(const Picture& picture) {
  const std::size_t width = picture.width, height = picture.height;
  constexpr std::size_t kLanes = 2 * kSide;
  std::vector<float> plane(width * height), other(width * height), turned(width * kLanes);
  if (picture.channels == 1) {
    std::transform(picture.pixels.begin(), picture.pixels.end(), plane.begin(),
                   [](std::uint8_t v) { return static_cast<float>(v); });
  } else {
    for (std::size_t i = 0; i < plane.size(); ++i) {
      const std::uint8_t* rgb = picture.pixels.data() + 3 * i;
      plane[i] = 0.299F * static_cast<float>(rgb[0]) + 0.587F * static_cast<float>(rgb[1]) +
                 0.114F * static_cast<float>(rgb[2]);
    }
  }
  std::vector<float> sums;
  const std::size_t down = window_of(height), across = window_of(width);
  if (down > 1) {
    blur_lanes(plane.data(), other.data(), height, width, down, sums);
    blur_lanes(other.data(), plane.data(), height, width, down, sums);
  }
  // Box filters of different directions commute: both passes down come first, and only the rows that are
  // looked at go on, turned so that a row is a lane.
  const Samples rows = samples_of(height), columns = samples_of(width);
  for (std::size_t x = 0; x < width; ++x) {
    for (std::size_t i = 0; i < kSide; ++i) {
      turned[x * kLanes + i] = plane[rows.there[i] * width + x];
      turned[x * kLanes + kSide + i] = plane[rows.mirrored[i] * width + x];
    }
  }
  if (across > 1) {
    other.resize(width * kLanes);
    blur_lanes(turned.data(), other.data(), width, kLanes, across, sums);
    blur_lanes(other.data(), turned.data(), width, kLanes, across, sums);
  }
  Condensed cells;
  for (std::size_t i = 0; i < kSide; ++i) {
    for (std::size_t j = 0; j < kSide; ++j) {
      const float* there = turned.data() + columns.there[j] * kLanes + i;
      const float* mirrored = turned.data() + columns.mirrored[j] * kLanes + i;
      cells.as_is[i * kSide + j] = there[0];
      cells.rows[i * kSide + j] = there[kSide];
      cells.columns[i * kSide + j] = mirrored[0];
      cells.both[i * kSide + j] = mirrored[kSide];
    }
  }
  return cells;
}

// Sum of the steps between neighbours, in hundredths of the range, scaled so that 100 is plenty.
unsigned quality_of(const Block& block) {
  int steps = 0;
  const auto step = [](float a, float b) { return std::abs(static_cast<int>((a - b) * 100.0F / 255.0F)); };
  for (std::size_t i = 0; i < kSide; ++i) {
    for (std::size_t j = 0; j < kSide; ++j) {
      const float here = block[i * kSide + j];
      if (i + 1 < kSide) steps += step(here, block[(i + 1) * kSide + j]);
      if (j + 1 < kSide) steps += step(here, block[i * kSide + j + 1]);
    }
  }
  return static_cast<unsigned>(std::min(steps / 90, 100));
}

// Rows 1–16 of the 64-point cosine transform (DCT-II).
const std::array<float, kBand * kSide>& cosines() {
  static const std::array<float, kBand* kSide> table = [] {
    std::array<float, kBand * kSide> made{};
    for (std::size_t i = 0; i < kBand; ++i) {
      for (std::size_t j = 0; j < kSide; ++j) {
        const double angle = std::numbers::pi / (2.0 * kSide) * static_cast<double>((i + 1) * (2 * j + 1));
        made[i * kSide + j] = static_cast<float>(std::sqrt(2.0 / kSide) * std::cos(angle));
      }
    }
    return made;
  }();
  return table;
}

Band transform(const Block& block) {
  const auto& d = cosines();
  std::array<float, kBand * kSide> half{};
  for (std::size_t i = 0; i < kBand; ++i) {
    for (std::size_t k = 0; k < kSide; ++k) {
      for (std::size_t j = 0; j < kSide; ++j) {
        half[i * kSide + j] += d[i * kSide + k] * block[k * kSide + j];
      }
    }
  }
  Band band{};
  for (std::size_t i = 0; i < kBand; ++i) {
    for (std::size_t j = 0; j < kBand; ++j) {
      float sum = 0;
      for (std::size_t k = 0; k < kSide; ++k) sum += half[i * kSide + k] * d[j * kSide + k];
      band[i * kBand + j] = sum;
    }
  }
  return band;
}

PdqHash above_median(const Band& band) {
  Band sorted = band;
  const auto middle = sorted.begin() + sorted.size() / 2 - 1;
  std::nth_element(sorted.begin(), middle, sorted.end());
  PdqHash hash;
  for (std::size_t k = 0; k < band.size(); ++k) {
    if (band[k] > *middle)
      hash.words[k / 16] = static_cast<std::uint16_t>(hash.words[k / 16] | 1U << (k % 16));
  }
  return hash;
}

// Mirroring over the diagonal swaps the axes of the transform, which keeps the median and moves bits.
PdqHash over_diagonal(const PdqHash& hash) {
  PdqHash made;
  for (std::size_t i = 0; i < 16; ++i) {
    for (std::size_t j = 0; j < 16; ++j) {
      if ((hash.words[j] >> i & 1U) != 0) {
        made.words[i] = static_cast<std::uint16_t>(made.words[i] | 1U << j);
      }
    }
  }
  return made;
}

}  // namespace

unsigned pdq_distance(const PdqHash& a, const PdqHash& b) {
  unsigned bits = 0;
  for (std::size_t i = 0; i < a.words.size(); ++i) {
    bits += static_cast<unsigned>(std::popcount(static_cast<std::uint16_t>(a.words[i] ^ b.words[i])));
  }
  return bits;
}

std::string to_text(const PdqHash& hash) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  for (std::size_t i = hash.words.size(); i-- > 0;) {
    for (int shift = 12; shift >= 0; shift -= 4) text += kDigits[(hash.words[i] >> shift) & 15U];
  }
  return text;
}

std::optional<PdqHash> parse_pdq(std::string_view text) {
  if (text.size() != 64) return std::nullopt;
  PdqHash hash;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    unsigned digit = 0;
    if (c >= '0' && c <= '9') {
      digit = static_cast<unsigned>(c - '0');
    } else if (c >= 'a' && c <= 'f') {
      digit = static_cast<unsigned>(c - 'a') + 10;
    } else {
      return std::nullopt;
    }
    std::uint16_t& word = hash.words[15 - i / 4];
    word = static_cast<std::uint16_t>(word << 4 | digit);
  }
  return hash;
}

PdqForms pdq_forms(const PdqHash& as_is, const PdqHash& left_right, const PdqHash& top_bottom,
                   const PdqHash& half_turn) {
  return {as_is,
          over_diagonal(left_right),
          half_turn,
          over_diagonal(top_bottom),
          left_right,
          top_bottom,
          over_diagonal(as_is),
          over_diagonal(half_turn)};
}

std::string turns_text(const PdqForms& forms) {
  return to_text(forms[4]) + ' ' + to_text(forms[5]) + ' ' + to_text(forms[2]);
}

std::optional<PdqForms> parse_pdq_forms(std::string_view pdq, std::string_view turns) {
  if (turns.size() != 3 * 64 + 2) return std::nullopt;
  const auto as_is = parse_pdq(pdq), left_right = parse_pdq(turns.substr(0, 64)),
             top_bottom = parse_pdq(turns.substr(65, 64)), half_turn = parse_pdq(turns.substr(130));
  if (!as_is || !left_right || !top_bottom || !half_turn) return std::nullopt;
  return pdq_forms(*as_is, *left_right, *top_bottom, *half_turn);
}

PdqResult pdq_of(const Picture& picture) {
  PdqResult result;
  constexpr std::uint32_t kLeast = 5;
  if (picture.width < kLeast || picture.height < kLeast) return result;
  const Condensed cells = condense(picture);
  result.quality = quality_of(cells.as_is);
  result.forms = pdq_forms(above_median(transform(cells.as_is)), above_median(transform(cells.columns)),
                           above_median(transform(cells.rows)), above_median(transform(cells.both)));
  return result;
}

}  // namespace ulika
