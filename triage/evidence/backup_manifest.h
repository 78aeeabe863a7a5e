// The manifest of an iTunes or Finder backup: which file of the phone each stored file is.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "triage/base/bytes.h"
#include "triage/base/result.h"
#include "triage/model/file_entry.h"

namespace ulika {

struct BackupFile {
  std::string id;      // name of the stored file: SHA-1 of "domain-path", 40 hexadecimal digits
  std::string domain;  // "HomeDomain", "AppDomain-…"
  std::string path;    // below the domain, raw; empty for the domain's own folder
  EntryKind kind = EntryKind::file;
  std::uint64_t size = 0;
  FileTimes times;
  std::string target;                  // of a link
  std::uint32_t protection_class = 0;  // of an encrypted file
  std::string wrapped_key;  // of an encrypted file: its key, wrapped with that of its class; else empty
};

struct ManifestCounts {
  std::uint64_t files = 0;
  std::uint64_t unreadable = 0;  // rows whose facts could not be read; they come with what is known
};

using BackupFileSink = std::function<void(BackupFile&&)>;

// Manifest.db (iOS 10 and later), in stored order. SQLite sees the bytes in memory alone, read-only and
// under limits, since a suspect may have written them. `damaged` where it is no such database.
Result<ManifestCounts> read_manifest_db(std::vector<std::byte> database, const BackupFileSink& sink);

// Manifest.mbdb (iOS 5 to 9), in stored order. `damaged` where it ends early; what came before was given.
Result<ManifestCounts> read_manifest_mbdb(Bytes bytes, const BackupFileSink& sink);

}  // namespace ulika
