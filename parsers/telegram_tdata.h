// Reads which accounts Telegram Desktop was signed in to, out of its folder "tdata".
#pragma once

#include "parsers/parser_set.h"

namespace ulika {

inline constexpr std::string_view kTelegramTdataId = "telegram_tdata";
inline constexpr std::string_view kTelegramTdataVersion = "1";

// True for "key_datas" and for the files of the accounts beside it: "D877F783D5D3EF8Cs" and those of
// data#2 to data#6, each the first half of the MD5 of its name with the digits of each byte swapped.
bool is_telegram_tdata_path(std::string_view path);

// Path of the key_datas that opens the file of an account; empty for any other path.
std::string tdata_keys_beside(std::string_view path);

// An `account` of each file of an account: the user's id, and `secret` where keys of a session are stored
// with it (which are not read). Passcodes are the keys given for telegram, then the passwords; none is tried
// first. A problem of state `scanned` says what opened a file, and lists the accounts of key_datas; a
// missing passcode, a wrong one and damage are told apart. Locators are "block:0x4b".
void read_telegram_tdata(ParseInput& input, const ParseSink& sink, ParseOutcome& outcome);

}  // namespace ulika
