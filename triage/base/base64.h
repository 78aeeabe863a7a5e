// Base64 (RFC 4648), plain and URL-safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace ulika {

// With padding, in one line.
std::string to_base64(std::string_view bytes);

// Reads either alphabet; white space and padding are passed over. Nothing where another character stands.
std::optional<std::string> from_base64(std::string_view text);

}  // namespace ulika
