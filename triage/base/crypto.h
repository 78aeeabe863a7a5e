// Ciphers, key derivation and message authentication for evidence that an examiner holds the key of.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "triage/base/bytes.h"

namespace ulika {

enum class DigestKind { md5, sha1, sha256, sha512 };

// Bytes of a digest: 16, 20, 32, 64.
std::size_t digest_size(DigestKind kind);

// Loads what the functions below need from OpenSSL. Call it before a sandbox that forbids opening files;
// without a sandbox nobody has to. Throws std::runtime_error where OpenSSL lacks an algorithm.
void prepare_crypto();

std::vector<std::byte> digest(DigestKind kind, Bytes data);

// RFC 2104. `digest_size(kind)` bytes.
std::vector<std::byte> hmac(DigestKind kind, Bytes key, Bytes data);

// The HMAC of pieces that lie apart, with one key for many messages.
class Hmac {
 public:
  Hmac(DigestKind kind, Bytes key);
  ~Hmac();
  Hmac(Hmac&& other) noexcept;
  Hmac& operator=(Hmac&& other) noexcept;
  void update(Bytes piece);
  // Ends the message; the next update begins another with the same key.
  std::vector<std::byte> finish();

 private:
  void begin();
  DigestKind kind_;
  void* context_ = nullptr;  // EVP_MAC_CTX
};

// RFC 8018 5.2, HMAC as its function. `rounds` comes from evidence more often than not, so the caller bounds
// it: each costs about a microsecond for every digest's length of key.
std::vector<std::byte> pbkdf2(DigestKind kind, Bytes password, Bytes salt, std::uint32_t rounds,
                              std::size_t key_size);

// RFC 5869, extract and expand. An empty salt is one of zeros. At most 255 digests of key.
std::vector<std::byte> hkdf(DigestKind kind, Bytes secret, Bytes salt, Bytes info, std::size_t key_size);

// RFC 7914. Empty where the parameters ask for more than 64 MiB, or make no sense.
std::vector<std::byte> scrypt(Bytes password, Bytes salt, std::uint64_t n, std::uint32_t r, std::uint32_t p,
                              std::size_t key_size);

// AES with keys of 16, 24 or 32 bytes. Any other length of a key or an initial vector is a mistake of the
// caller (std::invalid_argument); a length of data that the mode cannot have yields nothing.

// CBC without padding: whole blocks of 16 bytes. `out` may be `data` itself, and is as long; false, and
// nothing written, where the lengths do not fit.
bool aes_cbc_decrypt(Bytes key, Bytes iv, Bytes data, std::span<std::byte> out);
bool aes_cbc_encrypt(Bytes key, Bytes iv, Bytes data, std::span<std::byte> out);

// The same, and PKCS #7 padding checked and taken off; nothing where it is malformed.
std::optional<std::vector<std::byte>> aes_cbc_decrypt_padded(Bytes key, Bytes iv, Bytes data);

// The first 16 bytes of `iv` are the counter, big-endian, of block 0; `block` is the block that `data`
// begins with. Encrypts as well as decrypts.
void aes_ctr(Bytes key, Bytes iv, std::uint64_t block, Bytes data, std::span<std::byte> out);

// NIST SP 800-38D; `iv` of 1 to 64 bytes, `tag` of 12 to 16. Nothing where the tag does not hold.
std::optional<std::vector<std::byte>> aes_gcm_decrypt(Bytes key, Bytes iv, Bytes data, Bytes tag,
                                                      Bytes associated = {});

// Infinite Garble Extension as Telegram has it: an initial vector of 32 bytes, whole blocks.
bool aes_ige_decrypt(Bytes key, Bytes iv, Bytes data, std::span<std::byte> out);
bool aes_ige_encrypt(Bytes key, Bytes iv, Bytes data, std::span<std::byte> out);

// RFC 3394 with the default initial value. Nothing where the wrapped key is not of this wrapping key.
std::optional<std::vector<std::byte>> aes_unwrap(Bytes key, Bytes wrapped);

// Takes as long whether they differ or not; false for different lengths.
bool same_bytes(Bytes a, Bytes b);

// "00ff…" in either case to bytes; nothing for anything else, or an odd number of digits.
std::optional<std::vector<std::byte>> from_hex(std::string_view digits);

}  // namespace ulika
