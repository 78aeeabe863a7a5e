#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>

#include "triage/media/codes.h"

namespace ulika {
namespace {

// A row as runs of dark and light: where each begins; even entries of `dark` tell the colour of the first.
struct Runs {
  std::vector<std::uint32_t> begins;
  bool first_dark = false;

  bool dark(std::size_t i) const { return (i % 2 == 0) == first_dark; }
  std::uint32_t length(std::size_t i) const { return begins[i + 1] - begins[i]; }
  std::size_t size() const { return begins.empty() ? 0 : begins.size() - 1; }
};

constexpr std::uint32_t kReach = 24;  // pixels to each side that a threshold is taken from
constexpr int kClear = 6;             // less than this from the threshold keeps the colour before it

void split_row(std::span<const std::uint8_t> row, std::vector<std::uint32_t>& sums, Runs& runs) {
  const auto width = static_cast<std::uint32_t>(row.size());
  sums.resize(width + 1);
  sums[0] = 0;
  for (std::uint32_t x = 0; x < width; ++x) sums[x + 1] = sums[x] + row[x];
  runs.begins.clear();
  bool dark = false;
  for (std::uint32_t x = 0; x < width; ++x) {
    const std::uint32_t from = x < kReach ? 0 : x - kReach;
    const std::uint32_t to = std::min(width, x + kReach + 1);
    const int difference = int{row[x]} - static_cast<int>((sums[to] - sums[from]) / (to - from));
    const bool now = std::abs(difference) < kClear ? dark : difference < 0;
    if (x == 0) {
      runs.first_dark = dark = difference < 0;
      runs.begins.push_back(0);
    } else if (now != dark) {
      dark = now;
      runs.begins.push_back(x);
    }
  }
  runs.begins.push_back(width);
}

// Five lengths as 1:1:3:1:1, each within half a module; the module in pixels, or 0.
float module_of(const std::array<std::uint32_t, 5>& runs) {
  const auto total = static_cast<float>(runs[0] + runs[1] + runs[2] + runs[3] + runs[4]);
  if (total < 7) return 0;
  const float module = total / 7;
  const float slack = module * 0.5F + 0.3F;
  constexpr float kParts[5] = {1, 1, 3, 1, 1};
  for (std::size_t i = 0; i < 5; ++i) {
    const float allowed = i == 2 ? 2 * slack : slack;
    if (std::abs(static_cast<float>(runs[i]) - kParts[i] * module) > allowed) return 0;
  }
  return module;
}

// The same pattern straight through (x, y) from top to bottom, by the threshold between the mark's dark and
// light.
bool crossed(const Picture& grey, std::uint32_t x, std::uint32_t y, int threshold, bool dark, float module) {
  const auto is_inside = [&](std::int64_t v) {
    const int value = grey.pixels[static_cast<std::size_t>(v) * grey.width + x];
    return (value < threshold) == dark;
  };
  std::array<std::uint32_t, 5> runs{};
  const auto follow = [&](std::int64_t step, std::size_t middle, std::size_t side, std::size_t outer) {
    std::int64_t v = step < 0 ? y : std::int64_t{y} + 1;
    const auto limit = static_cast<std::uint32_t>(module * 5) + 2;
    for (const auto& [run, inside] : {std::pair{middle, true}, {side, false}, {outer, true}}) {
      while (v >= 0 && v < grey.height && is_inside(v) == inside && runs[run] < limit) {
        ++runs[run];
        v += step;
      }
    }
  };
  follow(-1, 2, 1, 0);
  follow(+1, 2, 3, 4);
  const float found = module_of(runs);
  return found > 0 && found < module * 1.8F && module < found * 1.8F;
}

struct Mark {
  float x, y, module;
};

bool alike(const Mark& a, const Mark& b) {
  const float ratio = a.module / b.module;
  return ratio < 1.6F && ratio > 0.62F;
}

// Three corners of a square, seen at a slant: two sides of nearly one length, the third side longer by √2.
bool is_corner(const Mark& a, const Mark& b, const Mark& c) {
  std::array<float, 3> sides = {std::hypot(a.x - b.x, a.y - b.y), std::hypot(b.x - c.x, b.y - c.y),
                                std::hypot(c.x - a.x, c.y - a.y)};
  std::sort(sides.begin(), sides.end());
  // The smallest code is 21 modules wide, its marks 14 apart; the largest has 177.
  if (sides[0] < 9 * a.module || sides[0] > 190 * a.module) return false;
  const float ratio = sides[2] / ((sides[0] + sides[1]) / 2);
  return sides[1] < 1.45F * sides[0] && ratio > 1.15F && ratio < 1.7F;
}

// Takes a mark in; true once three of one size stand as corners do.
bool add_mark(std::vector<Mark>& marks, const Mark& mark) {
  constexpr std::size_t kMarks = 48;
  for (const Mark& other : marks) {
    // The same mark, seen in the row before.
    if (std::hypot(mark.x - other.x, mark.y - other.y) < 3 * mark.module) return false;
  }
  for (std::size_t i = 0; i < marks.size(); ++i) {
    if (!alike(mark, marks[i])) continue;
    for (std::size_t j = i + 1; j < marks.size(); ++j) {
      if (alike(mark, marks[j]) && is_corner(mark, marks[i], marks[j])) return true;
    }
  }
  if (marks.size() < kMarks) marks.push_back(mark);
  return false;
}

bool find_marks(const Picture& grey, std::uint32_t y, const Runs& runs, std::vector<Mark>& marks) {
  const auto row = grey.row(y);
  for (std::size_t i = 0; i + 5 <= runs.size(); ++i) {
    const float module = module_of(
        {runs.length(i), runs.length(i + 1), runs.length(i + 2), runs.length(i + 3), runs.length(i + 4)});
    if (module <= 0) continue;
    const std::uint32_t x = runs.begins[i + 2] + runs.length(i + 2) / 2;
    const int inside = row[x];
    const int outside = (row[runs.begins[i + 1] + runs.length(i + 1) / 2] +
                         row[runs.begins[i + 3] + runs.length(i + 3) / 2]) /
                        2;
    constexpr int kContrast = 40;
    const int contrast = std::abs(inside - outside);
    if (contrast < kContrast) continue;
    // The ring around is as dark as the middle.
    const int ring =
        (row[runs.begins[i] + runs.length(i) / 2] + row[runs.begins[i + 4] + runs.length(i + 4) / 2]) / 2;
    if (std::abs(ring - inside) * 2 > contrast) continue;
    if (!crossed(grey, x, y, (inside + outside) / 2, inside < outside, module)) continue;
    if (add_mark(marks, {static_cast<float>(x), static_cast<float>(y), module})) return true;
  }
  return false;
}

// The same bars a few rows further down: a chain of many narrow runs that stand in both rows.
bool same_bars(const Runs& a, const Runs& b) {
  constexpr std::size_t kBars = 40;
  constexpr std::uint32_t kWidest = 14;
  std::size_t chain = 0, j = 0;
  for (std::size_t i = 1; i < a.size(); ++i) {
    if (a.length(i) > kWidest) {
      chain = 0;
      continue;
    }
    while (j < b.size() && b.begins[j] + 1 < a.begins[i]) ++j;
    const bool stands = j < b.size() && b.begins[j] <= a.begins[i] + 1 && a.dark(i) == b.dark(j);
    chain = stands ? chain + 1 : 0;
    if (chain >= kBars) return true;
  }
  return false;
}

}  // namespace

bool may_hold_codes(const Picture& grey) {
  if (grey.channels != 1 || grey.width < 21 || grey.height < 21) return false;
  std::vector<std::uint32_t> sums;
  std::vector<Mark> marks;
  Runs runs, before;
  unsigned bars = 0;
  for (std::uint32_t y = 1; y < grey.height; y += 2) {
    split_row(grey.row(y), sums, runs);
    if (find_marks(grey, y, runs, marks)) return true;
    if (y % 4 == 1) {
      bars = same_bars(runs, before) ? bars + 1 : 0;
      if (bars >= 3) return true;
      std::swap(runs, before);
    }
  }
  return false;
}

}  // namespace ulika
