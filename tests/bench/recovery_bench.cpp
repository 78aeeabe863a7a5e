// Deleted rows: how many come back and how many of those are right, by kind of deletion; and how fast a large
// database is searched, beside a plain read of its rows.
#include <benchmark/benchmark.h>
#include <fmt/core.h>
#include <sqlite3.h>

#include <memory>

#include "parsers/evidence_database.h"
#include "tests/parsers/deletion_cases.h"

namespace {

using namespace ulika;
using namespace ulika::test;

// One run over one kind of deletion; recall is of the rows whose bytes the files still hold.
void recovery(benchmark::State& state, const DeletionCase& how) {
  const DeletionResult made = make_deletions(how);
  RecoveryFigures figures;
  for (auto _ : state) figures = measure(made);
  state.counters["dead"] = static_cast<double>(figures.dead);
  state.counters["held"] = static_cast<double>(figures.held);
  state.counters["found"] = static_cast<double>(figures.found);
  state.counters["recall"] = figures.recall();
  state.counters["precision"] = figures.precision();
}

// About 100 MB; every tenth row is deleted.
const DeletionResult& large() {
  static const DeletionResult made = [] {
    DeletionCase how;
    how.rows = 240000;
    how.longest = 300;
    how.count_held = false;
    return make_deletions(how);
  }();
  return made;
}

void search_large(benchmark::State& state) {
  MemorySource main(large().main);
  std::size_t rows = 0;
  for (auto _ : state) {
    const auto found = recover_rows({&main});
    rows = found ? found->rows.size() : 0;
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * large().main.size()));
  state.counters["rows"] = static_cast<double>(rows);
}

void read_large(benchmark::State& state) {
  MemorySource main(large().main);
  for (auto _ : state) {
    auto database = SuspectDatabase::open({{"main", &main}});
    std::string error;
    for (const char* sql : {"SELECT sum(length(text_data) + length(key_id) + timestamp) FROM message",
                            "SELECT sum(length(body)) FROM note", "SELECT sum(length(body)) FROM draft"}) {
      if (!database || !(*database)->run(sql, error)) state.SkipWithError("the database could not be read");
    }
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * large().main.size()));
}

BENCHMARK(search_large)->Unit(benchmark::kMillisecond);
BENCHMARK(read_large)->Unit(benchmark::kMillisecond);

const bool kRegistered = [] {
  for (const DeletionCase& how : deletion_cases()) {
    benchmark::RegisterBenchmark(("recovery/" + how.name).c_str(), [how](benchmark::State& state) {
      recovery(state, how);
    })->Iterations(1);
  }
  return true;
}();

}  // namespace
