// Reads what Telegram Desktop exports as JSON (result.json): chats, messages, calls, places, contacts, the
// account.
#pragma once

#include "parsers/parser_set.h"

namespace ulika {

inline constexpr std::string_view kTelegramExportId = "telegram_export";
inline constexpr std::string_view kTelegramExportVersion = "2";

// True where the first bytes look like an export of all data or of one chat.
bool is_telegram_export(std::string_view head);

// Reads the file as a stream, one message in memory at a time. Locators are JSON pointers
// ("json:/messages/12"). The export of one chat does not say who its owner is: its messages then have no
// direction. Damage ends the reading with a problem; what came before it stands.
void read_telegram_export(ParseInput& input, const ParseSink& sink, ParseOutcome& outcome);

}  // namespace ulika
