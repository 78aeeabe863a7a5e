#include "triage/base/crypto.h"

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/kdf.h>
#include <openssl/params.h>

#include <algorithm>
#include <array>
#include <climits>
#include <stdexcept>
#include <string>
#include <utility>

namespace ulika {
namespace {

void check(bool done) {
  if (!done) throw std::runtime_error("OpenSSL refuses a cipher, a digest or a key derivation");
}

const unsigned char* raw(Bytes bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}
unsigned char* raw(std::span<std::byte> bytes) {
  return reinterpret_cast<unsigned char*>(bytes.data());
}
int length_of(Bytes bytes) {
  if (bytes.size() > INT_MAX) throw std::invalid_argument("more than 2 GiB for one call of a cipher");
  return static_cast<int>(bytes.size());
}

const char* name_of(DigestKind kind) {
  switch (kind) {
    case DigestKind::md5:
      return "MD5";
    case DigestKind::sha1:
      return "SHA1";
    case DigestKind::sha256:
      return "SHA256";
    case DigestKind::sha512:
      return "SHA512";
  }
  return "";
}

// Fetched once, and for good: an implicit fetch for every page of a database would take a lock, and one
// behind a sandbox could not read OpenSSL's configuration.
struct Algorithms {
  std::array<EVP_MD*, 4> md{};
  std::array<std::array<EVP_CIPHER*, 3>, 4> aes{};  // by mode, then 128, 192, 256 bits
  std::array<EVP_CIPHER*, 3> wrap{};
  EVP_MAC* hmac = nullptr;
  EVP_KDF* pbkdf2 = nullptr;
  EVP_KDF* scrypt = nullptr;

  Algorithms() {
    for (std::size_t i = 0; i < md.size(); ++i) {
      md[i] = EVP_MD_fetch(nullptr, name_of(static_cast<DigestKind>(i)), nullptr);
      check(md[i] != nullptr);
    }
    static constexpr const char* kModes[] = {"ECB", "CBC", "CTR", "GCM"};
    static constexpr const char* kBits[] = {"128", "192", "256"};
    for (std::size_t bits = 0; bits < 3; ++bits) {
      const std::string name = std::string("AES-") + kBits[bits] + "-";
      for (std::size_t mode = 0; mode < 4; ++mode) {
        aes[mode][bits] = EVP_CIPHER_fetch(nullptr, (name + kModes[mode]).c_str(), nullptr);
        check(aes[mode][bits] != nullptr);
      }
      wrap[bits] = EVP_CIPHER_fetch(nullptr, (name + "WRAP").c_str(), nullptr);
      check(wrap[bits] != nullptr);
    }
    hmac = EVP_MAC_fetch(nullptr, "HMAC", nullptr);
    pbkdf2 = EVP_KDF_fetch(nullptr, "PBKDF2", nullptr);
    scrypt = EVP_KDF_fetch(nullptr, "SCRYPT", nullptr);
    check(hmac != nullptr && pbkdf2 != nullptr && scrypt != nullptr);
  }
};

const Algorithms& algorithms() {
  static const Algorithms fetched;
  return fetched;
}

EVP_MD* md_of(DigestKind kind) {
  return algorithms().md[static_cast<std::size_t>(kind)];
}

enum class Mode : std::size_t { ecb, cbc, ctr, gcm };

std::size_t key_index(Bytes key) {
  if (key.size() != 16 && key.size() != 24 && key.size() != 32)
    throw std::invalid_argument("an AES key has 16, 24 or 32 bytes");
  return (key.size() - 16) / 8;
}

void need(bool holds, const char* what) {
  if (!holds) throw std::invalid_argument(what);
}

class Cipher {
 public:
  Cipher(EVP_CIPHER* cipher, Bytes key, Bytes iv, bool encrypt) : context_(EVP_CIPHER_CTX_new()) {
    check(context_ != nullptr);
    if (EVP_CipherInit_ex2(context_, cipher, raw(key), iv.empty() ? nullptr : raw(iv), encrypt ? 1 : 0,
                           nullptr) != 1 ||
        EVP_CIPHER_CTX_set_padding(context_, 0) != 1) {
      EVP_CIPHER_CTX_free(context_);
      check(false);
    }
  }
  ~Cipher() { EVP_CIPHER_CTX_free(context_); }
  Cipher(const Cipher&) = delete;
  Cipher& operator=(const Cipher&) = delete;

  void update(Bytes data, std::span<std::byte> out) {
    int written = 0;
    check(EVP_CipherUpdate(context_, raw(out), &written, raw(data), length_of(data)) == 1);
  }
  EVP_CIPHER_CTX* get() { return context_; }

 private:
  EVP_CIPHER_CTX* context_;
};

bool run_cbc(Bytes key, Bytes iv, Bytes data, std::span<std::byte> out, bool encrypt) {
  need(iv.size() == 16, "AES-CBC wants an initial vector of 16 bytes");
  const std::size_t bits = key_index(key);
  if (data.size() % 16 != 0 || out.size() != data.size()) return false;
  if (data.empty()) return true;
  Cipher(algorithms().aes[static_cast<std::size_t>(Mode::cbc)][bits], key, iv, encrypt).update(data, out);
  return true;
}

// c[i] = E(m[i] ^ c[i-1]) ^ m[i-1]; the first 16 bytes of the initial vector stand for c[-1], the last for
// m[-1]. Decryption is the same with the roles of m and c changed.
bool run_ige(Bytes key, Bytes iv, Bytes data, std::span<std::byte> out, bool encrypt) {
  need(iv.size() == 32, "AES-IGE wants an initial vector of 32 bytes");
  const std::size_t bits = key_index(key);
  if (data.size() % 16 != 0 || out.size() != data.size()) return false;
  Cipher block(algorithms().aes[static_cast<std::size_t>(Mode::ecb)][bits], key, {}, encrypt);
  using Block = std::array<std::byte, 16>;
  Block before_out{}, before_in{}, in{}, mixed{};
  std::copy_n(iv.begin(), 16, encrypt ? before_out.begin() : before_in.begin());
  std::copy_n(iv.begin() + 16, 16, encrypt ? before_in.begin() : before_out.begin());
  for (std::size_t at = 0; at < data.size(); at += 16) {
    std::copy_n(data.begin() + static_cast<std::ptrdiff_t>(at), 16, in.begin());
    for (std::size_t i = 0; i < 16; ++i) mixed[i] = in[i] ^ before_out[i];
    block.update(mixed, mixed);
    for (std::size_t i = 0; i < 16; ++i) mixed[i] ^= before_in[i];
    std::copy(mixed.begin(), mixed.end(), out.begin() + static_cast<std::ptrdiff_t>(at));
    before_out = mixed;
    before_in = in;
  }
  return true;
}

std::vector<std::byte> derive(EVP_KDF* kdf, const OSSL_PARAM* params, std::size_t size, bool& done) {
  std::vector<std::byte> key(size);
  EVP_KDF_CTX* context = EVP_KDF_CTX_new(kdf);
  done = context != nullptr && EVP_KDF_derive(context, raw(std::span(key)), key.size(), params) == 1;
  EVP_KDF_CTX_free(context);
  return key;
}

// OpenSSL wants an address even for a text of no bytes.
OSSL_PARAM octets(const char* name, Bytes bytes) {
  static std::byte nothing{};
  return OSSL_PARAM_construct_octet_string(
      name, bytes.empty() ? &nothing : const_cast<std::byte*>(bytes.data()), bytes.size());
}

}  // namespace

std::size_t digest_size(DigestKind kind) {
  static constexpr std::size_t kSizes[] = {16, 20, 32, 64};
  return kSizes[static_cast<std::size_t>(kind)];
}

void prepare_crypto() {
  algorithms();
  // Each is run once: a first use loads more than a fetch does.
  const std::array<std::byte, 32> zeros{};
  const Bytes key(zeros);
  std::array<std::byte, 16> block{};
  pbkdf2(DigestKind::sha512, key, key, 1, 32);
  aes_cbc_decrypt(key, key.first(16), key.first(16), block);
  aes_ctr(key, key, 0, key.first(16), block);
  aes_gcm_decrypt(key, key.first(12), key, key.first(16));
  aes_unwrap(key, key);
  scrypt(key, key, 2, 1, 1, 32);
}

std::vector<std::byte> digest(DigestKind kind, Bytes data) {
  std::vector<std::byte> out(digest_size(kind));
  check(EVP_Digest(data.data(), data.size(), raw(std::span(out)), nullptr, md_of(kind), nullptr) == 1);
  return out;
}

Hmac::Hmac(DigestKind kind, Bytes key) : kind_(kind) {
  EVP_MAC_CTX* context = EVP_MAC_CTX_new(algorithms().hmac);
  check(context != nullptr);
  context_ = context;
  std::string name = name_of(kind);
  const OSSL_PARAM params[] = {
      OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, name.data(), name.size()),
      OSSL_PARAM_construct_end()};
  static const unsigned char none = 0;
  if (EVP_MAC_init(context, key.empty() ? &none : raw(key), key.size(), params) != 1) {
    EVP_MAC_CTX_free(context);
    check(false);
  }
}

Hmac::~Hmac() {
  EVP_MAC_CTX_free(static_cast<EVP_MAC_CTX*>(context_));
}
Hmac::Hmac(Hmac&& other) noexcept : kind_(other.kind_), context_(std::exchange(other.context_, nullptr)) {}
Hmac& Hmac::operator=(Hmac&& other) noexcept {
  std::swap(kind_, other.kind_);
  std::swap(context_, other.context_);
  return *this;
}

void Hmac::update(Bytes piece) {
  check(EVP_MAC_update(static_cast<EVP_MAC_CTX*>(context_), raw(piece), piece.size()) == 1);
}

void Hmac::begin() {
  check(EVP_MAC_init(static_cast<EVP_MAC_CTX*>(context_), nullptr, 0, nullptr) == 1);
}

std::vector<std::byte> Hmac::finish() {
  std::vector<std::byte> out(digest_size(kind_));
  std::size_t size = 0;
  check(EVP_MAC_final(static_cast<EVP_MAC_CTX*>(context_), raw(std::span(out)), &size, out.size()) == 1);
  begin();
  return out;
}

std::vector<std::byte> hmac(DigestKind kind, Bytes key, Bytes data) {
  Hmac mac(kind, key);
  mac.update(data);
  return mac.finish();
}

std::vector<std::byte> pbkdf2(DigestKind kind, Bytes password, Bytes salt, std::uint32_t rounds,
                              std::size_t key_size) {
  need(rounds > 0 && key_size > 0, "PBKDF2 wants rounds and a length of the key");
  std::string name = name_of(kind);
  unsigned int count = rounds;
  int pkcs5 = 1;  // no lower bounds on the salt, the rounds and the key: evidence is as it is
  const OSSL_PARAM params[] = {
      OSSL_PARAM_construct_utf8_string(OSSL_KDF_PARAM_DIGEST, name.data(), name.size()),
      octets(OSSL_KDF_PARAM_PASSWORD, password),
      octets(OSSL_KDF_PARAM_SALT, salt),
      OSSL_PARAM_construct_uint(OSSL_KDF_PARAM_ITER, &count),
      OSSL_PARAM_construct_int(OSSL_KDF_PARAM_PKCS5, &pkcs5),
      OSSL_PARAM_construct_end()};
  bool done = false;
  auto key = derive(algorithms().pbkdf2, params, key_size, done);
  check(done);
  return key;
}

std::vector<std::byte> hkdf(DigestKind kind, Bytes secret, Bytes salt, Bytes info, std::size_t key_size) {
  need(key_size <= 255 * digest_size(kind), "HKDF yields at most 255 digests");
  const std::vector<std::byte> zeros(digest_size(kind));
  const auto inner = hmac(kind, salt.empty() ? Bytes(zeros) : salt, secret);
  Hmac mac(kind, inner);
  std::vector<std::byte> key, block;
  for (unsigned i = 1; key.size() < key_size; ++i) {
    const std::byte counter{static_cast<unsigned char>(i)};
    mac.update(block);
    mac.update(info);
    mac.update(Bytes(&counter, 1));
    block = mac.finish();
    key.insert(key.end(), block.begin(), block.end());
  }
  key.resize(key_size);
  return key;
}

std::vector<std::byte> scrypt(Bytes password, Bytes salt, std::uint64_t n, std::uint32_t r, std::uint32_t p,
                              std::size_t key_size) {
  std::uint64_t memory = 64U << 20;
  const OSSL_PARAM params[] = {octets(OSSL_KDF_PARAM_PASSWORD, password),
                               octets(OSSL_KDF_PARAM_SALT, salt),
                               OSSL_PARAM_construct_uint64(OSSL_KDF_PARAM_SCRYPT_N, &n),
                               OSSL_PARAM_construct_uint32(OSSL_KDF_PARAM_SCRYPT_R, &r),
                               OSSL_PARAM_construct_uint32(OSSL_KDF_PARAM_SCRYPT_P, &p),
                               OSSL_PARAM_construct_uint64(OSSL_KDF_PARAM_SCRYPT_MAXMEM, &memory),
                               OSSL_PARAM_construct_end()};
  bool done = false;
  auto key = derive(algorithms().scrypt, params, key_size, done);
  if (!done) key.clear();
  return key;
}

bool aes_cbc_decrypt(Bytes key, Bytes iv, Bytes data, std::span<std::byte> out) {
  return run_cbc(key, iv, data, out, false);
}
bool aes_cbc_encrypt(Bytes key, Bytes iv, Bytes data, std::span<std::byte> out) {
  return run_cbc(key, iv, data, out, true);
}

std::optional<std::vector<std::byte>> aes_cbc_decrypt_padded(Bytes key, Bytes iv, Bytes data) {
  std::vector<std::byte> plain(data.size());
  if (data.empty() || !aes_cbc_decrypt(key, iv, data, plain)) return std::nullopt;
  const auto padding = std::to_integer<std::size_t>(plain.back());
  if (padding == 0 || padding > 16 ||
      !std::all_of(plain.end() - static_cast<std::ptrdiff_t>(padding), plain.end(),
                   [&](std::byte b) { return b == plain.back(); }))
    return std::nullopt;
  plain.resize(plain.size() - padding);
  return plain;
}

void aes_ctr(Bytes key, Bytes iv, std::uint64_t block, Bytes data, std::span<std::byte> out) {
  need(iv.size() >= 16, "AES-CTR wants an initial vector of 16 bytes");
  need(out.size() == data.size(), "AES-CTR writes as much as it reads");
  std::array<std::byte, 16> counter{};
  std::copy_n(iv.begin(), counter.size(), counter.begin());
  for (std::size_t i = counter.size(); i-- > 0 && block != 0;) {
    block += std::to_integer<std::uint64_t>(counter[i]);
    counter[i] = static_cast<std::byte>(block & 0xFF);
    block >>= 8;
  }
  if (data.empty()) return;
  Cipher(algorithms().aes[static_cast<std::size_t>(Mode::ctr)][key_index(key)], key, counter, true)
      .update(data, out);
}

std::optional<std::vector<std::byte>> aes_gcm_decrypt(Bytes key, Bytes iv, Bytes data, Bytes tag,
                                                      Bytes associated) {
  need(!iv.empty() && iv.size() <= 64, "AES-GCM wants an initial vector of 1 to 64 bytes");
  need(tag.size() >= 12 && tag.size() <= 16, "AES-GCM wants a tag of 12 to 16 bytes");
  Cipher cipher(algorithms().aes[static_cast<std::size_t>(Mode::gcm)][key_index(key)], key, {}, false);
  std::array<unsigned char, 16> expected{};
  std::copy_n(raw(tag), tag.size(), expected.begin());
  check(EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_AEAD_SET_IVLEN, length_of(iv), nullptr) == 1 &&
        EVP_CipherInit_ex2(cipher.get(), nullptr, nullptr, raw(iv), 0, nullptr) == 1 &&
        EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_AEAD_SET_TAG, length_of(tag), expected.data()) == 1);
  int written = 0;
  if (!associated.empty()) {
    check(EVP_CipherUpdate(cipher.get(), nullptr, &written, raw(associated), length_of(associated)) == 1);
  }
  std::vector<std::byte> plain(data.size());
  if (!data.empty()) cipher.update(data, plain);
  unsigned char none[16];
  if (EVP_CipherFinal_ex(cipher.get(), none, &written) != 1) return std::nullopt;
  return plain;
}

bool aes_ige_decrypt(Bytes key, Bytes iv, Bytes data, std::span<std::byte> out) {
  return run_ige(key, iv, data, out, false);
}
bool aes_ige_encrypt(Bytes key, Bytes iv, Bytes data, std::span<std::byte> out) {
  return run_ige(key, iv, data, out, true);
}

std::optional<std::vector<std::byte>> aes_unwrap(Bytes key, Bytes wrapped) {
  const std::size_t bits = key_index(key);
  if (wrapped.size() < 24 || wrapped.size() % 8 != 0) return std::nullopt;
  EVP_CIPHER_CTX* context = EVP_CIPHER_CTX_new();
  check(context != nullptr);
  EVP_CIPHER_CTX_set_flags(context, EVP_CIPHER_CTX_FLAG_WRAP_ALLOW);
  std::vector<std::byte> plain(wrapped.size());
  int written = 0;
  const bool ready = EVP_CipherInit_ex2(context, algorithms().wrap[bits], raw(key), nullptr, 0, nullptr) == 1;
  const bool held = ready && EVP_CipherUpdate(context, raw(std::span(plain)), &written, raw(wrapped),
                                              length_of(wrapped)) == 1;
  EVP_CIPHER_CTX_free(context);
  check(ready);
  if (!held || written < 0 || static_cast<std::size_t>(written) != wrapped.size() - 8) return std::nullopt;
  plain.resize(wrapped.size() - 8);
  return plain;
}

bool same_bytes(Bytes a, Bytes b) {
  return a.size() == b.size() && (a.empty() || CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0);
}

std::optional<std::vector<std::byte>> from_hex(std::string_view digits) {
  const auto value = [](char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
  };
  if (digits.size() % 2 != 0) return std::nullopt;
  std::vector<std::byte> bytes;
  bytes.reserve(digits.size() / 2);
  for (std::size_t i = 0; i < digits.size(); i += 2) {
    const int high = value(digits[i]), low = value(digits[i + 1]);
    if (high < 0 || low < 0) return std::nullopt;
    bytes.push_back(static_cast<std::byte>(high << 4 | low));
  }
  return bytes;
}

}  // namespace ulika
