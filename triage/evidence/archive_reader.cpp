#include "triage/evidence/archive_reader.h"

#include <archive.h>
#include <archive_entry.h>

#include <algorithm>
#include <cerrno>
#include <ctime>

#include "triage/base/text.h"
#include "triage/evidence/entry_paths.h"

namespace ulika {
namespace {

constexpr std::size_t kBlock = std::size_t{128} << 10;

Error last_error(archive* handle) {
  const char* text = archive_error_string(handle);
  std::string reason = text != nullptr ? to_valid_utf8(text) : "the archive is damaged";
  bool locked = reason.find("ncrypt") != reason.npos || reason.find("assphrase") != reason.npos;
  return Error{locked ? ErrorKind::encrypted : ErrorKind::damaged, std::move(reason)};
}

std::string first_of(const char* preferred, const char* other) {
  if (preferred != nullptr) return preferred;
  return other != nullptr ? other : "";
}

std::optional<TimeMs> time_of(bool set, std::time_t seconds, long nanoseconds) {
  constexpr std::time_t kFarthest = 253402300800;  // year 10000
  if (!set || seconds <= -kFarthest || seconds >= kFarthest) return {};
  return TimeMs{seconds} * 1000 + nanoseconds / 1'000'000;
}

EntryKind kind_of(archive_entry* entry) {
  if (archive_entry_hardlink(entry) != nullptr || archive_entry_hardlink_utf8(entry) != nullptr)
    return EntryKind::link;
  switch (archive_entry_filetype(entry)) {
    case AE_IFDIR:
      return EntryKind::directory;
    case AE_IFLNK:
      return EntryKind::link;
    case AE_IFREG:
    case 0:
      return EntryKind::file;
    default:
      return EntryKind::special;
  }
}

}  // namespace

struct ArchiveReader::Callbacks {
  static la_ssize_t read(archive* handle, void* self, const void** bytes) {
    auto& reader = *static_cast<ArchiveReader*>(self);
    auto got = reader.source_.read(reader.position_, reader.buffer_);
    if (!got) {
      archive_set_error(handle, EIO, "%s", got.error().message.c_str());
      return -1;
    }
    reader.position_ += *got;
    *bytes = reader.buffer_.data();
    return static_cast<la_ssize_t>(*got);
  }
  static la_int64_t skip(archive*, void* self, la_int64_t request) {
    auto& reader = *static_cast<ArchiveReader*>(self);
    if (request <= 0) return 0;
    std::uint64_t left = reader.source_.size() - std::min(reader.source_.size(), reader.position_);
    std::uint64_t step = std::min(left, static_cast<std::uint64_t>(request));
    reader.position_ += step;
    return static_cast<la_int64_t>(step);
  }
  static la_int64_t seek(archive*, void* self, la_int64_t offset, int whence) {
    auto& reader = *static_cast<ArchiveReader*>(self);
    auto size = static_cast<std::int64_t>(reader.source_.size());
    std::int64_t from = whence == SEEK_SET   ? 0
                        : whence == SEEK_CUR ? static_cast<std::int64_t>(reader.position_)
                                             : size;
    if (offset > size || offset < -size) return ARCHIVE_FATAL;
    std::int64_t to = from + offset;
    if (to < 0) return ARCHIVE_FATAL;
    reader.position_ = static_cast<std::uint64_t>(std::min(to, size));
    return static_cast<la_int64_t>(reader.position_);
  }
};

Result<std::unique_ptr<ArchiveReader>> ArchiveReader::open(ByteSource& source, ArchiveKinds kinds) {
  std::unique_ptr<ArchiveReader> reader(new ArchiveReader(source));
  reader->buffer_.resize(kBlock);
  archive* handle = archive_read_new();
  if (handle == nullptr) return fail(ErrorKind::limit, "there is no memory to open the archive");
  reader->handle_ = handle;
  archive_read_support_format_tar(handle);
  if (kinds == ArchiveKinds::all) {
    // Only filters that run inside of this process; libarchive starts programs for some others.
    archive_read_support_filter_gzip(handle);
    archive_read_support_filter_bzip2(handle);
    archive_read_support_filter_xz(handle);
    archive_read_support_filter_lzma(handle);
    archive_read_support_filter_compress(handle);
    archive_read_support_filter_zstd(handle);
    archive_read_support_filter_lz4(handle);
    archive_read_support_format_7zip(handle);
    archive_read_support_format_rar(handle);
    archive_read_support_format_rar5(handle);
    archive_read_support_format_cab(handle);
    archive_read_support_format_raw(handle);
  }
  archive_read_set_read_callback(handle, &Callbacks::read);
  archive_read_set_skip_callback(handle, &Callbacks::skip);
  archive_read_set_seek_callback(handle, &Callbacks::seek);
  archive_read_set_callback_data(handle, reader.get());
  if (archive_read_open1(handle) < ARCHIVE_WARN) return tl::unexpected(last_error(handle));
  return reader;
}

ArchiveReader::~ArchiveReader() {
  if (handle_ != nullptr) archive_read_free(handle_);
}

Result<std::optional<ArchiveMember>> ArchiveReader::next() {
  current_ = nullptr;
  int code = ARCHIVE_RETRY;
  for (int tries = 0; code == ARCHIVE_RETRY && tries < 16; ++tries)
    code = archive_read_next_header(handle_, &current_);
  if (code == ARCHIVE_EOF) return std::optional<ArchiveMember>();
  if (code < ARCHIVE_WARN || current_ == nullptr) return tl::unexpected(last_error(handle_));

  ArchiveMember member;
  FileEntry& entry = member.entry;
  std::string name = first_of(archive_entry_pathname_utf8(current_), archive_entry_pathname(current_));
  bool raw = archive_format(handle_) == ARCHIVE_FORMAT_RAW;
  if (raw && archive_filter_count(handle_) <= 1)
    return fail(ErrorKind::damaged, "it is no archive that can be read");
  member.unnamed = raw && name == "data";
  entry.path = member_path(name);
  entry.kind = kind_of(current_);
  member.size_known = archive_entry_size_is_set(current_) != 0;
  la_int64_t size = archive_entry_size(current_);
  entry.size = entry.kind == EntryKind::file && size > 0 ? static_cast<std::uint64_t>(size) : 0;
  entry.times.modified = time_of(archive_entry_mtime_is_set(current_) != 0, archive_entry_mtime(current_),
                                 archive_entry_mtime_nsec(current_));
  entry.times.accessed = time_of(archive_entry_atime_is_set(current_) != 0, archive_entry_atime(current_),
                                 archive_entry_atime_nsec(current_));
  entry.times.changed = time_of(archive_entry_ctime_is_set(current_) != 0, archive_entry_ctime(current_),
                                archive_entry_ctime_nsec(current_));
  entry.times.created = time_of(archive_entry_birthtime_is_set(current_) != 0,
                                archive_entry_birthtime(current_), archive_entry_birthtime_nsec(current_));
  if (entry.kind == EntryKind::link) {
    const char* target = archive_entry_symlink_utf8(current_);
    if (target == nullptr) target = archive_entry_symlink(current_);
    if (target == nullptr) target = archive_entry_hardlink_utf8(current_);
    if (target == nullptr) target = archive_entry_hardlink(current_);
    if (target != nullptr) {
      entry.content.kind = ContentRef::Kind::inline_data;
      entry.content.inline_data = target;
      entry.size = entry.content.inline_data.size();
    }
  }
  member.encrypted = archive_entry_is_encrypted(current_) != 0;
  return std::optional<ArchiveMember>(std::move(member));
}

Result<std::size_t> ArchiveReader::read(std::span<std::byte> out) {
  la_ssize_t got = archive_read_data(handle_, out.data(), out.size());
  if (got < 0) return tl::unexpected(last_error(handle_));
  return static_cast<std::size_t>(got);
}

std::vector<Extent> ArchiveReader::stored_extents() const {
  auto at = static_cast<std::int64_t>(archive_filter_bytes(handle_, -1));
  auto size = static_cast<std::uint64_t>(std::max<la_int64_t>(0, archive_entry_size(current_)));
  if (archive_entry_sparse_count(current_) == 0) return {{at, size}};
  std::vector<Extent> extents;
  std::uint64_t covered = 0;
  archive_entry_sparse_reset(current_);
  la_int64_t offset = 0, length = 0;
  while (archive_entry_sparse_next(current_, &offset, &length) == ARCHIVE_OK) {
    if (offset < 0 || length < 0 || static_cast<std::uint64_t>(offset) < covered) return {};
    auto start = static_cast<std::uint64_t>(offset);
    if (start > covered) extents.push_back({-1, start - covered});
    if (length > 0) extents.push_back({at, static_cast<std::uint64_t>(length)});
    at += length;
    covered = start + static_cast<std::uint64_t>(length);
  }
  if (covered < size) extents.push_back({-1, size - covered});
  return extents;
}

}  // namespace ulika
