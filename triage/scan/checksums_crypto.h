// Checksums of crypto-currency addresses: Base58Check, Bech32, EIP-55, Monero and TON forms.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "triage/base/bytes.h"

namespace ulika {

// Keccak-256 as Ethereum and Monero use it (the original padding, not the one of SHA3-256).
std::array<std::uint8_t, 32> keccak256(Bytes bytes);

// CRC-16/XMODEM (polynomial 0x1021, start 0), as in TON addresses.
std::uint16_t crc16_xmodem(Bytes bytes);

// The version byte of a Base58Check address with a 20-byte hash, or nothing when the alphabet, length or
// checksum is wrong. At most 36 characters are looked at.
std::optional<std::uint8_t> base58check_version(std::string_view address);

struct SegwitAddress {
  std::string_view network;  // "bc" or "ltc"
  int version = 0;
  std::size_t program_bytes = 0;
};
// A Bitcoin or Litecoin segwit address: BIP 173 for version 0, BIP 350 for the others, one case only.
std::optional<SegwitAddress> segwit_address(std::string_view address);

enum class EthereumForm { none, unchecked, checked };
// "0x" and 40 hexadecimal digits; `checked` when their mixed case agrees with EIP-55, `none` when it does
// not.
EthereumForm ethereum_address(std::string_view address);

// "standard", "subaddress" or "integrated"; empty when it is no Monero main-net address.
std::string_view monero_address(std::string_view address);

struct TonAddress {
  bool bounceable = false;
  bool test_network = false;
};
// A user-friendly TON address: 48 characters of Base64, plain or URL-safe.
std::optional<TonAddress> ton_address(std::string_view address);

}  // namespace ulika
