#include <algorithm>

#include "parsers/raw_text.h"
#include "parsers/source_tables.h"
#include "triage/base/json.h"
#include "triage/base/text.h"

namespace ulika {
namespace {

constexpr std::size_t kMaxValue = 1 << 20;  // bytes of one property, folded lines joined

std::string upper(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
  return out;
}

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return -1;
}

std::string quoted_printable(std::string_view in) {
  std::string out;
  for (std::size_t i = 0; i < in.size(); ++i) {
    const int high = in[i] == '=' && i + 2 < in.size() ? hex_digit(in[i + 1]) : -1;
    const int low = high >= 0 ? hex_digit(in[i + 2]) : -1;
    if (low >= 0) {
      out.push_back(static_cast<char>(high << 4 | low));
      i += 2;
    } else {
      out.push_back(in[i]);
    }
  }
  return out;
}

// Components between unescaped ';', with "\\n", "\\,", "\\;" and "\\\\" resolved.
std::vector<std::string> components(std::string_view value) {
  std::vector<std::string> parts(1);
  for (std::size_t i = 0; i < value.size(); ++i) {
    if (value[i] == '\\' && i + 1 < value.size()) {
      const char c = value[++i];
      parts.back().push_back(c == 'n' || c == 'N' ? '\n' : c);
    } else if (value[i] == ';') {
      parts.emplace_back();
    } else {
      parts.back().push_back(value[i]);
    }
  }
  return parts;
}

class CardReader {
 public:
  CardReader(const RawText& raw, sqlite3* db)
      : raw_(raw), cards_(db, "card", 3), properties_(db, "property", 6) {}

  Result<void> read() {
    for (std::size_t at = raw_.begin(); at < raw_.end();) {
      const std::size_t from = at;
      const std::string line = logical_line(at);
      const auto colon = value_start(line);
      if (colon == std::string::npos) continue;
      const std::string head = upper(std::string_view(line).substr(0, colon));
      const std::string_view value = std::string_view(line).substr(colon + 1);
      if (head == "BEGIN" && upper(value) == "VCARD") {
        if (!finish(from)) return table_is_full();
        begin_ = from;
        open_ = true;
        ++number_;
        count_ = 0;
      } else if (head == "END" && upper(value) == "VCARD") {
        if (!finish(at)) return table_is_full();
      } else if (open_ && !property(head, value)) {
        return table_is_full();
      }
    }
    const bool cut = open_;
    if (!finish(raw_.end())) return table_is_full();
    if (number_ == 0) return fail(ErrorKind::unsupported, "it is no vCard");
    if (cut) return fail(ErrorKind::damaged, "its last card has no end");
    return {};
  }

 private:
  // A line with those that are folded into it: they begin with a space, or follow the "=" at the end of a
  // quoted-printable one.
  std::string logical_line(std::size_t& at) {
    std::string line;
    for (bool first = true; at < raw_.end(); first = false) {
      const std::size_t end = raw_.line_end(at);
      const bool soft = !line.empty() && line.back() == '=' && is_quoted_printable(line);
      if (!first && !soft && raw_.at(at) != ' ' && raw_.at(at) != '\t') break;
      if (soft) line.pop_back();
      const std::size_t skip = !first && !soft ? raw_.width() : 0;
      if (line.size() < kMaxValue) line += raw_.text(std::min(at + skip, end), end);
      at = raw_.after_line_end(end);
    }
    return line;
  }

  static bool is_quoted_printable(const std::string& line) {
    const auto colon = value_start(line);
    return colon != std::string::npos &&
           upper(std::string_view(line).substr(0, colon)).find("QUOTED-PRINTABLE") != std::string::npos;
  }

  // The colon before the value: the first outside quotes.
  static std::string::size_type value_start(const std::string& line) {
    bool quoted = false;
    for (std::size_t i = 0; i < line.size(); ++i) {
      if (line[i] == '"') quoted = !quoted;
      if (line[i] == ':' && !quoted) return i;
    }
    return std::string::npos;
  }

  bool finish(std::size_t end) {
    if (!open_) return true;
    open_ = false;
    return cards_.add({whole(number_), whole(begin_), whole(end - begin_)});
  }

  bool property(const std::string& head, std::string_view value) {
    const auto semicolon = std::min(head.find(';'), head.size());
    std::string_view name = std::string_view(head).substr(0, semicolon);
    if (const auto dot = name.rfind('.'); dot != std::string_view::npos) name.remove_prefix(dot + 1);
    const std::string_view params =
        semicolon < head.size() ? std::string_view(head).substr(semicolon + 1) : std::string_view();
    // Pictures and keys say nothing as text.
    if (name == "PHOTO" || name == "LOGO" || name == "SOUND" || name == "KEY") return true;
    std::string decoded(value);
    if (params.find("QUOTED-PRINTABLE") != std::string_view::npos) {
      decoded = quoted_printable(value);
      const bool cyrillic = params.find("CHARSET=WINDOWS-1251") != std::string_view::npos;
      decoded = cyrillic ? decode(as_bytes(decoded), Encoding::cp1251) : to_valid_utf8(decoded);
    }
    std::string json;
    JsonWriter writer(json);
    std::string whole_value;
    writer.begin_array();
    for (const std::string& part : components(decoded)) {
      writer.value(std::string_view(part));
      whole_value += (whole_value.empty() ? "" : ";") + part;
    }
    writer.end_array();
    return properties_.add({whole(number_), whole(++count_), name, params, std::string_view(whole_value),
                            std::string_view(json)});
  }

  const RawText& raw_;
  SourceTable cards_;
  SourceTable properties_;
  std::size_t begin_ = 0;
  bool open_ = false;
  std::uint64_t number_ = 0;  // of the card
  std::uint64_t count_ = 0;   // of its properties
};

}  // namespace

Result<void> fill_vcard(Bytes bytes, sqlite3* db) {
  const RawText raw(bytes);
  return CardReader(raw, db).read();
}

}  // namespace ulika
