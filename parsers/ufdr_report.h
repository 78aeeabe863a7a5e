// Reads report.xml of a UFED report: what Cellebrite decoded, as records, and what it says of the device.
#pragma once

#include "parsers/parser_set.h"

namespace ulika {

inline constexpr std::string_view kUfdrReportId = "ufdr_report";
inline constexpr std::string_view kUfdrReportVersion = "1";

// True for a document that begins like such a report, whatever its name.
bool is_ufdr_report(std::string_view head);

// Reads the report as a stream, one message in memory at a time. Locators name the model by its id
// ("xml:/model/ID"). What several extractions or decoders give of one message comes once. Passwords and
// cookies are left out; models of a kind that no record is made of are counted in a problem.
void read_ufdr_report(ParseInput& input, const ParseSink& sink, ParseOutcome& outcome);

}  // namespace ulika
