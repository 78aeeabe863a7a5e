#include "triage/case/case_search.h"

#include <fmt/format.h>

#include "triage/base/sqlite.h"
#include "triage/case/search_forms.h"

namespace ulika {
namespace {

// What every match must fulfil, with numbered parameters: 1 expression, 2 app, 3 from, 4 to.
std::string conditions(const SearchQuery& query, bool of_messages) {
  std::string sql = of_messages ? "message_fts MATCH ?1" : "hits_fts MATCH ?1";
  if (!of_messages) return sql;
  if (!query.app.empty()) sql += " AND m.app = ?2";
  if (query.from) sql += " AND m.sent_at >= ?3";
  if (query.to) sql += " AND m.sent_at < ?4";
  return sql;
}

void bind(Statement& rows, const SearchQuery& query, const std::string& expression, bool of_messages) {
  rows.bind(1, expression);
  if (!of_messages) return;
  if (!query.app.empty()) rows.bind(2, query.app);
  if (query.from) rows.bind(3, *query.from);
  if (query.to) rows.bind(4, *query.to);
}

}  // namespace

struct CaseSearch::Item {
  std::string name;
  Database db;
};

CaseSearch::CaseSearch(const std::filesystem::path& dir, const std::vector<std::string>& names) {
  for (const std::string& name : names) {
    auto item = std::make_unique<Item>();
    item->name = name;
    item->db = Database(dir / "evidence" / (name + ".db"), Database::Mode::read_only);
    const auto tables =
        item->db.scalar("SELECT COUNT(*) FROM sqlite_master WHERE name IN ('message_fts', 'hits_fts')");
    if (tables == 2) {
      items_.push_back(std::move(item));
    } else {
      unfinished_.push_back(name);
    }
  }
}

CaseSearch::~CaseSearch() = default;

SearchResult CaseSearch::run(const SearchQuery& query, bool of_messages) const {
  SearchResult result;
  const std::string expression = search_expression(query.text);
  if (expression.empty()) return result;
  const std::string table = of_messages ? "message" : "hits";
  const bool joins = of_messages && (!query.app.empty() || query.from || query.to);
  const std::string where = conditions(query, of_messages);
  std::int64_t skip = query.skip, left = query.limit;
  for (const auto& item : items_) {
    if (!query.device.empty() && item->name != query.device) continue;
    Statement count = item->db.prepare(fmt::format(
        "SELECT COUNT(*) FROM (SELECT 1 FROM {0}_fts {1} WHERE {2} LIMIT {3})", table,
        joins ? "JOIN message AS m ON m.row_id = message_fts.rowid" : "", where, SearchResult::kCounted + 1));
    bind(count, query, expression, of_messages);
    const std::int64_t found = count.step() ? count.int64(0) : 0;
    result.more = result.more || found > SearchResult::kCounted;
    result.total += found;
    if (skip >= found) {
      skip -= found;
      continue;
    }
    if (left <= 0) continue;
    Statement rows = item->db.prepare(
        fmt::format("SELECT m.id FROM {0}_fts JOIN \"{0}\" AS m ON m.row_id = {0}_fts.rowid WHERE {1} "
                    "ORDER BY {0}_fts.rowid LIMIT {2} OFFSET {3}",
                    table, where, left, skip));
    bind(rows, query, expression, of_messages);
    for (; rows.step(); --left) result.ids.emplace_back(rows.text(0));
    skip = 0;
  }
  return result;
}

SearchResult CaseSearch::messages(const SearchQuery& query) const {
  return run(query, true);
}

SearchResult CaseSearch::hits(const SearchQuery& query) const {
  return run(query, false);
}

}  // namespace ulika
