// The small formats inside a page of Telegram Desktop's HTML export: times, places, calls, kinds of media.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "parsers/html_stream.h"
#include "triage/base/time.h"

namespace ulika {

// "01.03.2026 08:04:05 UTC+05:00"; exports before 2021 lack the zone, and the time is then that of the
// exporting computer's clock, taken as if it were UTC.
struct TelegramHtmlTime {
  std::optional<TimeMs> time;
  bool zone_known = false;
};
TelegramHtmlTime telegram_html_time(std::string_view text);

// Latitude and longitude of a link to a map ("…?q=45.5,68.25&…"); nothing where they are no place on earth.
std::optional<std::pair<double, double>> telegram_html_place(std::string_view link);

// "Outgoing (65 seconds)", "Missed", …: the exporter's words, which are English in every language of the
// program.
struct TelegramHtmlCall {
  std::string_view direction;  // "in", "out", or empty
  std::optional<std::int64_t> seconds;
  std::optional<bool> answered;
};
TelegramHtmlCall telegram_html_call(std::string_view status);

// "photo", "video_file", "sticker", "animated" for the wraps of shown media; "voice_message", "file", "call",
// "location", … from the class media_…; empty for other elements.
std::string telegram_html_media(const HtmlTag& tag);

std::string telegram_html_trim(std::string_view text);

}  // namespace ulika
