#include "triage/case/item_reader.h"

#include <fmt/format.h>

#include <algorithm>

#include "triage/base/crypto.h"
#include "triage/base/sqlite.h"
#include "triage/case/file_rows.h"
#include "triage/case/ids.h"
#include "triage/case/result_rows.h"
#include "triage/case/schema.h"
#include "triage/case/source_rows.h"

namespace ulika {
namespace {

// The files that have rows in a table, by path. The rows of one file lie together, so the walk hops from file
// to file.
std::string files_with_rows_sql(std::string_view table) {
  return fmt::format(
      "WITH RECURSIVE f(id) AS (SELECT MIN(row_id) >> 32 FROM \"{0}\" UNION ALL "
      "SELECT (SELECT MIN(row_id) >> 32 FROM \"{0}\" WHERE row_id >= (f.id + 1) << 32) FROM f WHERE f.id IS "
      "NOT NULL) "
      "SELECT files.id, files.path, files.sha256 FROM f CROSS JOIN files ON files.id = f.id ORDER BY "
      "files.path",
      table);
}

class DatabaseReader final : public ItemReader {
 public:
  explicit DatabaseReader(const std::filesystem::path& file) : db_(file, Database::Mode::read_only) {
    if (const std::int64_t version = db_.scalar("PRAGMA user_version"); version != kEvidenceSchemaVersion) {
      throw DatabaseError(
          0, fmt::format("{} was written by another version of the program (schema {}, this one uses {})",
                         file.string(), version, kEvidenceSchemaVersion));
    }
    source_ = load_source(db_);
  }

  const SourceInfo& source() const override { return source_; }
  ItemDigests digests() const override {
    return {meta("image_md5"), meta("image_sha1"), meta("image_sha256")};
  }

  std::int64_t count(std::string_view type) const override {
    const std::string_view table = type == "file"      ? "files"
                                   : type == "hit"     ? "hits"
                                   : type == "problem" ? "problems"
                                                       : type;
    if (table == type && find_record_spec(type) == nullptr) return 0;
    return db_.scalar(fmt::format("SELECT COUNT(*) FROM \"{}\"", table));
  }

  void for_each_file(const std::function<void(const StoredFile&)>& visit) const override {
    Statement rows =
        db_.prepare("SELECT " + column_list(evidence_table("files")) + " FROM files ORDER BY path");
    while (rows.step()) {
      StoredFile file;
      file.entry = read_entry(rows, false);
      FileResult outcome;
      read_outcome(rows, outcome);
      file.id = file_export_id(source_.name, file.entry.path);
      if (outcome.digests) {
        file.md5 = to_hex(outcome.digests->md5);
        file.sha1 = to_hex(outcome.digests->sha1);
        file.sha256 = to_hex(outcome.digests->sha256);
      }
      file.mime = std::move(outcome.mime);
      file.known = std::move(outcome.known);
      file.hashset = std::move(outcome.hashset);
      file.reason = std::move(outcome.reason);
      file.state = outcome.state;
      visit(file);
    }
  }

  void for_each_record(std::string_view type,
                       const std::function<void(const StoredRecord&)>& visit) const override {
    const RecordSpec* spec = find_record_spec(type);
    if (spec == nullptr) return;
    StoredRecord stored;
    for_each_row(type, [&](const Statement& row, std::string_view path, const std::string& sha256) {
      stored.id = row.text(1);
      stored.record = read_record(row, *spec);
      stored.record.from.path = path;
      stored.file_sha256 = sha256;
      visit(stored);
    });
  }

  void for_each_hit(const std::function<void(const StoredHit&)>& visit) const override {
    StoredHit stored;
    for_each_row("hits", [&](const Statement& row, std::string_view path, const std::string&) {
      stored.id = row.text(1);
      stored.hit = read_hit(row);
      stored.hit.path = path;
      visit(stored);
    });
  }

  std::string thumbnail(std::string_view sha256) const override {
    Statement row = db_.prepare("SELECT jpeg FROM thumbnails WHERE sha256 = ?");
    const auto digest = from_hex(sha256);
    if (!digest) return {};
    row.bind_blob(1, *digest);
    return row.step() ? std::string(as_text(row.blob(0))) : std::string();
  }

  std::vector<LedgerRow> ledger() const override {
    // Reasons of duplicates name their twin, one line each; the account wants one.
    Statement rows = db_.prepare(
        "SELECT COALESCE(ledger_state, 'not_examined') AS state, CASE "
        "WHEN ledger_state = 'duplicate' THEN 'same content as another file' ELSE COALESCE(reason, '') END "
        "AS why, "
        "COUNT(*), SUM(size) FROM files WHERE kind <> 'directory' GROUP BY 1, 2 ORDER BY 2");
    std::vector<LedgerRow> ledger;
    while (rows.step()) {
      const LedgerState state = parse_ledger_state(rows.text(0)).value_or(LedgerState::not_examined);
      ledger.push_back({state, std::string(rows.text(1)), rows.int64(2), rows.int64(3)});
    }
    std::stable_sort(ledger.begin(), ledger.end(),
                     [](const LedgerRow& a, const LedgerRow& b) { return a.state < b.state; });
    return ledger;
  }

  std::vector<Problem> problems() const override {
    Statement rows = db_.prepare("SELECT " + column_list(evidence_table("problems")) +
                                 " FROM problems ORDER BY path, stage, \"offset\", length, state, reason");
    std::vector<Problem> problems;
    while (rows.step()) problems.push_back(read_problem(rows));
    return problems;
  }

  std::string meta(std::string_view key) const override {
    Statement row = db_.prepare("SELECT value FROM meta WHERE key = ?");
    row.bind(1, key);
    return row.step() ? std::string(row.text(0)) : std::string();
  }

 private:
  template <class Visit>
  void for_each_row(std::string_view table, const Visit& visit) const {
    Statement files = db_.prepare(files_with_rows_sql(table));
    Statement rows =
        db_.prepare(fmt::format("SELECT {} FROM \"{}\" WHERE row_id BETWEEN ? AND ? ORDER BY row_id",
                                column_list(evidence_table(table)), table));
    while (files.step()) {
      const std::int64_t id = files.int64(0);
      const std::string path(files.text(1));
      const std::string sha256 = to_hex(files.blob(2));
      rows.bind(1, row_id_of(id, 0)).bind(2, row_id_of(id, kMaxPlace));
      while (rows.step()) visit(rows, path, sha256);
      rows.reset();
    }
  }

  mutable Database db_;
  SourceInfo source_;
};

}  // namespace

std::unique_ptr<ItemReader> open_item(const std::filesystem::path& file) {
  return std::make_unique<DatabaseReader>(file);
}

}  // namespace ulika
