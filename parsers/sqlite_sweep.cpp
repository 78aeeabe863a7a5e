#include "parsers/sqlite_sweep.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>

#include "parsers/draft.h"
#include "parsers/native_readers.h"
#include "parsers/table_sample.h"
#include "triage/base/json.h"

namespace ulika {
namespace {

constexpr std::chrono::seconds kSampleAllowance{20};
constexpr std::int64_t kMaxRows = 200'000;
constexpr std::size_t kMaxQueries = 24;
constexpr std::size_t kListedColumns = 40;

// Where frameworks and browsers keep what no person wrote: pages they fetched, counters, jobs, settings.
constexpr std::string_view kNoisePaths[] = {
    "app_webview/**",
    "app_chrome/**",
    "google_app_measurement*.db",
    "androidx.work.workdb",
    "Favicons",
    "Network Action Predictor",
    "QuotaManager",
    "Shortcuts",
    "Top Sites",
    "Login Data",
    "Cookies",
    "Safe Browsing*",
    "favicons.sqlite",
    "webappsstore.sqlite",
    "permissions.sqlite",
    "content-prefs.sqlite",
    "storage.sqlite",
    "cert9.db",
    "key4.db",
    "*/fsCachedData/**",
    "Library/Caches/**/Cache.db",
    "com.google.android.gms/**",
    "com.android.vending/**",
    "com.google.firebase*.db",
    "exoplayer_internal.db",
    "com.google.android.datatransport*",
};
// Tables that tell such a database wherever it lies.
constexpr std::string_view kNoiseTables[] = {
    "cfurl_cache_response", "favicon_bitmaps", "WorkSpec", "ExoPlayerVersions",
    "upload_queue",         "moz_icons",       "quota",    "transport_contexts"};

bool is_noise(const std::vector<TableSample>& tables, std::string_view path) {
  return std::any_of(std::begin(kNoisePaths), std::end(kNoisePaths),
                     [&](std::string_view glob) { return path_matches(glob, path); }) ||
         std::any_of(tables.begin(), tables.end(), [](const TableSample& table) {
           return std::find(std::begin(kNoiseTables), std::end(kNoiseTables), table.name) !=
                  std::end(kNoiseTables);
         });
}

Record list(const std::vector<TableSample>& tables, const std::string& path) {
  std::string json;
  std::int64_t rows = 0;
  JsonWriter out(json);
  out.begin_array();
  for (const TableSample& table : tables) {
    out.begin_object().key("name").value(table.name);
    if (table.rows) {
      out.key("rows").value(*table.rows);
      rows += *table.rows;
    }
    out.key("columns").begin_array();
    for (std::size_t i = 0; i < std::min(kListedColumns, table.columns.size()); ++i)
      out.value(table.columns[i].name);
    out.end_array().end_object();
  }
  out.end_array();
  Record record;
  record.type = "database";
  if (std::string app = package_of(path); !app.empty()) record.set("app", std::move(app));
  record.set("format", std::string("sqlite"));
  record.set("tables", std::move(json));
  record.set("rows", rows);
  record.from.path = path;
  record.from.locator = "bytes:0+100";  // the database header
  record.from.parser = kSweepId;
  return record;
}

// Shannon entropy, bits a byte.
double entropy(std::string_view bytes) {
  std::array<double, 256> counts{};
  for (char c : bytes) ++counts[static_cast<unsigned char>(c)];
  double bits = 0;
  for (double count : counts) {
    if (count == 0) continue;
    const double share = count / static_cast<double>(bytes.size());
    bits -= share * std::log2(share);
  }
  return bits;
}

// The fixed bytes behind the magic of https://www.sqlite.org/fileformat2.html#the_database_header.
bool has_header_behind_magic(std::string_view head) {
  if (head.size() < 100) return false;
  const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(head[at]); };
  const int page = byte(16) << 8 | byte(17);
  const bool page_fits = page == 1 || (page >= 512 && page <= 32768 && (page & (page - 1)) == 0);
  return page_fits && byte(21) == 64 && byte(22) == 32 && byte(23) == 32 && byte(56) == 0 && byte(59) >= 1 &&
         byte(59) <= 3;
}

bool looks_encrypted(std::string_view head, std::uint64_t size) {
  return head.size() >= 2048 && size % 512 == 0 && entropy(head) > 7.6;
}

}  // namespace

std::string package_of(std::string_view path) {
  // What stands before the name of the package; "*" is any one folder.
  static constexpr std::string_view kPlaces[] = {"data/data/",      "data/user/*/", "data/user_de/*/",
                                                 "Android/data/",   "AppDomain-",   "AppDomainGroup-",
                                                 "AppDomainPlugin-"};
  const auto until_slash = [](std::string_view text) { return text.substr(0, text.find('/')); };
  for (std::string_view place : kPlaces) {
    const auto star = place.find('*');
    const auto found = path.find(place.substr(0, star));
    if (found == std::string_view::npos || (found > 0 && path[found - 1] != '/')) continue;
    std::string_view rest = path.substr(found + std::min(star, place.size()));
    if (star != std::string_view::npos)
      rest.remove_prefix(std::min(until_slash(rest).size() + 1, rest.size()));
    const std::string_view name = until_slash(rest);
    if (name.find('.') != std::string_view::npos && name.size() < rest.size()) return std::string(name);
  }
  return {};
}

SweepPlan plan_sweep(SuspectDatabase& database, const std::string& path) {
  SweepPlan plan;
  DatabaseSample sample = sample_database(database, kSampleAllowance);
  if (!sample.complete) plan.limits.emplace_back("not every table could be looked at");
  plan.listing = list(sample.tables, path);
  if (is_noise(sample.tables, path)) return plan;

  std::stable_sort(
      sample.tables.begin(), sample.tables.end(),
      [](const TableSample& a, const TableSample& b) { return a.rows.value_or(0) < b.rows.value_or(0); });
  std::vector<DraftQuery> queries;
  std::int64_t left = kMaxRows;
  for (const TableSample& table : sample.tables) {
    const std::int64_t rows = table.rows.value_or(0);
    if (rows == 0) continue;
    const auto drafted = draft_queries(table, true, std::min(rows, left));
    if (drafted.empty()) continue;
    if (left == 0 || queries.size() + drafted.size() > kMaxQueries) {
      plan.limits.push_back(fmt::format("the table {} was not swept", table.name));
      continue;
    }
    if (rows > left)
      plan.limits.push_back(fmt::format("the first {} of {} rows of {} were swept", left, rows, table.name));
    left -= std::min(rows, left);
    queries.insert(queries.end(), drafted.begin(), drafted.end());
  }
  if (queries.empty()) return plan;
  const DraftHead head{std::string(kSweepId), package_of(path), "*"};
  if (auto definition = parse_definition("sweep", draft_text(head, {}, queries, false))) {
    plan.definition = std::move(*definition);
  } else {
    plan.limits.push_back("its tables could not be asked: " + definition.error().message);
  }
  return plan;
}

bool is_unreadable_database(ParseInput& input) {
  const std::string head = head_of(*input.data);
  return has_header_behind_magic(head) || looks_encrypted(head, input.data->size());
}

void refuse_unreadable_database(ParseInput& input, const ParseSink& sink, ParseOutcome&) {
  const bool damaged = has_header_behind_magic(head_of(*input.data));
  Problem problem;
  problem.path = input.path;
  problem.stage = "parse";
  problem.state = damaged ? LedgerState::damaged : LedgerState::encrypted;
  problem.reason = damaged ? "the first bytes of this SQLite database were overwritten"
                           : "the name is that of a database, the bytes are those of an encrypted one";
  sink.problem(std::move(problem));
}

}  // namespace ulika
