// The text of a plain text file, whatever the encoding.
#pragma once

#include <optional>
#include <string>

#include "parsers/parser_set.h"
#include "triage/base/bytes.h"
#include "triage/base/text.h"

namespace ulika {

inline constexpr std::string_view kPlainTextId = "plain_text";
inline constexpr std::string_view kPlainTextVersion = "1";
inline constexpr std::uint64_t kPlainTextLimit = 8 << 20;  // bytes; longer files are searched as bytes only

// By byte order mark, by the zeros of UTF-16, by being valid UTF-8, then by which of the region's code pages
// makes the likeliest Russian or Kazakh of it. Nothing where none does.
std::optional<Encoding> guess_encoding(Bytes bytes);

// Gives the text of the file to the outcome; nothing where no encoding fits.
void read_plain_text(ParseInput& input, const ParseSink& sink, ParseOutcome& outcome);

}  // namespace ulika
