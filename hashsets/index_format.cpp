#include "hashsets/index_format.h"

#include <algorithm>

#include "triage/base/digest.h"

namespace ulika {
namespace {

constexpr std::size_t kMaxText = 4096;

class Encoder {
 public:
  void number(std::uint64_t value, std::size_t bytes) {
    for (std::size_t i = 0; i < bytes; ++i) out.push_back(static_cast<std::byte>(value >> (8 * i) & 0xFF));
  }
  void raw(Bytes bytes) { out.insert(out.end(), bytes.begin(), bytes.end()); }
  void text(std::string_view text) {
    text = text.substr(0, kMaxText);
    number(text.size(), 2);
    raw(as_bytes(text));
  }
  void texts(const std::vector<std::string>& list) {
    number(list.size(), 2);
    for (const std::string& one : list) text(one);
  }
  std::vector<std::byte> out;
};

std::string read_text(ByteReader& reader) {
  return std::string(as_text(reader.take(reader.u16le())));
}

std::vector<std::string> read_texts(ByteReader& reader) {
  std::vector<std::string> list;
  for (std::size_t n = reader.u16le(); n != 0 && reader.ok(); --n) list.push_back(read_text(reader));
  return list;
}

// True when `count` things of `size` bytes lie at `at`, between the head and `end`.
bool lies_within(std::uint64_t at, std::uint64_t count, std::uint64_t size, std::uint64_t end) {
  return at >= kHeadSize && at <= end && count <= (end - at) / size;
}

bool fits(const IndexSection& s, std::uint64_t entry_size, std::uint64_t end) {
  if (s.entries == 0) return s.digests == 0;
  return s.digests != 0 && s.digests <= s.entries && s.entries <= UINT32_MAX && s.buckets != 0 &&
         s.blocks != 0 && s.buckets < UINT32_MAX && lies_within(s.entries_at, s.entries, entry_size, end) &&
         lies_within(s.table_at, s.buckets + 1, 4, end) &&
         lies_within(s.filter_at, s.blocks, kFilterBlock, end) && s.filter_at % kFilterBlock == 0 &&
         s.table_at % 4 == 0;
}

}  // namespace

std::string_view hash_set_kind_name(HashSetKind kind) {
  return kind == HashSetKind::notable ? "notable" : "known";
}

std::vector<std::byte> encode(const IndexDescription& d) {
  Encoder e;
  e.text(d.name);
  e.number(static_cast<std::uint64_t>(d.kind), 1);
  e.text(d.category);
  e.text(d.source);
  e.text(d.format);
  e.raw(d.sha256);
  e.number(d.rows, 8);
  e.texts(d.notes);
  e.texts(d.categories);
  for (const IndexSection& s : d.sections) {
    for (const std::uint64_t number :
         {s.digests, s.entries, s.rows, s.entries_at, s.table_at, s.buckets, s.filter_at, s.blocks})
      e.number(number, 8);
  }
  return e.out;
}

std::array<std::byte, kHeadSize> encode(const IndexHead& head) {
  Encoder e;
  e.raw(as_bytes(kIndexMagic));
  e.number(kIndexVersion, 8);
  e.number(head.file_size, 8);
  e.number(head.description_at, 8);
  e.raw(head.body_sha256);
  e.out.resize(kHeadDigestAt);
  e.raw(sha256(e.out));
  std::array<std::byte, kHeadSize> out{};
  std::copy(e.out.begin(), e.out.end(), out.begin());
  return out;
}

std::optional<IndexHead> decode_head(Bytes bytes, std::string& why) {
  why = "this is no index of a hash set";
  if (bytes.size() < kHeadSize || !as_text(bytes).starts_with(kIndexMagic)) return std::nullopt;
  why = "the head of the index was altered or is damaged";
  const auto digest = sha256(bytes.first(kHeadDigestAt));
  if (!std::equal(digest.begin(), digest.end(), bytes.begin() + kHeadDigestAt)) return std::nullopt;
  ByteReader reader(bytes.subspan(kIndexMagic.size()));
  why = "the index was made by another version; import the list again";
  if (reader.u64le() != kIndexVersion) return std::nullopt;
  IndexHead head;
  head.file_size = reader.u64le();
  head.description_at = reader.u64le();
  const Bytes body = reader.take(head.body_sha256.size());
  std::copy(body.begin(), body.end(), head.body_sha256.begin());
  return head;
}

std::optional<IndexDescription> decode_description(Bytes bytes, std::uint64_t description_at) {
  ByteReader reader(bytes);
  IndexDescription d;
  d.name = read_text(reader);
  const unsigned kind = reader.u8();
  d.kind = kind == 1 ? HashSetKind::notable : HashSetKind::known;
  d.category = read_text(reader);
  d.source = read_text(reader);
  d.format = read_text(reader);
  const Bytes digest = reader.take(d.sha256.size());
  std::copy(digest.begin(), digest.end(), d.sha256.begin());
  d.rows = reader.u64le();
  d.notes = read_texts(reader);
  d.categories = read_texts(reader);
  for (std::size_t k = 0; k < kHashKinds; ++k) {
    IndexSection& s = d.sections[k];
    for (std::uint64_t* number :
         {&s.digests, &s.entries, &s.rows, &s.entries_at, &s.table_at, &s.buckets, &s.filter_at, &s.blocks})
      *number = reader.u64le();
    if (!fits(s, d.entry_size(static_cast<HashKind>(k)), description_at)) return std::nullopt;
  }
  if (!reader.ok() || reader.left() != 0 || kind > 1 || d.categories.size() > kMaxCategories)
    return std::nullopt;
  return d;
}

}  // namespace ulika
