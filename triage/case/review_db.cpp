#include "triage/case/review_db.h"

#include <set>
#include <utility>

namespace ulika {
namespace {

constexpr std::int64_t kReviewSchemaVersion = 1;
constexpr std::size_t kLongestTarget = 200;  // bytes
constexpr std::size_t kLongestTag = 100;     // bytes

}  // namespace

ReviewDatabase::ReviewDatabase(const std::filesystem::path& file) : db_(file, Database::Mode::create) {
  db_.exec("PRAGMA busy_timeout = 10000");
  Transaction begun(db_);
  const std::int64_t version = db_.scalar("PRAGMA user_version");
  if (version != 0 && version != kReviewSchemaVersion) {
    throw DatabaseError(0, file.string() + " was written by another version of the program");
  }
  db_.exec(
      "CREATE TABLE IF NOT EXISTS entry(n INTEGER PRIMARY KEY AUTOINCREMENT, target TEXT NOT NULL, "
      "kind TEXT NOT NULL, value TEXT NOT NULL, author TEXT NOT NULL, at INTEGER NOT NULL)");
  db_.exec("PRAGMA user_version = 1");
  begun.commit();
}

bool ReviewDatabase::is_valid(const ReviewEntry& entry) {
  if (entry.value.empty() || entry.value.size() > kLongestValue) return false;
  if (entry.kind == "view") return entry.target.empty();
  if (entry.target.empty() || entry.target.size() > kLongestTarget) return false;
  if (entry.kind == "tag" || entry.kind == "untag") return entry.value.size() <= kLongestTag;
  return entry.kind == "note";
}

std::int64_t ReviewDatabase::add(const ReviewEntry& entry) {
  Statement row =
      db_.prepare("INSERT INTO entry(target, kind, value, author, at) VALUES(?1, ?2, ?3, ?4, ?5)");
  row.bind(1, entry.target).bind(2, entry.kind).bind(3, entry.value).bind(4, entry.author).bind(5, entry.at);
  row.run();
  return db_.last_insert_rowid();
}

std::vector<ReviewEntry> ReviewDatabase::after(std::int64_t n) const {
  Statement rows =
      db_.prepare("SELECT n, target, kind, value, author, at FROM entry WHERE n > ?1 ORDER BY n");
  rows.bind(1, n);
  std::vector<ReviewEntry> entries;
  while (rows.step()) {
    entries.push_back({rows.int64(0), std::string(rows.text(1)), std::string(rows.text(2)),
                       std::string(rows.text(3)), std::string(rows.text(4)), rows.int64(5)});
  }
  return entries;
}

std::vector<std::string> ReviewDatabase::tagged(const std::string& tag) const {
  std::set<std::pair<std::string, std::string>> now;
  for (const ReviewEntry& entry : after(0)) {
    if (!tag.empty() && entry.value != tag) continue;
    if (entry.kind == "tag") now.emplace(entry.target, entry.value);
    if (entry.kind == "untag") now.erase({entry.target, entry.value});
  }
  std::set<std::string> targets;
  for (const auto& [target, name] : now) targets.insert(target);
  return {targets.begin(), targets.end()};
}

}  // namespace ulika
