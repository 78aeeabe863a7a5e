// The header of an e-mail: fields, encoded words, parameters, dates (RFC 5322, 2047, 2231).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "triage/base/time.h"

namespace ulika {

class MailHeaders {
 public:
  // Reads fields up to the empty line, at most 1,000 of them. What is no field is passed over.
  // `body` becomes the offset behind the empty line.
  static MailHeaders read(std::string_view message, std::size_t& body);

  // The first field of this name (lower case), unfolded, as raw bytes; empty where there is none.
  std::string_view raw(std::string_view name) const;
  // The same with its encoded words decoded, as UTF-8. Bytes that are neither ASCII nor UTF-8 are taken as
  // Windows-1251, the custom of the region.
  std::string text(std::string_view name) const;
  bool empty() const { return fields_.empty(); }

 private:
  std::vector<std::pair<std::string, std::string>> fields_;  // names in lower case
};

// "text/plain; charset=koi8-r; name*=utf-8''%D0%B0" in parts: the value in lower case, and a parameter
// decoded (continuations joined).
std::string mail_value(std::string_view field);
std::string mail_parameter(std::string_view field, std::string_view name);

// Encoded words "=?charset?B|Q?…?=" as UTF-8.
std::string decode_words(std::string_view raw);

// "A <a@example.org>, b@example.org" at the commas outside quotes, comments and angle brackets.
std::vector<std::string> split_addresses(std::string_view list);

// "Tue, 3 Mar 2026 14:05:06 +0500"; nothing without a zone, or for no such date.
std::optional<TimeMs> mail_time(std::string_view text);

// Bytes in a charset by its MIME name, as UTF-8. An unknown charset is guessed (plain_text.h).
std::string decode_charset(std::string_view bytes, std::string_view charset);

// Quoted-printable (RFC 2045, 6.7); what is no escape stays. `underscore` is a space in encoded words.
std::string decode_quoted_printable(std::string_view text, bool underscore);

}  // namespace ulika
