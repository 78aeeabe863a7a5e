// Reads e-mail files: single messages (.eml, .emlx) and mailboxes (mbox, as Thunderbird keeps them).
#pragma once

#include <string_view>

#include "parsers/parser_set.h"

namespace ulika {

inline constexpr std::string_view kMailId = "mail";
inline constexpr std::string_view kMailVersion = "1";

// By its name: *.eml, *.emlx, *.mbox, and the files without an ending below Thunderbird's Mail and ImapMail.
bool is_mail_path(std::string_view path);
// By its first bytes: "From " and a field, or fields that every mail has.
bool is_mail(std::string_view head);

// One `email` record a message, its locator bytes:OFFSET+LENGTH. Of a message over 32 MiB the rest is passed
// over, which is told; so is one whose parts do not hold together.
void read_mail(ParseInput& input, const ParseSink& sink, ParseOutcome& outcome);

}  // namespace ulika
