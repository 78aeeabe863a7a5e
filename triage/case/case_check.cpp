#include "triage/case/case_check.h"

#include <fmt/format.h>

#include <algorithm>

#include "triage/base/sqlite.h"
#include "triage/case/case_folder.h"
#include "triage/case/ids.h"
#include "triage/case/result_rows.h"
#include "triage/case/schema.h"
#include "triage/case/source_rows.h"

namespace ulika {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t kMaxNamed = 3;  // rows that are named one by one; the rest is counted

// Collects what is wrong with the rows of one table.
class RowFindings {
 public:
  RowFindings(std::string database, std::string_view table) : database_(std::move(database)), table_(table) {}
  void add(std::string_view id, std::string_view why) {
    if (++count_ <= kMaxNamed) named_.push_back(fmt::format("{}: {} {} {}", database_, table_, id, why));
  }
  void report(std::vector<std::string>& findings) const {
    findings.insert(findings.end(), named_.begin(), named_.end());
    if (count_ > kMaxNamed) {
      findings.push_back(fmt::format("{}: {} further rows of {} are wrong in the same way", database_,
                                     count_ - kMaxNamed, table_));
    }
  }

 private:
  std::string database_;
  std::string table_;
  std::int64_t count_ = 0;
  std::vector<std::string> named_;
};

void check_integrity(Database& db, const std::string& name, std::vector<std::string>& findings) {
  Statement rows = db.prepare("PRAGMA integrity_check(10)");
  while (rows.step()) {
    if (rows.text(0) != "ok") findings.push_back(fmt::format("{}: {}", name, rows.text(0)));
  }
}

// `id_of` gives the id that a row of the table ought to have, from the row (behind the path of its file).
template <class IdOf>
void check_rows(Database& db, const std::string& name, std::string_view table, const IdOf& id_of,
                std::vector<std::string>& findings) {
  RowFindings wrong(name, table);
  Statement rows =
      db.prepare(fmt::format("SELECT {}, f.path FROM \"{}\" r LEFT JOIN files f ON f.id = r.file_id "
                             "ORDER BY r.row_id",
                             column_list(evidence_table(table), "r."), table));
  const int path_column = rows.columns() - 1;
  while (rows.step()) {
    const std::string_view id = rows.text(1);
    if (rows.is_null(path_column)) {
      wrong.add(id, "belongs to a file that is not there");
    } else if (id != id_of(rows, rows.text(path_column))) {
      wrong.add(id, "does not have the id that follows from where it was found");
    }
  }
  wrong.report(findings);
}

void check_evidence(const fs::path& file, const std::string& source_name,
                    std::vector<std::string>& findings) {
  const std::string name = "evidence/" + file.filename().string();
  try {
    Database db(file, Database::Mode::read_only);
    if (const std::int64_t version = db.scalar("PRAGMA user_version"); version != kEvidenceSchemaVersion) {
      findings.push_back(
          fmt::format("{}: written by another version of the program (schema {})", name, version));
      return;
    }
    check_integrity(db, name, findings);
    if (const std::string stored = load_source(db).name; stored != source_name) {
      findings.push_back(fmt::format("{}: is the database of '{}', not of '{}'", name, stored, source_name));
    }
    for (const RecordSpec& spec : record_specs()) {
      check_rows(
          db, name, spec.type,
          [&](const Statement& row, std::string_view path) {
            Record record;
            record.type = spec.type;
            record.from = {std::string(path), std::string(row.text(3)), std::string(row.text(4)),
                           std::string(row.text(5)), ""};
            return record_id(source_name, record, static_cast<unsigned>(row.int64(2)));
          },
          findings);
    }
    check_rows(
        db, name, "hits",
        [&](const Statement& row, std::string_view path) { return hit_id(source_name, path, read_hit(row)); },
        findings);
  } catch (const DatabaseError& e) {
    findings.push_back(fmt::format("{}: {}", name, e.what()));
  }
}

// Databases under evidence/ that the case does not know.
void check_strangers(const fs::path& dir, const std::vector<std::string>& names,
                     std::vector<std::string>& findings) {
  std::vector<std::string> strangers;
  std::error_code failed;
  for (fs::directory_iterator it(dir, failed), end; !failed && it != end; it.increment(failed)) {
    if (it->path().extension() != ".db") continue;
    if (std::find(names.begin(), names.end(), it->path().stem().string()) == names.end()) {
      strangers.push_back(it->path().filename().string());
    }
  }
  std::sort(strangers.begin(), strangers.end());
  for (const std::string& name : strangers) {
    findings.push_back(fmt::format("evidence/{}: the case does not know this database", name));
  }
}

}  // namespace

Result<std::vector<std::string>> check_case(const fs::path& dir) try {
  Result<CaseFolder> folder = CaseFolder::open(dir);
  if (!folder) return tl::unexpected(folder.error());
  std::vector<std::string> findings;
  if (const auto chain = Audit::verify(folder->dir() / "audit.jsonl"); !chain) {
    findings.push_back("audit.jsonl: " + chain.error().message);
  }
  check_integrity(folder->db(), "case.db", findings);
  std::vector<std::string> names = folder->evidence_names();
  std::sort(names.begin(), names.end());
  for (const std::string& name : names) {
    const fs::path file = folder->evidence_db_path(name);
    if (fs::exists(file)) {
      check_evidence(file, name, findings);
    } else {
      findings.push_back(fmt::format("evidence/{}.db: is not there", name));
    }
  }
  check_strangers(folder->dir() / "evidence", names, findings);
  for (std::string& finding : check_report(folder->dir() / "report")) findings.push_back(std::move(finding));
  return findings;
} catch (const DatabaseError& e) {
  return fail(ErrorKind::damaged, e.what());
}

}  // namespace ulika
