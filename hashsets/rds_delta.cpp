// The delta of NSRL RDSv3: a script of "INSERT INTO FILE(sha256,sha1,md5,…) VALUES('…',…);" and statements on
// other tables. Only what it adds can be taken from it alone.
#include <fmt/format.h>

#include <algorithm>

#include "hashsets/list_formats.h"
#include "triage/base/rule_file.h"
#include "triage/base/text.h"

namespace ulika {
namespace {

constexpr std::size_t kMaxStatement = std::size_t{16} << 20;

// Cuts SQL into words, quoted texts and signs.
class Tokens {
 public:
  enum class Kind { word, text, sign, end, open_text };
  explicit Tokens(std::string_view sql) : rest_(sql) {}
  Kind next() {
    rest_.remove_prefix(std::min(rest_.find_first_not_of(" \t\r\n"), rest_.size()));
    if (rest_.empty()) return Kind::end;
    const char quote = rest_.front();
    if (quote == '\'' || quote == '"') {
      std::size_t at = 1;
      for (;; at += 2) {
        at = rest_.find(quote, at);
        if (at == std::string_view::npos) return Kind::open_text;
        if (at + 1 >= rest_.size() || rest_[at + 1] != quote) break;
      }
      take(at + 1);
      token = token.substr(1, token.size() - 2);
      return quote == '"' ? Kind::word : Kind::text;
    }
    const auto part_of_word = [](char c) {
      return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_' ||
             c == '.' || c == '-' || (c & 0x80) != 0;
    };
    std::size_t length = 0;
    while (length < rest_.size() && part_of_word(rest_[length])) ++length;
    take(std::max<std::size_t>(length, 1));
    return length == 0 ? Kind::sign : Kind::word;
  }
  std::string_view token;

 private:
  void take(std::size_t length) {
    token = rest_.substr(0, length);
    rest_.remove_prefix(length);
  }
  std::string_view rest_;
};

bool same_word(std::string_view a, std::string_view b) {
  return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) {
           return (x >= 'A' && x <= 'Z' ? x + 32 : x) == (y >= 'A' && y <= 'Z' ? y + 32 : y);
         });
}

// Columns of FILE in the order in which NIST's schema creates it.
std::vector<std::string> default_columns() {
  return {"sha256", "sha1", "md5", "crc32", "file_name", "file_size", "package_id"};
}

struct Delta {
  const RowSink& sink;
  std::uint64_t rows = 0;
  std::uint64_t other_changes = 0;  // to FILE, that take away or alter
};

// Reads "(…),(…);" behind VALUES; what is wrong with it, or empty.
Result<std::string> read_values(Tokens& tokens, const std::vector<std::string>& columns, Delta& delta) {
  for (;;) {
    if (tokens.next() != Tokens::Kind::sign || tokens.token != "(")
      return std::string("a ( is missing after VALUES");
    HashRow row;
    for (std::size_t i = 0;; ++i) {
      const Tokens::Kind kind = tokens.next();
      if (kind == Tokens::Kind::sign || kind == Tokens::Kind::end || kind == Tokens::Kind::open_text)
        return std::string("a value is missing");
      if (i >= columns.size()) return std::string("more values than columns");
      for (std::size_t k = 0; k < kHashKinds; ++k) {
        const auto wanted = static_cast<HashKind>(k);
        if (!same_word(columns[i], hash_kind_name(wanted)) || tokens.token.empty() ||
            same_word(tokens.token, "null"))
          continue;
        if (!add_digest(tokens.token, wanted, row))
          return fmt::format("\"{}\" is no digest of {}", to_valid_utf8(tokens.token.substr(0, 80)),
                             columns[i]);
      }
      if (tokens.next() != Tokens::Kind::sign) return std::string("a , is missing between values");
      if (tokens.token == ")") {
        if (i + 1 != columns.size()) return std::string("fewer values than columns");
        break;
      }
      if (tokens.token != ",") return std::string("a , is missing between values");
    }
    if (row.any()) {
      if (auto taken = delta.sink(row); !taken) return tl::unexpected(taken.error());
      ++delta.rows;
    }
    const Tokens::Kind after = tokens.next();
    if (after == Tokens::Kind::sign && tokens.token == ",") continue;
    if (after == Tokens::Kind::end || (after == Tokens::Kind::sign && tokens.token == ";"))
      return std::string();
    return std::string("something stands behind the values");
  }
}

Result<std::string> read_statement(std::string_view sql, Delta& delta) {
  Tokens tokens(sql);
  if (tokens.next() != Tokens::Kind::word) return std::string();
  const std::string_view verb = tokens.token;
  const bool insert = same_word(verb, "insert");
  if (!insert && !same_word(verb, "delete") && !same_word(verb, "update")) return std::string();
  std::vector<std::string> columns = default_columns();
  Tokens::Kind kind = tokens.next();
  while (kind == Tokens::Kind::word && (same_word(tokens.token, "or") || same_word(tokens.token, "ignore") ||
                                        same_word(tokens.token, "replace") ||
                                        same_word(tokens.token, "into") || same_word(tokens.token, "from")))
    kind = tokens.next();
  if (kind != Tokens::Kind::word || !same_word(tokens.token, "FILE")) return std::string();
  if (!insert) {
    ++delta.other_changes;
    return std::string();
  }
  kind = tokens.next();
  if (kind == Tokens::Kind::sign && tokens.token == "(") {
    columns.clear();
    do {
      if (tokens.next() != Tokens::Kind::word) return std::string("a name of a column is missing");
      columns.emplace_back(tokens.token);
      if (tokens.next() != Tokens::Kind::sign) return std::string("a , is missing between columns");
    } while (tokens.token == ",");
    kind = tokens.next();
  }
  if (kind != Tokens::Kind::word || !same_word(tokens.token, "values"))
    return std::string("VALUES is missing");
  return read_values(tokens, columns, delta);
}

}  // namespace

bool is_rds_delta(Bytes head) {
  std::string_view text = without_bom(as_text(head));
  for (int line = 0; line < 200 && !text.empty(); ++line) {
    Tokens tokens(take_line(text));
    if (tokens.next() == Tokens::Kind::word && same_word(tokens.token, "insert") &&
        tokens.next() == Tokens::Kind::word &&
        (same_word(tokens.token, "into") || same_word(tokens.token, "or")))
      return true;
  }
  return false;
}

Result<HashList> read_rds_delta(InputFile& input, const RowSink& sink) {
  HashList list;
  list.format = "NSRL RDSv3 delta";
  Delta delta{sink};
  LineFeed lines(input);
  std::string statement;
  std::size_t first_line = 0;
  bool quoted = false;
  for (;;) {
    const auto next = lines.next();
    if (!next) return tl::unexpected(next.error());
    if (!*next) break;
    const std::string_view line = **next;
    if (statement.empty()) {
      if (trimmed(line).empty() || line.starts_with("--")) continue;
      first_line = lines.number();
    }
    statement += line;
    statement += '\n';
    if (statement.size() > kMaxStatement)
      return tl::unexpected(line_error(input.path(), first_line, "a statement is longer than 16 MiB"));
    if (std::count(line.begin(), line.end(), '\'') % 2 != 0) quoted = !quoted;
    if (quoted || !trimmed(line).ends_with(';')) continue;
    const auto wrong = read_statement(statement, delta);
    if (!wrong) return tl::unexpected(wrong.error());
    if (!wrong->empty()) return tl::unexpected(line_error(input.path(), first_line, *wrong));
    statement.clear();
  }
  if (!statement.empty())
    return tl::unexpected(line_error(input.path(), first_line, "the statement does not end"));
  list.rows = delta.rows;
  if (delta.other_changes != 0) {
    list.notes.push_back(fmt::format(
        "{} statements take away or alter entries of the full set; that needs the database to which "
        "the delta was applied",
        delta.other_changes));
  }
  return list;
}

}  // namespace ulika
