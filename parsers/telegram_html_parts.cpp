#include "parsers/telegram_html_parts.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace ulika {
namespace {

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

std::optional<int> digits(std::string_view text, std::size_t at, std::size_t count) {
  if (at + count > text.size()) return std::nullopt;
  int value = 0;
  const auto [end, error] = std::from_chars(text.data() + at, text.data() + at + count, value);
  if (error != std::errc() || end != text.data() + at + count || value < 0) return std::nullopt;
  return value;
}

std::optional<double> take_number(std::string_view& text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || !std::isfinite(value)) return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return value;
}

}  // namespace

std::string telegram_html_trim(std::string_view text) {
  return std::string(trimmed(text));
}

TelegramHtmlTime telegram_html_time(std::string_view text) {
  TelegramHtmlTime out;
  text = trimmed(text);
  const auto day = digits(text, 0, 2), month = digits(text, 3, 2), year = digits(text, 6, 4);
  const auto hour = digits(text, 11, 2), minute = digits(text, 14, 2), second = digits(text, 17, 2);
  if (!day || !month || !year || !hour || !minute || !second) return out;
  out.time = from_civil(*year, *month, *day, *hour, *minute, *second);
  std::string_view zone = trimmed(text.substr(19));
  if (!out.time || zone.substr(0, 3) != "UTC") return out;
  zone.remove_prefix(3);
  if (zone.empty()) {
    out.zone_known = true;
    return out;
  }
  const auto hours = digits(zone, 1, 2), minutes = digits(zone, 4, 2);
  if (!hours || !minutes || (zone[0] != '+' && zone[0] != '-')) return out;
  const TimeMs shift = (static_cast<TimeMs>(*hours) * 60 + *minutes) * 60'000;
  *out.time -= zone[0] == '-' ? -shift : shift;
  out.zone_known = true;
  return out;
}

std::optional<std::pair<double, double>> telegram_html_place(std::string_view link) {
  const auto mark = std::min(link.find("?q="), link.find("&q="));
  if (mark == std::string_view::npos) return std::nullopt;
  link.remove_prefix(mark + 3);
  const auto latitude = take_number(link);
  if (!latitude || link.empty() || link.front() != ',') return std::nullopt;
  link.remove_prefix(1);
  const auto longitude = take_number(link);
  if (!longitude || std::abs(*latitude) > 90 || std::abs(*longitude) > 180) return std::nullopt;
  return std::pair(*latitude, *longitude);
}

TelegramHtmlCall telegram_html_call(std::string_view status) {
  TelegramHtmlCall out;
  status = trimmed(status);
  const auto begins = [&](std::string_view word) { return status.substr(0, word.size()) == word; };
  if (begins("Outgoing") || begins("Cancelled")) out.direction = "out";
  if (begins("Incoming") || begins("Missed") || begins("Declined")) out.direction = "in";
  if (begins("Missed") || begins("Declined") || begins("Cancelled")) out.answered = false;
  const auto open = status.find('(');
  if (open == std::string_view::npos) return out;
  std::int64_t seconds = 0;
  const auto [end, error] = std::from_chars(status.data() + open + 1, status.data() + status.size(), seconds);
  const std::string_view unit(end, static_cast<std::size_t>(status.data() + status.size() - end));
  if (error != std::errc() || seconds < 0 || unit.substr(0, 7) != " second") return out;
  out.seconds = seconds;
  if (seconds > 0) out.answered = true;
  return out;
}

std::string telegram_html_media(const HtmlTag& tag) {
  static constexpr std::pair<std::string_view, std::string_view> kWraps[] = {
      {"photo_wrap", "photo"},
      {"video_file_wrap", "video_file"},
      {"sticker_wrap", "sticker"},
      {"animated_wrap", "animated"}};
  for (const auto& [name, kind] : kWraps) {
    if (tag.has_class(name)) return std::string(kind);
  }
  std::string_view words = tag.attribute("class");
  while (!words.empty()) {
    const auto end = std::min(words.find(' '), words.size());
    const std::string_view word = words.substr(0, end);
    if (word.size() > 6 && word.substr(0, 6) == "media_" && word != "media_wrap")
      return std::string(word.substr(6));
    words.remove_prefix(std::min(end + 1, words.size()));
  }
  return {};
}

}  // namespace ulika
