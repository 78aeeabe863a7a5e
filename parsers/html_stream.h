// HtmlStream: walks an HTML document of any size, tag by tag, without building a tree and without trusting
// it.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "triage/base/byte_source.h"
#include "triage/base/result.h"

namespace ulika {

// A start tag. Names are in lower case, values with their character references resolved.
struct HtmlTag {
  std::string name;
  std::vector<std::pair<std::string, std::string>> attributes;
  std::uint64_t offset = 0;    // of its "<"
  bool closes_itself = false;  // ends in "/>", or is of a kind that has no end tag

  std::string_view attribute(std::string_view name) const;  // empty when absent
  bool has_class(std::string_view name) const;              // one of the words of its "class"
};

struct HtmlHandler {
  std::function<void(const HtmlTag&)> open;
  // Name, and the offset behind the end tag.
  std::function<void(std::string_view, std::uint64_t)> close;
  // Text between tags with its character references resolved, in pieces of any length.
  std::function<void(std::string_view)> text;
};

// Reads to the end. Comments, declarations, scripts and styles are passed over; a tag longer than 64 KiB is
// taken as text. Fails where the bytes cannot be read.
Result<void> read_html(ByteSource& source, const HtmlHandler& handler);

// "&lt;", "&#1078;", "&#x416;" as the characters they name; what is no reference stays as it is.
std::string html_text(std::string_view raw);

}  // namespace ulika
