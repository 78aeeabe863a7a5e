#include "triage/evidence/android_backup.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <vector>

#include "triage/base/crypto.h"
#include "triage/base/text.h"
#include "triage/evidence/cbc_source.h"
#include "triage/evidence/inflate_source.h"

namespace ulika {
namespace {

constexpr std::string_view kMagic = "ANDROID BACKUP\n";
constexpr std::size_t kMaxHeader = 4096;
constexpr std::size_t kKeySize = 32;
constexpr std::size_t kSaltSize = 64;
constexpr std::uint32_t kMaxRounds = 10'000'000;  // Android uses ten thousand
constexpr std::uint64_t kMostPacked = 1032;       // deflate yields no more bytes for one

// The rest of a source from some place on.
class RestSource final : public ByteSource {
 public:
  RestSource(std::unique_ptr<ByteSource> whole, std::uint64_t begin)
      : whole_(std::move(whole)), begin_(begin) {}
  std::uint64_t size() const override { return whole_->size() - std::min(begin_, whole_->size()); }
  Result<std::size_t> read(std::uint64_t offset, std::span<std::byte> out) override {
    if (offset >= size()) return 0;
    return whole_->read(begin_ + offset, out);
  }

 private:
  std::unique_ptr<ByteSource> whole_;
  std::uint64_t begin_;
};

// Takes the header apart, line by line.
class HeaderLines {
 public:
  explicit HeaderLines(std::string_view text) : text_(text) {}
  std::string_view next() {
    const auto end = text_.find('\n', at_);
    if (end == text_.npos) {
      whole_ = false;
      return {};
    }
    const std::string_view line = text_.substr(at_, end - at_);
    at_ = end + 1;
    return line;
  }
  std::optional<std::uint32_t> number() {
    const std::string_view line = next();
    std::uint32_t value = 0;
    const auto [end, error] = std::from_chars(line.data(), line.data() + line.size(), value);
    if (error != std::errc() || end != line.data() + line.size()) return {};
    return value;
  }
  std::vector<std::byte> hex() {
    auto bytes = from_hex(next());
    if (!bytes || bytes->empty()) {
      whole_ = false;
      return {};
    }
    return std::move(*bytes);
  }
  bool whole() const { return whole_; }
  std::size_t offset() const { return at_; }

 private:
  std::string_view text_;
  std::size_t at_ = 0;
  bool whole_ = true;
};

struct Secrets {
  std::vector<std::byte> password_salt, checksum_salt, iv, blob;
  std::uint32_t rounds = 0;
};

struct MasterKey {
  std::vector<std::byte> key, iv;
};

// Java turned each byte of the key into a char, with its sign, and those into UTF-8: bytes from 0x80 on
// become U+FF80 to U+FFFF. The first version took the low byte of each char, which is the byte.
std::string as_java_text(Bytes key) {
  std::string text;
  for (const std::byte b : key) {
    const auto value = std::to_integer<char32_t>(b);
    append_utf8(text, value < 0x80 ? value : 0xFF00 + value);
  }
  return text;
}

std::string low_bytes(std::string_view password) {
  std::string bytes;
  for (std::size_t at = 0; at < password.size();)
    bytes.push_back(static_cast<char>(next_code_point(password, at)));
  return bytes;
}

std::optional<MasterKey> open_master_key(const Secrets& secrets, std::string_view password) {
  const auto key =
      pbkdf2(DigestKind::sha1, as_bytes(password), secrets.password_salt, secrets.rounds, kKeySize);
  const auto blob = aes_cbc_decrypt_padded(key, secrets.iv, secrets.blob);
  if (!blob) return {};
  ByteReader in(*blob);
  MasterKey master;
  const auto piece = [&] {
    const Bytes bytes = in.take(in.u8());
    return std::vector<std::byte>(bytes.begin(), bytes.end());
  };
  master.iv = piece();
  master.key = piece();
  const std::vector<std::byte> checksum = piece();
  if (!in.ok() || master.iv.size() != 16 || master.key.size() != kKeySize) return {};
  for (const std::string& text : {as_java_text(master.key), std::string(as_text(master.key))}) {
    if (same_bytes(pbkdf2(DigestKind::sha1, as_bytes(text), secrets.checksum_salt, secrets.rounds, kKeySize),
                   checksum))
      return master;
  }
  return {};
}

Result<MasterKey> unlock(const Secrets& secrets, const KeyRing& keys) {
  if (keys.passwords.empty())
    return fail(ErrorKind::encrypted, "the backup is encrypted and no password was given (--password)");
  for (const std::string& password : keys.passwords) {
    for (const std::string& form : {password, low_bytes(password)}) {
      if (auto master = open_master_key(secrets, form)) return std::move(*master);
      if (low_bytes(password) == password) break;
    }
  }
  return fail(ErrorKind::encrypted,
              "the backup is encrypted and the password that was given does not open it");
}

}  // namespace

bool looks_like_android_backup(Bytes head) {
  return as_text(head).starts_with(kMagic);
}

Result<AndroidBackup> open_android_backup(std::unique_ptr<ByteSource> file, const KeyRing& keys) {
  std::vector<std::byte> head(kMaxHeader);
  const auto got = file->read(0, head);
  if (!got) return tl::unexpected(got.error());
  HeaderLines lines(as_text(Bytes(head).first(*got)));
  lines.next();
  AndroidBackup backup;
  const auto version = lines.number();
  const auto compressed = lines.number();
  const std::string cipher(lines.next());
  if (!lines.whole() || !version || !compressed || *compressed > 1)
    return fail(ErrorKind::damaged, "the header of the Android backup is damaged");
  if (*version < 1 || *version > 5)
    return fail(ErrorKind::unsupported, fmt::format("Android backups of version {} are not read", *version));
  backup.version = *version;
  backup.compressed = *compressed == 1;
  backup.encrypted = cipher != "none";
  std::optional<MasterKey> master;
  if (backup.encrypted) {
    if (cipher != "AES-256")
      return fail(ErrorKind::unsupported,
                  "the cipher of the Android backup is not read: " + to_valid_utf8(cipher));
    Secrets secrets;
    secrets.password_salt = lines.hex();
    secrets.checksum_salt = lines.hex();
    secrets.rounds = lines.number().value_or(0);
    secrets.iv = lines.hex();
    secrets.blob = lines.hex();
    if (!lines.whole() || secrets.password_salt.size() != kSaltSize ||
        secrets.checksum_salt.size() != kSaltSize || secrets.rounds == 0 || secrets.iv.size() != 16 ||
        secrets.blob.size() % 16 != 0)
      return fail(ErrorKind::damaged, "the header of the encrypted Android backup is damaged");
    if (secrets.rounds > kMaxRounds)
      return fail(ErrorKind::limit, "the Android backup asks for more rounds than are computed");
    auto opened = unlock(secrets, keys);
    if (!opened) return tl::unexpected(opened.error());
    master = std::move(*opened);
  }
  std::unique_ptr<ByteSource> payload = std::make_unique<RestSource>(std::move(file), lines.offset());
  if (master)
    payload =
        std::make_unique<CbcSource>(std::move(payload), std::move(master->key), std::move(master->iv), 0);
  if (backup.compressed) {
    std::byte zlib[2];
    const auto begun = payload->read(0, zlib);
    // RFC 1950: method 8, and both bytes a multiple of 31.
    const unsigned word = std::to_integer<unsigned>(zlib[0]) << 8 | std::to_integer<unsigned>(zlib[1]);
    if (!begun || *begun != 2 || (word & 0x0F00) != 0x0800 || word % 31 != 0)
      return fail(ErrorKind::damaged, "the packed part of the Android backup does not begin as such");
    const std::uint64_t bound = payload->size() * kMostPacked;
    payload = std::make_unique<InflateSource>(std::make_unique<RestSource>(std::move(payload), 2), bound);
  }
  backup.tar = std::move(payload);
  return backup;
}

}  // namespace ulika
