#include "parsers/sqlite_reader.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <set>

#include "parsers/definition_run.h"
#include "parsers/evidence_database.h"
#include "parsers/known_records.h"
#include "parsers/recovered_tables.h"
#include "parsers/sqlite_sweep.h"
#include "parsers/wal_check.h"
#include "triage/base/digest.h"

namespace ulika {
namespace {

constexpr std::chrono::seconds kSweepAllowance{10};  // of one query

using Fingerprint = std::array<std::byte, 16>;

std::string lower(std::string text) {
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return text;
}

// A record by its type, place and content, for telling whether two states hold the same.
Fingerprint fingerprint(const Record& record, std::string_view locator) {
  std::string all = record.type + '\0' + std::string(locator);
  for (const auto& [key, value] : record.fields) {
    all.append(1, '\0').append(key).append(1, '\0').append(std::to_string(value.index()));
    if (const auto* integer = std::get_if<std::int64_t>(&value)) all += std::to_string(*integer);
    if (const auto* real = std::get_if<double>(&value)) all += fmt::format("{}", *real);
    if (const auto* text = std::get_if<std::string>(&value)) all += *text;
  }
  const auto digest = sha256(as_bytes(all));
  Fingerprint out;
  std::copy_n(digest.begin(), out.size(), out.begin());
  return out;
}

class SqliteReader {
 public:
  SqliteReader(const std::vector<Definition>& definitions, ParseInput& input, const ParseSink& sink,
               ParseOutcome& outcome)
      : definitions_(definitions), input_(input), sink_(sink), outcome_(outcome) {
    sink_.record = [this, &sink](Record&& record) {
      ++drawn_;
      sink.record(std::move(record));
    };
  }

  void read() {
    take_companions();
    auto live = open(true);
    const bool claimed_by_path = std::any_of(definitions_.begin(), definitions_.end(),
                                             [&](const Definition& d) { return d.claims_path(input_.path); });
    if (!live && (wal_ || journal_)) {
      // The main file alone may still tell something.
      auto alone = open(false);
      if (alone) {
        problem(input_.path + (wal_ ? "-wal" : "-journal"), live.error().kind,
                fmt::format("does not go with its database, which is read alone: {}", live.error().message));
        wal_ = journal_ = nullptr;
        live = std::move(alone);
      }
    }
    if (!live) {
      outcome_.claimed = true;
      if (!claimed_by_path) outcome_.parsers.emplace_back(kSweepId);
      problem(input_.path, live.error().kind,
              fmt::format("the database could not be read: {}", live.error().message));
      return;
    }
    std::unique_ptr<SuspectDatabase> before;
    if (wal_ || journal_) {
      if (auto opened = open(false)) before = std::move(*opened);
    }
    const RecoveredRows lost = recover(claimed_by_path, **live);
    const auto recovered = RecoveredTables::add_to(**live, lost, before != nullptr);
    const auto matches = [&](const Definition& definition) {
      return matches_content(definition, **live, recovered.get()) ||
             (before && matches_content(definition, *before, nullptr));
    };
    const bool known = std::any_of(definitions_.begin(), definitions_.end(), matches);
    for (const Definition& definition : definitions_) {
      const bool is_its_own = matches(definition);
      if (!is_its_own && !definition.claims_path(input_.path)) continue;
      outcome_.claimed = true;
      outcome_.parsers.push_back(definition.id);
      // A database that was never used tells nothing.
      if ((*live)->shape("main").empty() && !before && !is_its_own) continue;
      if (!is_its_own && known) {
        problem(input_.path, ErrorKind::unsupported,
                definition.id + ": the database in this place is another app's, or has other tables");
        continue;
      }
      run(definition, **live, before.get(), recovered.get());
    }
    if (!known && drawn_ == 0 && !(*live)->shape("main").empty()) sweep(**live, before.get());
  }

 private:
  static bool matches_content(const Definition& definition, const SuspectDatabase& database,
                              const RecoveredTables* recovered) {
    return std::any_of(definition.match.begin(), definition.match.end(),
                       [&](const auto& tables) { return has_tables(database, tables, recovered); });
  }

  // The rows that are no more. Nothing where no definition wants a database like this.
  RecoveredRows recover(bool claimed_by_path, const SuspectDatabase& live) {
    const bool wanted =
        claimed_by_path || live.shape("main").empty() ||
        std::any_of(definitions_.begin(), definitions_.end(),
                    [&](const Definition& definition) { return matches_content(definition, live, nullptr); });
    if (!wanted) return {};
    DatabaseFiles files{input_.data, wal_, journal_};
    if (!files.journal) files.journal = companion(input_.path + "-journal");
    auto rows = recover_rows(files);
    if (!rows) return {};
    if (rows->limited) {
      problem(input_.path, ErrorKind::limit,
              fmt::format("the search for deleted rows ended at a limit, after {} rows", rows->rows.size()));
    }
    return std::move(*rows);
  }

  void problem(const std::string& path, ErrorKind kind, std::string reason, std::int64_t offset = -1) {
    Problem problem;
    problem.path = path;
    problem.stage = "parse";
    problem.state = ledger_state_of(kind);
    problem.reason = std::move(reason);
    problem.offset = offset;
    sink_.problem(std::move(problem));
  }

  ByteSource* companion(const std::string& path) const {
    for (const auto& companion : input_.companions) {
      if (companion.path == path && companion.data && companion.data->size() > 0) return companion.data.get();
    }
    return nullptr;
  }

  void take_companions() {
    const std::string wal_path = input_.path + "-wal";
    if (ByteSource* wal = companion(wal_path)) {
      const WalSummary summary = check_wal(*wal);
      const std::uint32_t page_size = database_page_size(*input_.data);
      if (!summary.is_wal) {
        problem(wal_path, ErrorKind::damaged, "is no write-ahead log; the database is read without it");
      } else if (page_size != 0 && summary.page_size != page_size) {
        problem(wal_path, ErrorKind::damaged,
                fmt::format("has pages of {} bytes, its database of {}; the database is read without it",
                            summary.page_size, page_size));
      } else {
        wal_ = wal;
        if (summary.torn) {
          problem(wal_path, ErrorKind::damaged,
                  fmt::format("the write-ahead log is damaged after {} whole frames, {} of them committed; "
                              "it is used that far",
                              summary.frames, summary.committed),
                  static_cast<std::int64_t>(summary.torn_at));
        }
      }
    }
    ByteSource* journal = companion(input_.path + "-journal");
    if (journal && is_hot_journal(*journal)) journal_ = journal;
  }

  Result<std::unique_ptr<SuspectDatabase>> open(bool with_companions) {
    std::vector<SuspectDatabase::File> files = {{"main", input_.data}};
    if (with_companions && wal_) files.push_back({"main-wal", wal_});
    if (with_companions && journal_) files.push_back({"main-journal", journal_});
    std::vector<std::string> attached;
    for (const Definition& definition : definitions_) {
      for (const Attachment& attachment : definition.attach) {
        const std::string path = sibling_path(input_.path, attachment.file);
        ByteSource* data = companion(path);
        if (!data || !is_sqlite(*data) ||
            std::count(attached.begin(), attached.end(), attachment.schema) != 0)
          continue;
        attached.push_back(attachment.schema);
        files.push_back({attachment.schema, data});
        ByteSource* wal = companion(path + "-wal");
        if (wal && check_wal(*wal).is_wal) files.push_back({attachment.schema + "-wal", wal});
      }
    }
    auto database = SuspectDatabase::open(files);
    if (!database) return database;
    for (const auto& schema : attached) {
      const auto joined = (*database)->attach(schema, schema);
      if (!joined && with_companions) {
        problem(input_.path, joined.error().kind,
                fmt::format("its companion “{}” could not be joined, so names from there are missing: {}",
                            schema, joined.error().message));
      }
    }
    return database;
  }

  // Lists a database that no definition knows, and draws what its tables plainly hold.
  void sweep(SuspectDatabase& live, SuspectDatabase* before) {
    SweepPlan plan = plan_sweep(live, input_.path);
    plan.listing.from.recovered = input_.recovered;
    outcome_.parsers.emplace_back(kSweepId);
    for (const std::string& limit : plan.limits) problem(input_.path, ErrorKind::limit, limit);
    sink_.record(std::move(plan.listing));
    if (!plan.definition) return;
    drawn_ = 0;
    guessed_ = true;
    run(*plan.definition, live, before, nullptr);
    outcome_.claimed = outcome_.claimed || drawn_ > 0;
  }

  void allow_for_guesses(DefinitionRun& run) const {
    run.guessed = guessed_;
    if (guessed_) run.allowance = kSweepAllowance;
  }

  void run(const Definition& definition, SuspectDatabase& live, SuspectDatabase* before,
           const RecoveredTables* recovered) {
    const bool recovers = recovered && std::any_of(definition.queries.begin(), definition.queries.end(),
                                                   [&](const Query& query) {
                                                     return recovered->layers(lower(query.row_table)) > 0;
                                                   });
    std::set<Fingerprint> seen;
    KnownRecords known;
    DefinitionRun now{definition, live, input_.path, input_.recovered, "", false};
    allow_for_guesses(now);
    ParseSink keep = sink_;
    if (before || recovers) {
      keep.record = [&](Record&& record) {
        if (before) seen.insert(fingerprint(record, record.from.locator));
        if (recovers) known.add(record);
        sink_.record(std::move(record));
      };
    }
    run_definition(now, keep);
    if (before) run_main_state(definition, *before, seen, recovers ? &known : nullptr);
    if (recovers) run_recovered(definition, live, *recovered, known);
  }

  void run_main_state(const Definition& definition, SuspectDatabase& before,
                      const std::set<Fingerprint>& seen, KnownRecords* known) {
    static constexpr std::string_view kSuffix = ";state:main";
    DefinitionRun old{definition, before, input_.path, wal_ ? "wal" : "journal", std::string(kSuffix), true};
    allow_for_guesses(old);
    ParseSink only_new = sink_;
    only_new.record = [&](Record&& record) {
      const std::string_view locator = record.from.locator;
      if (seen.count(fingerprint(record, locator.substr(0, locator.size() - kSuffix.size()))) == 0) {
        if (known) known->add(record);
        sink_.record(std::move(record));
      }
    };
    run_definition(old, only_new);
  }

  void run_recovered(const Definition& definition, SuspectDatabase& live, const RecoveredTables& recovered,
                     KnownRecords& known) {
    ParseSink only_new = sink_;
    for (int layer = 0; layer < recovered.layers(); ++layer) {
      DefinitionRun run{definition, live, input_.path, "", "", true, &recovered, layer};
      only_new.record = [&](Record&& record) {
        // row:TABLE:NUMBER, as the reader of rows writes it.
        const std::string locator = std::move(record.from.locator);
        const auto colon = locator.rfind(':');
        const auto number = std::strtoll(locator.c_str() + colon + 1, nullptr, 10);
        const RecoveredRow* row = recovered.row(lower(locator.substr(4, colon - 4)), number, layer);
        if (!row || known.tells_the_same(record, row->rowid ? locator : std::string())) return;
        record.from.locator = locator;
        known.add(record);
        record.from.locator = row->locator;
        record.from.recovered = row->state;
        sink_.record(std::move(record));
      };
      run_definition(run, only_new);
    }
  }

  const std::vector<Definition>& definitions_;
  ParseInput& input_;
  ParseSink sink_;  // the caller's, counted
  ParseOutcome& outcome_;
  ByteSource* wal_ = nullptr;
  ByteSource* journal_ = nullptr;
  std::uint64_t drawn_ = 0;  // records
  bool guessed_ = false;     // what runs is a definition of the sweep
};

}  // namespace

bool is_sqlite(ByteSource& source) {
  static constexpr std::string_view kMagic("SQLite format 3\0", 16);
  std::array<std::byte, 16> head{};
  const auto read = source.read(0, head);
  return read && *read == head.size() && as_text(head) == kMagic;
}

std::string sibling_path(const std::string& path, const std::string& name) {
  const auto slash = path.rfind('/');
  return slash == std::string::npos ? name : path.substr(0, slash + 1) + name;
}

void read_sqlite(const std::vector<Definition>& definitions, ParseInput& input, const ParseSink& sink,
                 ParseOutcome& outcome) {
  SqliteReader(definitions, input, sink, outcome).read();
}

}  // namespace ulika
