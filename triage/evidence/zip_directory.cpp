#include "triage/evidence/zip_directory.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "triage/evidence/entry_paths.h"
#include "triage/evidence/zip_record.h"

namespace ulika {
namespace {

constexpr std::uint32_t kEndSignature = 0x06054b50;
constexpr std::uint32_t kEnd64Signature = 0x06064b50;
constexpr std::uint32_t kLocator64Signature = 0x07064b50;
constexpr std::uint32_t kSpanSignature = 0x08074b50;
constexpr std::size_t kEndSize = 22;
constexpr std::uint64_t kMaxTail =
    0x10000 + kEndSize + 4096;  // longest comment, and what was appended to the file
constexpr std::size_t kMaxRecord = kZipCentralSize + 3 * 0xFFFF;
constexpr std::size_t kWindow = std::size_t{1} << 20;

// Bytes of a source by offset, through one window.
class Window {
 public:
  explicit Window(ByteSource& file) : file_(file) {}
  // Up to `want` bytes at `offset`, fewer at the end of the file; empty when reading fails.
  Bytes at(std::uint64_t offset, std::size_t want) {
    if (offset < start_ || offset - start_ + want > filled_) {
      buffer_.resize(std::max(kWindow, want));
      auto got = file_.read(offset, buffer_);
      start_ = offset;
      filled_ = got ? *got : 0;
    }
    std::size_t inside = static_cast<std::size_t>(offset - start_);
    return Bytes(buffer_).subspan(inside, std::min(want, filled_ - std::min(filled_, inside)));
  }

 private:
  ByteSource& file_;
  std::vector<std::byte> buffer_;
  std::uint64_t start_ = 0;
  std::size_t filled_ = 0;
};

struct End {
  std::uint64_t count = 0;
  std::uint64_t offset = 0;  // of the directory in the file
  std::uint64_t base = 0;    // what stands before the archive: added to every stored offset
};

bool is_central(Window& window, std::uint64_t offset) {
  Bytes head = window.at(offset, 4);
  return head.size() == 4 && ByteReader(head).u32le() == kZipCentralSignature;
}

// The zip64 end record, when a locator stands before the end record.
void read_end64(Window& window, std::uint64_t end_at, std::uint64_t& count, std::uint64_t& size,
                std::uint64_t& offset, std::uint64_t& directory_end) {
  if (end_at < 20) return;
  ByteReader locator(window.at(end_at - 20, 20));
  if (locator.u32le() != kLocator64Signature) return;
  locator.skip(4);
  std::uint64_t stored_at = locator.u64le();
  // The stored place is wrong when something was put before the archive; then the record is right before the
  // locator.
  for (std::uint64_t at : {stored_at, end_at >= 76 ? end_at - 76 : std::uint64_t{0}}) {
    ByteReader record(window.at(at, 56));
    if (record.u32le() != kEnd64Signature) continue;
    record.skip(28);
    std::uint64_t entries = record.u64le();
    std::uint64_t length = record.u64le();
    std::uint64_t start = record.u64le();
    if (!record.ok()) continue;
    count = entries;
    size = length;
    offset = start;
    directory_end = at;
    return;
  }
}

std::optional<End> find_end(Window& window, std::uint64_t file_size) {
  std::uint64_t tail_start = file_size > kMaxTail ? file_size - kMaxTail : 0;
  Bytes view = window.at(tail_start, static_cast<std::size_t>(file_size - tail_start));
  std::vector<std::byte> tail(view.begin(), view.end());
  for (std::size_t i = tail.size() < kEndSize ? 0 : tail.size() - kEndSize + 1; i-- > 0;) {
    ByteReader reader(Bytes(tail).subspan(i));
    if (reader.u32le() != kEndSignature) continue;
    reader.skip(6);
    End end;
    end.count = reader.u16le();
    std::uint64_t size = reader.u32le();
    std::uint64_t offset = reader.u32le();
    std::uint64_t end_at = tail_start + i;
    std::uint64_t directory_end = end_at;
    read_end64(window, end_at, end.count, size, offset, directory_end);
    if (size == 0 && end.count == 0) return end;
    if (is_central(window, offset)) {
      end.offset = offset;
      return end;
    }
    if (size <= directory_end && is_central(window, directory_end - size) && directory_end - size >= offset) {
      end.offset = directory_end - size;
      end.base = end.offset - offset;
      return end;
    }
  }
  return {};
}

Problem member_problem(const FileEntry& entry, LedgerState state, std::string reason) {
  Problem problem;
  problem.path = entry.path;
  problem.stage = "open";
  problem.state = state;
  problem.reason = std::move(reason);
  return problem;
}

Problem archive_problem(LedgerState state, std::string reason) {
  Problem problem;
  problem.stage = "list";
  problem.state = state;
  problem.reason = std::move(reason);
  return problem;
}

void add_member(const ZipRecord& record, std::uint64_t local_offset, std::uint64_t file_size,
                UniquePaths& paths, ZipDirectory& directory) {
  constexpr std::uint16_t kStored = 0, kDeflated = 8;
  FileEntry entry = record.entry();
  entry.path = paths.claim(entry.path);
  if (entry.kind != EntryKind::directory) {
    entry.first_offset = static_cast<std::int64_t>(std::min(local_offset, file_size));
    if (record.encrypted()) {
      directory.problems.push_back(
          member_problem(entry, LedgerState::encrypted, "the member is encrypted with a password"));
    } else if (record.method != kStored && record.method != kDeflated) {
      directory.problems.push_back(
          member_problem(entry, LedgerState::unsupported,
                         fmt::format("zip compression method {} is not read", record.method)));
    } else if (local_offset >= file_size) {
      directory.problems.push_back(
          member_problem(entry, LedgerState::damaged, "the member's place lies behind the end of the file"));
    } else {
      entry.content.kind = ContentRef::Kind::member;
      entry.content.meta = local_offset;
      entry.content.packed_size = record.packed_size;
      entry.content.method = record.method;
      entry.content.crc32 = record.crc32;
      entry.content.has_crc = true;
    }
  }
  directory.entries.push_back(std::move(entry));
}

void read_central(Window& window, const End& end, std::uint64_t file_size, std::uint64_t max_members,
                  ZipDirectory& directory) {
  UniquePaths paths;
  std::uint64_t at = end.offset;
  for (std::uint64_t i = 0; i < end.count; ++i) {
    if (i == max_members) {
      directory.problems.push_back(
          archive_problem(LedgerState::limited,
                          fmt::format("only the first {} of {} members are listed", max_members, end.count)));
      return;
    }
    Bytes bytes = window.at(at, kMaxRecord);
    ByteReader reader(bytes);
    ZipRecord record;
    if (!read_zip_central(reader, record)) {
      directory.problems.push_back(archive_problem(
          LedgerState::damaged,
          fmt::format("the directory of the archive is damaged after {} of {} members", i, end.count)));
      return;
    }
    std::uint64_t local = record.local_offset + end.base;
    add_member(record, local < end.base ? file_size : local, file_size, paths, directory);
    at += reader.offset();
  }
}

// Without a directory only the headers before each member are left; a member whose size stands behind it ends
// the walk.
void read_locals(Window& window, std::uint64_t file_size, std::uint64_t max_members,
                 ZipDirectory& directory) {
  UniquePaths paths;
  std::uint64_t at = 0;
  while (directory.entries.size() < max_members) {
    ByteReader reader(window.at(at, kMaxRecord));
    ZipRecord record;
    if (!read_zip_local(reader, record)) break;
    std::uint64_t data = at + reader.offset();
    bool open_ended = record.sizes_follow() && record.packed_size == 0;
    if (open_ended) break;
    bool whole = data <= file_size && record.packed_size <= file_size - data;
    add_member(record, at, file_size, paths, directory);
    if (!whole) break;
    at = data + record.packed_size;
    if (record.sizes_follow()) {
      Bytes follow = window.at(at, 24);
      bool marked = follow.size() >= 4 && ByteReader(follow).u32le() == kSpanSignature;
      at += marked ? 16 : 12;
    }
  }
  directory.problems.push_back(archive_problem(
      LedgerState::damaged,
      fmt::format("the directory at the end of the archive is missing (truncated file?); {} members "
                  "were found by their own headers",
                  directory.entries.size())));
}

}  // namespace

bool looks_like_zip(Bytes head) {
  ByteReader reader(head);
  std::uint32_t first = reader.u32le();
  if (first == kSpanSignature || first == 0x30304b50) first = reader.u32le();
  return reader.ok() && (first == kZipLocalSignature || first == kEndSignature);
}

Result<ZipDirectory> read_zip_directory(ByteSource& file, std::uint64_t max_members) {
  Window window(file);
  ZipDirectory directory;
  if (auto end = find_end(window, file.size())) {
    read_central(window, *end, file.size(), max_members, directory);
    return directory;
  }
  Bytes head = window.at(0, 8);
  if (!looks_like_zip(head)) return fail(ErrorKind::damaged, "no directory of a zip file was found");
  read_locals(window, file.size(), max_members, directory);
  return directory;
}

}  // namespace ulika
