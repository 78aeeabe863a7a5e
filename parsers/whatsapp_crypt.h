// Opens WhatsApp's encrypted backups: crypt12, crypt14 and crypt15.
#pragma once

#include <string_view>
#include <vector>

#include "triage/base/byte_source.h"
#include "triage/base/result.h"

namespace ulika {

// By name: msgstore.db.crypt14, wa.db.crypt15, …
bool is_whatsapp_backup(std::string_view path);

// The plain content. `key` is a key file (Java-serialised, of 158 or 59 bytes, or its 131 or 32 bytes alone)
// or the 64 hexadecimal digits of an end-to-end encrypted backup. ErrorKind::encrypted: the key is not this
// backup's; ErrorKind::damaged: it is, and the bytes do not hold; ErrorKind::limit: more than 384 MiB
// unpacked. Source of the layouts: the public wa-crypt-tools project's documentation, checked against its
// sample files.
Result<std::vector<std::byte>> open_whatsapp_backup(ByteSource& backup, std::string_view key);

}  // namespace ulika
