#include "triage/case/result_rows.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace ulika {
namespace {

std::string text_of(const Statement& row, int column) {
  return std::string(row.text(column));
}

void bind_value(Statement& row, int index, const Value* value) {
  if (value == nullptr || is_null(*value)) {
    row.bind_null(index);
  } else if (const auto* text = std::get_if<std::string>(value)) {
    row.bind(index, std::string_view(*text));
  } else if (const auto* number = std::get_if<std::int64_t>(value)) {
    row.bind(index, *number);
  } else {
    row.bind(index, std::get<double>(*value));
  }
}

// SQLite's own codes of a column's type (sqlite3.h).
constexpr int kSqliteInteger = 1;
constexpr int kSqliteFloat = 2;
constexpr int kSqliteNull = 5;

Value read_value(const Statement& row, int column) {
  switch (row.type(column)) {
    case kSqliteInteger:
      return row.int64(column);
    case kSqliteFloat:
      return row.real(column);
    case kSqliteNull:
      return {};
    default:
      return std::string(row.text(column));
  }
}

std::int64_t place_in(std::int64_t file_id, std::int64_t place) {
  if (place > kMaxPlace) throw DatabaseError(0, "one file has more rows than an evidence database can hold");
  return row_id_of(file_id, place);
}

Problem contract_problem(std::string_view path, std::string reason) {
  return {std::string(path), "parse", LedgerState::damaged, std::move(reason), -1, 0};
}

}  // namespace

Hit read_hit(const Statement& row) {
  Hit hit;
  hit.rule = text_of(row, 2);
  hit.category = text_of(row, 3);
  hit.value = text_of(row, 4);
  hit.context = text_of(row, 5);
  hit.encoding = text_of(row, 6);
  hit.weight = row.real(7);
  hit.offset = static_cast<std::uint64_t>(row.int64(8));
  hit.length = static_cast<std::uint64_t>(row.int64(9));
  hit.image_offset = row.int64(10);
  hit.record_id = text_of(row, 11);
  return hit;
}

Problem read_problem(const Statement& row) {
  Problem problem;
  problem.path = text_of(row, 1);
  problem.stage = text_of(row, 2);
  problem.state = parse_ledger_state(row.text(3)).value_or(LedgerState::damaged);
  problem.reason = text_of(row, 4);
  problem.offset = row.int64(5);
  problem.length = static_cast<std::uint64_t>(row.int64(6));
  return problem;
}

Record read_record(const Statement& row, const RecordSpec& spec) {
  Record record;
  record.type = spec.type;
  record.from.locator = text_of(row, 3);
  record.from.parser = text_of(row, 4);
  record.from.recovered = text_of(row, 5);
  record.from.derived_from = text_of(row, 6);
  int column = kRecordKeyColumns;
  for (const FieldSpec& field : spec.fields) {
    Value value = read_value(row, column++);
    if (!is_null(value)) record.fields.emplace_back(std::string(field.key), std::move(value));
  }
  return record;
}

Statement& ResultRows::statement(std::string_view purpose, const TableSpec& table) {
  const std::string key = fmt::format("{} {}", purpose, table.name);
  auto it = statements_.find(key);
  if (it == statements_.end()) {
    std::string sql;
    if (purpose == "insert") {
      sql = insert_sql(table);
    } else if (purpose == "drop") {
      sql = fmt::format("DELETE FROM \"{}\" WHERE row_id BETWEEN ? AND ?", table.name);
    } else {
      sql = fmt::format("SELECT {} FROM \"{}\" WHERE row_id BETWEEN ? AND ? ORDER BY row_id",
                        column_list(table), table.name);
    }
    it = statements_.emplace(key, db_->prepare(sql)).first;
  }
  return it->second;
}

void ResultRows::insert_record(Statement& row, std::int64_t row_id, const KeptRecord& kept,
                               const RecordSpec& spec, std::vector<Problem>& problems) {
  const Record& record = *kept.record;
  bound_.assign(spec.fields.size(), nullptr);
  std::size_t guess = 0;  // parsers name their keys in the same order record after record
  for (const auto& [key, value] : record.fields) {
    while (guess < spec.fields.size() && spec.fields[guess].key != key) ++guess;
    if (guess == spec.fields.size()) {
      const FieldSpec* found = spec.find(key);
      if (found == nullptr) {
        problems.push_back(contract_problem(
            record.from.path, fmt::format("{} gave a {} the key '{}', which the contract does not have",
                                          record.from.parser, record.type, key)));
        guess = 0;
        continue;
      }
      guess = static_cast<std::size_t>(found - spec.fields.data());
    }
    bound_[guess] = &value;
  }
  row.bind(1, row_id).bind(2, std::string_view(kept.id)).bind(3, std::int64_t{kept.ordinal});
  row.bind(4, std::string_view(record.from.locator)).bind(5, std::string_view(record.from.parser));
  row.bind(6, std::string_view(record.from.recovered)).bind(7, std::string_view(record.from.derived_from));
  int index = kRecordKeyColumns + 1;
  for (const Value* value : bound_) bind_value(row, index++, value);
  row.run();
}

ResultRows::Counts ResultRows::insert(std::int64_t file_id, std::string_view path, const FileResult& result) {
  Counts counts;
  std::vector<Problem> problems = result.problems;

  Statement& hit_row = statement("insert", evidence_table("hits"));
  for (const KeptHit& kept : keep_hits(source_, path, result.hits)) {
    const Hit& hit = *kept.hit;
    hit_row.bind(1, place_in(file_id, counts.hits++)).bind(2, std::string_view(kept.id));
    hit_row.bind(3, std::string_view(hit.rule)).bind(4, std::string_view(hit.category));
    hit_row.bind(5, std::string_view(hit.value)).bind(6, std::string_view(hit.context));
    hit_row.bind(7, std::string_view(hit.encoding)).bind(8, hit.weight);
    hit_row.bind(9, static_cast<std::int64_t>(hit.offset)).bind(10, static_cast<std::int64_t>(hit.length));
    hit_row.bind(11, hit.image_offset).bind(12, std::string_view(hit.record_id)).run();
  }

  const RecordSpec* spec = nullptr;
  Statement* record_row = nullptr;
  std::int64_t place = 0;
  for (const KeptRecord& kept : keep_records(source_, path, result.records)) {
    if (spec == nullptr || spec->type != kept.record->type) {  // the records come sorted by type
      spec = find_record_spec(kept.record->type);
      if (spec != nullptr) record_row = &statement("insert", evidence_table(spec->type));
      place = 0;
    }
    if (spec == nullptr) {
      problems.push_back(
          contract_problem(path, fmt::format("{} made a '{}', a type that the contract does not have",
                                             kept.record->from.parser, kept.record->type)));
      continue;
    }
    insert_record(*record_row, place_in(file_id, place++), kept, *spec, problems);
    ++counts.records;
  }

  std::set<std::string> seen;
  Statement& problem_row = statement("insert", evidence_table("problems"));
  place = 0;
  for (const Problem& problem : problems) {
    const std::string_view where = problem.path.empty() ? path : std::string_view(problem.path);
    if (!seen.insert(fmt::format("{}|{}|{}|{}|{}|{}", where, problem.stage, ledger_state_name(problem.state),
                                 problem.reason, problem.offset, problem.length))
             .second) {
      continue;
    }
    problem_row.bind(1, place_in(file_id, place++)).bind(2, where).bind(3, std::string_view(problem.stage));
    problem_row.bind(4, ledger_state_name(problem.state)).bind(5, std::string_view(problem.reason));
    problem_row.bind(6, problem.offset).bind(7, static_cast<std::int64_t>(problem.length)).run();
    counts.losses += is_loss(problem.state) ? 1 : 0;
  }
  return counts;
}

std::int64_t ResultRows::drop_table(const TableSpec& table, std::int64_t file_id) {
  statement("drop", table).bind(1, row_id_of(file_id, 0)).bind(2, row_id_of(file_id, kMaxPlace)).run();
  return db_->scalar("SELECT changes()");
}

ResultRows::Counts ResultRows::drop(std::int64_t file_id) {
  Counts counts;
  FileResult old;
  const TableSpec& problems = evidence_table("problems");
  Statement& rows = statement("select", problems);
  rows.bind(1, row_id_of(file_id, 0)).bind(2, row_id_of(file_id, kMaxPlace));
  while (rows.step()) counts.losses += is_loss(read_problem(rows).state) ? 1 : 0;
  rows.reset();
  drop_table(problems, file_id);
  counts.hits = drop_table(evidence_table("hits"), file_id);
  for (const RecordSpec& spec : record_specs())
    counts.records += drop_table(evidence_table(spec.type), file_id);
  return counts;
}

void ResultRows::load(std::int64_t file_id, std::string_view path, FileResult& result) {
  const auto rows_of = [&](std::string_view table) -> Statement& {
    Statement& rows = statement("select", evidence_table(table));
    return rows.bind(1, row_id_of(file_id, 0)).bind(2, row_id_of(file_id, kMaxPlace));
  };
  Statement& hits = rows_of("hits");
  while (hits.step()) {
    result.hits.push_back(read_hit(hits));
    result.hits.back().path = path;
  }
  hits.reset();
  for (const RecordSpec& spec : record_specs()) {
    Statement& rows = rows_of(spec.type);
    while (rows.step()) {
      result.records.push_back(read_record(rows, spec));
      result.records.back().from.path = path;
    }
    rows.reset();
  }
  Statement& problems = rows_of("problems");
  while (problems.step()) result.problems.push_back(read_problem(problems));
  problems.reset();
}

}  // namespace ulika
