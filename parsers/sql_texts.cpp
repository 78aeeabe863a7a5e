#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>

#include "parsers/sql_function_table.h"
#include "triage/base/base64.h"
#include "triage/base/digest.h"
#include "triage/base/text.h"

namespace ulika {
namespace {

using Args = std::span<const SqlArg>;

// Servers of WhatsApp's addresses and what they address.
constexpr std::pair<std::string_view, std::string_view> kJidKinds[] = {
    {"s.whatsapp.net", "private"}, {"c.us", "private"},        {"lid", "private"}, {"g.us", "group"},
    {"newsletter", "channel"},     {"broadcast", "broadcast"},
};

SqlResult jid_user(Args a) {
  if (!a[0].is_bytes()) return SqlFault{};
  const std::string_view jid = a[0].bytes;
  // "user.agent:device@server"
  return std::string(jid.substr(0, std::min(jid.find_first_of("@:."), jid.size())));
}

SqlResult jid_kind(Args a) {
  if (!a[0].is_bytes()) return SqlFault{};
  const auto at = a[0].bytes.rfind('@');
  if (at == std::string_view::npos) return {};
  const std::string_view server = a[0].bytes.substr(at + 1);
  for (const auto& [name, kind] : kJidKinds) {
    if (server == name) return std::string(kind);
  }
  return std::string(server);
}

SqlResult hex_blob(Args a) {
  if (!a[0].is_bytes()) return SqlFault{};
  return to_hex(as_bytes(a[0].bytes));
}

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

SqlResult unhex(Args a) {
  if (!a[0].is_bytes() || a[0].bytes.size() % 2 != 0) return SqlFault{};
  SqlBlob out;
  for (std::size_t i = 0; i < a[0].bytes.size(); i += 2) {
    const int high = hex_digit(a[0].bytes[i]);
    const int low = hex_digit(a[0].bytes[i + 1]);
    if (high < 0 || low < 0) return SqlFault{};
    out.bytes.push_back(static_cast<char>(high << 4 | low));
  }
  return out;
}

SqlResult base64(Args a) {
  if (!a[0].is_bytes()) return SqlFault{};
  return to_base64(a[0].bytes);
}

SqlResult unbase64(Args a) {
  if (!a[0].is_bytes()) return SqlFault{};
  auto bytes = from_base64(a[0].bytes);
  if (!bytes) return SqlFault{};
  SqlBlob out;
  out.bytes = std::move(*bytes);
  return out;
}

SqlResult path_base(Args a) {
  if (!a[0].is_bytes()) return SqlFault{};
  const std::string_view path = a[0].bytes;
  const auto cut = path.find_last_of("/\\");
  return std::string(cut == std::string_view::npos ? path : path.substr(cut + 1));
}

// "file:///C:/a%20b" → "C:/a b", "file:///home/x" → "/home/x"; other addresses stay as they are.
SqlResult file_uri(Args a) {
  if (!a[0].is_bytes()) return SqlFault{};
  std::string_view uri = a[0].bytes;
  if (uri.substr(0, 7) != "file://") return std::string(uri);
  uri.remove_prefix(7);
  if (uri.size() > 2 && uri[0] == '/' && uri[2] == ':') uri.remove_prefix(1);
  std::string out;
  for (std::size_t i = 0; i < uri.size(); ++i) {
    const int high = uri[i] == '%' && i + 2 < uri.size() ? hex_digit(uri[i + 1]) : -1;
    const int low = high >= 0 ? hex_digit(uri[i + 2]) : -1;
    if (low >= 0) {
      out.push_back(static_cast<char>(high << 4 | low));
      i += 2;
    } else {
      out.push_back(uri[i]);
    }
  }
  return to_valid_utf8(out);
}

SqlResult text_of(Args a) {
  if (!a[0].is_bytes() || !is_valid_utf8(a[0].bytes)) return SqlFault{};
  return std::string(a[0].bytes);
}

// The value of the first line "NAME:…" or "NAME;parameters:…" of a vCard; folded lines are joined.
SqlResult vcard(Args a) {
  if (!a[0].is_bytes() || !a[1].is_bytes()) return SqlFault{};
  std::string_view rest = a[0].bytes;
  const std::string_view name = a[1].bytes;
  std::string found;
  bool inside = false;
  while (!rest.empty()) {
    const auto end = std::min(rest.find('\n'), rest.size());
    std::string_view line = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    if (inside) {
      if (line.empty() || (line.front() != ' ' && line.front() != '\t')) return to_valid_utf8(found);
      found.append(line.substr(1));
      continue;
    }
    if (const auto dot = line.find('.'); dot != std::string_view::npos && dot < line.find_first_of(":;"))
      line.remove_prefix(dot + 1);
    const auto colon = line.find(':');
    if (colon == std::string_view::npos || line.substr(0, name.size()) != name) continue;
    if (line.size() <= name.size() || (line[name.size()] != ':' && line[name.size()] != ';')) continue;
    found = line.substr(colon + 1);
    inside = true;
  }
  if (!inside) return {};
  return to_valid_utf8(found);
}

// One character reference after its '&' and before its ';', as UTF-8; empty where it is none.
std::string reference(std::string_view name) {
  static constexpr std::pair<std::string_view, std::string_view> kNames[] = {
      {"amp", "&"}, {"lt", "<"}, {"gt", ">"}, {"quot", "\""}, {"apos", "'"}, {"nbsp", " "}};
  for (const auto& [known, text] : kNames) {
    if (name == known) return std::string(text);
  }
  if (name.size() < 2 || name.front() != '#') return {};
  const bool hex = name[1] == 'x' || name[1] == 'X';
  const std::string_view digits = name.substr(hex ? 2 : 1);
  std::uint32_t code = 0;
  const auto [end, error] =
      std::from_chars(digits.data(), digits.data() + digits.size(), code, hex ? 16 : 10);
  if (error != std::errc() || end != digits.data() + digits.size() || code == 0 || code > 0x10FFFF) return {};
  std::string out;
  append_utf8(out, code);
  return out;
}

// Tags that stand within a line of text.
bool is_inline(std::string_view tag) {
  static constexpr std::string_view kInline[] = {"a",      "b",    "i",    "u",  "s", "em",
                                                 "strong", "span", "font", "ss", "at"};
  if (!tag.empty() && tag.front() == '/') tag.remove_prefix(1);
  const std::string_view name = tag.substr(0, tag.find_first_of(" \t\r\n/>"));
  return std::find(std::begin(kInline), std::end(kInline), name) != std::end(kInline);
}

// The words between the tags of XML or HTML: tags but those of mere style are a line break, references are
// resolved. No tree is built, so that markup without end costs nothing.
SqlResult markup_text(Args a) {
  if (!a[0].is_bytes()) return SqlFault{};
  std::string_view in = a[0].bytes;
  std::string out;
  while (!in.empty()) {
    if (in.front() == '<') {
      const auto close = in.find('>');
      const bool same_line = is_inline(in.substr(1, 32));
      in.remove_prefix(close == std::string_view::npos ? in.size() : close + 1);
      if (same_line) continue;
      if (!out.empty() && out.back() != '\n') out.push_back('\n');
      continue;
    }
    const auto semicolon = in.front() == '&' ? in.substr(0, 12).find(';') : std::string_view::npos;
    const std::string resolved =
        semicolon == std::string_view::npos ? std::string() : reference(in.substr(1, semicolon - 1));
    if (!resolved.empty()) {
      out += resolved;
      in.remove_prefix(semicolon + 1);
      continue;
    }
    // Spaces and line breaks that only lay the markup out are dropped.
    if (out.empty() || out.back() != '\n' || std::isspace(static_cast<unsigned char>(in.front())) == 0)
      out.push_back(in.front());
    in.remove_prefix(1);
  }
  while (!out.empty() && std::isspace(static_cast<unsigned char>(out.back())) != 0) out.pop_back();
  out.erase(0, std::min(out.find_first_not_of(" \t\r\n"), out.size()));
  if (out.empty()) return {};
  return to_valid_utf8(out);
}

// '@' or "://" between other signs, or ten digits with no more than three other signs between any two.
SqlResult has_selector(Args a) {
  if (!a[0].is_bytes()) return std::int64_t{0};
  const std::string_view text = a[0].bytes;
  const auto at = text.find('@');
  if ((at != std::string_view::npos && at > 0 && at + 1 < text.size()) ||
      text.find("://") != std::string_view::npos)
    return std::int64_t{1};
  int digits = 0;
  int between = 0;
  for (char c : text) {
    if (c >= '0' && c <= '9') {
      between = 0;
      if (++digits == 10) return std::int64_t{1};
    } else if (++between > 3) {
      digits = 0;
    }
  }
  return std::int64_t{0};
}

constexpr SqlFunction kFunctions[] = {
    {"jid_user", 1, jid_user},   {"jid_kind", 1, jid_kind},       {"hex_blob", 1, hex_blob},
    {"unhex", 1, unhex},         {"base64", 1, base64},           {"unbase64", 1, unbase64},
    {"path_base", 1, path_base}, {"file_uri", 1, file_uri},       {"text_of", 1, text_of},
    {"vcard", 2, vcard},         {"markup_text", 1, markup_text}, {"has_selector", 1, has_selector},
};

}  // namespace

std::span<const SqlFunction> text_functions() {
  return kFunctions;
}

}  // namespace ulika
