// Reads the settings of Telegram for Android: whose account it is (userconf*.xml), and unsent texts
// (drafts*.xml).
#pragma once

#include "parsers/parser_set.h"

namespace ulika {

inline constexpr std::string_view kTelegramPrefsId = "telegram_prefs_android";
inline constexpr std::string_view kTelegramPrefsVersion = "1";

// True for the places of those files: shared_prefs/userconfing.xml (the app's own spelling), userconfig1.xml,
// …, shared_prefs/drafts.xml, drafts1.xml, ….
bool is_telegram_prefs_path(std::string_view path);

// Values are TL objects: of the account's user in base64, of drafts in hexadecimal digits, under the dialog's
// id. Keys and codes that stand beside them are not read. Locators are "xml:/map/string[@name='…']".
void read_telegram_prefs(ParseInput& input, const ParseSink& sink, ParseOutcome& outcome);

}  // namespace ulika
