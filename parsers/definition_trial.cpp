#include "parsers/definition_trial.h"

#include <algorithm>
#include <fstream>
#include <iterator>

#include "triage/model/record_schema.h"

namespace ulika {
namespace {

constexpr std::string_view kMagic("SQLite format 3\0", 16);

void note_times(const Record& record, std::int64_t earliest, std::int64_t latest,
                std::map<std::string, OddTimes>& odd) {
  const RecordSpec* spec = find_record_spec(record.type);
  if (spec == nullptr) return;
  for (const auto& [key, value] : record.fields) {
    const FieldSpec* field = spec->find(key);
    const auto* time = std::get_if<std::int64_t>(&value);
    if (field == nullptr || field->kind != FieldKind::time || time == nullptr) continue;
    OddTimes& entry = odd[record.type + "." + key];
    ++entry.of;
    if (*time >= earliest && *time <= latest) continue;
    entry.first = entry.count == 0 ? *time : std::min(entry.first, *time);
    entry.last = entry.count == 0 ? *time : std::max(entry.last, *time);
    ++entry.count;
  }
}

}  // namespace

Result<DefinitionTrial> DefinitionTrial::load(const std::filesystem::path& file) {
  auto set = ParserSet::load_alone(file);
  if (!set) return tl::unexpected(set.error());
  std::ifstream in(file, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  auto definition = parse_definition(file.string(), text);
  if (!definition) return tl::unexpected(definition.error());
  return DefinitionTrial(std::move(*definition), std::move(*set));
}

bool DefinitionTrial::may_claim(const std::string& path, std::string_view head) const {
  if (definition_.claims_path(path)) return true;
  if (definition_.source.kind == SourceKind::sqlite) return head.starts_with(kMagic);
  return definition_.paths.empty();
}

std::optional<FileTrial> DefinitionTrial::run(ParseInput& input, std::size_t examples, std::int64_t earliest,
                                              std::int64_t latest) const {
  FileTrial trial;
  trial.by_path = definition_.claims_path(input.path);
  ParseSink sink;
  sink.query = [&](QueryRun&& query) {
    if (query.definition == definition_.id) trial.queries.push_back(std::move(query));
  };
  sink.problem = [&](Problem&& problem) { trial.problems.push_back(std::move(problem)); };
  sink.record = [&](Record&& record) {
    if (record.from.parser != definition_.id) return;
    note_times(record, earliest, latest, trial.odd_times);
    if (++trial.records[record.type] <= examples) trial.first.push_back(std::move(record));
  };
  const ParseOutcome outcome = set_.parse(input, sink);
  if (std::find(outcome.parsers.begin(), outcome.parsers.end(), definition_.id) == outcome.parsers.end())
    return std::nullopt;
  std::erase_if(trial.odd_times, [](const auto& entry) { return entry.second.count == 0; });
  return trial;
}

}  // namespace ulika
