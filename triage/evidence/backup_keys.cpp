#include "triage/evidence/backup_keys.h"

#include <fmt/format.h>

#include <tuple>

#include "triage/base/crypto.h"

namespace ulika {
namespace {

constexpr std::size_t kKeySize = 32;
constexpr std::uint32_t kMaxFirstRounds = 50'000'000;  // Apple uses 10 million
constexpr std::uint32_t kMaxRounds = 10'000'000;       // and ten thousand
constexpr std::uint32_t kByPassword = 2;               // bit of WRAP
constexpr std::uint32_t kBackupKeybag = 1;             // TYPE

enum : std::uint8_t { kLocked, kWrapped };

void put(std::string& out, std::uint64_t value) {
  for (int shift = 0; shift < 64; shift += 8) out.push_back(static_cast<char>(value >> shift));
}

void put(std::string& out, std::string_view text) {
  put(out, text.size());
  out += text;
}

std::string get(ByteReader& in) {
  const std::uint64_t size = in.u64le();
  return std::string(as_text(in.take(size > in.left() ? in.left() + 1 : static_cast<std::size_t>(size))));
}

std::uint32_t number_of(Bytes value) {
  ByteReader in(value);
  return in.u32be();
}

}  // namespace

bool BackupLock::operator<(const BackupLock& other) const {
  return std::tie(salt, rounds, first_salt, first_rounds) <
         std::tie(other.salt, other.rounds, other.first_salt, other.first_rounds);
}

Result<Keybag> read_keybag(Bytes bytes) {
  Keybag bag;
  ByteReader in(bytes);
  bool in_class = false;  // the head of the bag ends at the second UUID
  bool has_uuid = false;
  std::uint32_t type = kBackupKeybag, number = 0, wrap = 0;
  while (in.left() > 0) {
    const std::string tag(as_text(in.take(4)));
    const std::uint32_t length = in.u32be();
    const Bytes value = in.take(length);
    if (!in.ok()) return fail(ErrorKind::damaged, "the keybag of the backup is damaged");
    if (tag == "UUID") {
      in_class = has_uuid;
      has_uuid = true;
      number = wrap = 0;
    } else if (!in_class) {
      if (tag == "TYPE") type = number_of(value);
      if (tag == "SALT") bag.lock.salt = as_text(value);
      if (tag == "ITER") bag.lock.rounds = number_of(value);
      if (tag == "DPSL") bag.lock.first_salt = as_text(value);
      if (tag == "DPIC") bag.lock.first_rounds = number_of(value);
    } else {
      if (tag == "CLAS") number = number_of(value);
      if (tag == "WRAP") wrap = number_of(value);
      if (tag == "WPKY" && (wrap & kByPassword) != 0) bag.classes[number] = as_text(value);
    }
  }
  if ((type & 0xFF) != kBackupKeybag)
    return fail(ErrorKind::unsupported, fmt::format("the keybag of the backup is of type {}", type));
  if (bag.lock.salt.empty() || bag.lock.rounds == 0 || bag.classes.empty())
    return fail(ErrorKind::damaged, "the keybag of the backup is incomplete");
  if (bag.lock.rounds > kMaxRounds || bag.lock.first_rounds > kMaxFirstRounds)
    return fail(ErrorKind::limit, "the keybag of the backup asks for more rounds than are computed");
  return bag;
}

std::string encode_cipher(const FileCipher& cipher) {
  std::string out(1, static_cast<char>(kWrapped));
  put(out, cipher.lock.salt);
  put(out, std::uint64_t{cipher.lock.rounds});
  put(out, cipher.lock.first_salt);
  put(out, std::uint64_t{cipher.lock.first_rounds});
  put(out, cipher.wrapped_class_key);
  put(out, cipher.wrapped_file_key);
  put(out, cipher.stored_size);
  return out;
}

std::string encode_locked(std::string_view reason) {
  return std::string(1, static_cast<char>(kLocked)) + std::string(reason);
}

Result<FileCipher> decode_cipher(std::string_view bytes) {
  ByteReader in(as_bytes(bytes));
  if (in.u8() == kLocked) return fail(ErrorKind::encrypted, std::string(bytes.substr(1)));
  FileCipher cipher;
  cipher.lock.salt = get(in);
  cipher.lock.rounds = static_cast<std::uint32_t>(in.u64le());
  cipher.lock.first_salt = get(in);
  cipher.lock.first_rounds = static_cast<std::uint32_t>(in.u64le());
  cipher.wrapped_class_key = get(in);
  cipher.wrapped_file_key = get(in);
  cipher.stored_size = in.u64le();
  if (!in.ok() || in.left() != 0) return fail(ErrorKind::damaged, "the stored cipher of a file is damaged");
  return cipher;
}

Result<std::vector<std::byte>> BackupKeys::class_key(const BackupLock& lock, std::string_view wrapped) {
  if (passwords_.empty())
    return fail(ErrorKind::encrypted, "the backup is encrypted and no password was given (--password)");
  auto& derived = derived_[lock];
  for (std::size_t i = 0; i < passwords_.size(); ++i) {
    if (i == derived.size()) {
      std::vector<std::byte> secret(as_bytes(passwords_[i]).begin(), as_bytes(passwords_[i]).end());
      if (lock.first_rounds != 0) {
        secret = pbkdf2(DigestKind::sha256, secret, as_bytes(lock.first_salt), lock.first_rounds, kKeySize);
      }
      derived.push_back(pbkdf2(DigestKind::sha1, secret, as_bytes(lock.salt), lock.rounds, kKeySize));
    }
    if (auto key = aes_unwrap(derived[i], as_bytes(wrapped)); key && key->size() == kKeySize)
      return std::move(*key);
  }
  return fail(ErrorKind::encrypted,
              "the backup is encrypted and the password that was given does not open it");
}

Result<std::vector<std::byte>> BackupKeys::file_key(const FileCipher& cipher) {
  const auto key = class_key(cipher.lock, cipher.wrapped_class_key);
  if (!key) return tl::unexpected(key.error());
  auto file = aes_unwrap(*key, as_bytes(cipher.wrapped_file_key));
  if (!file || file->size() != kKeySize)
    return fail(ErrorKind::damaged, "the wrapped key of the file is damaged");
  return std::move(*file);
}

}  // namespace ulika
