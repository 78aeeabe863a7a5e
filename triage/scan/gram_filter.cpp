#include "triage/scan/gram_filter.h"

#include "triage/scan/gram_windows.h"

namespace ulika {
namespace {

using gram_windows::ClassMasks;

constexpr bool is_cyrillic_extension(unsigned b) {
  // Letters of CP1251 and KZ-1048 below 0xC0, and ё of KOI8-R.
  for (const unsigned letter : {0x8Du, 0x8Eu, 0x9Du, 0x9Eu, 0xA1u, 0xA2u, 0xA3u, 0xA5u, 0xA8u, 0xAAu,
                                0xAFu, 0xB2u, 0xB3u, 0xB4u, 0xB8u, 0xBAu, 0xBCu, 0xBDu, 0xBEu, 0xBFu}) {
    if (b == letter) return true;
  }
  return false;
}

constexpr std::uint8_t class_of(unsigned b) {
  unsigned c = 0;
  if ((b >= 'A' && b <= 'Z') || (b >= 'a' && b <= 'z')) c |= kAsciiLetter;
  if (b >= 0xC0 || is_cyrillic_extension(b)) c |= kHighLetter;
  if ((b >= 0x80 && b < 0xB0) || (b >= 0xE0 && b < 0xF2)) c |= kCp866Letter;
  if (b >= 0xD0 && b < 0xD4) c |= kCyrillicLead;
  if (b >= 0x80 && b < 0xC0) c |= kUtf8Tail;
  if (b == 0) c |= kZero;
  if (b == 4) c |= kFour;
  return static_cast<std::uint8_t>(c);
}

constexpr std::array<std::uint8_t, 256> kClasses = [] {
  std::array<std::uint8_t, 256> classes{};
  for (unsigned b = 0; b < 256; ++b) classes[b] = class_of(b);
  return classes;
}();

// Bit i of the result is bit `bit` of byte i: the multiplication gathers the lowest bits of eight bytes.
std::uint64_t gather(std::uint64_t eight, unsigned bit) {
  return (eight >> bit & 0x0101010101010101ULL) * 0x0102040810204080ULL >> 56;
}

ClassMasks masks_of(const std::uint8_t* p) {
  ClassMasks m{};
  for (unsigned i = 0; i < 64; i += 8) {
    std::uint64_t eight = 0;
    for (unsigned k = 0; k < 8; ++k) eight |= std::uint64_t{kClasses[p[i + k]]} << 8 * k;
    m.ascii |= gather(eight, 0) << i;
    m.high |= gather(eight, 1) << i;
    m.cp866 |= gather(eight, 2) << i;
    m.lead |= gather(eight, 3) << i;
    m.tail |= gather(eight, 4) << i;
    m.zero |= gather(eight, 5) << i;
    m.four |= gather(eight, 6) << i;
  }
  return m;
}

std::uint64_t starts_of(const GramTables& t, const std::uint8_t* p) {
  std::uint64_t starts = 0;
  for (unsigned i = 0; i < kFilterStep; ++i) {
    const unsigned groups =
        unsigned{t.groups[0][p[i]]} & t.groups[1][p[i + 1]] & t.groups[2][p[i + 2]] & t.groups[3][p[i + 3]];
    starts |= std::uint64_t{groups != 0} << i;
  }
  return starts;
}

}  // namespace

std::uint8_t byte_class(std::uint8_t byte) {
  return kClasses[byte];
}

std::size_t filter_portable(const GramTables& tables, const std::uint8_t* data, std::size_t steps,
                            Candidate* out) {
  Candidate* const first = out;
  for (std::size_t step = 0; step < steps; ++step) {
    const std::size_t at = step * kFilterStep;
    const std::uint8_t* p = data + at;
    const std::uint64_t starts = tables.any_starts ? starts_of(tables, p) : 0;
    out = gram_windows::emit(tables, p, static_cast<std::uint32_t>(at), masks_of(p), starts, out);
  }
  return static_cast<std::size_t>(out - first);
}

}  // namespace ulika
