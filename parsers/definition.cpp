#include "parsers/definition.h"

#include <fmt/core.h>

#include <algorithm>
#include <cctype>
#include <functional>
#include <map>
#include <optional>

#include "parsers/definition_check.h"
#include "parsers/sql_pattern.h"

namespace ulika {
namespace {

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

std::string_view trim(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

std::vector<std::string> split(std::string_view list, char separator) {
  std::vector<std::string> parts;
  while (!list.empty()) {
    const auto end = std::min(list.find(separator), list.size());
    if (const auto part = trim(list.substr(0, end)); !part.empty()) parts.emplace_back(part);
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  return parts;
}

bool is_name(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '$';
  });
}

// A name at the start of `list`, which it is taken from: plain, or in double quotes, which hold anything but
// a double quote. Nothing where there is none.
std::optional<std::string> take_name(std::string_view& list) {
  list = trim(list);
  std::string name;
  if (!list.empty() && list.front() == '"') {
    const auto close = list.find('"', 1);
    if (close == std::string_view::npos || close == 1) return std::nullopt;
    name = list.substr(1, close - 1);
    list.remove_prefix(close + 1);
  } else {
    const auto end = std::min(list.find_first_of(",.()\" \t"), list.size());
    name = list.substr(0, end);
    if (!is_name(name)) return std::nullopt;
    list.remove_prefix(end);
  }
  list = trim(list);
  return name;
}

bool take_sign(std::string_view& list, char sign) {
  if (list.empty() || list.front() != sign) return false;
  list = trim(list.substr(1));
  return true;
}

tl::unexpected<Error> no_name(std::string_view list, std::string_view what) {
  return fail(ErrorKind::usage,
              fmt::format("“{}” names no {}", trim(list.substr(0, list.find_first_of(",()"))), what));
}

// "a(x, y), wa.b, c(z)"
Result<std::vector<NeededTable>> parse_tables(std::string_view list) {
  std::vector<NeededTable> tables;
  while (!(list = trim(list)).empty()) {
    const std::string_view whole = list;
    auto name = take_name(list);
    if (!name) return no_name(whole, "table");
    NeededTable table;
    if (take_sign(list, '.')) {
      table.schema = *name;
      if (!(name = take_name(list))) return no_name(whole, "table");
    }
    table.table = *name;
    if (take_sign(list, '(')) {
      while (!take_sign(list, ')')) {
        if (list.empty()) return fail(ErrorKind::usage, "a parenthesis is not closed");
        const std::string_view columns = list;
        auto column = take_name(list);
        if (!column) return no_name(columns, "column");
        table.columns.push_back(std::move(*column));
        if (list.empty()) return fail(ErrorKind::usage, "a parenthesis is not closed");
        if (!take_sign(list, ',') && list.front() != ')')
          return fail(ErrorKind::usage, "a comma is missing between columns");
      }
    }
    if (!list.empty() && !take_sign(list, ','))
      return fail(ErrorKind::usage, "a comma is missing between tables");
    tables.push_back(std::move(table));
  }
  return tables;
}

struct Key {
  std::string name;
  std::string value;
  int line;
};

bool match_from(std::string_view glob, std::string_view path) {
  while (!glob.empty()) {
    if (glob.front() != '*') {
      if (path.empty() || lower(path.front()) != lower(glob.front())) return false;
      glob.remove_prefix(1);
      path.remove_prefix(1);
      continue;
    }
    const bool across = glob.size() > 1 && glob[1] == '*';
    glob.remove_prefix(across ? 2 : 1);
    for (;;) {
      if (match_from(glob, path)) return true;
      if (path.empty() || (!across && path.front() == '/')) return false;
      path.remove_prefix(1);
    }
  }
  return path.empty();
}

// Collects the keys and queries of one file, in the order of its lines.
class Reader {
 public:
  Reader(std::string_view file, std::string_view text) : text_(text) { out_.file = file; }

  Result<Definition> read() {
    std::string_view rest = text_;
    while (!rest.empty()) {
      const auto end = std::min(rest.find('\n'), rest.size());
      std::string_view line = rest.substr(0, end);
      rest.remove_prefix(std::min(end + 1, rest.size()));
      ++line_;
      if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
      if (auto taken = take(line); !taken) return tl::unexpected(taken.error());
    }
    if (auto done = finish_key(); !done) return tl::unexpected(done.error());
    if (in_sql_) return error(query_.line, "the query has no “;” at its end");
    if (pending_query_) return error(line_, "the last query has no SELECT");
    if (out_.id.empty()) return error(1, "“id” is missing");
    if (out_.version.empty()) return error(1, "“version” is missing");
    if (out_.queries.empty()) return error(line_, "there is no query");
    if (out_.paths.empty() && out_.match.empty() && out_.source.contains.empty())
      return error(1, "neither “paths” nor “match” says what it reads");
    return finish_source();
  }

  // The keys about the source go together only as its kind allows.
  Result<Definition> finish_source() {
    const SourceSpec& source = out_.source;
    const bool database = source.kind == SourceKind::sqlite;
    if (!database && (!out_.match.empty() || !out_.attach.empty()))
      return error(1, "“match” and “attach” are for databases");
    if (database && !source.contains.empty()) return error(1, "“contains” is not for databases");
    if (!source.items.empty() && source.kind != SourceKind::json) return error(1, "“items” is for json");
    if (!source.columns.empty() && source.kind != SourceKind::csv) return error(1, "“columns” is for csv");
    if (!source.entry.empty() && source.kind != SourceKind::lines) return error(1, "“entry” is for lines");
    if (!source.entry.empty() && !is_pattern(source.entry)) return error(1, "“entry” is no pattern");
    for (const Query& query : out_.queries) {
      if (database && query.needs.empty()) return error(query.line, "“needs” is missing");
    }
    return std::move(out_);
  }

 private:
  tl::unexpected<Error> error(int line, const std::string& what) const {
    return fail(ErrorKind::usage, fmt::format("{}:{}: {}", out_.file, line, what));
  }

  Result<void> take(std::string_view line) {
    if (in_sql_) return take_sql(line);
    if (trim(line).empty()) return {};
    if (line.substr(0, 2) != "--") return take_sql(line);
    const std::string_view comment = line.substr(2);
    if (comment.substr(0, 3) == "   ") {
      if (!key_.name.empty()) key_.value.append(" ").append(trim(comment));
      return {};
    }
    if (auto done = finish_key(); !done) return done;
    const auto colon = comment.find(": ");
    const std::string_view name = trim(comment.substr(0, std::min(colon, comment.size())));
    if (colon == std::string_view::npos || !is_name(name)) return {};
    key_ = {std::string(name), std::string(trim(comment.substr(colon + 2))), line_};
    return {};
  }

  Result<void> take_sql(std::string_view line) {
    if (!in_sql_) {
      if (auto done = finish_key(); !done) return done;
      if (!pending_query_) return error(line_, "a query must begin with “-- makes:”");
      in_sql_ = true;
      query_.line = line_;
      query_.sql.clear();
    }
    const std::string_view code = trim(line);
    const bool last = !code.empty() && code.back() == ';';
    query_.sql.append(last ? line.substr(0, line.rfind(';')) : line).push_back('\n');
    if (!last) return {};
    in_sql_ = false;
    pending_query_ = false;
    if (query_.row_table.empty() && !query_.needs.empty()) query_.row_table = query_.needs.front().table;
    if (query_.group.empty()) query_.group = query_.makes->type;
    out_.queries.push_back(std::move(query_));
    query_ = {};
    return {};
  }

  Result<void> finish_key() {
    if (key_.name.empty()) return {};
    const Key key = std::move(key_);
    key_ = {};
    if (key.value.empty()) return error(key.line, fmt::format("“{}” is empty", key.name));
    if (key.name == "makes") return begin_query(key);
    return pending_query_ ? take_query_key(key) : take_head_key(key);
  }

  Result<void> begin_query(const Key& key) {
    if (pending_query_) return error(key.line, "the query before has no SELECT");
    query_ = {};
    query_.makes = find_record_spec(key.value);
    if (!query_.makes) return error(key.line, fmt::format("“{}” is no record type", key.value));
    pending_query_ = true;
    return {};
  }

  Result<void> take_tables(const Key& key, std::vector<NeededTable>& into) {
    auto tables = parse_tables(key.value);
    if (!tables) return error(key.line, tables.error().message);
    into.insert(into.end(), tables->begin(), tables->end());
    return {};
  }

  Result<void> take_query_key(const Key& key) {
    if (key.name == "needs") return take_tables(key, query_.needs);
    if (key.name == "optional") return take_tables(key, query_.optional);
    if (key.name == "when") return take_tables(key, query_.when);
    if (key.name == "index") return take_tables(key, query_.index);
    if (key.name == "group") return set(query_.group, key);
    if (key.name == "variant") return set(query_.variant, key);
    if (key.name == "row") return set(query_.row_table, key);
    if (key.name == "states") {
      if (key.value != "present") return error(key.line, "“states” can be “present” only");
      query_.present_only = true;
      return {};
    }
    return error(key.line, fmt::format("“{}” is no key of a query", key.name));
  }

  Result<void> take_head_key(const Key& key) {
    if (!out_.queries.empty()) return error(key.line, "keys of the head come before the first query");
    if (key.name == "id") return set(out_.id, key);
    if (key.name == "app") return set(out_.app, key);
    if (key.name == "platform") return set(out_.platform, key);
    if (key.name == "version") return set(out_.version, key);
    if (key.name == "tested") return set(out_.tested, key);
    if (key.name == "references") return {};
    if (key.name == "match") return take_tables(key, out_.match.emplace_back());
    if (key.name == "paths") {
      out_.paths = split(key.value, ';');
      return {};
    }
    if (key.name == "source") {
      const auto kind = find_source_kind(key.value);
      if (!kind) return error(key.line, fmt::format("“{}” is no kind of source", key.value));
      out_.source.kind = *kind;
      return {};
    }
    if (key.name == "contains") {
      out_.source.contains.push_back(key.value);
      return {};
    }
    if (key.name == "items") {
      out_.source.items = split(key.value, ';');
      return {};
    }
    if (key.name == "columns") {
      out_.source.columns = split(key.value, ',');
      const auto& columns = out_.source.columns;
      if (!std::all_of(columns.begin(), columns.end(), [](const std::string& c) { return is_name(c); }))
        return error(key.line, "a column's name is letters, digits and “_”");
      return {};
    }
    if (key.name == "entry") return set(out_.source.entry, key);
    if (key.name == "attach") {
      return take_pairs(key, [&](std::string schema, std::string file) {
        out_.attach.push_back({std::move(schema), std::move(file)});
      });
    }
    if (key.name == "app_from_path") {
      return take_pairs(key, [&](const std::string& part, const std::string& app) {
        out_.app_from_path.emplace_back(part, app);
      });
    }
    return error(key.line, fmt::format("“{}” is no key of a definition", key.name));
  }

  Result<void> set(std::string& into, const Key& key) {
    if (!into.empty()) return error(key.line, fmt::format("“{}” is given twice", key.name));
    into = key.value;
    return {};
  }

  Result<void> take_pairs(const Key& key, const std::function<void(std::string, std::string)>& take) {
    for (const auto& pair : split(key.value, ';')) {
      const auto equals = pair.find('=');
      if (equals == std::string::npos) return error(key.line, fmt::format("“{}” is no “a = b”", pair));
      take(std::string(trim(std::string_view(pair).substr(0, equals))),
           std::string(trim(std::string_view(pair).substr(equals + 1))));
    }
    return {};
  }

  std::string_view text_;
  Definition out_;
  Query query_;
  Key key_{};
  int line_ = 0;
  bool pending_query_ = false;
  bool in_sql_ = false;
};

}  // namespace

bool path_matches(std::string_view glob, std::string_view path) {
  if (match_from(glob, path)) return true;
  for (auto slash = path.find('/'); slash != std::string_view::npos; slash = path.find('/', slash + 1)) {
    if (match_from(glob, path.substr(slash + 1))) return true;
  }
  return false;
}

bool Definition::claims_path(std::string_view path) const {
  return std::any_of(paths.begin(), paths.end(),
                     [&](const std::string& glob) { return path_matches(glob, path); });
}

std::string_view Definition::app_for(std::string_view path) const {
  const auto same = [](char a, char b) { return lower(a) == lower(b); };
  for (const auto& [part, name] : app_from_path) {
    if (std::search(path.begin(), path.end(), part.begin(), part.end(), same) != path.end()) return name;
  }
  return app;
}

Result<Definition> parse_definition(std::string_view file, std::string_view text) {
  auto definition = Reader(file, text).read();
  if (!definition) return definition;
  if (auto checked = check_queries(*definition); !checked) return tl::unexpected(checked.error());
  return definition;
}

}  // namespace ulika
