#include "triage/case/evidence_finish.h"

#include <fmt/format.h>

#include <vector>

#include "triage/case/attachments.h"
#include "triage/case/schema.h"
#include "triage/case/twins.h"

namespace ulika {
namespace {

// Members may have come before the container they lie in had a row: each gets the nearest one now.
void set_parents(Database& db) {
  std::string last;  // path of the container found last; members of one container follow one another
  std::int64_t last_id = 0;
  std::vector<std::pair<std::int64_t, std::int64_t>> changed;
  Statement rows =
      db.prepare("SELECT id, path, parent_id FROM files WHERE parent_id IS NOT NULL ORDER BY path");
  Statement by_path = db.prepare("SELECT id FROM files WHERE path = ?");
  while (rows.step()) {
    const std::string path(rows.text(1));
    std::int64_t parent = 0;
    for (std::size_t at = path.rfind("!/"); at != std::string::npos && at > 0 && parent == 0;
         at = path.rfind("!/", at - 1)) {
      const std::string_view container = std::string_view(path).substr(0, at);
      if (container != last) {
        by_path.bind(1, container);
        if (!by_path.step()) {
          by_path.reset();
          continue;
        }
        last = container;
        last_id = by_path.int64(0);
        by_path.reset();
      }
      parent = last_id;
    }
    if (parent != 0 && parent != rows.int64(2)) changed.emplace_back(rows.int64(0), parent);
  }
  rows.reset();
  Statement update = db.prepare("UPDATE files SET parent_id = ? WHERE id = ?");
  for (const auto& [id, parent] : changed) update.bind(1, parent).bind(2, id).run();
}

void build_indexes(Database& db) {
  for (const TableSpec& table : evidence_tables()) {
    for (std::size_t i = 0; i < table.late_indexes.size(); ++i) {
      db.exec(fmt::format("CREATE INDEX IF NOT EXISTS \"{0}_{1}\" ON \"{0}\"({2})", table.name, i + 1,
                          table.late_indexes[i]));
    }
  }
}

// Full text over what a person searches. The text stays in its own table; the index refers to it by row_id.
void build_full_text(Database& db) {
  struct FullText {
    std::string_view table, columns;
  };
  for (const FullText& text : {FullText{"message", "text"}, FullText{"hits", "value, context"}}) {
    db.exec(fmt::format("DROP TABLE IF EXISTS {}_fts", text.table));
    db.exec(
        fmt::format("CREATE VIRTUAL TABLE {0}_fts USING fts5({1}, content='{0}', content_rowid='row_id', "
                    "tokenize='unicode61 remove_diacritics 0')",
                    text.table, text.columns));
    db.exec(fmt::format("INSERT INTO {0}_fts({0}_fts) VALUES('rebuild')", text.table));
  }
}

}  // namespace

void finish_item(Database& db, ResultRows& rows, const std::string& source_name) {
  set_parents(db);
  db.exec("CREATE INDEX IF NOT EXISTS files_1 ON files(sha256)");  // twins are looked up by it
  settle_twins(db, rows, source_name);
  find_attachments(db);
  build_indexes(db);
  build_full_text(db);
}

}  // namespace ulika
