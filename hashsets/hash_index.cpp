#include "hashsets/hash_index.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

namespace ulika {
namespace {

std::uint32_t read_u32(const std::byte* at) {
  std::uint32_t value = 0;
  for (unsigned i = 0; i < 4; ++i) value |= std::to_integer<std::uint32_t>(at[i]) << (8 * i);
  return value;
}

Bytes digest_of(const Digests& digests, HashKind kind) {
  if (kind == HashKind::md5) return digests.md5;
  if (kind == HashKind::sha1) return digests.sha1;
  return digests.sha256;
}

}  // namespace

Result<HashIndex> HashIndex::open(const std::filesystem::path& file, Check check) {
  auto mapped = MappedFile::open(file);
  if (!mapped) return tl::unexpected(mapped.error());
  const Bytes bytes = mapped->bytes();
  const auto refuse = [&](std::string_view why) {
    return fail(ErrorKind::damaged, fmt::format("{}: {}", file.string(), why));
  };
  std::string why;
  const auto head = decode_head(bytes, why);
  if (!head) return refuse(why);
  if (head->file_size != bytes.size()) {
    return refuse(fmt::format("the index should have {} bytes and has {}", head->file_size, bytes.size()));
  }
  if (head->description_at < kHeadSize || head->description_at > bytes.size())
    return refuse("the head of the index contradicts itself");
  auto about =
      decode_description(bytes.subspan(static_cast<std::size_t>(head->description_at)), head->description_at);
  if (!about) return refuse("the description in the index was altered or is damaged");
  if (check == Check::content && sha256(bytes.subspan(kHeadSize)) != head->body_sha256)
    return refuse(
        "the index was altered or is damaged: its content does not have the SHA-256 that its head states");
  return HashIndex(std::move(*mapped), std::move(*about));
}

HashIndex::Found HashIndex::find(HashKind kind, const std::byte* digest) const {
  const IndexSection& section = about_.sections[static_cast<std::size_t>(kind)];
  if (section.entries == 0) return {};
  const std::byte* base = file_.bytes().data();
  const std::uint64_t prefix = prefix_of(digest);
  const std::byte* table = base + section.table_at + scale(prefix, section.buckets) * 4;
  const std::byte* block = base + section.filter_at + scale(prefix, section.blocks) * kFilterBlock;
  __builtin_prefetch(table);
  for (const unsigned bit : filter_bits(digest)) {
    if ((std::to_integer<unsigned>(block[bit / 8]) >> bit % 8 & 1U) == 0) return {};
  }
  const std::size_t size = kDigestSize[static_cast<std::size_t>(kind)];
  const std::size_t entry_size = about_.entry_size(kind);
  const std::byte* entries = base + section.entries_at;
  std::uint64_t low = std::min<std::uint64_t>(read_u32(table), section.entries);
  const std::uint64_t end = std::min<std::uint64_t>(read_u32(table + 4), section.entries);
  for (std::uint64_t high = end; low < high;) {
    const std::uint64_t middle = low + (high - low) / 2;
    if (std::memcmp(entries + middle * entry_size, digest, size) < 0) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  Found found{low, 0};
  while (low + found.count < end &&
         std::memcmp(entries + (low + found.count) * entry_size, digest, size) == 0)
    ++found.count;
  return found;
}

bool HashIndex::contains(Bytes digest) const {
  const auto kind = hash_kind_of_size(digest.size());
  return kind && find(*kind, digest.data()).count != 0;
}

Bytes HashIndex::member(const Digests& digests) const {
  for (const HashKind kind : {HashKind::sha256, HashKind::sha1, HashKind::md5}) {
    const Bytes digest = digest_of(digests, kind);
    if (find(kind, digest.data()).count != 0) return digest;
    const IndexSection& section = about_.sections[static_cast<std::size_t>(kind)];
    if (section.rows == about_.rows && section.entries != 0) return {};
  }
  return {};
}

bool HashIndex::contains(const Digests& digests) const {
  return !member(digests).empty();
}

std::vector<std::string_view> HashIndex::categories_of(Bytes digest) const {
  std::vector<std::string_view> names;
  const auto kind = hash_kind_of_size(digest.size());
  const Found found = kind ? find(*kind, digest.data()) : Found();
  if (found.count == 0) return names;
  if (!about_.categories.empty()) {
    const std::size_t entry_size = about_.entry_size(*kind);
    const std::byte* entry = file_.bytes().data() +
                             about_.sections[static_cast<std::size_t>(*kind)].entries_at +
                             found.first * entry_size;
    for (std::uint64_t i = 0; i < found.count; ++i, entry += entry_size) {
      const auto number = std::to_integer<std::size_t>(entry[entry_size - 1]);
      if (number < about_.categories.size() && !about_.categories[number].empty())
        names.push_back(about_.categories[number]);
    }
  }
  if (names.empty() && !about_.category.empty()) names.push_back(about_.category);
  std::sort(names.begin(), names.end());
  return names;
}

std::vector<std::string_view> HashIndex::categories_of(const Digests& digests) const {
  return categories_of(member(digests));
}

void HashIndex::each(HashKind kind,
                     const std::function<void(Bytes digest, std::string_view category)>& take) const {
  const IndexSection& section = about_.sections[static_cast<std::size_t>(kind)];
  const std::size_t entry_size = about_.entry_size(kind);
  const std::size_t size = kDigestSize[static_cast<std::size_t>(kind)];
  for (std::uint64_t i = 0; i < section.entries; ++i) {
    const Bytes entry =
        file_.bytes().subspan(static_cast<std::size_t>(section.entries_at + i * entry_size), entry_size);
    std::string_view category;
    if (!about_.categories.empty()) {
      const auto number = std::to_integer<std::size_t>(entry.back());
      if (number < about_.categories.size()) category = about_.categories[number];
    }
    take(entry.first(size), category);
  }
}

}  // namespace ulika
