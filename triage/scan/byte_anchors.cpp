#include "triage/scan/byte_anchors.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

namespace ulika {
namespace byte_anchors {
namespace {

constexpr std::array<std::uint16_t, 256> make_classes() {
  std::array<std::uint16_t, 256> table{};
  for (int c = 0; c < 256; ++c) {
    const bool digit = c >= '0' && c <= '9';
    const bool alpha = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    const bool token = digit || alpha || c == '_' || c == '-';
    table[static_cast<std::size_t>(c)] =
        static_cast<std::uint16_t>((digit ? 1 : 0) | (alpha ? 2 : 0) | (token ? 4 : 0) | (c == '@' ? 8 : 0) |
                                   (c == ':' ? 16 : 0) | (c == '/' ? 32 : 0) | (c == '.' ? 64 : 0) |
                                   (c == '+' ? 128 : 0) | (c == 0xB0 ? 256 : 0) | (c == 0 ? 512 : 0));
  }
  return table;
}
constexpr auto kClasses = make_classes();

}  // namespace

void classify_portable(const unsigned char* data, std::size_t blocks, ClassMasks* out) {
  for (std::size_t b = 0; b < blocks; ++b, data += 64) {
    ClassMasks m;
    for (unsigned i = 0; i < 64; ++i) {
      const std::uint64_t classes = kClasses[data[i]];
      m.digit |= (classes & 1) << i;
      m.alpha |= (classes >> 1 & 1) << i;
      m.token |= (classes >> 2 & 1) << i;
      m.at_sign |= (classes >> 3 & 1) << i;
      m.colon |= (classes >> 4 & 1) << i;
      m.slash |= (classes >> 5 & 1) << i;
      m.dot |= (classes >> 6 & 1) << i;
      m.plus |= (classes >> 7 & 1) << i;
      m.degree |= (classes >> 8 & 1) << i;
      m.zero |= (classes >> 9 & 1) << i;
    }
    out[b] = m;
  }
}

}  // namespace byte_anchors

namespace {

using namespace byte_anchors;

// A class over three neighbouring blocks; `ahead` and `behind` say for each byte of the middle one what
// stands k bytes after or before it (0 < k < 64).
struct Span {
  std::uint64_t before, here, after;
  std::uint64_t ahead(unsigned k) const { return here >> k | after << (64 - k); }
  std::uint64_t behind(unsigned k) const { return here << k | before >> (64 - k); }
};

// The start of 25 in a row, `step` bytes apart.
std::uint64_t starts_of_long_runs(const Span& set, unsigned step) {
  Span run = set;
  for (unsigned length = 1; length < 16; length *= 2) {  // run: 2, 4, 8, 16 in a row
    const unsigned k = length * step;
    run.here &= run.here >> k | run.after << (64 - k);
    run.after &= run.after >> k;
  }
  const unsigned rest = 9 * step;
  return run.here & (run.here >> rest | run.after << (64 - rest)) & ~set.behind(step);
}

struct Found {
  std::uint64_t number, token, at_sign, colon, slash, plus, degree;
  std::uint64_t any() const { return number | token | at_sign | colon | slash | plus | degree; }
};

template <unsigned S>  // bytes a character
Found anchors_of(const Span& digit, const Span& alpha, const Span& token, std::uint64_t at_sign,
                 std::uint64_t colon, const Span& slash, const Span& dot, std::uint64_t plus,
                 std::uint64_t degree) {
  Found f;
  f.number = digit.here & ~digit.behind(S) & digit.ahead(S) & digit.ahead(2 * S);
  f.token = starts_of_long_runs(token, S);
  f.at_sign = at_sign & token.ahead(S) & token.ahead(2 * S) &
              ((token.behind(S) & token.behind(2 * S)) |
               (token.ahead(3 * S) & token.ahead(4 * S) & token.ahead(5 * S)));
  f.colon = colon & ((slash.ahead(S) & slash.ahead(2 * S)) |
                     (alpha.behind(S) & alpha.behind(2 * S) & alpha.behind(3 * S) & token.ahead(S)));
  f.slash = slash.here & alpha.behind(S) & alpha.behind(2 * S) &
            (dot.behind(3 * S) | (alpha.behind(3 * S) & dot.behind(4 * S)));
  f.plus = plus & token.ahead(S) & token.ahead(2 * S);
  for (unsigned k = 1; k <= 8 && f.plus != 0; ++k) f.plus &= token.behind(k * S);
  f.degree = degree & (digit.behind(S) | digit.behind(2 * S)) & (digit.ahead(S) | digit.ahead(2 * S));
  return f;
}

Found narrow_anchors(const ClassMasks& p, const ClassMasks& c, const ClassMasks& n) {
  return anchors_of<1>({p.digit, c.digit, n.digit}, {p.alpha, c.alpha, n.alpha}, {p.token, c.token, n.token},
                       c.at_sign, c.colon, {p.slash, c.slash, n.slash}, {p.dot, c.dot, n.dot}, c.plus,
                       c.degree);
}

// A character counts as wide when a zero byte follows it.
Found wide_anchors(const ClassMasks& p, const ClassMasks& c, const ClassMasks& n) {
  const std::uint64_t before = p.zero >> 1 | c.zero << 63;
  const std::uint64_t here = c.zero >> 1 | n.zero << 63;
  const std::uint64_t after = n.zero >> 1;  // its last character is further away than any anchor looks
  const auto wide = [&](std::uint64_t x, std::uint64_t y, std::uint64_t z) {
    return Span{x & before, y & here, z & after};
  };
  return anchors_of<2>(wide(p.digit, c.digit, n.digit), wide(p.alpha, c.alpha, n.alpha),
                       wide(p.token, c.token, n.token), c.at_sign & here, c.colon & here,
                       wide(p.slash, c.slash, n.slash), wide(p.dot, c.dot, n.dot), c.plus & here,
                       c.degree & here);
}

// Every wide anchor has a wide letter, digit or slash right beside it, but for the degree sign.
bool may_be_wide(const ClassMasks& c, const ClassMasks& n) {
  const std::uint64_t wide = c.zero >> 1 | n.zero << 63;
  const std::uint64_t here = (c.token | c.at_sign | c.colon | c.slash | c.plus) & wide;
  constexpr std::uint64_t kEdges = 0xC000000000000003;  // their neighbours are in the next block
  return ((here & (here << 2 | here >> 2 | kEdges)) | (c.degree & wide)) != 0;
}

void append(std::uint64_t bits, std::size_t base, std::size_t begin, std::size_t end, AnchorKind kind,
            bool wide, std::vector<ByteAnchor>& out) {
  for (; bits != 0; bits &= bits - 1) {
    const std::size_t at = base + static_cast<std::size_t>(std::countr_zero(bits));
    if (at >= begin && at < end) out.push_back({at, kind, wide});
  }
}

void append_all(const Found& f, std::size_t base, std::size_t begin, std::size_t end, bool wide,
                std::vector<ByteAnchor>& out) {
  if (f.any() == 0) return;
  append(f.number, base, begin, end, AnchorKind::number, wide, out);
  append(f.token, base, begin, end, AnchorKind::token, wide, out);
  append(f.at_sign, base, begin, end, AnchorKind::at_sign, wide, out);
  append(f.colon, base, begin, end, AnchorKind::colon, wide, out);
  append(f.slash, base, begin, end, AnchorKind::slash, wide, out);
  append(f.plus, base, begin, end, AnchorKind::plus, wide, out);
  append(f.degree, base, begin, end, AnchorKind::degree, wide, out);
}

void find_anchors(Bytes block, std::size_t begin, std::size_t end, Classify classify,
                  std::vector<ByteAnchor>& out) {
  constexpr std::size_t kBlock = 64;
  constexpr std::size_t kBatch = 64;  // blocks classified at once; their masks stay in the first cache
  end = std::min(end, block.size());
  if (begin >= end) return;
  const auto* data = reinterpret_cast<const unsigned char*>(block.data());
  const std::size_t first = begin / kBlock;
  const std::size_t last = (end - 1) / kBlock;

  // masks[0] is the block before the batch, masks[n + 1] the one after it.
  std::array<ClassMasks, kBatch + 2> masks;
  const auto fill = [&](std::size_t from, std::size_t count, ClassMasks* to) {
    const std::size_t whole = block.size() / kBlock;
    const std::size_t plain = from < whole ? std::min(count, whole - from) : 0;
    if (plain != 0) classify(data + from * kBlock, plain, to);
    for (std::size_t i = plain; i < count; ++i) {
      std::array<unsigned char, kBlock> tail;
      tail.fill(0xFF);  // a byte of no class: there is nothing past the end
      const std::size_t at = (from + i) * kBlock;
      if (at < block.size()) std::memcpy(tail.data(), data + at, block.size() - at);
      classify(tail.data(), 1, to + i);
    }
  };
  for (std::size_t batch = first; batch <= last; batch += kBatch) {
    const std::size_t count = std::min(kBatch, last - batch + 1);
    if (batch == 0) {
      masks[0] = ClassMasks{};
      fill(0, count + 1, &masks[1]);
    } else {
      fill(batch - 1, count + 2, &masks[0]);
    }
    for (std::size_t i = 1; i <= count; ++i) {
      const std::size_t base = (batch + i - 1) * kBlock;
      append_all(narrow_anchors(masks[i - 1], masks[i], masks[i + 1]), base, begin, end, false, out);
      if (may_be_wide(masks[i], masks[i + 1])) {
        append_all(wide_anchors(masks[i - 1], masks[i], masks[i + 1]), base, begin, end, true, out);
      }
    }
  }
}

}  // namespace

void find_byte_anchors(Bytes block, std::size_t begin, std::size_t end, std::vector<ByteAnchor>& out) {
  static const Classify classify = has_avx2() ? classify_avx2 : classify_portable;
  find_anchors(block, begin, end, classify, out);
}

void find_byte_anchors_portable(Bytes block, std::size_t begin, std::size_t end,
                                std::vector<ByteAnchor>& out) {
  find_anchors(block, begin, end, classify_portable, out);
}

}  // namespace ulika
