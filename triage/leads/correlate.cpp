#include "triage/leads/correlate.h"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <vector>

#include "triage/case/case_reader.h"
#include "triage/case/finding_rows.h"
#include "triage/leads/finding_sink.h"
#include "triage/leads/join_devices.h"
#include "triage/leads/rank.h"

namespace ulika {
namespace {

// The items whose databases are finished, by name.
std::vector<const ItemReader*> finished_items(const CaseReader& reader) {
  std::vector<const ItemReader*> items;
  for (const auto& item : reader.items()) {
    if (item->meta("finished") == "1") items.push_back(item.get());
  }
  return items;
}

}  // namespace

CorrelateOutcome correlate(CaseFolder& folder) {
  const auto start = std::chrono::steady_clock::now();
  const Result<CaseReader> reader = CaseReader::open(folder.dir());
  if (!reader) throw DatabaseError(0, reader.error().message);
  const std::vector<const ItemReader*> items = finished_items(*reader);

  const Joined joined = join_devices(items, folder.dir(), read_splits(folder.dir()));

  std::vector<std::pair<std::string, std::filesystem::path>> databases;
  for (const ItemReader* item : items)
    databases.emplace_back(item->source().name, folder.evidence_db_path(item->source().name));

  Transaction all(folder.db());
  FindingRows rows(folder.db());
  const FindingSink sink = [&](const std::string& id, const Record& finding) { rows.add(id, finding); };
  rank_leads(databases, sink);
  for (const auto* findings : {&joined.links, &joined.persons, &joined.drops}) {
    for (const auto& [id, finding] : *findings) sink(id, finding);
  }
  all.commit();

  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
  return {rows.count("lead"), rows.count("link"), rows.count("drop"), rows.count("person"), seconds.count()};
}

}  // namespace ulika
