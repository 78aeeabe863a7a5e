#include "parsers/wal_check.h"

#include <algorithm>
#include <array>
#include <vector>

#include "triage/base/bytes.h"

namespace ulika {
namespace {

constexpr std::size_t kWalHeader = 32;
constexpr std::size_t kFrameHeader = 24;

std::vector<std::byte> read_piece(ByteSource& source, std::uint64_t offset, std::size_t length) {
  std::vector<std::byte> piece(length);
  std::size_t got = 0;
  while (got < length) {
    const auto read = source.read(offset + got, std::span(piece).subspan(got));
    if (!read || *read == 0) break;
    got += *read;
  }
  piece.resize(got);
  return piece;
}

bool is_page_size(std::uint32_t size) {
  return size >= 512 && size <= 65536 && (size & (size - 1)) == 0;
}

}  // namespace

void WalChecksum::add(Bytes bytes) {
  ByteReader reader(bytes);
  while (reader.left() >= 8) {
    s0 += (big_endian ? reader.u32be() : reader.u32le()) + s1;
    s1 += (big_endian ? reader.u32be() : reader.u32le()) + s0;
  }
}

WalSummary check_wal(ByteSource& wal) {
  WalSummary summary;
  const auto header = read_piece(wal, 0, kWalHeader);
  if (header.size() < kWalHeader) return summary;
  ByteReader reader{Bytes(header)};
  const std::uint32_t magic = reader.u32be();
  const std::uint32_t version = reader.u32be();
  summary.page_size = reader.u32be();
  reader.u32be();  // checkpoint sequence number
  const std::uint32_t salt1 = reader.u32be();
  const std::uint32_t salt2 = reader.u32be();
  WalChecksum sum;
  sum.big_endian = (magic & 1) != 0;
  sum.add(Bytes(header).first(24));
  if ((magic & 0xFFFFFFFEU) != 0x377F0682 || version != 3007000 || !is_page_size(summary.page_size))
    return summary;
  if (reader.u32be() != sum.s0 || reader.u32be() != sum.s1) return summary;
  summary.is_wal = true;

  const std::uint64_t frame_size = kFrameHeader + summary.page_size;
  for (std::uint64_t at = kWalHeader; at < wal.size(); at += frame_size) {
    const auto frame = read_piece(wal, at, static_cast<std::size_t>(frame_size));
    ByteReader head{Bytes(frame)};
    head.u32be();  // page number
    const std::uint32_t commit = head.u32be();
    const bool ours = head.u32be() == salt1 && head.u32be() == salt2;
    if (!head.ok() || !ours) break;  // left over from before the last checkpoint
    bool whole = frame.size() == frame_size;
    if (whole) {
      sum.add(Bytes(frame).first(8));
      sum.add(Bytes(frame).subspan(kFrameHeader));
      whole = head.u32be() == sum.s0 && head.u32be() == sum.s1;
    }
    if (!whole) {
      summary.torn = true;
      summary.torn_at = at;
      break;
    }
    ++summary.frames;
    if (commit != 0) summary.committed = summary.frames;
  }
  return summary;
}

std::uint32_t database_page_size(ByteSource& database) {
  const auto header = read_piece(database, 0, 100);
  if (header.size() < 100 || as_text(Bytes(header).first(16)) != std::string_view("SQLite format 3\0", 16))
    return 0;
  ByteReader reader{Bytes(header).subspan(16)};
  const std::uint32_t stored = reader.u16be();
  const std::uint32_t size = stored == 1 ? 65536 : stored;
  return is_page_size(size) ? size : 0;
}

bool is_hot_journal(ByteSource& journal) {
  static constexpr std::array<unsigned char, 8> kMagic = {0xD9, 0xD5, 0x05, 0xF9, 0x20, 0xA1, 0x63, 0xD7};
  const auto header = read_piece(journal, 0, kMagic.size());
  return header.size() == kMagic.size() &&
         std::equal(kMagic.begin(), kMagic.end(), header.begin(),
                    [](unsigned char a, std::byte b) { return std::byte{a} == b; });
}

}  // namespace ulika
