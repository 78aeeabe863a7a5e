// Opens an entry whose bytes are encrypted, by what its content reference says.
#pragma once

#include <memory>

#include "triage/evidence/backup_keys.h"
#include "triage/evidence/evidence.h"

namespace ulika {

// `entry.content.cipher` is not empty; the encrypted bytes are those that `base` opens. `encrypted` without a
// password that fits. The source must not outlive `base`.
Result<std::unique_ptr<ByteSource>> open_encrypted(Evidence& base, const FileEntry& entry, BackupKeys& keys);

}  // namespace ulika
