#include "triage/model/file_entry.h"

#include <array>

#include "triage/base/bytes.h"

namespace ulika {
namespace {

constexpr std::array<std::string_view, 5> kStates = {"allocated", "deleted", "orphan", "carved",
                                                     "unallocated"};
constexpr std::array<std::string_view, 7> kKinds = {"file",  "directory", "link", "special",
                                                    "slack", "area",      "seam"};

void put(std::string& out, std::uint64_t v) {  // LEB128
  while (v >= 0x80) {
    out.push_back(static_cast<char>(v | 0x80));
    v >>= 7;
  }
  out.push_back(static_cast<char>(v));
}

std::uint64_t get(ByteReader& in) {
  std::uint64_t v = 0;
  for (unsigned shift = 0; shift < 64; shift += 7) {
    const std::uint8_t b = in.u8();
    v |= static_cast<std::uint64_t>(b & 0x7f) << shift;
    if ((b & 0x80) == 0) return v;
  }
  in.skip(in.left() + 1);  // too long: fail
  return 0;
}

void put_extents(std::string& out, const std::vector<Extent>& extents) {
  put(out, extents.size());
  for (const Extent& e : extents) {
    put(out, static_cast<std::uint64_t>(e.offset + 1));
    put(out, e.length);
  }
}

void get_extents(ByteReader& in, std::vector<Extent>& extents) {
  const std::uint64_t n = get(in);
  if (n > in.left()) {  // each takes two bytes at least
    in.skip(in.left() + 1);
    return;
  }
  extents.resize(static_cast<std::size_t>(n));
  for (Extent& e : extents) {
    e.offset = static_cast<std::int64_t>(get(in)) - 1;
    e.length = get(in);
  }
}

}  // namespace

std::string_view file_state_name(FileState state) {
  return kStates[static_cast<std::size_t>(state)];
}
std::string_view entry_kind_name(EntryKind kind) {
  return kKinds[static_cast<std::size_t>(kind)];
}

std::string encode_content(const FileEntry& entry) {
  const ContentRef& c = entry.content;
  std::string out;
  out.push_back(static_cast<char>(c.kind));
  put_extents(out, c.extents);
  put_extents(out, entry.slack);
  put(out, c.inline_data.size());
  out += c.inline_data;
  for (std::uint64_t v :
       {std::uint64_t{c.volume}, c.meta, std::uint64_t{c.attr_type}, std::uint64_t{c.attr_id}, c.packed_size,
        std::uint64_t{c.method}, std::uint64_t{c.crc32}, std::uint64_t{c.has_crc}}) {
    put(out, v);
  }
  if (!c.cipher.empty()) {
    put(out, c.cipher.size());
    out += c.cipher;
  }
  return out;
}

Result<void> decode_content(std::string_view bytes, FileEntry& entry) {
  ByteReader in(as_bytes(bytes));
  ContentRef c;
  const std::uint8_t kind = in.u8();
  if (kind > static_cast<std::uint8_t>(ContentRef::Kind::stream)) {
    return fail(ErrorKind::damaged, "stored content reference of an unknown kind");
  }
  c.kind = static_cast<ContentRef::Kind>(kind);
  get_extents(in, c.extents);
  std::vector<Extent> slack;
  get_extents(in, slack);
  c.inline_data = std::string(as_text(in.take(static_cast<std::size_t>(get(in)))));
  c.volume = static_cast<std::uint32_t>(get(in));
  c.meta = get(in);
  c.attr_type = static_cast<std::uint32_t>(get(in));
  c.attr_id = static_cast<std::uint32_t>(get(in));
  c.packed_size = get(in);
  c.method = static_cast<std::uint32_t>(get(in));
  c.crc32 = static_cast<std::uint32_t>(get(in));
  c.has_crc = get(in) != 0;
  if (in.left() > 0) c.cipher = std::string(as_text(in.take(static_cast<std::size_t>(get(in)))));
  if (!in.ok() || in.left() != 0)
    return fail(ErrorKind::damaged, "stored content reference is cut or too long");
  entry.content = std::move(c);
  entry.slack = std::move(slack);
  return {};
}

}  // namespace ulika
