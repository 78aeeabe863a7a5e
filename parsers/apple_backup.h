// Draws what an iTunes or Finder backup says about its phone: the device, and which apps it had.
#pragma once

#include "parsers/parser_set.h"

namespace ulika {

inline constexpr std::string_view kAppleBackupId = "apple_backup";
inline constexpr std::string_view kAppleBackupVersion = "1";

// True for a property list with the keys of a backup's Info.plist or Manifest.plist.
bool is_apple_backup_list(ParseInput& input);

// A `device` record, `app_installed` for each app the list names, `identifier` for the numbers that it keeps.
// Passwords and keys of Manifest.plist are not looked at.
void read_apple_backup_list(ParseInput& input, const ParseSink& sink, ParseOutcome& outcome);

}  // namespace ulika
