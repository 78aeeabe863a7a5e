#include "triage/case/file_rows.h"

#include <algorithm>
#include <array>
#include <limits>

namespace ulika {
namespace {

constexpr std::int64_t kMaxInt = std::numeric_limits<std::int64_t>::max();

// A size as SQLite can hold it; sizes beyond 2^63 exist in damaged metadata only.
std::int64_t stored_size(std::uint64_t size) {
  return static_cast<std::int64_t>(std::min(size, static_cast<std::uint64_t>(kMaxInt)));
}

void bind_time(Statement& row, int index, const std::optional<TimeMs>& time) {
  if (time) {
    row.bind(index, std::int64_t{*time});
  } else {
    row.bind_null(index);
  }
}

void bind_text_or_null(Statement& row, int index, std::string_view text) {
  if (text.empty()) {
    row.bind_null(index);
  } else {
    row.bind(index, text);
  }
}

std::optional<TimeMs> read_time(const Statement& row, int index) {
  if (row.is_null(index)) return std::nullopt;
  return row.int64(index);
}

template <class Enum, std::size_t count, class Name>
Enum enum_of(std::string_view text, Name name, Enum fallback) {
  for (std::size_t i = 0; i < count; ++i) {
    if (name(static_cast<Enum>(i)) == text) return static_cast<Enum>(i);
  }
  return fallback;
}

constexpr std::size_t kKinds = static_cast<std::size_t>(EntryKind::seam) + 1;
constexpr std::size_t kStates = static_cast<std::size_t>(FileState::unallocated) + 1;

template <std::size_t n>
bool read_digest(const Statement& row, int index, std::array<std::byte, n>& out) {
  const Bytes bytes = row.blob(index);
  if (bytes.size() != n) return false;
  std::copy(bytes.begin(), bytes.end(), out.begin());
  return true;
}

}  // namespace

bool counts_as_file(EntryKind kind) {
  return kind == EntryKind::file || kind == EntryKind::slack || kind == EntryKind::area ||
         kind == EntryKind::seam;
}

bool is_examinable(const FileEntry& entry) {
  return counts_as_file(entry.kind) ||
         (entry.kind == EntryKind::directory && entry.content.kind != ContentRef::Kind::none);
}

void bind_entry(Statement& row, std::int64_t id, std::int64_t parent, const FileEntry& entry) {
  if (id == 0) {
    row.bind_null(kFileId + 1);
  } else {
    row.bind(kFileId + 1, id);
  }
  if (parent < 0) {
    row.bind_null(kFileParent + 1);
  } else {
    row.bind(kFileParent + 1, parent);
  }
  row.bind(kFilePath + 1, std::string_view(entry.path));
  row.bind(kFileKind + 1, entry_kind_name(entry.kind));
  row.bind(kFileStateName + 1, file_state_name(entry.state));
  row.bind(kFileSize + 1, stored_size(entry.size));
  bind_time(row, kFileModified + 1, entry.times.modified);
  bind_time(row, kFileAccessed + 1, entry.times.accessed);
  bind_time(row, kFileChanged + 1, entry.times.changed);
  bind_time(row, kFileCreated + 1, entry.times.created);
  row.bind(kFileZoneKnown + 1, std::int64_t{entry.times.zone_known});
  row.bind(kFileFirstOffset + 1, entry.first_offset);
  row.bind_blob(kFileContent + 1, as_bytes(encode_content(entry)));
  for (int column = kFileMd5; column <= kFileHashset; ++column) row.bind_null(column + 1);
  const bool done = !is_examinable(entry);
  row.bind(kFileExamined + 1, std::int64_t{done});
  if (done) {
    row.bind(kFileLedgerState + 1, ledger_state_name(LedgerState::scanned));
  } else {
    row.bind_null(kFileLedgerState + 1);
  }
  row.bind_null(kFileReason + 1).bind_null(kFileTwin + 1);
}

void bind_outcome(Statement& row, const FileResult& result) {
  if (result.digests) {
    row.bind_blob(kFileMd5 + 1, result.digests->md5);
    row.bind_blob(kFileSha1 + 1, result.digests->sha1);
    row.bind_blob(kFileSha256 + 1, result.digests->sha256);
  } else {
    row.bind_null(kFileMd5 + 1).bind_null(kFileSha1 + 1).bind_null(kFileSha256 + 1);
  }
  bind_text_or_null(row, kFileMime + 1, result.mime);
  bind_text_or_null(row, kFileKnown + 1, result.known);
  bind_text_or_null(row, kFileHashset + 1, result.hashset);
  row.bind(kFileExamined + 1, std::int64_t{1});
  row.bind(kFileLedgerState + 1, ledger_state_name(result.state));
  bind_text_or_null(row, kFileReason + 1, result.reason);
  if (result.twin_id == 0) {
    row.bind_null(kFileTwin + 1);
  } else {
    row.bind(kFileTwin + 1, result.twin_id);
  }
}

FileEntry read_entry(const Statement& row, bool with_content) {
  FileEntry entry;
  entry.path = row.text(kFilePath);
  entry.kind = enum_of<EntryKind, kKinds>(row.text(kFileKind), entry_kind_name, EntryKind::special);
  entry.state = enum_of<FileState, kStates>(row.text(kFileStateName), file_state_name, FileState::allocated);
  entry.size = static_cast<std::uint64_t>(row.int64(kFileSize));
  entry.times = {read_time(row, kFileModified), read_time(row, kFileAccessed), read_time(row, kFileChanged),
                 read_time(row, kFileCreated), row.int64(kFileZoneKnown) != 0};
  entry.first_offset = row.int64(kFileFirstOffset);
  if (with_content) {
    if (Result<void> read = decode_content(as_text(row.blob(kFileContent)), entry); !read) {
      throw DatabaseError(
          0, "the evidence database is damaged at '" + entry.path + "': " + read.error().message);
    }
  }
  return entry;
}

void read_outcome(const Statement& row, FileResult& result) {
  Digests digests;
  if (read_digest(row, kFileMd5, digests.md5) && read_digest(row, kFileSha1, digests.sha1) &&
      read_digest(row, kFileSha256, digests.sha256)) {
    result.digests = digests;
  } else {
    result.digests.reset();
  }
  result.mime = row.text(kFileMime);
  result.known = row.text(kFileKnown);
  result.hashset = row.text(kFileHashset);
  result.state = parse_ledger_state(row.text(kFileLedgerState)).value_or(LedgerState::not_examined);
  result.reason = row.text(kFileReason);
  result.twin_id = row.int64(kFileTwin);
}

}  // namespace ulika
