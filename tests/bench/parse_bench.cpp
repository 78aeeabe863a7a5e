// Records a second out of a database of a phone, on one core: a definition of plain SQL, beside a bare read
// of the same columns with SQLite.
#include <benchmark/benchmark.h>
#include <fmt/core.h>
#include <sqlite3.h>

#include <memory>

#include "parsers/evidence_database.h"
#include "parsers/parser_set.h"

namespace {

using namespace ulika;

constexpr int kMessages = 300'000;

// The store of Android's short messages, as the system makes it, with invented texts.
const std::vector<std::byte>& store() {
  static const std::vector<std::byte> bytes = [] {
    sqlite3* db = nullptr;
    sqlite3_open(":memory:", &db);
    const std::string script = fmt::format(
        "CREATE TABLE sms(_id INTEGER PRIMARY KEY, thread_id INTEGER, address TEXT, person INTEGER, date "
        "INTEGER,"
        " date_sent INTEGER, read INTEGER, status INTEGER, type INTEGER, subject TEXT, body TEXT);"
        "CREATE TABLE threads(_id INTEGER PRIMARY KEY, recipient_ids TEXT);"
        "CREATE TABLE canonical_addresses(_id INTEGER PRIMARY KEY, address TEXT);"
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200)"
        " INSERT INTO canonical_addresses SELECT i, printf('+447700900%03d', i) FROM n;"
        "INSERT INTO threads SELECT _id, _id FROM canonical_addresses;"
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {})"
        " INSERT INTO sms SELECT i, 1 + i % 200, printf('+447700900%03d', 1 + i % 200), NULL, 1772337600000 "
        "+ i * 1000,"
        " 1772337599000 + i * 1000, 1, -1, 1 + i % 2, NULL,"
        " 'Сообщение номер ' || i || ', приеду вечером, захвати хлеба и позвони матери' FROM n;",
        kMessages);
    char* error = nullptr;
    sqlite3_exec(db, script.c_str(), nullptr, nullptr, &error);
    if (error != nullptr) throw std::runtime_error(error);
    sqlite3_int64 size = 0;
    unsigned char* data = sqlite3_serialize(db, "main", &size, 0);
    std::vector<std::byte> out(static_cast<std::size_t>(size));
    std::copy(data, data + size, reinterpret_cast<unsigned char*>(out.data()));
    sqlite3_free(data);
    sqlite3_close(db);
    return out;
  }();
  return bytes;
}

void parse(benchmark::State& state) {
  const auto parsers = ParserSet::load(std::nullopt);
  MemorySource source(store());
  std::size_t records = 0, bytes = 0;
  for (auto _ : state) {
    ParseInput input;
    input.path = "data/data/com.android.providers.telephony/databases/mmssms.db";
    input.mime = "application/vnd.sqlite3";
    input.data = &source;
    ParseSink sink;
    sink.record = [&](Record&& record) {
      ++records;
      bytes += record.text("text").size();
    };
    sink.problem = [](Problem&&) {};
    parsers->parse(input, sink);
  }
  if (records < static_cast<std::size_t>(state.iterations()) * kMessages)
    state.SkipWithError("records are missing");
  state.counters["records/s"] = benchmark::Counter(static_cast<double>(records), benchmark::Counter::kIsRate);
  benchmark::DoNotOptimize(bytes);
}

void read_plainly(benchmark::State& state) {
  MemorySource source(store());
  std::size_t rows = 0;
  for (auto _ : state) {
    auto database = SuspectDatabase::open({{"main", &source}});
    sqlite3_stmt* statement = nullptr;
    sqlite3_prepare_v2((*database)->handle(),
                       "SELECT _id, thread_id, address, date, date_sent, type, body FROM sms", -1, &statement,
                       nullptr);
    for (; sqlite3_step(statement) == SQLITE_ROW; ++rows) {
      for (int column = 0; column < 7; ++column)
        benchmark::DoNotOptimize(sqlite3_column_text(statement, column));
    }
    sqlite3_finalize(statement);
  }
  state.counters["records/s"] = benchmark::Counter(static_cast<double>(rows), benchmark::Counter::kIsRate);
}

BENCHMARK(parse)->Unit(benchmark::kMillisecond);
BENCHMARK(read_plainly)->Unit(benchmark::kMillisecond);

}  // namespace
