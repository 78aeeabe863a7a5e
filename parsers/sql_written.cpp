// Values as people and programs write them into texts: dates, numbers, paths, markup.
#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "parsers/sql_function_table.h"
#include "triage/base/text.h"
#include "triage/base/time.h"

namespace ulika {
namespace {

using Args = std::span<const SqlArg>;

// The first letters of the months in English, Russian and Kazakh, as far as they tell them apart.
constexpr std::pair<std::string_view, int> kMonths[] = {
    {"jan", 1},  {"feb", 2},  {"mar", 3},  {"apr", 4},  {"may", 5},  {"jun", 6}, {"jul", 7},  {"aug", 8},
    {"sep", 9},  {"oct", 10}, {"nov", 11}, {"dec", 12}, {"янв", 1},  {"фев", 2}, {"мар", 3},  {"апр", 4},
    {"мая", 5},  {"май", 5},  {"июн", 6},  {"июл", 7},  {"авг", 8},  {"сен", 9}, {"окт", 10}, {"ноя", 11},
    {"дек", 12}, {"қаң", 1},  {"ақп", 2},  {"нау", 3},  {"сәу", 4},  {"мам", 5}, {"мау", 6},  {"шіл", 7},
    {"там", 8},  {"қыр", 9},  {"қаз", 10}, {"қар", 11}, {"жел", 12},
};

// Reads a civil time by a format; all fields that the format does not name stay at the start of the year
// 1970.
class CivilReader {
 public:
  explicit CivilReader(std::string_view text) : text_(text) {}

  std::optional<TimeMs> read(std::string_view format) {
    while (!format.empty()) {
      const char c = format.front();
      format.remove_prefix(1);
      bool good = true;
      if (c == '%' && !format.empty()) {
        good = field(format.front());
        format.remove_prefix(1);
      } else if (c == ' ') {
        skip_space();
      } else {
        good = !text_.empty() && text_.front() == c;
        if (good) text_.remove_prefix(1);
      }
      if (!good) return std::nullopt;
    }
    skip_space();
    if (!text_.empty()) return std::nullopt;
    if (hour12_) {
      if (hour_ < 1 || hour_ > 12) return std::nullopt;
      hour_ = hour_ % 12 + (afternoon_ ? 12 : 0);
    }
    auto time = from_civil(year_, month_, day_, hour_, minute_, second_, ms_);
    if (time) *time -= offset_minutes_ * 60000LL;
    return time;
  }

 private:
  // Spaces of any width: some programs put narrow ones between time and "PM".
  void skip_space() {
    for (;;) {
      std::size_t at = 0;
      if (text_.empty()) return;
      const char32_t c = next_code_point(text_, at);
      if (c != ' ' && c != '\t' && c != 0xA0 && c != 0x202F && c != 0x2009 && c != 0x200E) return;
      text_.remove_prefix(at);
    }
  }

  bool number(int& into, std::size_t most) {
    std::size_t count = 0;
    while (count < most && count < text_.size() && text_[count] >= '0' && text_[count] <= '9') ++count;
    if (count == 0) return false;
    std::from_chars(text_.data(), text_.data() + count, into);
    text_.remove_prefix(count);
    return true;
  }

  bool field(char kind) {
    switch (kind) {
      case 'Y':
        return number(year_, 4);
      case 'y':
        if (!number(year_, 2)) return false;
        year_ += 2000;
        return true;
      case 'm':
        return number(month_, 2);
      case 'd':
        return number(day_, 2);
      case 'I':
        hour12_ = true;
        return number(hour_, 2);
      case 'H':
        return number(hour_, 2);
      case 'M':
        return number(minute_, 2);
      case 'S':
        return number(second_, 2);
      case 'f':
        return fraction();
      case 'p':
        return half_of_day();
      case 'b':
        return month_name();
      case 'z':
        return zone();
      default:
        return false;
    }
  }

  bool fraction() {
    const std::size_t before = text_.size();
    int value = 0;
    if (!number(value, 9)) return false;
    std::size_t digits = before - text_.size();
    for (; digits < 3; ++digits) value *= 10;
    for (; digits > 3; --digits) value /= 10;
    ms_ = value;
    return true;
  }

  bool half_of_day() {
    skip_space();
    if (text_.size() < 2) return false;
    const char c = text_.front();
    if (c != 'A' && c != 'a' && c != 'P' && c != 'p') return false;
    afternoon_ = c == 'P' || c == 'p';
    text_.remove_prefix(1);
    while (!text_.empty() && (text_.front() == '.' || text_.front() == 'm' || text_.front() == 'M'))
      text_.remove_prefix(1);
    return true;
  }

  bool month_name() {
    std::string name;
    std::size_t at = 0;
    while (at < text_.size()) {
      std::size_t next = at;
      const char32_t c = fold_case(next_code_point(text_, next));
      const bool letter = (c >= 'a' && c <= 'z') || (c >= 0x400 && c <= 0x52F);
      if (!letter) break;
      append_utf8(name, c);
      at = next;
    }
    for (const auto& [start, month] : kMonths) {
      if (name.compare(0, start.size(), start) != 0) continue;
      month_ = month;
      text_.remove_prefix(at);
      if (!text_.empty() && text_.front() == '.') text_.remove_prefix(1);
      return true;
    }
    return false;
  }

  bool zone() {
    if (!text_.empty() && text_.front() == 'Z') {
      text_.remove_prefix(1);
      return true;
    }
    if (text_.empty() || (text_.front() != '+' && text_.front() != '-')) return false;
    const int sign = text_.front() == '-' ? -1 : 1;
    text_.remove_prefix(1);
    int hours = 0;
    int minutes = 0;
    if (!number(hours, 2)) return false;
    if (!text_.empty() && text_.front() == ':') text_.remove_prefix(1);
    number(minutes, 2);
    if (hours > 14 || minutes > 59) return false;
    offset_minutes_ = sign * (hours * 60 + minutes);
    return true;
  }

  std::string_view text_;
  int year_ = 1970;
  int month_ = 1;
  int day_ = 1;
  int hour_ = 0;
  int minute_ = 0;
  int second_ = 0;
  int ms_ = 0;
  int offset_minutes_ = 0;
  bool hour12_ = false;
  bool afternoon_ = false;
};

SqlResult civil_time(Args a) {
  if (!a[0].is_bytes() || !a[1].is_bytes()) return SqlFault{};
  const auto time = CivilReader(a[0].bytes).read(a[1].bytes);
  if (!time) return SqlFault{};
  return *time;
}

SqlResult iso_time(Args a) {
  if (!a[0].is_bytes()) return SqlFault{};
  const auto time = parse_rfc3339(a[0].bytes);
  if (!time) return SqlFault{};
  return *time;
}

SqlResult hex_number(Args a) {
  if (!a[0].is_bytes()) return SqlFault{};
  std::int64_t value = 0;
  const std::string_view text = a[0].bytes;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, 16);
  if (error != std::errc() || end != text.data() + text.size()) return SqlFault{};
  return value;
}

// Names of the path from the front (0, 1, …) or from the end (-1 is the file).
SqlResult path_part(Args a) {
  if (!a[0].is_bytes() || a[1].kind != SqlArg::Kind::integer) return SqlFault{};
  const std::string_view path = a[0].bytes;
  const std::int64_t count = std::count(path.begin(), path.end(), '/') + 1;
  std::int64_t wanted = a[1].integer < 0 ? count + a[1].integer : a[1].integer;
  if (wanted < 0 || wanted >= count) return {};
  std::size_t from = 0;
  for (; wanted > 0; --wanted) from = path.find('/', from) + 1;
  return std::string(path.substr(from, std::min(path.find('/', from), path.size()) - from));
}

// Text whose UTF-8 bytes were each written as a character of Latin-1, as exports of Facebook and Instagram
// do.
SqlResult latin1_fix(Args a) {
  if (!a[0].is_bytes()) return SqlFault{};
  std::string bytes;
  for (std::size_t at = 0; at < a[0].bytes.size();) {
    const char32_t c = next_code_point(a[0].bytes, at);
    if (c > 0xFF) return std::string(a[0].bytes);  // was written properly
    bytes.push_back(static_cast<char>(c));
  }
  return is_valid_utf8(bytes) ? bytes : std::string(a[0].bytes);
}

constexpr std::pair<std::string_view, char32_t> kEntities[] = {{"lt", '<'},   {"gt", '>'},    {"amp", '&'},
                                                               {"quot", '"'}, {"apos", '\''}, {"nbsp", 0xA0}};

// The character that "&NAME;" at the front of `text` stands for; removed from it.
std::optional<char32_t> take_entity(std::string_view& text) {
  const auto end = text.substr(0, 12).find(';');
  if (end == std::string_view::npos || end < 2) return std::nullopt;
  const std::string_view name = text.substr(1, end - 1);
  std::optional<char32_t> found;
  for (const auto& [entity, c] : kEntities) {
    if (name == entity) found = c;
  }
  if (name.front() == '#') {
    const bool hex = name.size() > 1 && (name[1] == 'x' || name[1] == 'X');
    const std::string_view digits = name.substr(hex ? 2 : 1);
    std::uint32_t value = 0;
    const auto [stop, error] =
        std::from_chars(digits.data(), digits.data() + digits.size(), value, hex ? 16 : 10);
    const bool good = error == std::errc() && stop == digits.data() + digits.size() && value != 0 &&
                      value < 0x110000 && (value < 0xD800 || value > 0xDFFF);
    if (good) found = value;
  }
  if (found) text.remove_prefix(end + 1);
  return found;
}

// Markup taken off: <br>, </p> and </div> end a line, entities are what they stand for.
SqlResult html_text(Args a) {
  if (!a[0].is_bytes()) return SqlFault{};
  std::string_view text = a[0].bytes;
  std::string out;
  while (!text.empty()) {
    if (text.front() == '<') {
      const auto end = text.find('>');
      if (end != std::string_view::npos) {
        const std::string_view tag = text.substr(1, end - 1);
        const bool line =
            tag.substr(0, 2) == "br" || tag.substr(0, 2) == "BR" || tag == "/p" || tag == "/div";
        if (line) out.push_back('\n');
        text.remove_prefix(end + 1);
        continue;
      }
    }
    if (text.front() == '&') {
      if (const auto c = take_entity(text)) {
        append_utf8(out, *c);
        continue;
      }
    }
    out.push_back(text.front());
    text.remove_prefix(1);
  }
  while (!out.empty() && out.back() == '\n') out.pop_back();
  return to_valid_utf8(out);
}

constexpr SqlFunction kFunctions[] = {
    {"civil_time", 2, civil_time}, {"iso_time", 1, iso_time},     {"hex_number", 1, hex_number},
    {"path_part", 2, path_part},   {"latin1_fix", 1, latin1_fix}, {"html_text", 1, html_text},
};

}  // namespace

std::span<const SqlFunction> written_functions() {
  return kFunctions;
}

}  // namespace ulika
