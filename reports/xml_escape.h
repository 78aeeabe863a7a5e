// Text from evidence as text of XML.
#pragma once

#include <string>
#include <string_view>

namespace ulika {

// Valid in an element and between double quotes. Left out: controls that XML 1.0 forbids, and those that turn
// the direction of text around.
void append_xml(std::string& out, std::string_view text);

}  // namespace ulika
