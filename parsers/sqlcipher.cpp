#include "parsers/sqlcipher.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <list>
#include <unordered_map>

#include "parsers/wal_check.h"
#include "triage/base/bytes.h"
#include "triage/base/crypto.h"

namespace ulika {

struct CipherSettings {
  std::string_view name;
  DigestKind kdf;
  DigestKind mac;
  std::uint32_t rounds;  // of PBKDF2 over a passphrase
  std::size_t page_size;
  std::size_t reserve;  // bytes at the end of each page: initial vector, HMAC, padding to a whole block
  bool has_mac;
};

namespace {

constexpr std::size_t kSalt = 16;
constexpr std::size_t kKey = 32;
constexpr std::size_t kIv = 16;
constexpr std::size_t kPlainHeader = 32;
constexpr std::string_view kMagic("SQLite format 3\0", 16);
constexpr std::size_t kWalLimit = 256U << 20;
constexpr std::size_t kWalHeader = 32;
constexpr std::size_t kFrameHeader = 24;

// The likeliest first: what is tried costs up to 256,000 rounds.
constexpr CipherSettings kSettings[] = {
    {"SQLCipher 4", DigestKind::sha512, DigestKind::sha512, 256000, 4096, 80, true},
    {"SQLCipher 3", DigestKind::sha1, DigestKind::sha1, 64000, 1024, 48, true},
    {"SQLCipher 2", DigestKind::sha1, DigestKind::sha1, 4000, 1024, 48, true},
    {"SQLCipher 1", DigestKind::sha1, DigestKind::sha1, 4000, 1024, 16, false},
    // Apps that bring a strong key of their own and derive it in one round.
    {"SQLCipher 3 with one round", DigestKind::sha1, DigestKind::sha1, 1, 4096, 48, true},
    {"SQLCipher 4 with one round", DigestKind::sha512, DigestKind::sha512, 1, 4096, 80, true},
    {"SQLCipher 3 with pages of 4096", DigestKind::sha1, DigestKind::sha1, 64000, 4096, 48, true},
};

std::vector<std::byte> read_exactly(ByteSource& source, std::uint64_t offset, std::size_t length) {
  std::vector<std::byte> bytes(length);
  const auto got = source.read(offset, bytes);
  bytes.resize(got ? *got : 0);
  return bytes;
}

std::vector<std::byte> little_endian(std::uint32_t value) {
  std::vector<std::byte> bytes(4);
  for (unsigned i = 0; i < 4; ++i) bytes[i] = static_cast<std::byte>(value >> 8 * i & 0xFF);
  return bytes;
}

std::vector<std::byte> mac_key_of(const CipherSettings& settings, Bytes key, Bytes salt) {
  constexpr std::byte kMask{0x3a};
  std::vector<std::byte> mac_salt(salt.begin(), salt.end());
  for (std::byte& b : mac_salt) b ^= kMask;
  return settings.has_mac ? pbkdf2(settings.mac, key, mac_salt, 2, kKey) : std::vector<std::byte>();
}

// Bytes of page 1 that are not encrypted: the salt, or a plain header.
std::size_t clear_bytes(const CipherKey& key, std::uint32_t page) {
  return page != 1 ? 0 : key.plain_header ? kPlainHeader : kSalt;
}

// The page as SQLite wrote it, its reserve left as it is. False where its authentication fails.
bool decrypt_page(const CipherKey& key, std::uint32_t number, std::span<std::byte> page) {
  const CipherSettings& settings = *key.settings;
  const std::size_t clear = clear_bytes(key, number);
  const std::size_t end = page.size() - settings.reserve;
  const Bytes iv = Bytes(page).subspan(end, kIv);
  if (settings.has_mac) {
    Hmac mac(settings.mac, key.mac_key);
    mac.update(Bytes(page).subspan(clear, end + kIv - clear));
    mac.update(little_endian(number));
    const auto expected = mac.finish();
    if (!same_bytes(expected, Bytes(page).subspan(end + kIv, expected.size()))) return false;
  }
  const std::span<std::byte> body = page.subspan(clear, end - clear);
  if (!aes_cbc_decrypt(key.key, iv, body, body)) return false;
  if (number == 1 && !key.plain_header) std::memcpy(page.data(), kMagic.data(), kMagic.size());
  return true;
}

// Of a header after decryption: page size, and the three fractions that are always 64, 32, 32.
bool is_header(Bytes page, const CipherSettings& settings) {
  ByteReader reader(page);
  reader.seek(16);
  const std::uint16_t size = reader.u16be();
  reader.skip(2);
  const std::size_t reserve = reader.u8();
  return reader.ok() && size == settings.page_size && reserve == settings.reserve && reader.u8() == 64 &&
         reader.u8() == 32 && reader.u8() == 32;
}

bool opens(ByteSource& database, const CipherKey& key) {
  auto page = read_exactly(database, 0, key.settings->page_size);
  return page.size() == key.settings->page_size && decrypt_page(key, 1, page) &&
         (key.plain_header || is_header(page, *key.settings));
}

bool begins_plain(ByteSource& database) {
  const auto head = read_exactly(database, 0, kMagic.size());
  return as_text(head) == kMagic;
}

class DecryptedDatabase final : public ByteSource {
 public:
  DecryptedDatabase(ByteSource& source, CipherKey key, std::shared_ptr<std::uint64_t> damaged)
      : source_(source), key_(std::move(key)), damaged_(std::move(damaged)) {}

  std::uint64_t size() const override { return source_.size(); }

  Result<std::size_t> read(std::uint64_t offset, std::span<std::byte> out) override {
    const std::size_t page_size = key_.settings->page_size;
    std::size_t done = 0;
    while (done < out.size() && offset + done < size()) {
      const std::uint64_t at = offset + done;
      auto page = page_at(at / page_size);
      if (!page) return tl::unexpected(page.error());
      const std::size_t inside = static_cast<std::size_t>(at % page_size);
      const Bytes bytes = **page;
      if (inside >= bytes.size()) break;
      const std::size_t n = std::min(out.size() - done, bytes.size() - inside);
      std::memcpy(out.data() + done, bytes.data() + inside, n);
      done += n;
    }
    return done;
  }

 private:
  static constexpr std::size_t kCached = 64;  // pages; SQLite has a cache of its own above

  Result<const std::vector<std::byte>*> page_at(std::uint64_t index) {
    if (const auto found = cached_.find(index); found != cached_.end()) {
      order_.splice(order_.begin(), order_, found->second.second);
      return &found->second.first;
    }
    std::vector<std::byte> page(key_.settings->page_size);
    auto got = source_.read(index * page.size(), page);
    if (!got) return tl::unexpected(got.error());
    page.resize(*got);
    if (page.size() == key_.settings->page_size &&
        !decrypt_page(key_, static_cast<std::uint32_t>(index + 1), page)) {
      if (std::any_of(page.begin(), page.end(), [](std::byte b) { return b != std::byte{0}; })) ++*damaged_;
      std::fill(page.begin(), page.end(), std::byte{0});
    }
    if (cached_.size() >= kCached) {
      cached_.erase(order_.back());
      order_.pop_back();
    }
    order_.push_front(index);
    auto& slot = cached_[index];
    slot = {std::move(page), order_.begin()};
    return &slot.first;
  }

  ByteSource& source_;
  CipherKey key_;
  std::shared_ptr<std::uint64_t> damaged_;
  std::list<std::uint64_t> order_;  // most recently used first
  std::unordered_map<std::uint64_t, std::pair<std::vector<std::byte>, std::list<std::uint64_t>::iterator>>
      cached_;
};

}  // namespace

bool may_be_sqlcipher(ByteSource& database) {
  constexpr std::size_t kSample = 1024;
  const std::uint64_t size = database.size();
  if (size < kSample || size % 512 != 0) return false;
  const auto head = read_exactly(database, 0, kSample);
  std::array<unsigned, 256> counts{};
  for (const std::byte b : head) ++counts[std::to_integer<std::size_t>(b)];
  // 1024 bytes drawn by chance show about 251 of the 256 values, and none more than some 15 times.
  const auto different = std::count_if(counts.begin(), counts.end(), [](unsigned n) { return n > 0; });
  return different > 220 && *std::max_element(counts.begin(), counts.end()) < 24;
}

bool has_encrypted_pages(ByteSource& database) {
  // A plain page 1 has its b-tree header at byte 100: one of four kinds of page.
  const auto page = read_exactly(database, 0, 512);
  if (page.size() < 512 || !begins_plain(database)) return false;
  const auto kind = std::to_integer<unsigned>(page[100]);
  const bool plain = kind == 2 || kind == 5 || kind == 10 || kind == 13;
  const bool empty =
      std::all_of(page.begin() + 100, page.end(), [](std::byte b) { return b == std::byte{0}; });
  const bool reserve = std::to_integer<unsigned>(page[20]) == 80 || std::to_integer<unsigned>(page[20]) == 48;
  return !plain && !empty && reserve;
}

std::optional<CipherKey> find_cipher_key(ByteSource& database, std::string_view secret) {
  const auto salt = read_exactly(database, 0, kSalt);
  if (salt.size() < kSalt) return std::nullopt;
  const bool plain_header = begins_plain(database);
  std::string_view digits = secret;
  while (!digits.empty() && (digits.back() == '\n' || digits.back() == '\r' || digits.back() == ' ')) {
    digits.remove_suffix(1);
  }
  const std::string_view passphrase = digits;
  if (digits.size() > 3 && (digits.substr(0, 2) == "x'" || digits.substr(0, 2) == "X'") &&
      digits.back() == '\'') {
    digits = digits.substr(2, digits.size() - 3);
  }
  std::optional<std::vector<std::byte>> raw;
  if (digits.size() == 2 * kKey || digits.size() == 2 * (kKey + kSalt)) raw = from_hex(digits);
  if (!raw && (secret.size() == kKey || secret.size() == kKey + kSalt)) {
    raw.emplace(as_bytes(secret).begin(), as_bytes(secret).end());
  }
  for (const CipherSettings& settings : kSettings) {
    CipherKey key;
    key.settings = &settings;
    key.salt = salt;
    key.plain_header = plain_header;
    if (raw) {
      key.key.assign(raw->begin(), raw->begin() + kKey);
      if (raw->size() > kKey) key.salt.assign(raw->begin() + kKey, raw->end());
      key.mac_key = mac_key_of(settings, key.key, key.salt);
      if (opens(database, key)) return key;
      key.salt = salt;
    }
    if (plain_header || passphrase.empty()) continue;  // without its salt a passphrase is no use
    key.key = pbkdf2(settings.kdf, as_bytes(passphrase), key.salt, settings.rounds, kKey);
    key.mac_key = mac_key_of(settings, key.key, key.salt);
    if (opens(database, key)) return key;
  }
  return std::nullopt;
}

std::string cipher_name(const CipherKey& key) {
  return std::string(key.settings->name);
}

std::unique_ptr<ByteSource> decrypt_database(ByteSource& database, const CipherKey& key,
                                             std::shared_ptr<std::uint64_t> damaged_pages) {
  return std::make_unique<DecryptedDatabase>(database, key, std::move(damaged_pages));
}

std::vector<std::byte> decrypt_wal(ByteSource& wal, const CipherKey& key) {
  const WalSummary summary = check_wal(wal);
  const std::size_t page_size = key.settings->page_size;
  if (!summary.is_wal || summary.page_size != page_size) return {};
  const std::size_t frame_size = kFrameHeader + page_size;
  const std::uint64_t frames = std::min<std::uint64_t>(summary.frames, kWalLimit / frame_size);
  // Of a log that goes on after these, one frame more: it stays as it is, so that the log's reader tells.
  const std::size_t whole = kWalHeader + static_cast<std::size_t>(frames) * frame_size;
  const bool goes_on = summary.torn || frames < summary.frames;
  auto bytes = read_exactly(wal, 0, whole + (goes_on ? frame_size : 0));
  if (bytes.size() < kWalHeader) return {};
  // The checksums run over what SQLite is to read, so they are made anew; the salts stay.
  ByteReader header{Bytes(bytes)};
  WalChecksum sum;
  sum.big_endian = (header.u32be() & 1) != 0;
  sum.add(Bytes(bytes).first(24));
  for (std::size_t at = kWalHeader; at + frame_size <= bytes.size(); at += frame_size) {
    const std::span<std::byte> frame = std::span(bytes).subspan(at, frame_size);
    ByteReader reader{Bytes(frame)};
    if (at >= whole || !decrypt_page(key, reader.u32be(), frame.subspan(kFrameHeader))) {
      // The checksum of the first frame would hold over its encrypted page.
      for (std::size_t i = 16; i < kFrameHeader; ++i) frame[i] = ~frame[i];
      bytes.resize(at + frame_size);
      break;
    }
    sum.add(Bytes(frame).first(8));
    sum.add(Bytes(frame).subspan(kFrameHeader));
    for (std::size_t i = 0; i < 4; ++i) {
      frame[16 + i] = static_cast<std::byte>(sum.s0 >> (24 - 8 * i) & 0xFF);
      frame[20 + i] = static_cast<std::byte>(sum.s1 >> (24 - 8 * i) & 0xFF);
    }
  }
  return bytes;
}

}  // namespace ulika
