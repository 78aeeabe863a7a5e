#include "triage/evidence/encrypted_entry.h"

#include "triage/evidence/cbc_source.h"

namespace ulika {

Result<std::unique_ptr<ByteSource>> open_encrypted(Evidence& base, const FileEntry& entry, BackupKeys& keys) {
  const auto cipher = decode_cipher(entry.content.cipher);
  if (!cipher) return tl::unexpected(cipher.error());
  auto key = keys.file_key(*cipher);
  if (!key) return tl::unexpected(key.error());
  FileEntry stored = entry;
  stored.size = cipher->stored_size;
  stored.content.cipher.clear();
  auto source = base.open(stored);
  if (!source) return source;
  return std::make_unique<CbcSource>(std::move(*source), std::move(*key), std::vector<std::byte>(16),
                                     entry.size);
}

}  // namespace ulika
