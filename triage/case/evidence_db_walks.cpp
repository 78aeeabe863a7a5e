// Walks over the rows of an evidence database on behalf of a run: what is there, what was left unfinished or
// damaged.
#include <algorithm>
#include <vector>

#include "triage/case/evidence_db.h"
#include "triage/case/evidence_db_state.h"
#include "triage/case/file_rows.h"
#include "triage/case/schema.h"

namespace ulika {

void EvidenceDatabase::for_each_path(const std::function<void(std::string_view)>& visit) const {
  Statement rows = state_->db.prepare("SELECT path FROM files WHERE parent_id IS NULL");
  while (rows.step()) visit(rows.text(0));
}

void EvidenceDatabase::for_each_examined(
    const std::function<void(std::int64_t, const Digests&)>& visit) const {
  Statement rows = state_->db.prepare(
      "SELECT CASE WHEN ledger_state = 'duplicate' THEN twin_id ELSE id END, sha256 FROM files "
      "WHERE examined = 1 AND parent_id IS NULL AND sha256 IS NOT NULL ORDER BY id");
  while (rows.step()) {
    Digests digests;
    const Bytes sha256 = rows.blob(1);
    if (rows.is_null(0) || sha256.size() != digests.sha256.size()) continue;
    std::copy(sha256.begin(), sha256.end(), digests.sha256.begin());
    visit(rows.int64(0), digests);
  }
}

void EvidenceDatabase::forget_unfinished() {
  std::vector<std::int64_t> unfinished;
  {
    Statement rows = state_->db.prepare(
        "SELECT DISTINCT f.id FROM files m JOIN files f ON f.id = m.parent_id WHERE f.examined = 0");
    while (rows.step()) unfinished.push_back(rows.int64(0));
  }
  for (const std::int64_t id : unfinished) forget(id);
}

void EvidenceDatabase::mark_damaged() {
  std::vector<Extent> ranges;
  {
    Statement rows = state_->db.prepare(
        "SELECT DISTINCT \"offset\", length FROM problems WHERE path = '' AND stage = 'read' AND \"offset\" "
        ">= 0");
    while (rows.step()) ranges.push_back({rows.int64(0), static_cast<std::uint64_t>(rows.int64(1))});
  }
  if (ranges.empty()) return;
  const auto overlaps = [&](const Extent& e) {
    return e.offset >= 0 && std::any_of(ranges.begin(), ranges.end(), [&](const Extent& r) {
             return e.offset < r.offset + static_cast<std::int64_t>(r.length) &&
                    r.offset < e.offset + static_cast<std::int64_t>(e.length);
           });
  };
  Transaction all(state_->db);
  std::vector<std::int64_t> damaged;
  {
    Statement rows = state_->db.prepare("SELECT " + column_list(evidence_table("files")) +
                                        " FROM files WHERE examined = 1 AND parent_id IS NULL");
    while (rows.step()) {
      const FileEntry entry = read_entry(rows, true);
      const auto& extents = entry.content.extents;
      if (std::any_of(extents.begin(), extents.end(), overlaps) ||
          std::any_of(entry.slack.begin(), entry.slack.end(), overlaps)) {
        damaged.push_back(rows.int64(kFileId));
      }
    }
  }
  Statement mark = state_->db.prepare(
      "UPDATE files SET ledger_state = 'damaged', reason = 'lies in part in a damaged range of the image' "
      "WHERE id = ?1 AND ledger_state <> 'damaged'");
  for (const std::int64_t id : damaged) mark.bind(1, id).run();
  all.commit();
  state_->count();
}

}  // namespace ulika
