#include "parsers/mail_headers.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "parsers/plain_text.h"
#include "triage/base/base64.h"
#include "triage/base/text.h"

namespace ulika {
namespace {

constexpr std::size_t kMaxFields = 1000;
constexpr std::size_t kMaxField = 256 << 10;  // bytes

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

std::string_view trim(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

// The byte that `escape` and two hexadecimal digits at `at` stand for, or -1.
int escaped_byte(std::string_view text, std::size_t at, char escape) {
  if (text[at] != escape || at + 2 >= text.size()) return -1;
  const int high = hex_value(text[at + 1]), low = hex_value(text[at + 2]);
  return high < 0 || low < 0 ? -1 : high << 4 | low;
}

std::string decode_percent(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const int byte = escaped_byte(text, i, '%');
    out.push_back(byte < 0 ? text[i] : static_cast<char>(byte));
    if (byte >= 0) i += 2;
  }
  return out;
}

// Charset names of the IANA registry and their common aliases.
constexpr std::pair<std::string_view, Encoding> kCharsets[] = {
    {"utf-8", Encoding::utf8},          {"utf8", Encoding::utf8},
    {"us-ascii", Encoding::utf8},       {"ascii", Encoding::utf8},
    {"windows-1251", Encoding::cp1251}, {"cp1251", Encoding::cp1251},
    {"win-1251", Encoding::cp1251},     {"koi8-r", Encoding::koi8_r},
    {"koi8-u", Encoding::koi8_r},       {"ibm866", Encoding::cp866},
    {"cp866", Encoding::cp866},         {"kz-1048", Encoding::kz1048},
    {"rk1048", Encoding::kz1048},       {"strk1048-2002", Encoding::kz1048},
    {"utf-16", Encoding::utf16be},      {"utf-16le", Encoding::utf16le},
    {"utf-16be", Encoding::utf16be},
};

// Windows-1252, which mail programs also mean by ISO 8859-1 (WHATWG Encoding Standard, 4.2).
std::string decode_western(std::string_view bytes) {
  constexpr char16_t kLow[32] = {0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D,   0x017D, 0x8F,
                                 0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};
  std::string out;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    append_utf8(out, byte >= 0x80 && byte < 0xA0 ? kLow[byte - 0x80] : char32_t{byte});
  }
  return out;
}

// ISO 8859-5: Cyrillic in the order of Unicode.
std::string decode_iso_cyrillic(std::string_view bytes) {
  std::string out;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    const char32_t plain = byte == 0xAD ? 0xAD : byte == 0xF0 ? 0x2116 : byte == 0xFD ? 0xA7 : 0;
    append_utf8(out, byte <= 0xA0 ? char32_t{byte} : plain != 0 ? plain : char32_t{0x360} + byte);
  }
  return out;
}

std::string guessed(std::string_view bytes) {
  if (is_valid_utf8(bytes)) return std::string(bytes);
  return decode(as_bytes(bytes), guess_encoding(as_bytes(bytes)).value_or(Encoding::cp1251));
}

// One encoded word at the start of `text`; its length goes to `size`, 0 where there is none.
std::string decode_word(std::string_view text, std::size_t& size) {
  size = 0;
  const std::size_t charset_end = text.find('?', 2);
  if (charset_end == std::string_view::npos || charset_end + 2 >= text.size() || text[charset_end + 2] != '?')
    return {};
  const std::size_t begin = charset_end + 3;
  const std::size_t end = text.find("?=", begin);
  if (end == std::string_view::npos) return {};
  const std::string_view data = text.substr(begin, end - begin);
  std::string_view charset = text.substr(2, charset_end - 2);
  charset = charset.substr(0, charset.find('*'));  // a language may follow (RFC 2231)
  std::optional<std::string> bytes;
  const char kind = text[charset_end + 1];
  if (kind == 'B' || kind == 'b') bytes = from_base64(data);
  if (kind == 'Q' || kind == 'q') bytes = decode_quoted_printable(data, true);
  if (!bytes) return {};
  size = end + 2;
  return decode_charset(*bytes, charset);
}

// Digits from `at` on, at most `most` of them; -1 where there is none.
int number(std::string_view text, std::size_t most = 4) {
  int value = -1;
  const auto end = text.data() + std::min(text.size(), most);
  std::from_chars(text.data(), end, value);
  return value;
}

// Offsets of named zones that RFC 5322 calls obsolete and mail programs still write.
std::optional<int> zone_minutes(std::string_view zone) {
  if (zone.size() >= 5 && (zone[0] == '+' || zone[0] == '-')) {
    const int value = number(zone.substr(1), 4);
    if (value < 0 || value % 100 > 59 || value > 1500) return std::nullopt;
    const int minutes = value / 100 * 60 + value % 100;
    return zone[0] == '-' ? -minutes : minutes;
  }
  constexpr std::pair<std::string_view, int> kZones[] = {
      {"GMT", 0},    {"UT", 0},     {"UTC", 0},    {"Z", 0},      {"EST", -300}, {"EDT", -240},
      {"CST", -360}, {"CDT", -300}, {"MST", -420}, {"MDT", -360}, {"PST", -480}, {"PDT", -420}};
  for (const auto& [name, minutes] : kZones) {
    if (zone == name) return minutes;
  }
  return std::nullopt;
}

}  // namespace

MailHeaders MailHeaders::read(std::string_view message, std::size_t& body) {
  MailHeaders headers;
  std::size_t at = 0;
  while (at < message.size()) {
    const std::size_t end = std::min(message.find('\n', at), message.size());
    std::string_view line = message.substr(at, end - at);
    at = std::min(end + 1, message.size());
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty()) break;
    if (line[0] == ' ' || line[0] == '\t') {
      if (!headers.fields_.empty() && headers.fields_.back().second.size() < kMaxField)
        headers.fields_.back().second.append(" ").append(trim(line));
      continue;
    }
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos || colon == 0 || headers.fields_.size() >= kMaxFields) continue;
    headers.fields_.emplace_back(lower(trim(line.substr(0, colon))), trim(line.substr(colon + 1)));
  }
  body = at;
  return headers;
}

std::string_view MailHeaders::raw(std::string_view name) const {
  const auto it =
      std::find_if(fields_.begin(), fields_.end(), [&](const auto& field) { return field.first == name; });
  return it == fields_.end() ? std::string_view() : std::string_view(it->second);
}

std::string MailHeaders::text(std::string_view name) const {
  return decode_words(raw(name));
}

std::string mail_value(std::string_view field) {
  return lower(trim(field.substr(0, field.find(';'))));
}

std::string mail_parameter(std::string_view field, std::string_view name) {
  std::string joined;  // of continuations name*0, name*1*, …
  bool charset_known = false;
  std::string charset;
  std::size_t at = field.find(';');
  while (at != std::string_view::npos && at < field.size()) {
    std::string_view rest = trim(field.substr(at + 1));
    const std::size_t equals = rest.find('=');
    if (equals == std::string_view::npos) break;
    const std::string key = lower(trim(rest.substr(0, equals)));
    rest = trim(rest.substr(equals + 1));
    std::string value;
    std::size_t used = 0;
    if (rest.starts_with('"')) {
      for (used = 1; used < rest.size() && rest[used] != '"'; ++used) {
        if (rest[used] == '\\' && used + 1 < rest.size()) ++used;
        value.push_back(rest[used]);
      }
    } else {
      used = std::min(rest.find(';'), rest.size());
      value = trim(rest.substr(0, used));
    }
    if (key == name) return decode_words(value);
    if (key.size() > name.size() && key.starts_with(name) && key[name.size()] == '*') {
      if (key.ends_with('*')) {
        const std::size_t first = charset_known ? std::string::npos : value.find('\'');
        const std::size_t second = first == std::string::npos ? first : value.find('\'', first + 1);
        if (second != std::string::npos) {
          charset = value.substr(0, first);
          charset_known = true;
          value.erase(0, second + 1);
        }
        value = decode_percent(value);
      }
      joined += value;
    }
    const std::size_t begin = static_cast<std::size_t>(rest.data() - field.data());
    at = field.find(';', begin + std::min(used, rest.size()));
  }
  return decode_charset(joined, charset);
}

std::string decode_words(std::string_view raw) {
  std::string out;
  bool after_word = false;
  for (std::size_t at = 0; at < raw.size();) {
    const std::size_t next = std::min(raw.find("=?", at), raw.size());
    const std::string_view between = raw.substr(at, next - at);
    // White space between two encoded words only separates them.
    const bool separates = after_word && next < raw.size() && trim(between).empty();
    std::size_t size = 0;
    const std::string word = next < raw.size() ? decode_word(raw.substr(next), size) : std::string();
    if (!(separates && size != 0)) out += guessed(between);
    after_word = size != 0;
    if (size != 0) {
      out += word;
    } else if (next < raw.size()) {
      out += "=?";
    }
    at = next + (size != 0 ? size : 2);
  }
  return to_valid_utf8(out);
}

std::vector<std::string> split_addresses(std::string_view list) {
  std::vector<std::string> addresses;
  bool quoted = false;
  int depth = 0;
  std::size_t begin = 0;
  for (std::size_t i = 0; i <= list.size(); ++i) {
    const char c = i < list.size() ? list[i] : ',';
    if (c == '\\' && quoted) {
      ++i;
    } else if (c == '"') {
      quoted = !quoted;
    } else if (!quoted && (c == '<' || c == '(')) {
      ++depth;
    } else if (!quoted && (c == '>' || c == ')') && depth > 0) {
      --depth;
    }
    if (i < list.size() && (c != ',' || quoted || depth != 0)) continue;
    if (const std::string_view one = trim(list.substr(std::min(begin, list.size()), i - begin)); !one.empty())
      addresses.emplace_back(one);
    begin = i + 1;
  }
  return addresses;
}

std::optional<TimeMs> mail_time(std::string_view text) {
  constexpr std::array<std::string_view, 12> kMonths = {"jan", "feb", "mar", "apr", "may", "jun",
                                                        "jul", "aug", "sep", "oct", "nov", "dec"};
  std::vector<std::string_view> words;
  for (std::string_view rest = trim(text); !rest.empty() && words.size() < 8;) {
    const std::size_t end = std::min(rest.find_first_of(" \t,"), rest.size());
    if (end > 0) words.push_back(rest.substr(0, end));
    rest = end < rest.size() ? rest.substr(end + 1) : std::string_view();
  }
  if (!words.empty() && number(words[0]) < 0) words.erase(words.begin());  // the day of the week
  if (words.size() < 5) return std::nullopt;
  const std::string name = lower(words[1].substr(0, 3));
  const auto month = std::find(kMonths.begin(), kMonths.end(), name);
  int year = number(words[2]);
  if (year >= 0 && words[2].size() == 2) year += year < 50 ? 2000 : 1900;
  const std::string_view clock = words[3];
  const std::size_t colon = clock.find(':');
  const auto minutes = zone_minutes(words[4]);
  if (month == kMonths.end() || colon == std::string_view::npos || !minutes) return std::nullopt;
  const std::string_view after = clock.substr(colon + 1);
  const std::size_t second_colon = after.find(':');
  const int second = second_colon == std::string_view::npos ? 0 : number(after.substr(second_colon + 1), 2);
  const auto utc = from_civil(year, static_cast<int>(month - kMonths.begin()) + 1, number(words[0], 2),
                              number(clock.substr(0, colon), 2), number(after, 2), second);
  if (!utc) return std::nullopt;
  constexpr TimeMs kMinute = 60'000;
  return *utc - *minutes * kMinute;
}

std::string decode_charset(std::string_view bytes, std::string_view charset) {
  const std::string name = lower(charset);
  for (const auto& [known, encoding] : kCharsets) {
    if (name == known && !(encoding == Encoding::utf8 && !is_valid_utf8(bytes)))
      return decode(as_bytes(bytes), encoding);
  }
  for (const char* western : {"iso-8859-1", "iso8859-1", "latin1", "windows-1252", "cp1252", "iso-8859-15"}) {
    if (name == western) return decode_western(bytes);
  }
  return name == "iso-8859-5" ? decode_iso_cyrillic(bytes) : guessed(bytes);
}

std::string decode_quoted_printable(std::string_view text, bool underscore) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (const int byte = escaped_byte(text, i, '='); byte >= 0) {
      out.push_back(static_cast<char>(byte));
      i += 2;
    } else if (c == '=' && text.substr(i + 1, 2) == "\r\n") {
      i += 2;
    } else if (c == '=' && i + 1 < text.size() && text[i + 1] == '\n') {
      i += 1;
    } else {
      out.push_back(underscore && c == '_' ? ' ' : c);
    }
  }
  return out;
}

}  // namespace ulika
