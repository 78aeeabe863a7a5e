// Draws what property lists of an iPhone's system say: SIM card and numbers, known Wi-Fi networks, a lease of
// an address, and the notifications that were delivered and not yet dismissed.
#pragma once

#include "parsers/parser_set.h"

namespace ulika {

inline constexpr std::string_view kAppleListsId = "apple_lists";
inline constexpr std::string_view kAppleListsVersion = "1";

// True for the names of the lists that are read.
bool is_apple_list_path(std::string_view path);
bool is_apple_list(ParseInput& input);

// `identifier`, `device`, `device_event`, and `message` of kind "notification". Locators are paths of keys
// ("plist:/a/0").
void read_apple_list(ParseInput& input, const ParseSink& sink, ParseOutcome& outcome);

}  // namespace ulika
