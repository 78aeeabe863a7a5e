// Opens databases that SQLCipher encrypted, page by page, as the plain databases they are.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "triage/base/byte_source.h"

namespace ulika {

// The settings of one generation or app. Sources: SQLCipher's design notes and its defaults by version.
struct CipherSettings;

// What opens one database.
struct CipherKey {
  const CipherSettings* settings = nullptr;
  std::vector<std::byte> key;      // AES
  std::vector<std::byte> mac_key;  // empty where pages carry no HMAC
  std::vector<std::byte> salt;     // 16 bytes
  bool plain_header = false;       // the first 32 bytes are those of a plain database (iOS)
};

// True where the content may be such a database: no known header, whole pages, bytes like chance.
// `plain_header` files look like plain ones and are not told here.
bool may_be_sqlcipher(ByteSource& database);

// True for a database that begins as a plain one and whose pages are encrypted all the same.
bool has_encrypted_pages(ByteSource& database);

// Tries `secret` in every way an app may have meant it: a passphrase, a key of 64 or 96 hexadecimal digits,
// or the raw 32 or 48 bytes. Nothing where page 1 does not answer to it.
std::optional<CipherKey> find_cipher_key(ByteSource& database, std::string_view secret);

// "SQLCipher 4", for a person.
std::string cipher_name(const CipherKey& key);

// The database behind `database`, which must outlive it. Pages whose authentication fails read as zeros;
// `damaged_pages` counts them as they are met.
std::unique_ptr<ByteSource> decrypt_database(ByteSource& database, const CipherKey& key,
                                             std::shared_ptr<std::uint64_t> damaged_pages);

// Its write-ahead log with every whole frame decrypted and the checksums made to fit; empty where it is none.
// At most 256 MiB are read.
std::vector<std::byte> decrypt_wal(ByteSource& wal, const CipherKey& key);

}  // namespace ulika
