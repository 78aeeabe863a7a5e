// Draws notifications and apps in focus out of Apple's Biome streams.
#pragma once

#include "parsers/parser_set.h"

namespace ulika {

inline constexpr std::string_view kBiomeId = "biome";
inline constexpr std::string_view kBiomeVersion = "1";

// True for the place of a stream's own entries, ".../streams/…/NAME/local/FILE"; "tombstone" beside them
// keeps none.
bool is_biome_path(std::string_view path);

bool is_biome_stream(ParseInput& input);

// A `message` of kind "notification" for each entry of a stream of notifications, a `device_event` for each
// of App.InFocus; other streams are left to the pass over bytes. Entries marked as deleted come with
// `deleted`, as far as their bytes are there. Locators are "bytes:OFFSET+LENGTH" of the payload.
void read_biome_stream(ParseInput& input, const ParseSink& sink, ParseOutcome& outcome);

}  // namespace ulika
