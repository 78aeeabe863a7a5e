#include "parsers/whatsapp_crypt.h"

#include <fmt/core.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <optional>

#include "parsers/definition.h"
#include "triage/base/crypto.h"

namespace ulika {
namespace {

constexpr std::uint64_t kPackedLimit = 256U << 20;
constexpr std::size_t kUnpackedLimit = 384U << 20;
constexpr std::size_t kTag = 16;
constexpr std::size_t kIv = 16;
constexpr std::size_t kKeyFile =
    131;  // versions 2 and 1, salts of 32 and 16, a hash of 32, an IV of 16, the key of 32
constexpr std::size_t kRootKey = 32;

struct Key {
  std::vector<std::byte> cipher;  // of crypt12 and crypt14, and of crypt15 as derived from a root key
  std::vector<std::byte> server_salt;
  bool root = false;  // of an end-to-end encrypted backup
};

std::vector<std::byte> copy_of(Bytes bytes) {
  return {bytes.begin(), bytes.end()};
}

std::optional<Key> read_key(std::string_view text) {
  std::string_view digits = text;
  while (!digits.empty() && static_cast<unsigned char>(digits.back()) <= ' ') digits.remove_suffix(1);
  std::vector<std::byte> bytes = copy_of(as_bytes(text));
  if (digits.size() == 2 * kRootKey) {
    if (auto hex = from_hex(digits)) bytes = std::move(*hex);
  }
  // A Java byte array, serialised: a head of 27 bytes, the array at the end.
  constexpr std::size_t kJavaHead = 27;
  if (bytes.size() > kJavaHead && bytes[0] == std::byte{0xAC} && bytes[1] == std::byte{0xED}) {
    bytes.erase(bytes.begin(), bytes.begin() + kJavaHead);
  }
  Key key;
  if (bytes.size() == kKeyFile) {
    key.server_salt = copy_of(Bytes(bytes).subspan(3, 32));
    key.cipher = copy_of(Bytes(bytes).subspan(99, 32));
    return key;
  }
  if (bytes.size() != kRootKey) return std::nullopt;
  // Two steps of HMAC-SHA256, the second over what the key is for.
  const std::vector<std::byte> zeros(32);
  const auto first = hmac(DigestKind::sha256, zeros, bytes);
  constexpr std::string_view kPurpose("backup encryption\x01", 18);
  key.cipher = hmac(DigestKind::sha256, first, as_bytes(kPurpose));
  key.root = true;
  return key;
}

// Length-delimited field `number` of a protobuf message; empty where there is none.
Bytes field_of(Bytes message, std::uint64_t number) {
  ByteReader reader(message);
  const auto varint = [&] {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
      const std::uint8_t byte = reader.u8();
      value |= std::uint64_t{byte & 0x7Fu} << shift;
      if ((byte & 0x80) == 0 || !reader.ok()) break;
    }
    return value;
  };
  while (reader.ok() && reader.left() > 0) {
    const std::uint64_t tag = varint();
    switch (tag & 7) {
      case 0:
        varint();
        break;
      case 1:
        reader.skip(8);
        break;
      case 2: {
        const Bytes value =
            reader.take(static_cast<std::size_t>(std::min<std::uint64_t>(varint(), message.size() + 1)));
        if (reader.ok() && tag >> 3 == number) return value;
        break;
      }
      case 5:
        reader.skip(4);
        break;
      default:
        return {};
    }
  }
  return {};
}

// Where the parts of a backup lie, one way of reading it.
struct Layout {
  std::vector<std::byte> iv;
  std::size_t begin = 0;  // of the ciphertext
  std::size_t after = 0;  // bytes behind the ciphertext, the tag first
  Bytes server_salt;      // empty where the head names none
  bool end_to_end = false;
};

std::vector<Layout> layouts_of(Bytes bytes, std::string_view path_end) {
  std::vector<Layout> layouts;
  if (path_end == "12") {
    if (bytes.size() > 67 + 36) {
      Layout old{copy_of(bytes.subspan(51, kIv)), 67, 36, bytes.subspan(3, 32), false};
      layouts.push_back(old);
    }
    return layouts;
  }
  const std::size_t length = std::to_integer<std::size_t>(bytes[0]);
  const std::size_t head = bytes[1] == std::byte{1} ? 2 : 1;
  if (head + length + 2 * kTag < bytes.size()) {
    const Bytes message = bytes.subspan(head, length);
    const Bytes c14 = field_of(message, 2);
    const Bytes c15 = field_of(message, 3);
    Layout found;
    found.begin = head + length;
    found.end_to_end = !c15.empty();
    const Bytes iv = field_of(c15.empty() ? c14 : c15, c15.empty() ? 5 : 1);
    found.server_salt = field_of(c14, 3);
    if (iv.size() == kIv) {
      found.iv = copy_of(iv);
      for (const std::size_t after : {2 * kTag, kTag}) {  // with the MD5 of a single file; parts have none
        found.after = after;
        layouts.push_back(found);
      }
    }
  }
  if (!layouts.empty()) return layouts;
  for (const std::size_t iv : {66U, 67U}) {
    for (const std::size_t begin : {190U, 191U, 193U, 194U, 196U, 99U, 158U}) {
      if (begin + 2 * kTag < bytes.size())
        layouts.push_back({copy_of(bytes.subspan(iv, kIv)), begin, 2 * kTag, {}, false});
    }
  }
  return layouts;
}

Result<std::vector<std::byte>> unpack(std::vector<std::byte> packed) {
  constexpr std::string_view kPlain("SQLite format 3\0", 16);
  if (as_text(packed).substr(0, kPlain.size()) == kPlain) return packed;
  z_stream stream{};
  if (inflateInit(&stream) != Z_OK) return fail(ErrorKind::limit, "there is no memory to unpack it");
  std::vector<std::byte> out;
  stream.next_in = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_in = static_cast<uInt>(packed.size());
  int state = Z_OK;
  while (state == Z_OK && out.size() < kUnpackedLimit) {
    const std::size_t had = out.size();
    out.resize(std::min(kUnpackedLimit, had + (std::size_t{4} << 20)));
    stream.next_out = reinterpret_cast<Bytef*>(out.data() + had);
    stream.avail_out = static_cast<uInt>(out.size() - had);
    state = inflate(&stream, Z_NO_FLUSH);
    out.resize(out.size() - stream.avail_out);
    if (state == Z_OK && out.size() == had) break;
  }
  inflateEnd(&stream);
  if (state == Z_STREAM_END) return out;
  if (out.size() >= kUnpackedLimit)
    return fail(ErrorKind::limit, "the backup is longer than 384 MiB when unpacked");
  return fail(ErrorKind::damaged, "the backup was decrypted, and what it holds cannot be unpacked");
}

}  // namespace

bool is_whatsapp_backup(std::string_view path) {
  return path_matches("*.crypt12", path) || path_matches("*.crypt14", path) ||
         path_matches("*.crypt15", path);
}

Result<std::vector<std::byte>> open_whatsapp_backup(ByteSource& backup, std::string_view key_text) {
  const auto key = read_key(key_text);
  if (!key)
    return fail(ErrorKind::encrypted, "the key is neither a key file of WhatsApp nor 64 hexadecimal digits");
  auto bytes = read_all(backup, kPackedLimit);
  if (!bytes) return tl::unexpected(bytes.error());
  if (bytes->size() < 128) return fail(ErrorKind::damaged, "the backup is too short to hold anything");
  // crypt12 has a bare head that begins with versions 0, 1 and the key's.
  const bool bare = (*bytes)[0] == std::byte{0} && (*bytes)[1] == std::byte{1};
  bool other_key = false;
  bool its_key = false;  // the head names the salt of this very key file
  for (const Layout& layout : layouts_of(*bytes, bare ? "12" : "14")) {
    if (layout.end_to_end != key->root && !layout.server_salt.empty()) other_key = true;
    if (!layout.server_salt.empty() && !key->root) {
      const bool same = same_bytes(layout.server_salt, key->server_salt);
      (same ? its_key : other_key) = true;
    }
    const Bytes all = *bytes;
    const Bytes sealed = all.subspan(layout.begin, all.size() - layout.begin - layout.after);
    auto plain =
        aes_gcm_decrypt(key->cipher, layout.iv, sealed, all.subspan(all.size() - layout.after, kTag));
    if (!plain) continue;
    bytes->clear();
    bytes->shrink_to_fit();
    return unpack(std::move(*plain));
  }
  if (other_key) return fail(ErrorKind::encrypted, "the key belongs to another backup");
  // A single file ends in the MD5 of what stands before it; crypt12 puts the end of the owner's number behind
  // that.
  constexpr std::size_t kMd5 = 16;
  const Bytes all = *bytes;
  const Bytes summed = all.first(all.size() - kMd5 - (bare ? 4 : 0));
  if (same_bytes(digest(DigestKind::md5, summed), all.subspan(summed.size(), kMd5)))
    return fail(ErrorKind::encrypted, "the key does not open the backup, which is whole by its checksum");
  if (its_key)
    return fail(ErrorKind::damaged, "the key is the backup's own, and the backup's checksum does not hold");
  return fail(ErrorKind::encrypted, "the key does not open the backup, whose checksum does not hold either");
}

}  // namespace ulika
