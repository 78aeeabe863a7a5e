// Text that came from elsewhere: UTF-8 checks, legacy code pages, UTF-16, safe paths.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "triage/base/bytes.h"

namespace ulika {

bool is_valid_utf8(std::string_view text);

// The code point at `at` (advanced past it); 0xFFFD and one byte further for a malformed sequence.
char32_t next_code_point(std::string_view text, std::size_t& at);
void append_utf8(std::string& out, char32_t code_point);

// Valid UTF-8 whatever came in: malformed bytes become U+FFFD, NUL becomes U+2400.
std::string to_valid_utf8(std::string_view text);

// A path segment as the contract wants it: valid UTF-8; bytes that are no text, control characters and '/'
// become %XX, and so does a '%' that would otherwise read as such an escape.
std::string path_segment(std::string_view raw);

// Encodings in which text of the region is found in bytes.
enum class Encoding : std::uint8_t { utf8, utf16le, utf16be, cp1251, koi8_r, cp866, kz1048 };
std::string_view encoding_name(
    Encoding encoding);  // "utf-8", "utf-16le", "windows-1251", "koi8-r", "cp866", "kz-1048"

// Code points of the bytes 0x80 to 0xFF of a single-byte encoding; 0 where none is assigned. Precondition:
// one of cp1251, koi8_r, cp866, kz1048. Source: the charset tables of the IANA registrations (RK1048 for
// KZ-1048).
const std::array<char16_t, 128>& high_half(Encoding encoding);

// Decodes to UTF-8; malformed or unassigned units become U+FFFD.
std::string decode(Bytes bytes, Encoding encoding);

// Simple case folding of one code point for Latin, Greek and Cyrillic with their extensions (Kazakh
// included).
char32_t fold_case(char32_t code_point);

// Cut to at most `max_bytes` at a character boundary.
std::string_view clip_utf8(std::string_view text, std::size_t max_bytes);

}  // namespace ulika
