#include "triage/cli/parsers_try.h"

#include <fmt/format.h>

#include <map>

#include "parsers/definition_trial.h"
#include "parsers/native_readers.h"
#include "reports/export_values.h"
#include "triage/base/time.h"
#include "triage/cli/commands.h"
#include "triage/cli/walled.h"

namespace ulika {
namespace {

constexpr TimeMs kEarliest = 631152000000;  // 1990-01-01T00:00:00Z
constexpr TimeMs kDay = 86'400'000;

std::string json_of(const Record& record) {
  std::string out;
  JsonWriter json(out);
  json.begin_object().key("type").value(record.type).key("locator").value(record.from.locator);
  if (record.from.recovered != "live") json.key("recovered").value(record.from.recovered);
  const RecordSpec* spec = find_record_spec(record.type);
  for (const auto& [key, value] : record.fields) {
    const FieldSpec* field = spec != nullptr ? spec->find(key) : nullptr;
    json.key(key);
    write_json_value(json, field != nullptr ? field->kind : FieldKind::text, value);
  }
  json.end_object();
  return out;
}

std::string shown(TimeMs time) {
  const std::string text = format_rfc3339(time);
  return text.empty() ? fmt::format("{} ms", time) : text;
}

void print(const std::string& path, const FileTrial& trial) {
  fmt::print("{}\n  claimed by its {}\n", path, trial.by_path ? "path" : "content");
  for (const QueryRun& query : trial.queries) {
    fmt::print("  {}{}{}: {} rows{}{}\n", query.group, query.variant.empty() ? "" : ", variant ",
               query.variant, query.rows, query.missing.empty() ? "" : "; not there: ", query.missing);
  }
  for (const auto& [type, count] : trial.records) fmt::print("  {} records of type {}\n", count, type);
  for (const auto& [key, odd] : trial.odd_times) {
    fmt::print("  {}: {} of {} times are out of range, from {} to {}\n", key, odd.count, odd.of,
               shown(odd.first), shown(odd.last));
  }
  for (const Problem& problem : trial.problems) {
    fmt::print("  {}: {}\n", ledger_state_name(problem.state), problem.reason);
  }
  for (const Record& record : trial.first) fmt::print("  {}\n", json_of(record));
}

class Trials {
 public:
  Trials(Evidence& evidence, const DefinitionTrial& trial, const TryOptions& options, const KeyRing& keys)
      : evidence_(evidence), trial_(trial), options_(options), keys_(keys) {}

  void add(FileEntry&& entry) {
    if (entry.kind == EntryKind::file && entry.size > 0) entries_.emplace(entry.path, std::move(entry));
  }

  int go() {
    std::size_t claimed = 0, unread = 0;
    for (const auto& [path, entry] : entries_) {
      auto data = evidence_.open(entry);
      if (!data) {
        ++unread;
        continue;
      }
      const std::string head = head_of(**data);
      if (!trial_.may_claim(path, head)) continue;
      ParseInput input;
      input.path = path;
      input.mime = is_sqlite(head) ? "application/vnd.sqlite3" : "application/octet-stream";
      input.data = data->get();
      input.keys = &keys_;
      for (const std::string& name : trial_.companions_of(path)) {
        const auto found = entries_.find(name);
        if (found == entries_.end()) continue;
        if (auto companion = evidence_.open(found->second))
          input.companions.push_back({name, std::move(*companion)});
      }
      const auto result = trial_.run(input, options_.rows, kEarliest, now_ms() + kDay);
      if (!result) continue;
      ++claimed;
      print(path, *result);
    }
    fmt::print("{} of {} files claimed\n", claimed, entries_.size());
    if (unread != 0) complain(fmt::format("{} files could not be opened", unread));
    return unread != 0 ? kLosses : kDone;
  }

 private:
  static bool is_sqlite(std::string_view head) { return head.starts_with("SQLite format 3"); }

  Evidence& evidence_;
  const DefinitionTrial& trial_;
  const TryOptions& options_;
  const KeyRing& keys_;
  std::map<std::string, FileEntry> entries_;
};

}  // namespace

int try_definition(const TryOptions& options) {
  const auto keys = read_keys(options.keys);
  if (!keys) return refuse(keys.error());
  const auto trial = DefinitionTrial::load(options.definition);
  if (!trial) return refuse(trial.error());
  auto evidence = open_walled_in(options.evidence, *keys);
  if (!evidence) return refuse(evidence.error());
  Trials trials(**evidence, *trial, options, *keys);
  WalkSink sink;
  sink.entry = [&](FileEntry&& entry) { trials.add(std::move(entry)); };
  sink.problem = [](Problem&& problem) { complain(problem.path + ": " + problem.reason); };
  (*evidence)->walk(sink);
  return trials.go();
}

}  // namespace ulika
