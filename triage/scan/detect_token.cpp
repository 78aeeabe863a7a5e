// Long unbroken tokens: crypto wallets, messenger ids, card data as EMV hexadecimal.
#include <array>
#include <optional>
#include <string>

#include "triage/scan/checksums.h"
#include "triage/scan/checksums_crypto.h"
#include "triage/scan/detect_chars.h"
#include "triage/scan/detect_parts.h"
#include "triage/scan/detect_tables.h"

namespace ulika::detect_parts {
namespace {

using namespace detect_chars;

bool all_hex(std::string_view text) {
  for (const char c : text) {
    if (!is_hex(c)) return false;
  }
  return true;
}

struct Wallet {
  std::string_view currency;
  std::string_view rule;
  std::string_view kind;
  double confidence = 0.98;
};

std::optional<Wallet> base58_wallet(std::string_view token) {
  if (token.size() < 26 || token.size() > 36) return std::nullopt;
  const char first = token[0];
  if (first != '1' && first != '3' && first != 'T' && first != 'L' && first != 'M') return std::nullopt;
  const auto version = base58check_version(token);
  if (!version) return std::nullopt;
  // Version bytes of the main nets; 0x05 was Litecoin's script form as well, Bitcoin is far more likely.
  switch (*version) {
    case 0x00:
      return Wallet{"BTC", "btc_base58", "p2pkh"};
    case 0x05:
      return Wallet{"BTC", "btc_base58", "p2sh"};
    case 0x30:
      return Wallet{"LTC", "ltc_base58", "p2pkh"};
    case 0x32:
      return Wallet{"LTC", "ltc_base58", "p2sh"};
    case 0x41:
      return Wallet{"TRX", "tron", is_token_contract(token) ? "contract" : "account"};
    default:
      return std::nullopt;
  }
}

std::optional<Wallet> segwit_wallet(std::string_view token) {
  const auto address = segwit_address(token);
  if (!address) return std::nullopt;
  const std::string_view kind = address->version == 1          ? "p2tr"
                                : address->version > 1         ? "segwit"
                                : address->program_bytes == 20 ? "p2wpkh"
                                                               : "p2wsh";
  return Wallet{address->network == "bc" ? "BTC" : "LTC", "bech32", kind};
}

std::optional<Wallet> ethereum_wallet(std::string_view token) {
  const EthereumForm form = ethereum_address(token);
  if (form == EthereumForm::none) return std::nullopt;
  std::string lower_case(token);
  for (char& c : lower_case) c = lower(c);
  if (lower_case.find_first_not_of('0', 2) == std::string::npos) return std::nullopt;
  const bool contract = is_token_contract(lower_case);
  return Wallet{"ETH", "eth", contract ? "contract" : "account", form == EthereumForm::checked ? 0.98 : 0.6};
}

std::optional<Wallet> wallet(std::string_view token) {
  if (const auto found = base58_wallet(token)) return found;
  const char first = token[0];
  if (lower(first) == 'b' || lower(first) == 'l') return segwit_wallet(token);
  if (first == '0' && token.size() == 42) return ethereum_wallet(token);
  if (const std::string_view kind = monero_address(token); !kind.empty()) return Wallet{"XMR", "xmr", kind};
  return std::nullopt;
}

void add_wallet(const Scope& scope, Found& found, const Wallet& wallet, std::size_t begin, std::size_t end) {
  Detection detection = make_detection("wallet", wallet.rule, begin, end, wallet.confidence);
  detection.fields.emplace_back("currency", std::string(wallet.currency));
  detection.fields.emplace_back("address", std::string(scope.text.substr(begin, end - begin)));
  detection.fields.emplace_back("kind", std::string(wallet.kind));
  found.add(std::move(detection));
}

bool find_ton(const Scope& scope, std::size_t begin, std::size_t end, Found& found) {
  constexpr std::size_t kLength = 48;
  const std::string_view text = scope.text;
  static constexpr std::string_view kFirst = "EUk0";
  const char second = byte_at(text, begin + 1);
  if (kFirst.find(text[begin]) == std::string_view::npos || (second != 'Q' && second != 'f')) return false;
  if (begin + kLength > text.size() || end > begin + kLength) return false;
  // The plain Base64 alphabet has '+' and '/', which end a token; raw bytes are asked for the URL-safe form
  // alone.
  if (end < begin + kLength && (scope.strict || is_token(byte_at(text, begin + kLength)))) return false;
  const auto address = ton_address(text.substr(begin, kLength));
  if (!address) return false;
  const std::string_view kind = address->bounceable ? "bounceable" : "non-bounceable";
  add_wallet(scope, found, Wallet{"TON", "ton", kind, address->test_network ? 0.7 : 0.98}, begin,
             begin + kLength);
  return true;
}

// "0:" or "-1:" and 64 hexadecimal digits.
bool find_raw_ton(const Scope& scope, std::size_t begin, std::size_t end, Found& found) {
  const std::string_view text = scope.text;
  if (scope.strict || end - begin != 64 || byte_before(text, begin) != ':' ||
      !all_hex(text.substr(begin, 64)))
    return false;
  std::size_t from = begin - 1;
  if (byte_before(text, from) == '0') {
    --from;
  } else if (from >= 2 && text.substr(from - 2, 2) == "-1") {
    from -= 2;
  } else {
    return false;
  }
  if (is_token(byte_before(text, from)) || byte_before(text, from) == ':') return false;
  add_wallet(scope, found, Wallet{"TON", "ton_raw", "raw", 0.4}, from, end);
  return true;
}

// Session: 05 and a 32-byte key. Tox: key, nospam and an exclusive-or of all two-byte words that leaves zero.
void find_messenger_id(const Scope& scope, std::size_t begin, std::size_t end, Found& found) {
  const std::string_view token = scope.text.substr(begin, end - begin);
  if (token.size() == 66 && token.substr(0, 2) == "05" && !scope.strict) {
    found.add(make_identifier("session_id", "session_id", begin, end, 0.7, std::string(token)));
  } else if (token.size() == 76) {
    const auto nibble = [](char c) {
      return static_cast<unsigned>(is_digit(c) ? c - '0' : lower(c) - 'a' + 10);
    };
    unsigned sum = 0;
    for (std::size_t i = 0; i < token.size(); i += 4) {
      sum ^= nibble(token[i]) << 12 | nibble(token[i + 1]) << 8 | nibble(token[i + 2]) << 4 |
             nibble(token[i + 3]);
    }
    if (sum == 0 && token.find_first_not_of('0') != std::string_view::npos) {
      found.add(make_identifier("tox_id", "tox_id", begin, end, 0.95, std::string(token)));
    }
  }
}

void find_in_run(const Scope& scope, std::size_t begin, std::size_t end, Found& found) {
  const std::string_view run = scope.text.substr(begin, end - begin);
  if (run.size() > 280) return;
  if (const auto match = wallet(run)) return add_wallet(scope, found, *match, begin, end);
  if (run.size() >= 20 && run.size() % 2 == 0 && all_hex(run)) {
    if (find_raw_ton(scope, begin, end, found)) return;
    find_emv(scope, begin, end, found);
    find_messenger_id(scope, begin, end, found);
  }
}

}  // namespace

void find_token(const Scope& scope, std::size_t begin, std::size_t end, Found& found) {
  if (found.taken("wallet", begin)) return;
  if (find_ton(scope, begin, end, found)) return;
  // '_' and '-' are no part of the other forms: look at the alphanumeric runs between them.
  std::size_t looked_at = 0;
  for (std::size_t i = begin; i < end && looked_at < 16;) {
    if (!is_alnum(scope.text[i])) {
      ++i;
      continue;
    }
    std::size_t run_end = i;
    while (run_end < end && is_alnum(scope.text[run_end])) ++run_end;
    if (run_end - i >= kShortestToken) {
      find_in_run(scope, i, run_end, found);
      ++looked_at;
    }
    i = run_end;
  }
}

}  // namespace ulika::detect_parts
