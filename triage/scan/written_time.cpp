#include "triage/scan/written_time.h"

#include <algorithm>

#include "triage/scan/detect_chars.h"

namespace ulika {
namespace {

using namespace detect_chars;

constexpr TimeMs kMinute = 60'000;
constexpr TimeMs kHour = 60 * kMinute;
constexpr TimeMs kDay = 24 * kHour;
constexpr TimeMs kZoneStep = 15 * kMinute;
constexpr TimeMs kClockError = 2 * kMinute;  // of the bank's clock against the message's

struct Number {
  int value = 0;
  std::size_t end = 0;
};

// Digits at `at`, at most `most` of them and no more behind; end 0 when there are none or too many.
Number read_digits(std::string_view text, std::size_t at, std::size_t most) {
  Number number;
  const std::size_t end = digits_end(text, at);
  if (end == at || end - at > most) return number;
  for (std::size_t i = at; i < end; ++i) number.value = number.value * 10 + (text[i] - '0');
  number.end = end;
  return number;
}

bool no_digit_glued(std::string_view text, std::size_t end) {
  const char next = byte_at(text, end);
  return !is_digit(next) &&
         !((next == '.' || next == ',' || next == ':') && is_digit(byte_at(text, end + 1)));
}

std::size_t read_clock(std::string_view text, std::size_t at, WrittenTime& time) {
  const Number hour = read_digits(text, at, 2);
  if (hour.end == 0 || byte_at(text, hour.end) != ':') return 0;
  const Number minute = read_digits(text, hour.end + 1, 2);
  if (minute.end != hour.end + 3 || hour.value > 23 || minute.value > 59) return 0;
  std::size_t end = minute.end;
  int second = 0;
  if (byte_at(text, end) == ':') {
    const Number more = read_digits(text, end + 1, 2);
    if (more.end == end + 3 && more.value <= 59) {
      second = more.value;
      end = more.end;
    }
  }
  time.second = hour.value * 3600 + minute.value * 60 + second;
  return end;
}

bool is_date(const WrittenTime& time) {
  return from_civil(time.year == 0 ? 2000 : time.year, time.month, time.day, 0, 0, 0).has_value();
}

int full_year(const Number& year, std::size_t digits) {
  return digits == 4 ? year.value : digits == 2 ? 2000 + year.value : -1;
}

std::size_t read_date(std::string_view text, std::size_t at, WrittenTime& time) {
  const Number first = read_digits(text, at, 4);
  const char mark = byte_at(text, first.end);
  if (first.end == 0 || (mark != '.' && mark != '-' && mark != '/')) return 0;
  const Number second = read_digits(text, first.end + 1, 2);
  if (second.end != first.end + 3 && second.end != first.end + 2) return 0;
  const bool third_part = byte_at(text, second.end) == mark && is_digit(byte_at(text, second.end + 1));
  if (first.end - at == 4) {  // 2024-05-15
    const Number day = third_part ? read_digits(text, second.end + 1, 2) : Number{};
    time.year = first.value;
    time.month = second.value;
    time.day = day.value;
    return day.end != 0 && time.year >= 1990 && time.year <= 2100 && is_date(time) ? day.end : 0;
  }
  if (first.end - at > 2 || second.end != first.end + 3) return 0;
  time.day = first.value;
  time.month = second.value;
  if (third_part) {
    const Number year = read_digits(text, second.end + 1, 4);
    time.year = year.end == 0 ? -1 : full_year(year, year.end - second.end - 1);
    return time.year >= 1990 && time.year <= 2100 && is_date(time) ? year.end : 0;
  }
  // Day and month alone look like an amount: a time of day must follow.
  std::size_t clock = second.end;
  if (byte_at(text, clock) == ',') ++clock;
  if (byte_at(text, clock) != ' ') return 0;
  WrittenTime probe;
  return is_date(time) && read_clock(text, clock + 1, probe) != 0 ? second.end : 0;
}

// A date with the time of day beside it, or either; 0 when there is neither.
std::size_t read_time(std::string_view text, std::size_t at, WrittenTime& time) {
  WrittenTime read;
  if (std::size_t end = read_date(text, at, read); end != 0) {
    std::size_t next = end;
    for (int n = 0; n < 2 && (byte_at(text, next) == ' ' || byte_at(text, next) == ',' ||
                              byte_at(text, next) == 'T' || byte_at(text, next) == ':');
         ++n)
      ++next;
    if (const std::size_t clock = next == end ? 0 : read_clock(text, next, read); clock != 0) end = clock;
    if (!no_digit_glued(text, end)) return 0;
    time = read;
    return end;
  }
  read = WrittenTime();
  std::size_t end = read_clock(text, at, read);
  if (end == 0 || !no_digit_glued(text, end)) return 0;
  // "10:15 21.04.19"
  WrittenTime date;
  if (byte_at(text, end) == ' ') {
    if (const std::size_t behind = read_date(text, end + 1, date);
        behind != 0 && date.year != 0 && no_digit_glued(text, behind)) {
      date.second = read.second;
      read = date;
      end = behind;
    }
  }
  time = read;
  return end;
}

// The written time as if it were UTC; the year, where none is written, is that of the message.
std::optional<TimeMs> as_utc(const WrittenTime& written, std::optional<TimeMs> message_at) {
  if (written.day == 0 || written.second < 0) return std::nullopt;
  const auto with_year = [&](int year) {
    return from_civil(year, written.month, written.day, written.second / 3600, written.second / 60 % 60,
                      written.second % 60);
  };
  if (written.year != 0) return with_year(written.year);
  if (!message_at) return std::nullopt;
  std::optional<TimeMs> best;
  const int guess = 1970 + static_cast<int>(*message_at / (kDay * 365 + kDay / 4));
  for (int year = guess - 1; year <= guess + 1; ++year) {
    const std::optional<TimeMs> at = with_year(year);
    const auto distance = [&](TimeMs time) {
      return time > *message_at ? time - *message_at : *message_at - time;
    };
    if (at && (!best || distance(*at) < distance(*best))) best = at;
  }
  return best;
}

}  // namespace

std::size_t written_time_end(std::string_view text, std::size_t at) {
  const char before = byte_before(text, at);
  if (is_digit(before) || ((before == '.' || before == ',') && is_digit(byte_before(text, at - 1)))) return 0;
  WrittenTime time;
  return read_time(text, at, time);
}

std::optional<WrittenTime> find_written_time(std::string_view text) {
  std::optional<WrittenTime> best;
  const auto rank = [](const WrittenTime& time) {
    return (time.day != 0 ? 2 : 0) + (time.second >= 0 ? 1 : 0);
  };
  for (std::size_t at = 0; at < text.size();) {
    if (!is_digit(text[at])) {
      ++at;
      continue;
    }
    WrittenTime time;
    const bool begins = written_time_end(text, at) != 0;
    const std::size_t end = begins ? read_time(text, at, time) : 0;
    if (end == 0) {
      at = digits_end(text, at);
      continue;
    }
    if (!best || rank(time) > rank(*best)) best = time;
    at = end;
  }
  return best;
}

std::optional<PlacedTime> place_time(const std::optional<WrittenTime>& written,
                                     std::optional<TimeMs> message_at) {
  if (!written) return message_at ? std::optional<PlacedTime>({*message_at, true}) : std::nullopt;
  if (message_at && *message_at < 0) message_at.reset();
  const std::optional<TimeMs> local = as_utc(*written, message_at);
  if (message_at) {
    // How far the written clock is ahead of the message's, in whole steps, rounded up: the operation came
    // first.
    const auto placed = [&](TimeMs ahead) -> std::optional<PlacedTime> {
      const TimeMs late = ahead - kClockError;
      const TimeMs steps = late >= 0 ? (late + kZoneStep - 1) / kZoneStep : -(-late / kZoneStep);
      const TimeMs zone = steps * kZoneStep;
      if (zone < -12 * kHour || zone > 14 * kHour) return std::nullopt;
      return PlacedTime{*message_at + ahead - zone, true};
    };
    if (local) {
      if (const auto fits = placed(*local - *message_at)) return fits;
    } else if (written->day == 0 && written->second >= 0) {
      const TimeMs clock = TimeMs{written->second} * 1000;
      const TimeMs day = *message_at - *message_at % kDay;
      // The nearest day: zones east of UTC come first here.
      for (const TimeMs shift : {TimeMs{0}, kDay, -kDay}) {
        if (const auto fits = placed(day + shift + clock - *message_at)) return fits;
      }
    } else if (written->day != 0 && written->year != 0) {
      const auto date = from_civil(written->year, written->month, written->day, 0, 0, 0);
      if (date && *message_at >= *date - kDay && *message_at < *date + 2 * kDay)
        return PlacedTime{*message_at, true};
      if (date) return PlacedTime{*date, false};
    }
    if (!local) return PlacedTime{*message_at, true};
  }
  if (local) return PlacedTime{*local, false};
  if (written->day != 0 && written->year != 0) {
    if (const auto date = from_civil(written->year, written->month, written->day, 0, 0, 0))
      return PlacedTime{*date, false};
  }
  return std::nullopt;
}

}  // namespace ulika
