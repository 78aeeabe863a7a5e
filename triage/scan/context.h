// Readable text around a hit, as an examiner sees it in a list.
#pragma once

#include <cstddef>
#include <string>

#include "triage/base/bytes.h"
#include "triage/base/text.h"

namespace ulika {

// The text of `bytes`: characters that do not show (controls, marks that turn the writing direction) and
// bytes that are no text become U+00B7.
std::string readable(Bytes bytes, Encoding encoding);

// Up to 60 characters before and after the `length` bytes at `start`, the match between U+2039 and U+203A.
// Looks at no more than 240 bytes to either side. Precondition: start + length <= block.size().
std::string readable_context(Bytes block, std::size_t start, std::size_t length, Encoding encoding);

}  // namespace ulika
