#include "parsers/draft.h"

#include <fmt/core.h>

#include <algorithm>
#include <utility>

namespace ulika {
namespace {

constexpr std::size_t kMatchedColumns = 4;
constexpr std::size_t kListedColumns = 30;

std::string quoted(std::string_view name) {
  return fmt::format("\"{}\"", name);
}

bool is_plain(std::string_view name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '$';
  });
}

// As `needs` states a name.
std::string stated(std::string_view name) {
  return is_plain(name) ? std::string(name) : quoted(name);
}

// The name under which SQLite gives the row number, where no column took it.
std::optional<std::string> rowid_of(const TableSample& table) {
  if (!table.has_rowid) return std::nullopt;
  for (const char* name : {"rowid", "_rowid_", "oid"}) {
    const bool taken =
        std::any_of(table.columns.begin(), table.columns.end(), [&](const ColumnSample& column) {
          return column.name.size() == std::string_view(name).size() &&
                 std::equal(column.name.begin(), column.name.end(), name,
                            [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a - 'A' + 'a' : a) == b; });
        });
    if (!taken) return name;
  }
  return std::nullopt;
}

// Collects one SELECT.
class Builder {
 public:
  Builder(const TableSample& table, const TableGuess& guess, std::string makes)
      : table_(table), guess_(guess), query_{std::move(makes), table.name, {}, {}} {}

  const ColumnGuess* find(ColumnRole role) const {
    const auto it = guess_.find(role);
    return it == guess_.end() ? nullptr : &it->second;
  }

  // The column as it stands.
  void put(ColumnRole role, std::string_view key) {
    if (const ColumnGuess* column = take(role)) add(quoted(column->column), key);
  }

  void put_time(std::string_view key, bool with_zone) {
    const ColumnGuess* column = take(ColumnRole::time);
    if (!column) return;
    const std::string name = quoted(column->column);
    if (column->clock != "iso") return add(fmt::format("{}({})", column->clock, name), key);
    add(fmt::format("unix_s(strftime('%s', {}))", name), key);
    if (with_zone) {
      add(fmt::format("CASE WHEN {0} NOT GLOB '*Z' AND {0} NOT GLOB '*[+-][0-9][0-9]:[0-9][0-9]' "
                      "THEN 'unknown' END",
                      name),
          "zone");
    }
  }

  void put_degrees() {
    for (const auto& [role, key] :
         {std::pair(ColumnRole::latitude, "latitude"), std::pair(ColumnRole::longitude, "longitude")}) {
      const ColumnGuess* column = take(role);
      const std::string name = quoted(column->column);
      add(column->divisor == 1 ? name + " + 0.0" : fmt::format("{} / {:.1f}", name, column->divisor), key);
    }
  }

  // A list of one.
  void put_list(ColumnRole role, std::string_view key) {
    const ColumnGuess* column = take(role);
    if (!column) return;
    const std::string name = quoted(column->column);
    add(fmt::format("CASE WHEN {0} IS NOT NULL AND {0} <> '' THEN json_array(CAST({0} AS TEXT)) END", name),
        key);
  }

  void put_constant(std::string_view value, std::string_view key) { add(fmt::format("'{}'", value), key); }

  void only_where(std::string condition) { where_ = std::move(condition); }

  DraftQuery finish(const std::string& rowid, bool mark, std::optional<std::int64_t> limit) {
    if (mark) put_constant("low", "confidence");
    query_.sql = fmt::format("SELECT {} AS row{}\nFROM {}", rowid, list_, quoted(table_.name));
    if (!where_.empty()) query_.sql += "\nWHERE " + where_;
    query_.sql += "\nORDER BY " + rowid;
    if (limit) query_.sql += fmt::format("\nLIMIT {}", *limit);
    return std::move(query_);
  }

 private:
  const ColumnGuess* take(ColumnRole role) {
    const ColumnGuess* column = find(role);
    if (column &&
        std::find(query_.columns.begin(), query_.columns.end(), column->column) == query_.columns.end())
      query_.columns.push_back(column->column);
    return column;
  }

  void add(const std::string& expression, std::string_view key) {
    list_ += fmt::format(",\n       {} AS {}", expression,
                         key == "from" || key == "to" ? quoted(key) : std::string(key));
  }

  const TableSample& table_;
  const TableGuess& guess_;
  DraftQuery query_;
  std::string list_;
  std::string where_;
};

// True where the values are names of people and no ids or numbers.
bool holds_names(const TableSample& table, std::string_view column) {
  for (const ColumnSample& sample : table.columns) {
    if (sample.name != column) continue;
    return std::any_of(sample.values.begin(), sample.values.end(), [](const Value& value) {
      const auto* text = std::get_if<std::string>(&value);
      return text && text->find(' ') != std::string::npos &&
             text->find_first_not_of("0123456789+()- ") != std::string::npos;
    });
  }
  return false;
}

class Drafter {
 public:
  Drafter(const TableSample& table, std::string rowid, bool mark, std::optional<std::int64_t> limit)
      : table_(table), guess_(guess_columns(table)), rowid_(std::move(rowid)), mark_(mark), limit_(limit) {}

  std::vector<DraftQuery> draft() {
    const bool party = has(ColumnRole::sender) || has(ColumnRole::recipient) || has(ColumnRole::party) ||
                       has(ColumnRole::phone) || has(ColumnRole::handle) || has(ColumnRole::email);
    const bool place = has(ColumnRole::latitude) && has(ColumnRole::longitude);
    if (has(ColumnRole::text) && has(ColumnRole::time) && party) {
      message();
    } else if (has(ColumnRole::url) && has(ColumnRole::time)) {
      web_visit();
    } else if (has(ColumnRole::text) || (has(ColumnRole::title) && has(ColumnRole::time))) {
      note();
    } else if (has(ColumnRole::duration) && has(ColumnRole::time) && party) {
      call();
    }
    if (place && (out_.empty() || out_.front().makes != "message")) location();
    if (has(ColumnRole::card)) card();
    if (out_.empty() && (has(ColumnRole::phone) || has(ColumnRole::email))) contact();
    return std::move(out_);
  }

 private:
  bool has(ColumnRole role) const { return guess_.count(role) != 0; }
  std::string name(ColumnRole role) const { return quoted(guess_.at(role).column); }
  Builder begin(const char* makes) const { return {table_, guess_, makes}; }
  void end(Builder& builder) { out_.push_back(builder.finish(rowid_, mark_, limit_)); }
  std::string not_empty(ColumnRole role) const {
    return fmt::format("{0} IS NOT NULL AND {0} <> ''", name(role));
  }

  void message() {
    Builder query = begin("message");
    // Whose address stands in a row whose direction is not known is no sender: it names the conversation.
    bool addressed = has(ColumnRole::chat);
    if (addressed)
      query.put(ColumnRole::chat,
                holds_names(table_, guess_.at(ColumnRole::chat).column) ? "chat" : "chat_id");
    if (has(ColumnRole::sender)) {
      query.put(ColumnRole::sender,
                holds_names(table_, guess_.at(ColumnRole::sender).column) ? "sender" : "sender_id");
    }
    for (ColumnRole role : {ColumnRole::recipient, ColumnRole::phone, ColumnRole::party, ColumnRole::handle,
                            ColumnRole::email}) {
      if (addressed || !has(role)) continue;
      query.put(role, "chat_id");
      addressed = true;
    }
    query.put_time("sent_at", true);
    query.put(ColumnRole::text, "text");
    if (has(ColumnRole::latitude) && has(ColumnRole::longitude)) query.put_degrees();
    query.only_where(not_empty(ColumnRole::text));
    end(query);
  }

  void web_visit() {
    Builder query = begin("web_visit");
    query.put(ColumnRole::url, "url");
    query.put(ColumnRole::title, "title");
    query.put_time("at", false);
    query.only_where(not_empty(ColumnRole::url));
    end(query);
  }

  void note() {
    Builder query = begin("note");
    query.put(ColumnRole::title, "title");
    query.put(ColumnRole::text, "text");
    query.put_time("at", true);
    if (has(ColumnRole::time)) {
      query.only_where(not_empty(has(ColumnRole::text) ? ColumnRole::text : ColumnRole::title));
    } else {
      query.only_where(fmt::format("has_selector({})", name(ColumnRole::text)));
    }
    end(query);
  }

  void call() {
    Builder query = begin("call");
    for (ColumnRole role : {ColumnRole::phone, ColumnRole::party, ColumnRole::sender, ColumnRole::recipient,
                            ColumnRole::handle, ColumnRole::email}) {
      if (!has(role)) continue;
      query.put(role, "party_id");
      break;
    }
    query.put(ColumnRole::name, "party");
    query.put_time("started_at", true);
    query.put(ColumnRole::duration, "duration_s");
    end(query);
  }

  void location() {
    Builder query = begin("location");
    query.put_degrees();
    query.put_time("at", true);
    query.put(ColumnRole::accuracy, "accuracy_m");
    query.put(has(ColumnRole::address) ? ColumnRole::address
                                       : (has(ColumnRole::name) ? ColumnRole::name : ColumnRole::title),
              "label");
    query.put_constant("app_db", "origin");
    query.only_where(fmt::format("{0} IS NOT NULL AND {1} IS NOT NULL AND ({0} <> 0 OR {1} <> 0)",
                                 name(ColumnRole::latitude), name(ColumnRole::longitude)));
    end(query);
  }

  void card() {
    Builder query = begin("card");
    query.put(ColumnRole::card, "pan");
    query.put(ColumnRole::name, "holder");
    query.put_constant("app_db", "origin");
    query.only_where(not_empty(ColumnRole::card));
    end(query);
  }

  void contact() {
    Builder query = begin("contact");
    query.put(ColumnRole::name, "name");
    query.put_list(ColumnRole::phone, "phones");
    query.put_list(ColumnRole::email, "emails");
    query.put_list(ColumnRole::handle, "handles");
    std::string condition;
    for (ColumnRole role : {ColumnRole::phone, ColumnRole::email}) {
      if (has(role)) condition += (condition.empty() ? "" : " OR ") + fmt::format("({})", not_empty(role));
    }
    query.only_where(condition);
    end(query);
  }

  const TableSample& table_;
  TableGuess guess_;
  std::string rowid_;
  bool mark_;
  std::optional<std::int64_t> limit_;
  std::vector<DraftQuery> out_;
};

std::string table_line(const TableSample& table, std::size_t columns) {
  std::string list;
  for (std::size_t i = 0; i < std::min(columns, table.columns.size()); ++i)
    list += (i == 0 ? "" : ", ") + stated(table.columns[i].name);
  if (table.columns.size() > columns) list += ", …";
  return fmt::format("{}({})", stated(table.name), list);
}

std::string needs_line(const DraftQuery& query) {
  std::string list;
  for (const std::string& column : query.columns) list += (list.empty() ? "" : ", ") + stated(column);
  return fmt::format("{}({})", stated(query.table), list);
}

}  // namespace

std::vector<DraftQuery> draft_queries(const TableSample& table, bool mark,
                                      std::optional<std::int64_t> limit) {
  const auto rowid = rowid_of(table);
  if (!table.nameable || !rowid) return {};
  return Drafter(table, *rowid, mark, limit).draft();
}

std::string draft_text(const DraftHead& head, const std::vector<TableSample>& tables,
                       const std::vector<DraftQuery>& queries, bool with_comments) {
  std::string out = fmt::format("-- id: {}\n", head.id);
  if (!head.app.empty()) out += fmt::format("-- app: {}\n", head.app);
  out += fmt::format("-- version: 1\n-- paths: {}\n", head.paths);
  if (with_comments) {
    out +=
        "-- A draft: every column's meaning was guessed from its name and values. Check each, remove what is "
        "wrong,\n"
        "-- and say below which versions it was tested on.\n";
    std::string matched;
    for (const DraftQuery& query : queries) {
      if (matched.find(stated(query.table) + "(") != std::string::npos) continue;
      DraftQuery few = query;
      few.columns.resize(std::min(few.columns.size(), kMatchedColumns));
      matched += (matched.empty() ? "" : ", ") + needs_line(few);
    }
    if (!matched.empty()) out += fmt::format("-- match: {}\n", matched);
    out += "-- tested: nothing yet\n";
    for (const TableSample& table : tables) {
      const bool used = std::any_of(queries.begin(), queries.end(),
                                    [&](const DraftQuery& q) { return q.table == table.name; });
      if (used || !table.nameable || table.rows.value_or(1) == 0) continue;
      out += fmt::format("-- not read, {} rows: {}\n", table.rows.value_or(-1),
                         table_line(table, kListedColumns));
    }
  }
  for (const DraftQuery& query : queries) {
    out += fmt::format("\n-- makes: {0}\n-- group: {0} {1}\n-- needs: {2}\n{3};\n", query.makes, query.table,
                       needs_line(query), query.sql);
  }
  return out;
}

}  // namespace ulika
