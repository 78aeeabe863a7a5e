// The text of an iMessage `attributedBody`: an NSAttributedString in NeXT's typedstream coding.
#pragma once

#include <optional>
#include <string>

#include "triage/base/bytes.h"

namespace ulika {

// The string of the first NSString (or NSMutableString) object; nothing where the bytes are no such stream.
std::optional<std::string> typedstream_text(Bytes stream);

}  // namespace ulika
