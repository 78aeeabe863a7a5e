#include "parsers/tdata_crypt.h"

#include <algorithm>
#include <initializer_list>
#include <string_view>

#include "triage/base/crypto.h"

namespace ulika {
namespace {

constexpr std::string_view kMagic = "TDF$";
constexpr std::size_t kMd5 = 16, kMessageKey = 16, kLocalKey = 256, kSalt = 32;
constexpr std::uint32_t kRounds = 100000;  // one without a passcode

std::vector<std::byte> join(std::initializer_list<Bytes> pieces) {
  std::vector<std::byte> out;
  for (const Bytes piece : pieces) out.insert(out.end(), piece.begin(), piece.end());
  return out;
}

std::vector<std::byte> little(std::size_t value) {
  std::vector<std::byte> out;
  for (unsigned shift = 0; shift < 32; shift += 8)
    out.push_back(static_cast<std::byte>(value >> shift & 255));
  return out;
}

// A QByteArray of a stream: length, big-endian, all ones for null.
Bytes take_array(ByteReader& reader) {
  const std::uint32_t size = reader.u32be();
  return size == 0xFFFFFFFF ? Bytes() : reader.take(size);
}

// MTProto 1.0's derivation, for messages that come in (x = 8).
struct MessageCipher {
  std::vector<std::byte> key, iv;
};

MessageCipher cipher_of(Bytes key, Bytes message_key) {
  constexpr std::size_t kX = 8;
  const auto sha = [](std::initializer_list<Bytes> pieces) { return digest(DigestKind::sha1, join(pieces)); };
  const auto a = sha({message_key, key.subspan(kX, 32)});
  const auto b = sha({key.subspan(32 + kX, 16), message_key, key.subspan(48 + kX, 16)});
  const auto c = sha({key.subspan(64 + kX, 32), message_key});
  const auto d = sha({message_key, key.subspan(96 + kX, 32)});
  const auto part = [](const std::vector<std::byte>& all, std::size_t at, std::size_t size) {
    return Bytes(all).subspan(at, size);
  };
  return {join({part(a, 0, 8), part(b, 8, 12), part(c, 4, 12)}),
          join({part(a, 8, 12), part(b, 0, 8), part(c, 16, 4), part(d, 0, 8)})};
}

Result<void> read_accounts(Bytes plain, TdataKeys& keys) {
  ByteReader reader(plain);
  const std::uint32_t count = reader.u32be();
  if (count > reader.left() / 4) return fail(ErrorKind::damaged, "the list of accounts is cut short");
  for (std::uint32_t i = 0; i < count; ++i) keys.accounts.push_back(reader.u32be());
  if (reader.left() >= 4) keys.active = reader.u32be();
  return {};
}

}  // namespace

Result<Bytes> open_tdf(Bytes file) {
  ByteReader reader(file);
  if (as_text(reader.take(kMagic.size())) != kMagic)
    return fail(ErrorKind::damaged, "the file does not begin as one of Telegram Desktop's");
  const Bytes version = reader.take(4);
  if (!reader.ok() || reader.left() < kMd5) return fail(ErrorKind::damaged, "the file is cut short");
  const Bytes payload = reader.take(reader.left() - kMd5);
  const auto sum =
      digest(DigestKind::md5, join({payload, little(payload.size()), version, as_bytes(kMagic)}));
  if (!same_bytes(sum, reader.take(kMd5)))
    return fail(ErrorKind::damaged, "the file's checksum does not hold");
  return payload;
}

Result<std::vector<std::byte>> open_tdata_block(Bytes block, Bytes key) {
  if (key.size() != kLocalKey || block.size() <= kMessageKey || block.size() % 16 != 0)
    return fail(ErrorKind::damaged, "an encrypted block has a length that cannot be");
  const Bytes message_key = block.first(kMessageKey);
  const Bytes body = block.subspan(kMessageKey);
  const MessageCipher cipher = cipher_of(key, message_key);
  std::vector<std::byte> plain(body.size());
  if (!aes_ige_decrypt(cipher.key, cipher.iv, body, plain) ||
      !same_bytes(Bytes(digest(DigestKind::sha1, plain)).first(kMessageKey), message_key))
    return fail(ErrorKind::encrypted, "the key does not open it");
  const std::uint32_t size = ByteReader(plain).u32le();  // counts itself
  if (size < 4 || size > plain.size())
    return fail(ErrorKind::damaged, "an encrypted block tells a length that cannot be");
  plain.resize(size);
  plain.erase(plain.begin(), plain.begin() + 4);
  return plain;
}

Result<TdataKeys> open_tdata_keys(Bytes file, std::string_view passcode) {
  const auto payload = open_tdf(file);
  if (!payload) return tl::unexpected(payload.error());
  ByteReader reader(*payload);
  const Bytes salt = take_array(reader), wrapped = take_array(reader), info = take_array(reader);
  if (!reader.ok() || salt.size() != kSalt)
    return fail(ErrorKind::damaged, "the keys of the file are cut short");
  const auto hash = digest(DigestKind::sha512, join({salt, as_bytes(passcode), salt}));
  const auto outer = pbkdf2(DigestKind::sha512, hash, salt, passcode.empty() ? 1 : kRounds, kLocalKey);
  auto local = open_tdata_block(wrapped, outer);
  if (!local) return tl::unexpected(local.error());
  if (local->size() < kLocalKey) return fail(ErrorKind::damaged, "the key within is cut short");
  TdataKeys keys;
  local->resize(kLocalKey);
  keys.local_key = std::move(*local);
  const auto plain = open_tdata_block(info, keys.local_key);
  if (!plain)
    return fail(ErrorKind::damaged, "the passcode is right, and the list of accounts does not hold");
  if (const auto read = read_accounts(*plain, keys); !read) return tl::unexpected(read.error());
  return keys;
}

}  // namespace ulika
