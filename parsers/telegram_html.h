// Reads what Telegram Desktop exports as HTML (messages.html, messages2.html, …): messages, calls, places.
#pragma once

#include "parsers/parser_set.h"

namespace ulika {

inline constexpr std::string_view kTelegramHtmlId = "telegram_html";
inline constexpr std::string_view kTelegramHtmlVersion = "1";

// True where the first bytes are those of a page of messages.
bool is_telegram_html(std::string_view head);

// Reads the page as a stream. Locators are the bytes of the message's element ("bytes:OFFSET+LENGTH"). The
// page does not say whose export it is, so messages have no direction; of calls the exporter's words say it.
// Times without zone, in exports before 2021, carry "zone": "unknown".
void read_telegram_html(ParseInput& input, const ParseSink& sink, ParseOutcome& outcome);

}  // namespace ulika
