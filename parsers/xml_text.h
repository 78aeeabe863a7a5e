// The readable text of one XML part of an OOXML or OpenDocument file.
#pragma once

#include <string>
#include <string_view>

#include "parsers/parser_set.h"
#include "triage/base/byte_source.h"
#include "triage/base/result.h"

namespace ulika {

inline constexpr std::string_view kXmlTextId = "xml_text";
inline constexpr std::string_view kXmlTextVersion = "1";

// True for the parts that hold what a reader of the document sees: word/document.xml, xl/sharedStrings.xml,
// ppt/slides/slide1.xml, content.xml, …
bool is_document_part(std::string_view path);

struct XmlText {
  std::string text;    // UTF-8, a line for each paragraph, cell or text box; at most 32 MiB
  std::string damage;  // a sentence about where reading ended too early, or empty
};

// A document type declaration ends the reading: no office program writes one, and entities are how such files
// attack.
XmlText read_xml_text(ByteSource& source);

// Gives the text of a document part to the outcome.
void read_document_part(ParseInput& input, const ParseSink& sink, ParseOutcome& outcome);

}  // namespace ulika
