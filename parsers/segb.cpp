#include "parsers/segb.h"

#include <algorithm>
#include <bit>

namespace ulika {
namespace {

constexpr std::string_view kMagic = "SEGB";
constexpr std::size_t kOldHeader = 56;  // its last four bytes are the magic
constexpr std::size_t kOldEntryHeader = 32;
constexpr std::size_t kNewHeader = 32;  // its first four bytes are the magic
constexpr std::size_t kTrailerEntry = 16;
constexpr std::size_t kNewEntryHeader = 8;  // CRC-32 of the payload, and a number

double real(std::uint64_t bits) {
  return std::bit_cast<double>(bits);
}

// Header: end of the entries (u32), …, magic. Entry: length, state, two times, CRC-32, a number; the payload
// is followed by zeros up to a multiple of eight bytes from the end of the header.
SegbFile read_old(Bytes file) {
  SegbFile out;
  out.version = 1;
  ByteReader reader(file);
  std::size_t end = reader.u32le();
  if (end < kOldHeader || end > file.size()) {
    end = file.size();
    out.damaged = true;
  }
  reader.seek(kOldHeader);
  while (reader.ok() && reader.offset() + kOldEntryHeader <= end) {
    const std::uint32_t length = reader.u32le();
    SegbEntry entry;
    entry.state = static_cast<std::int32_t>(reader.u32le());
    entry.at = real(reader.u64le());
    reader.skip(kOldEntryHeader - 16);
    entry.offset = reader.offset();
    if (length > end - reader.offset()) {
      out.damaged = true;
      break;
    }
    entry.data = reader.take(length);
    if (length > 0) out.entries.push_back(entry);
    const std::size_t past = (reader.offset() - kOldHeader) % 8;
    if (past != 0 && reader.left() < 8 - past) break;
    if (past != 0) reader.skip(8 - past);
  }
  return out;
}

// Header: magic, number of entries (u32), time, …. The last bytes of the file are the trailer, for each entry
// where it ends (i32 from the end of the header), its state and its time; ends are followed by zeros up to a
// multiple of four.
SegbFile read_new(Bytes file) {
  SegbFile out;
  out.version = 2;
  ByteReader head(file);
  head.skip(4);
  const std::size_t count = head.u32le();
  if (file.size() < kNewHeader || count > (file.size() - kNewHeader) / kTrailerEntry) {
    out.damaged = true;
    return out;
  }
  const std::size_t room = file.size() - kNewHeader - count * kTrailerEntry;  // of the entries
  struct Mark {
    std::uint32_t end;
    std::int32_t state;
    double at;
  };
  std::vector<Mark> marks;
  ByteReader trailer(file.subspan(kNewHeader + room));
  for (std::size_t i = 0; i < count; ++i) {
    Mark mark{};
    mark.end = trailer.u32le();
    mark.state = static_cast<std::int32_t>(trailer.u32le());
    mark.at = real(trailer.u64le());
    marks.push_back(mark);
  }
  std::stable_sort(marks.begin(), marks.end(), [](const Mark& a, const Mark& b) { return a.end < b.end; });
  std::size_t begin = 0;
  for (const Mark& mark : marks) {
    if (mark.end > room || mark.end < begin) {
      out.damaged = true;
      break;
    }
    const std::size_t length = mark.end - begin;
    if (length > kNewEntryHeader) {
      SegbEntry entry;
      entry.offset = kNewHeader + begin + kNewEntryHeader;
      entry.data = file.subspan(kNewHeader + begin + kNewEntryHeader, length - kNewEntryHeader);
      entry.state = mark.state;
      entry.at = mark.at;
      out.entries.push_back(entry);
    }
    if (length > 0) begin = (std::size_t{mark.end} + 3) / 4 * 4;
  }
  return out;
}

}  // namespace

std::optional<SegbFile> read_segb(Bytes file) {
  const std::string_view text = as_text(file);
  if (text.substr(0, kMagic.size()) == kMagic) return read_new(file);
  if (text.size() >= kOldHeader && text.substr(kOldHeader - kMagic.size(), kMagic.size()) == kMagic)
    return read_old(file);
  return std::nullopt;
}

}  // namespace ulika
