#include "triage/case/case_reader.h"

#include <fmt/format.h>

#include <algorithm>

#include "triage/case/case_folder.h"
#include "triage/case/finding_rows.h"
#include "triage/case/item_reader.h"

namespace ulika {

Result<CaseReader> CaseReader::open(const std::filesystem::path& dir) try {
  Result<CaseFolder> folder = CaseFolder::open(dir);
  if (!folder) return tl::unexpected(folder.error());
  CaseReader reader;
  reader.dir_ = folder->dir();
  Statement meta = folder->db().prepare("SELECT key, value FROM meta ORDER BY key");
  while (meta.step()) reader.meta_.emplace_back(meta.text(0), meta.text(1));
  std::vector<std::string> names = folder->evidence_names();
  std::sort(names.begin(), names.end());
  for (const std::string& name : names) {
    const std::filesystem::path file = folder->evidence_db_path(name);
    // An item whose database does not exist yet was registered and not begun.
    if (std::filesystem::exists(file)) reader.items_.push_back(open_item(file));
  }
  return reader;
} catch (const std::exception& e) {
  return fail(ErrorKind::damaged, fmt::format("the case {} cannot be read: {}", dir.string(), e.what()));
}

void CaseReader::for_each_finding(std::string_view type,
                                  const std::function<void(const StoredRecord&)>& visit) const {
  Database db(dir_ / "case.db", Database::Mode::read_only);
  read_findings(db, type, visit);
}

std::string CaseReader::meta(std::string_view key) const {
  for (const auto& [name, value] : meta_) {
    if (name == key) return value;
  }
  return {};
}

}  // namespace ulika
