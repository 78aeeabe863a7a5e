// Keys of an encrypted iTunes backup: its keybag, opened by a password, down to the key of one file.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "triage/base/bytes.h"
#include "triage/base/result.h"
#include "triage/model/key_ring.h"

namespace ulika {

// How a password becomes the key of a keybag. Nothing of it is secret.
struct BackupLock {
  std::string salt;
  std::uint32_t rounds = 0;  // of PBKDF2 over SHA-1
  std::string first_salt;
  std::uint32_t first_rounds = 0;  // of PBKDF2 over SHA-256 before it; 0 before iOS 10.2
  bool operator<(const BackupLock& other) const;
};

struct Keybag {
  BackupLock lock;
  std::map<std::uint32_t, std::string> classes;  // by number: the key of each class that the password
                                                 // protects, wrapped
};

// Tags, lengths and values. `damaged` where they make no sense, `limit` for more rounds than a minute
// computes. Source: Apple Platform Security, "Keybags"; tags as public readers of backups name them.
Result<Keybag> read_keybag(Bytes bytes);

// What reading one stored file takes besides the password. It is kept with the entry, so that the file can be
// opened without its manifest.
struct FileCipher {
  BackupLock lock;
  std::string wrapped_class_key;
  std::string wrapped_file_key;
  std::uint64_t stored_size = 0;  // bytes of the encrypted file
};
std::string encode_cipher(const FileCipher& cipher);
// A file that cannot be opened, with the sentence that says why.
std::string encode_locked(std::string_view reason);
Result<FileCipher> decode_cipher(std::string_view bytes);

// The passwords that were given, tried on locks. Trying one takes seconds, so what came of it is kept.
class BackupKeys {
 public:
  explicit BackupKeys(const KeyRing& keys) : passwords_(keys.passwords) {}

  // 32 bytes. `encrypted` where no password was given, or none fits.
  Result<std::vector<std::byte>> class_key(const BackupLock& lock, std::string_view wrapped);
  // Also `damaged`, where the password fits and the file's wrapped key does not.
  Result<std::vector<std::byte>> file_key(const FileCipher& cipher);

 private:
  std::vector<std::string> passwords_;
  std::map<BackupLock, std::vector<std::vector<std::byte>>> derived_;  // a key for each password tried so far
};

}  // namespace ulika
