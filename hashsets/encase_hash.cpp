// EnCase 6 hash sets (.hash). Header: signature, version (u32 at 8), count of hashes (u32 at 16), the set's
// name in UTF-16LE at 1032; after 1152 bytes 18 for each hash: MD5 and a check of two bytes.
#include <fmt/format.h>

#include "hashsets/list_formats.h"

namespace ulika {
namespace {

constexpr std::string_view kSignature("HASH\r\n\xFF\0", 8);
constexpr std::size_t kHeader = 1152;
constexpr std::size_t kEntry = 18;

}  // namespace

bool is_encase_hash(Bytes head) {
  return as_text(head).starts_with(kSignature);
}

Result<HashList> read_encase_hash(InputFile& input, const RowSink& sink) {
  HashList list;
  list.format = "EnCase hash set";
  const auto refuse = [&](std::uint64_t offset, std::string_view what) {
    return fail(ErrorKind::damaged, fmt::format("{}, byte {}: {}", input.path().string(), offset, what));
  };
  if (input.size() < kHeader) return refuse(input.size(), "the header ends early");
  ByteReader header(input.head());
  header.seek(16);
  const std::uint64_t count = header.u32le();
  const std::uint64_t body = input.size() - kHeader;
  if (body % kEntry != 0) return refuse(input.size(), "it ends within a hash");
  if (count != 0 && count != body / kEntry) {
    return refuse(16, fmt::format("the header counts {} hashes, the file has {}", count, body / kEntry));
  }
  std::vector<std::byte> entry;
  std::uint64_t at = 0;
  for (;;) {
    const auto next = input.next();
    if (!next) return tl::unexpected(next.error());
    if (next->empty()) break;
    Bytes piece = *next;
    if (at < kHeader) piece = piece.subspan(kHeader);  // the first piece holds the header whole
    at += next->size();
    while (!piece.empty()) {
      const std::size_t part = std::min(kEntry - entry.size(), piece.size());
      entry.insert(entry.end(), piece.begin(), piece.begin() + static_cast<std::ptrdiff_t>(part));
      piece = piece.subspan(part);
      if (entry.size() < kEntry) continue;
      HashRow row;
      std::copy_n(entry.begin(), row.md5.size(), row.md5.begin());
      row.has[static_cast<std::size_t>(HashKind::md5)] = true;
      entry.clear();
      if (auto taken = sink(row); !taken) return tl::unexpected(taken.error());
      ++list.rows;
    }
  }
  if (!entry.empty()) return refuse(at, "it ends within a hash");
  return list;
}

}  // namespace ulika
