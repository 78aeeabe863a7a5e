// XmlStream: walks through an XML document of any size, one element in memory at a time.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "triage/base/byte_source.h"
#include "triage/base/result.h"

namespace ulika {

using XmlAttributes = std::vector<std::pair<std::string_view, std::string_view>>;

// The value of an attribute; empty where it is not there.
std::string_view attribute(const XmlAttributes& attributes, std::string_view name);

struct XmlHandler {
  std::function<bool(std::string_view name, const XmlAttributes&)> open;  // false ends the reading
  std::function<void(std::string_view name)> close;
  std::function<void(std::string_view text)> text;  // in pieces
};

// Reads to the end, or until the handler wants no more. Characters that XML does not allow are read as '?'.
// Fails with `damaged` and the place; a document type declaration is refused (`unsupported`), since entities
// are how such files attack; more than 100 levels are a `limit`.
Result<void> read_xml(ByteSource& source, const XmlHandler& handler);

}  // namespace ulika
