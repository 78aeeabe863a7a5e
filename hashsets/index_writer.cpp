#include "hashsets/index_writer.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

#include "hashsets/mapped_file.h"
#include "triage/base/digest.h"

namespace ulika {
namespace {

constexpr std::size_t kPiece = std::size_t{1} << 20;

Result<void> pad_to(NewFile& out, std::size_t multiple) {
  const std::vector<std::byte> zeros(static_cast<std::size_t>((multiple - out.size() % multiple) % multiple));
  return out.append(zeros);
}

Result<void> append_u32(NewFile& out, std::uint32_t value) {
  std::array<std::byte, 4> bytes{};
  for (std::size_t i = 0; i < 4; ++i) bytes[i] = static_cast<std::byte>(value >> (8 * i) & 0xFF);
  return out.append(bytes);
}

// Hands on each entry of a section that was written before, in order.
template <class Take>
Result<void> read_entries(NewFile& out, const IndexSection& section, std::size_t entry_size, Take take) {
  std::vector<std::byte> piece;
  const std::uint64_t at_once = kPiece / entry_size;
  for (std::uint64_t done = 0; done < section.entries;) {
    const std::uint64_t count = std::min(at_once, section.entries - done);
    piece.resize(static_cast<std::size_t>(count) * entry_size);
    if (auto got = out.read(section.entries_at + done * entry_size, piece); !got) return got;
    for (std::size_t at = 0; at < piece.size(); at += entry_size) {
      if (auto taken = take(piece.data() + at); !taken) return taken;
    }
    done += count;
  }
  return {};
}

}  // namespace

IndexWriter::IndexWriter(std::filesystem::path file, IndexOptions options)
    : file_(std::move(file)), options_(std::move(options)) {}

Result<std::uint8_t> IndexWriter::number_of_category(std::string_view name) {
  if (const auto found = categories_.find(name); found != categories_.end()) return found->second;
  // One number stays for entries without a category, should there be any.
  if (categories_.size() >= kMaxCategories - 1 && !name.empty())
    return fail(ErrorKind::limit, fmt::format("the list has more than {} categories", kMaxCategories - 1));
  const auto number = static_cast<std::uint8_t>(categories_.size());
  categories_.emplace(name, number);
  return number;
}

Result<void> IndexWriter::add(const HashRow& row) {
  const auto category = number_of_category(row.category);
  if (!category) return tl::unexpected(category.error());
  bool any = false;
  for (const HashKind kind : options_.kinds) {
    const auto k = static_cast<std::size_t>(kind);
    if (!row.has[k]) continue;
    ++rows_[k];
    any = true;
    // With a byte for the category, until it is known whether there are any.
    const std::size_t width = kDigestSize[k] + 1;
    if (!sorters_[k]) {
      sorters_[k] =
          std::make_unique<DigestSorter>(width, options_.memory_bytes / options_.kinds.size(), file_);
    }
    std::array<std::byte, 33> record{};
    std::memcpy(record.data(), row.digest(kind).data(), kDigestSize[k]);
    record[kDigestSize[k]] = static_cast<std::byte>(*category);
    if (auto added = sorters_[k]->add(Bytes(record).first(width)); !added) return added;
  }
  all_rows_ += any ? 1 : 0;
  return {};
}

Result<void> IndexWriter::finish(IndexDescription about) {
  if (all_rows_ == 0) return fail(ErrorKind::usage, "the list holds no digest of a kind that is to be kept");
  about.rows = all_rows_;
  about.categories.clear();
  if (categories_.size() > 1 || (categories_.size() == 1 && !categories_.begin()->first.empty())) {
    about.categories.resize(categories_.size());
    for (const auto& [name, number] : categories_) about.categories[number] = name;
  }
  auto out = NewFile::create(file_);
  if (!out) return tl::unexpected(out.error());
  if (auto begun = out->append(std::array<std::byte, kHeadSize>{}); !begun) return begun;
  for (std::size_t k = 0; k < kHashKinds; ++k) {
    if (!sorters_[k]) continue;
    const auto kind = static_cast<HashKind>(k);
    if (auto written = write_entries(kind, *out, about); !written) return written;
    if (auto written = write_lookups(kind, *out, about); !written) return written;
  }
  IndexHead head;
  head.description_at = out->size();
  if (auto written = out->append(encode(about)); !written) return written;
  if (auto flushed = out->flush(); !flushed) return flushed;
  head.file_size = out->size();
  {
    const auto mapped = MappedFile::open(out->temporary_path());
    if (!mapped) return tl::unexpected(mapped.error());
    head.body_sha256 = sha256(mapped->bytes().subspan(kHeadSize));
  }
  if (auto written = out->put(0, encode(head)); !written) return written;
  return out->commit();
}

Result<void> IndexWriter::write_entries(HashKind kind, NewFile& out, IndexDescription& about) {
  const auto k = static_cast<std::size_t>(kind);
  IndexSection& section = about.sections[k];
  section.rows = rows_[k];
  if (auto padded = pad_to(out, kFilterBlock); !padded) return padded;
  section.entries_at = out.size();
  std::array<std::byte, 32> before{};
  const auto digest_size = static_cast<std::ptrdiff_t>(kDigestSize[k]);
  auto drained = sorters_[k]->drain([&](Bytes record) -> Result<void> {
    const bool again =
        section.entries != 0 && std::equal(record.begin(), record.begin() + digest_size, before.begin());
    section.digests += again ? 0 : 1;
    ++section.entries;
    std::copy_n(record.begin(), digest_size, before.begin());
    return out.append(record.first(about.entry_size(kind)));
  });
  sorters_[k].reset();
  if (!drained) return drained;
  if (section.entries > UINT32_MAX)
    return fail(ErrorKind::limit, fmt::format("{}: more than {} digests", file_.string(), UINT32_MAX));
  return out.flush();
}

Result<void> IndexWriter::write_lookups(HashKind kind, NewFile& out, IndexDescription& about) {
  IndexSection& section = about.sections[static_cast<std::size_t>(kind)];
  const std::size_t entry_size = about.entry_size(kind);
  section.buckets = section.digests / kDigestsPerBucket + 1;
  section.blocks = section.digests * kBitsPerDigest / (kFilterBlock * 8) + 1;
  if (auto padded = pad_to(out, kFilterBlock); !padded) return padded;
  section.table_at = out.size();
  if (auto written = write_table(out, section, entry_size); !written) return written;
  if (auto padded = pad_to(out, kFilterBlock); !padded) return padded;
  section.filter_at = out.size();
  return write_filter(out, section, entry_size);
}

Result<void> IndexWriter::write_table(NewFile& out, const IndexSection& section, std::size_t entry_size) {
  std::uint64_t bucket = 0;  // the next whose begin is to be written
  std::uint32_t number = 0;
  auto written = read_entries(out, section, entry_size, [&](const std::byte* entry) -> Result<void> {
    for (const std::uint64_t own = scale(prefix_of(entry), section.buckets); bucket <= own; ++bucket) {
      if (auto put = append_u32(out, number); !put) return put;
    }
    ++number;
    return {};
  });
  for (; written && bucket <= section.buckets; ++bucket) written = append_u32(out, number);
  return written;
}

Result<void> IndexWriter::write_filter(NewFile& out, const IndexSection& section, std::size_t entry_size) {
  std::array<std::byte, kFilterBlock> block{};
  std::uint64_t number = 0;  // of the block in hand; entries come in the order of their blocks
  auto written = read_entries(out, section, entry_size, [&](const std::byte* entry) -> Result<void> {
    for (const std::uint64_t own = scale(prefix_of(entry), section.blocks); number < own; ++number) {
      if (auto put = out.append(block); !put) return put;
      block.fill(std::byte{0});
    }
    for (const unsigned bit : filter_bits(entry)) block[bit / 8] |= static_cast<std::byte>(1U << bit % 8);
    return {};
  });
  for (; written && number < section.blocks; ++number) {
    written = out.append(block);
    block.fill(std::byte{0});
  }
  return written;
}

}  // namespace ulika
