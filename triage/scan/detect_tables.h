// The detectors' rules as data: card ranges, IBAN lengths, link hosts, top-level domains, contracts.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "triage/base/embedded.h"

namespace ulika {

// Every *.tsv of triage/scan.
std::span<const EmbeddedFile> embedded_scan_tables();

struct CardScheme {
  std::string name;
  bool luhn_required = true;
  bool needs_context = false;  // the range is so wide that a bare number proves nothing
};
// The scheme whose range and lengths a number fits; null when none does.
const CardScheme* card_scheme(std::string_view digits);
bool is_test_card(std::string_view digits);

// 0 for a country that is not in the registry.
std::size_t iban_length(std::string_view country);

// What a host stands for ("google", "telegram", "exchange", …); empty for a host like any other. `host` is
// lower case and holds no port.
std::string_view link_host_meaning(std::string_view host);

// `domain` is lower case, without the dot.
bool is_top_level_domain(std::string_view domain);

// Whether an address belongs to a token's contract; Ethereum ones in lower case.
bool is_token_contract(std::string_view address);

}  // namespace ulika
