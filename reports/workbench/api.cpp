#include "reports/workbench/api.h"

#include <fmt/format.h>

#include <charconv>
#include <chrono>
#include <nlohmann/json.hpp>

#include "reports/html_report.h"
#include "triage/base/digest.h"
#include "triage/base/json.h"

namespace ulika {
namespace {

constexpr std::int64_t kPage = 100;
constexpr std::size_t kMostRows = 200;       // of one answer
constexpr std::uint64_t kMostBytes = 4096;   // of the evidence in one answer
constexpr std::size_t kLongestQuery = 1000;  // bytes

std::string text_of(const Parameters& asked, const std::string& key) {
  const auto it = asked.find(key);
  return it == asked.end() ? std::string() : it->second;
}

std::optional<std::int64_t> number_of(const Parameters& asked, const std::string& key) {
  const std::string text = text_of(asked, key);
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty() || error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

Answer refused(int status, std::string_view why) {
  Answer answer{status, {}};
  JsonWriter(answer.json).begin_object().key("error").value(why).end_object();
  return answer;
}

std::int64_t wall_clock_ms() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(
             std::chrono::system_clock::now().time_since_epoch())
      .count();
}

void write(JsonWriter& json, const ReviewEntry& entry) {
  json.begin_object().key("n").value(entry.n).key("target").value(entry.target).key("kind").value(entry.kind);
  json.key("value")
      .value(entry.value)
      .key("author")
      .value(entry.author)
      .key("at")
      .value(entry.at)
      .end_object();
}

}  // namespace

WorkbenchApi::WorkbenchApi(const WorkbenchOptions& options, const CaseReader& reader, const RowStore& rows,
                           const CaseSearch& search, ReviewDatabase& review)
    : options_(options), reader_(reader), rows_(rows), search_(search), review_(review) {}

Answer WorkbenchApi::search(const Parameters& asked) {
  SearchQuery query;
  query.text = text_of(asked, "q");
  if (query.text.size() > kLongestQuery) return refused(400, "the search is too long");
  query.device = text_of(asked, "dev");
  query.app = text_of(asked, "app");
  query.from = number_of(asked, "from");
  query.to = number_of(asked, "to");
  const std::int64_t page = std::max<std::int64_t>(1, number_of(asked, "p").value_or(1));
  query.skip = (std::min<std::int64_t>(page, 1000000) - 1) * kPage;
  query.limit = kPage;
  const std::string table = text_of(asked, "in") == "hit" ? "hit" : "message";
  const std::lock_guard lock(mutex_);
  const SearchResult result = table == "hit" ? search_.hits(query) : search_.messages(query);
  std::vector<std::int64_t> numbers;
  for (const std::string& id : result.ids) {
    if (const auto row = rows_.row_of(table, id)) numbers.push_back(*row);
  }
  const auto rows = rows_.rows(table, numbers);
  if (!rows) return refused(500, rows.error().message);
  Answer answer;
  JsonWriter json(answer.json);
  json.begin_object().key("total").value(result.total).key("more").value(result.more).key("page").value(page);
  json.key("unfinished").begin_array();
  for (const std::string& name : search_.unfinished()) json.value(name);
  json.end_array().key("found").raw(*rows).end_object();
  return answer;
}

Answer WorkbenchApi::rows(const Parameters& asked) {
  std::vector<std::int64_t> numbers;
  const std::string list = text_of(asked, "rows");
  for (std::size_t at = 0; at < list.size() && numbers.size() < kMostRows;) {
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(list.data() + at, list.data() + list.size(), number);
    if (error != std::errc()) return refused(400, "rows are numbers with commas between them");
    numbers.push_back(number);
    at = static_cast<std::size_t>(end - list.data()) + 1;
  }
  const std::lock_guard lock(mutex_);
  const auto rows = rows_.rows(text_of(asked, "table"), numbers);
  if (!rows) return refused(rows.error().kind == ErrorKind::not_found ? 404 : 500, rows.error().message);
  return {200, *rows};
}

Answer WorkbenchApi::find(const Parameters& asked) {
  const std::string list = text_of(asked, "ids");
  const std::lock_guard lock(mutex_);
  Answer answer;
  JsonWriter json(answer.json);
  json.begin_object().key("found").begin_array();
  std::size_t n = 0;
  for (std::size_t at = 0; at < list.size() && n < kMostRows; ++n) {
    const std::size_t end = std::min(list.find(',', at), list.size());
    if (const auto place = rows_.find(std::string_view(list).substr(at, end - at))) {
      const auto row = rows_.rows(place->first, {place->second});
      if (!row) return refused(500, row.error().message);
      json.raw(*row);
    }
    at = end + 1;
  }
  json.end_array().end_object();
  return answer;
}

Answer WorkbenchApi::review(const Parameters& asked) {
  Answer answer;
  JsonWriter json(answer.json);
  const std::lock_guard lock(mutex_);
  json.begin_object().key("author").value(options_.author).key("entries").begin_array();
  for (const ReviewEntry& entry : review_.after(number_of(asked, "after").value_or(0))) write(json, entry);
  json.end_array().end_object();
  return answer;
}

Answer WorkbenchApi::add_review(const std::string& body) {
  const auto given = nlohmann::json::parse(body, nullptr, false);
  if (!given.is_object()) return refused(400, "no JSON object");
  ReviewEntry entry;
  for (const auto& [key, place] : {std::pair("target", &entry.target), std::pair("kind", &entry.kind),
                                   std::pair("value", &entry.value)}) {
    const auto it = given.find(key);
    if (it != given.end() && it->is_string()) *place = it->get<std::string>();
  }
  if (!ReviewDatabase::is_valid(entry)) return refused(400, "no entry of a review");
  entry.author = options_.author;
  entry.at = wall_clock_ms();
  const std::lock_guard lock(mutex_);
  entry.n = review_.add(entry);
  Answer answer;
  JsonWriter json(answer.json);
  write(json, entry);
  return answer;
}

Answer WorkbenchApi::write_report(const std::string& body) {
  const auto given = nlohmann::json::parse(body, nullptr, false);
  if (!given.is_object()) return refused(400, "no JSON object");
  const auto text = [&](const char* key) {
    const auto it = given.find(key);
    return it != given.end() && it->is_string() ? it->get<std::string>() : std::string();
  };
  ReportOptions wanted;
  wanted.language = text("language").empty() ? options_.language : text("language");
  const auto mask = given.find("mask");
  wanted.mask = mask != given.end() && mask->is_boolean() && mask->get<bool>();
  const std::lock_guard lock(mutex_);
  if (text("scope") == "tagged") {
    const std::vector<std::string> tagged = review_.tagged();
    if (tagged.empty()) return refused(400, "nothing is tagged");
    wanted.chosen.emplace(tagged.begin(), tagged.end());
  } else if (text("scope") != "all") {
    return refused(400, "no such scope");
  }
  // The first name that is free: an earlier report is never written over.
  std::filesystem::path place;
  for (int n = 1; place.empty() || std::filesystem::exists(place); ++n) {
    place =
        reader_.dir() / "reports" / fmt::format("{}{}-{}", text("scope"), wanted.mask ? "-masked" : "", n);
  }
  std::error_code error;
  std::filesystem::create_directories(place.parent_path(), error);
  if (auto written = write_html_report(reader_, place, wanted); !written)
    return refused(500, written.error().message);
  Answer answer;
  JsonWriter(answer.json).begin_object().key("place").value((place / "index.html").string()).end_object();
  return answer;
}

Answer WorkbenchApi::bytes(const Parameters& asked) {
  const std::int64_t offset = std::max<std::int64_t>(0, number_of(asked, "offset").value_or(0));
  const auto length = static_cast<std::uint64_t>(
      std::clamp<std::int64_t>(number_of(asked, "length").value_or(512), 1, kMostBytes));
  if (!options_.read_evidence) return refused(404, "original bytes are not available");
  const std::string device = text_of(asked, "dev");
  for (const auto& item : reader_.items()) {
    if (item->source().name != device || item->source().files.empty()) continue;
    const auto read = options_.read_evidence(item->source().files.front(), text_of(asked, "path"),
                                             static_cast<std::uint64_t>(offset), length);
    if (!read) return refused(404, read.error().message);
    Answer answer;
    JsonWriter json(answer.json);
    json.begin_object().key("offset").value(offset).key("hex").value(to_hex(as_bytes(*read))).end_object();
    return answer;
  }
  return refused(404, "the case has no such evidence");
}

Result<std::string> WorkbenchApi::data_file(const std::string& name) {
  const std::lock_guard lock(mutex_);
  return rows_.data_file(name);
}

Result<std::string> WorkbenchApi::media_file(const std::string& name) {
  const std::lock_guard lock(mutex_);
  return rows_.media_file(name);
}

}  // namespace ulika
