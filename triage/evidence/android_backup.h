// The file that `adb backup` writes: a header, then a tar that may be packed and encrypted.
#pragma once

#include <memory>
#include <string>

#include "triage/base/byte_source.h"
#include "triage/base/bytes.h"
#include "triage/base/result.h"
#include "triage/model/key_ring.h"

namespace ulika {

struct AndroidBackup {
  unsigned version = 0;  // 1 to 5
  bool compressed = false;
  bool encrypted = false;
  std::unique_ptr<ByteSource> tar;  // its size is an upper bound where the tar is packed
};

bool looks_like_android_backup(Bytes head);

// Errors: `encrypted` without a password that fits; `damaged` where the header makes no sense; `unsupported`
// for an unknown version or cipher. Format: BackupPasswordManager and TarBackupReader of Android's sources.
Result<AndroidBackup> open_android_backup(std::unique_ptr<ByteSource> file, const KeyRing& keys);

}  // namespace ulika
