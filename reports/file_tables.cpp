#include <algorithm>
#include <map>

#include "reports/report_tables.h"

namespace ulika {
namespace {

constexpr std::size_t kExamples = 3;        // paths shown beside a reason
constexpr std::size_t kReasonsKept = 1000;  // of one item, for which examples are remembered

using Examples = std::map<std::pair<LedgerState, std::string>, std::vector<std::string>>;

bool was_read(LedgerState state) {
  return state == LedgerState::parsed || state == LedgerState::scanned || state == LedgerState::known ||
         state == LedgerState::duplicate;
}

// Puts the thumbnail of a picture into the report's media, once for all files of the same content.
bool add_thumbnail(const ItemReader& item, const StoredFile& file, ReportFolder& folder) {
  if (!file.mime.starts_with("image/") || file.sha256.empty()) return false;
  const std::string name = "media/" + file.sha256 + ".jpg";
  if (folder.has(name)) return true;
  const std::string jpeg = item.thumbnail(file.sha256);
  if (jpeg.empty()) return false;
  folder.add(name, jpeg);
  return true;
}

void write_file(ShardWriter& writer, std::size_t item, const StoredFile& file, bool has_thumbnail,
                std::string& cells) {
  cells.clear();
  Cells row(cells);
  const FileTimes& times = file.entry.times;
  row.text(file.id).text(entry_kind_name(file.entry.kind)).text(file_state_name(file.entry.state));
  row.number(file.entry.size).text(file.mime).text(ledger_state_name(file.state)).text(file.reason);
  row.text(file.known).text(file.hashset);
  row.number(times.modified).number(times.accessed).number(times.changed).number(times.created);
  row.text(times.zone_known ? "" : "unknown").text(file.md5).text(file.sha1).flag(has_thumbnail);
  Provenance from;
  from.path = file.entry.path;
  writer.add(origin_json(item, from, file.sha256), cells);
}

void write_ledger(ShardWriter& writer, std::size_t item, std::vector<LedgerRow> rows,
                  const Examples& examples) {
  std::stable_sort(rows.begin(), rows.end(), [](const LedgerRow& a, const LedgerRow& b) {
    if (was_read(a.state) != was_read(b.state)) return was_read(b.state);
    if (is_loss(a.state) != is_loss(b.state)) return is_loss(a.state);
    return a.state < b.state;
  });
  for (const LedgerRow& row : rows) {
    std::string paths;
    if (const auto it = examples.find({row.state, row.reason}); it != examples.end()) {
      JsonWriter json(paths);
      json.begin_array();
      for (const std::string& path : it->second) json.value(path);
      json.end_array();
    }
    std::string cells;
    Cells(cells)
        .text(ledger_state_name(row.state))
        .text(row.reason)
        .number(row.files)
        .number(row.bytes)
        .text(paths);
    writer.add(origin_json(item, Provenance{}, ""), cells);
  }
}

}  // namespace

void write_files(const ItemList& items, ReportFolder& folder, ReportTables& out) {
  ShardWriter files(folder, "file",
                    {{"id", "text"},
                     {"kind", "text"},
                     {"state", "text"},
                     {"size", "size"},
                     {"mime", "text"},
                     {"ledger", "text"},
                     {"reason", "text"},
                     {"known", "text"},
                     {"hashset", "text"},
                     {"modified_at", "time"},
                     {"accessed_at", "time"},
                     {"changed_at", "time"},
                     {"created_at", "time"},
                     {"zone", "text"},
                     {"md5", "text"},
                     {"sha1", "text"},
                     {"thumbnail", "boolean"}});
  ShardWriter ledger(folder, "ledger",
                     {{"ledger", "text"},
                      {"reason", "text"},
                      {"files", "integer"},
                      {"bytes", "size"},
                      {"examples", "json"}});
  ShardWriter problems(folder, "problem",
                       {{"stage", "text"},
                        {"ledger", "text"},
                        {"reason", "text"},
                        {"offset", "integer"},
                        {"length", "integer"}});
  out.files_by_state.resize(items.size());
  std::string cells;
  for (std::size_t i = 0; i < items.size(); ++i) {
    Examples examples;
    items[i]->for_each_file([&](const StoredFile& file) {
      ++out.files_by_state[i][static_cast<std::size_t>(file.state)];
      if (!was_read(file.state) &&
          (examples.size() < kReasonsKept || examples.count({file.state, file.reason}) > 0)) {
        auto& paths = examples[{file.state, file.reason}];
        if (paths.size() < kExamples) paths.push_back(file.entry.path);
      }
      write_file(files, i, file, add_thumbnail(*items[i], file, folder), cells);
    });
    write_ledger(ledger, i, items[i]->ledger(), examples);
    for (const Problem& problem : items[i]->problems()) {
      cells.clear();
      Cells row(cells);
      row.text(problem.stage).text(ledger_state_name(problem.state)).text(problem.reason);
      problem.offset >= 0 ? row.number(problem.offset).number(problem.length) : row.null();
      Provenance from;
      from.path = problem.path;
      problems.add(origin_json(i, from, ""), cells);
    }
  }
  out.tables.push_back(files.finish());
  out.tables.push_back(ledger.finish());
  out.tables.push_back(problems.finish());
}

}  // namespace ulika
