// Makes XML that programs write against its rules readable, without moving a byte.
#pragma once

#include <cstddef>
#include <span>

namespace ulika {

// In ASCII-compatible XML: two references to surrogates become one to the character they make, a lone one or
// one to a character that XML forbids becomes U+FFFD, forbidden control bytes become spaces. Everything stays
// at its offset. (Android apps write emoji as "&#55357;&#56832;".)
void repair_xml(std::span<std::byte> bytes);

}  // namespace ulika
