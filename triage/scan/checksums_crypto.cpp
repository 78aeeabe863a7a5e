#include "triage/scan/checksums_crypto.h"

#include <algorithm>
#include <cstring>

#include "triage/base/digest.h"

namespace ulika {
namespace {

constexpr std::string_view kBase58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
constexpr std::string_view kBech32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";

constexpr std::array<std::int8_t, 256> index_of(std::string_view alphabet) {
  std::array<std::int8_t, 256> table{};
  for (auto& value : table) value = -1;
  for (std::size_t i = 0; i < alphabet.size(); ++i) {
    table[static_cast<unsigned char>(alphabet[i])] = static_cast<std::int8_t>(i);
  }
  return table;
}
constexpr auto kBase58Index = index_of(kBase58);
constexpr auto kBech32Index = index_of(kBech32);
constexpr auto kBase64Index = index_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/");

int look_up(const std::array<std::int8_t, 256>& table, char c) {
  return table[static_cast<unsigned char>(c)];
}

Bytes view(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const std::byte*>(data), size};
}

std::uint32_t bech32_step(std::uint32_t sum, std::uint32_t value) {
  static constexpr std::array<std::uint32_t, 5> kGenerator = {0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd,
                                                              0x2a1462b3};
  const std::uint32_t top = sum >> 25;
  sum = (sum & 0x1ffffff) << 5 ^ value;
  for (unsigned i = 0; i < kGenerator.size(); ++i) {
    if (top >> i & 1) sum ^= kGenerator[i];
  }
  return sum;
}

bool is_hex(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

}  // namespace

std::uint16_t crc16_xmodem(Bytes bytes) {
  unsigned crc = 0;
  for (const std::byte b : bytes) {
    crc ^= std::to_integer<unsigned>(b) << 8;
    for (int bit = 0; bit < 8; ++bit) crc = (crc & 0x8000 ? crc << 1 ^ 0x1021 : crc << 1) & 0xffff;
  }
  return static_cast<std::uint16_t>(crc);
}

std::optional<std::uint8_t> base58check_version(std::string_view address) {
  constexpr std::size_t kBytes = 25;  // version, 20 bytes of hash, four of checksum
  if (address.size() < 25 || address.size() > 36) return std::nullopt;
  std::array<std::uint8_t, kBytes> number{};  // big-endian
  for (const char c : address) {
    int carry = look_up(kBase58Index, c);
    if (carry < 0) return std::nullopt;
    for (std::size_t i = kBytes; i-- > 0;) {
      carry += number[i] * 58;
      number[i] = static_cast<std::uint8_t>(carry & 0xff);
      carry >>= 8;
    }
    if (carry != 0) return std::nullopt;
  }
  // Each leading zero byte is written as one '1', no more and no fewer.
  const std::size_t ones = std::min(address.find_first_not_of('1'), address.size());
  const auto zeros = static_cast<std::size_t>(
      std::find_if(number.begin(), number.end(), [](std::uint8_t b) { return b != 0; }) - number.begin());
  if (ones != zeros) return std::nullopt;
  const auto once = sha256(view(number.data(), kBytes - 4));
  const auto twice = sha256(once);
  if (std::memcmp(twice.data(), number.data() + kBytes - 4, 4) != 0) return std::nullopt;
  return number[0];
}

std::optional<SegwitAddress> segwit_address(std::string_view address) {
  constexpr std::uint32_t kBech32Constant = 1;
  constexpr std::uint32_t kBech32mConstant = 0x2bc830a3;
  if (address.size() < 14 || address.size() > 90) return std::nullopt;
  std::string lower(address);
  bool has_lower = false;
  bool has_upper = false;
  for (char& c : lower) {
    has_lower |= c >= 'a' && c <= 'z';
    if (c >= 'A' && c <= 'Z') {
      has_upper = true;
      c = static_cast<char>(c + 32);
    }
  }
  if (has_lower && has_upper) return std::nullopt;
  const std::string_view network = lower.compare(0, 3, "bc1") == 0    ? "bc"
                                   : lower.compare(0, 4, "ltc1") == 0 ? "ltc"
                                                                      : "";
  if (network.empty()) return std::nullopt;
  std::uint32_t sum = 1;
  for (const char c : network) sum = bech32_step(sum, static_cast<std::uint32_t>(c) >> 5);
  sum = bech32_step(sum, 0);
  for (const char c : network) sum = bech32_step(sum, static_cast<std::uint32_t>(c) & 31);
  const std::string_view data = std::string_view(lower).substr(network.size() + 1);
  for (const char c : data) {
    const int value = look_up(kBech32Index, c);
    if (value < 0) return std::nullopt;
    sum = bech32_step(sum, static_cast<std::uint32_t>(value));
  }
  if (data.size() < 7) return std::nullopt;
  const int version = look_up(kBech32Index, data[0]);
  if (version > 16 || sum != (version == 0 ? kBech32Constant : kBech32mConstant)) return std::nullopt;
  const std::size_t program_chars = data.size() - 7;
  const std::size_t program_bytes = program_chars * 5 / 8;
  const std::size_t padding = program_chars * 5 % 8;  // at most four bits, all zero
  if (padding > 4 || program_bytes < 2 || program_bytes > 40) return std::nullopt;
  const auto last = static_cast<unsigned>(look_up(kBech32Index, data[data.size() - 7]));
  if ((last & ((1u << padding) - 1)) != 0) return std::nullopt;
  if (version == 0 && program_bytes != 20 && program_bytes != 32) return std::nullopt;
  return SegwitAddress{network, version, program_bytes};
}

EthereumForm ethereum_address(std::string_view address) {
  if (address.size() != 42 || address.substr(0, 2) != "0x") return EthereumForm::none;
  const std::string_view digits = address.substr(2);
  std::string lower(digits);
  bool has_lower = false;
  bool has_upper = false;
  for (char& c : lower) {
    if (!is_hex(c)) return EthereumForm::none;
    has_lower |= c >= 'a';
    if (c >= 'A' && c <= 'F') {
      has_upper = true;
      c = static_cast<char>(c + 32);
    }
  }
  if (!has_lower || !has_upper) return EthereumForm::unchecked;
  const auto hash = keccak256(as_bytes(lower));
  for (std::size_t i = 0; i < digits.size(); ++i) {
    const unsigned nibble = i % 2 == 0 ? hash[i / 2] >> 4 : hash[i / 2] & 15u;
    const bool wants_upper = nibble > 7 && lower[i] >= 'a';
    if (wants_upper != (digits[i] >= 'A' && digits[i] <= 'F')) return EthereumForm::none;
  }
  return EthereumForm::checked;
}

std::string_view monero_address(std::string_view address) {
  // Blocks of eight bytes are written as eleven characters, a shorter last block as kChars[bytes].
  static constexpr std::array<std::size_t, 9> kChars = {0, 2, 3, 5, 6, 7, 9, 10, 11};
  if (address.size() != 95 && address.size() != 106) return {};
  std::vector<std::uint8_t> bytes;
  for (std::size_t at = 0; at < address.size(); at += 11) {
    const std::string_view block = address.substr(at, 11);
    const auto size =
        static_cast<std::size_t>(std::find(kChars.begin(), kChars.end(), block.size()) - kChars.begin());
    if (size >= kChars.size()) return {};
    std::uint64_t number = 0;
    for (const char c : block) {
      const int value = look_up(kBase58Index, c);
      if (value < 0) return {};
      std::uint64_t product = 0;
      if (__builtin_mul_overflow(number, std::uint64_t{58}, &product) ||
          __builtin_add_overflow(product, static_cast<std::uint64_t>(value), &number)) {
        return {};
      }
    }
    if (size < 8 && number >> (8 * size) != 0) return {};
    for (std::size_t i = size; i-- > 0;) bytes.push_back(static_cast<std::uint8_t>(number >> (8 * i)));
  }
  if (bytes.size() != 69 && bytes.size() != 77) return {};
  const auto hash = keccak256(view(bytes.data(), bytes.size() - 4));
  if (std::memcmp(hash.data(), bytes.data() + bytes.size() - 4, 4) != 0) return {};
  switch (bytes[0]) {  // network bytes of the main net
    case 18:
      return "standard";
    case 19:
      return "integrated";
    case 42:
      return "subaddress";
    default:
      return {};
  }
}

std::optional<TonAddress> ton_address(std::string_view address) {
  if (address.size() != 48) return std::nullopt;
  std::array<std::uint8_t, 36> bytes{};
  for (std::size_t i = 0; i < address.size(); i += 4) {
    std::uint32_t group = 0;
    for (std::size_t k = 0; k < 4; ++k) {
      const char c = address[i + k] == '-' ? '+' : address[i + k] == '_' ? '/' : address[i + k];
      const int value = look_up(kBase64Index, c);
      if (value < 0) return std::nullopt;
      group = group << 6 | static_cast<std::uint32_t>(value);
    }
    for (std::size_t k = 0; k < 3; ++k)
      bytes[i / 4 * 3 + k] = static_cast<std::uint8_t>(group >> (16 - 8 * k));
  }
  const unsigned tag = bytes[0] & 0x7fu;  // the top bit marks the test network
  if ((tag != 0x11 && tag != 0x51) || (bytes[1] != 0 && bytes[1] != 0xff)) return std::nullopt;
  if (crc16_xmodem(view(bytes.data(), 34)) != (bytes[34] << 8 | bytes[35])) return std::nullopt;
  return TonAddress{tag == 0x11, (bytes[0] & 0x80) != 0};
}

}  // namespace ulika
