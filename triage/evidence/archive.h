// Archives that lie inside of other files: their members, one after the other, under limits.
#pragma once

#include <cstdint>
#include <functional>
#include <string_view>

#include "triage/base/byte_source.h"
#include "triage/base/bytes.h"
#include "triage/evidence/zip_member.h"
#include "triage/model/file_entry.h"

namespace ulika {

struct ArchiveLimits {
  unsigned depth = 8;          // archives within archives ("!/" in the path)
  std::uint64_t ratio = 1000;  // unpacked to stored bytes, once 1 MiB was unpacked
  std::uint64_t members = 100'000;
  std::uint64_t total_bytes = std::uint64_t{8} << 30;   // unpacked
  std::uint64_t member_bytes = std::uint64_t{1} << 30;  // unpacked, one member
};

// What was spent of the limits; one object for a file and all the archives nested in it.
struct ArchiveUse {
  std::uint64_t members = 0;
  std::uint64_t bytes = 0;
};

// True for what for_each_member() opens: zip (and docx, xlsx, odt, apk, …), tar, 7z, rar, cab and streams
// packed with gzip, bzip2, xz, zstd, lz4 or compress. By content: `head` is the first 1024 bytes; the name
// counts only where a signature is too short to be trusted.
bool is_archive(Bytes head, std::string_view path);

// The next bytes of a member, 0 at its end. An error ends the member: damage, a limit, a missing password.
using MemberRead = std::function<Result<std::size_t>(std::span<std::byte>)>;
// Gets a member and, while it runs, its bytes, of which it may take as many as it wants. False stops the
// archive.
using MemberVisitor = std::function<bool(FileEntry&& member, const MemberRead& read)>;

// Visits the members in the order in which the archive lists them. Their path is `container_path` + "!/" +
// name, or the plain name when `container_path` is empty; size 0 may mean unknown. Damage costs what it
// damages; that, and each limit that bites (state limited), is told to `sink`. The error is that of a
// container that does not open at all.
Result<void> for_each_member(ByteSource& container, std::string_view container_path,
                             const ArchiveLimits& limits, ArchiveUse& use, const MemberVisitor& visitor,
                             const ProblemSink& sink);

}  // namespace ulika
