#include "reports/workbench/row_store.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "triage/base/digest.h"

namespace ulika {
namespace {

std::optional<std::string> read_file(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) return std::nullopt;
  return std::string(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
}

// A shard is written one row a line: the origins between "origins":[ and ],"rows":[, the rows up to ]}).
struct Shard {
  std::vector<std::string_view> origins, rows;
};

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    if (line.ends_with(',')) line.remove_suffix(1);
    if (!line.empty()) lines.push_back(line);
    if (end == std::string_view::npos) break;
    text.remove_prefix(end + 1);
  }
  return lines;
}

std::optional<Shard> parts_of(std::string_view text) {
  constexpr std::string_view kOrigins = "\"origins\":[\n", kRows = "\n],\"rows\":[\n", kEnd = "\n]});";
  const std::size_t origins = text.find(kOrigins), rows = text.find(kRows), end = text.rfind(kEnd);
  if (origins == std::string_view::npos || rows == std::string_view::npos || end == std::string_view::npos ||
      origins + kOrigins.size() > rows || rows + kRows.size() > end) {
    return std::nullopt;
  }
  const std::size_t first_origin = origins + kOrigins.size(), first_row = rows + kRows.size();
  return Shard{lines_of(text.substr(first_origin, rows - first_origin)),
               lines_of(text.substr(first_row, end - first_row))};
}

// Of [ORIGIN,"ID",…]: the origin's number, and where the cells after it begin.
std::size_t origin_of(std::string_view row, std::size_t& origin) {
  const auto [stop, error] = std::from_chars(row.data() + 1, row.data() + row.size(), origin);
  return error == std::errc() ? static_cast<std::size_t>(stop - row.data()) : std::string_view::npos;
}

std::uint64_t key_of(std::string_view id) {
  std::uint64_t key = 0;
  id = id.substr(0, 16);
  std::from_chars(id.data(), id.data() + id.size(), key, 16);
  return key;
}

std::uint64_t id_key(std::string_view row) {
  const std::size_t quote = row.find(",\"");
  return quote == std::string_view::npos ? 0 : key_of(row.substr(quote + 2, 20));
}

Result<void> not_the_report(const std::filesystem::path& dir) {
  return fail(ErrorKind::damaged,
              "the report in " + dir.string() + " is not complete; write it again with: ulika report");
}

}  // namespace

std::string RowStore::shard_name(const std::string& table, std::size_t shard) {
  return fmt::format("{}-{:05}.js", table, shard);
}

Result<std::string> RowStore::file(const std::string& name) const {
  const auto expected = digests_.find(name);
  if (expected == digests_.end()) return fail(ErrorKind::not_found, "the report has no file " + name);
  auto bytes = read_file(dir_ / name);
  if (!bytes) return fail(ErrorKind::io, "the report's file " + name + " cannot be read");
  std::error_code error;
  const auto written = std::filesystem::last_write_time(dir_ / name, error);
  if (const auto seen = compared_.find(name); seen != compared_.end() && seen->second == written) {
    return std::move(*bytes);
  }
  if (to_hex(sha256(as_bytes(*bytes))) != expected->second) {
    return fail(ErrorKind::damaged, "the report's file " + name + " is not what its manifest names");
  }
  compared_[name] = written;
  return std::move(*bytes);
}

Result<RowStore> RowStore::open(const std::filesystem::path& report, bool by_id) {
  RowStore store;
  store.dir_ = report;
  const auto manifest_text = read_file(report / "manifest.json");
  const auto manifest = nlohmann::json::parse(manifest_text.value_or(""), nullptr, false);
  if (!manifest.is_object() || !manifest.contains("files"))
    return tl::unexpected(not_the_report(report).error());
  for (const auto& file : manifest["files"]) {
    store.digests_[file.value("path", std::string())] = file.value("sha256", std::string());
  }
  auto text = store.data_file("case.js");
  if (!text) return tl::unexpected(text.error());
  const std::size_t open = text->find('('), close = text->rfind(')');
  if (open == std::string::npos || close == std::string::npos || close < open) {
    return tl::unexpected(not_the_report(report).error());
  }
  const auto page =
      nlohmann::json::parse(std::string_view(*text).substr(open + 1, close - open - 1), nullptr, false);
  if (!page.is_object() || !page.contains("tables")) return tl::unexpected(not_the_report(report).error());
  for (const auto& [name, table] : page["tables"].items()) {
    Table& own = store.tables_[name];
    own.starts.push_back(0);
    for (const auto& rows : table["shards"])
      own.starts.push_back(own.starts.back() + rows.get<std::int64_t>());
    const bool has_ids = !table["columns"].empty() && table["columns"][0][0] == "id";
    if (!by_id || !has_ids) continue;
    if (auto indexed = store.index(name, own); !indexed) return tl::unexpected(indexed.error());
  }
  return store;
}

Result<void> RowStore::index(const std::string& name, Table& table) const {
  table.by_id.reserve(static_cast<std::size_t>(table.starts.back()));
  for (std::size_t shard = 0; shard + 1 < table.starts.size(); ++shard) {
    const auto text = data_file(shard_name(name, shard));
    if (!text) return tl::unexpected(text.error());
    const auto parts = parts_of(*text);
    if (!parts) return not_the_report(dir_);
    std::int64_t number = table.starts[shard];
    for (const std::string_view row : parts->rows) table.by_id.emplace_back(id_key(row), number++);
  }
  std::sort(table.by_id.begin(), table.by_id.end());
  return {};
}

std::optional<std::int64_t> RowStore::row_of(const std::string& table, std::string_view id) const {
  const auto found = tables_.find(table);
  if (found == tables_.end()) return std::nullopt;
  const auto& rows = found->second.by_id;
  const std::uint64_t key = key_of(id);
  const auto it = std::lower_bound(rows.begin(), rows.end(), std::pair(key, std::int64_t{0}));
  return it != rows.end() && it->first == key ? std::optional<std::int64_t>(it->second) : std::nullopt;
}

std::optional<std::pair<std::string, std::int64_t>> RowStore::find(std::string_view id) const {
  for (const auto& [name, table] : tables_) {
    if (const auto row = row_of(name, id)) return std::pair(name, *row);
  }
  return std::nullopt;
}

Result<std::string> RowStore::rows(const std::string& table, const std::vector<std::int64_t>& numbers) const {
  const auto found = tables_.find(table);
  if (found == tables_.end()) return fail(ErrorKind::not_found, "there is no such table");
  const std::vector<std::int64_t>& starts = found->second.starts;
  std::string out = "{\"table\":\"" + found->first + "\",\"rows\":[";
  std::map<std::size_t, std::pair<std::string, Shard>> held;  // of this answer
  bool first = true;
  for (const std::int64_t number : numbers) {
    if (number < 0 || number >= starts.back()) continue;
    const auto shard =
        static_cast<std::size_t>(std::upper_bound(starts.begin(), starts.end(), number) - starts.begin()) - 1;
    auto [it, is_new] = held.try_emplace(shard);
    if (is_new) {
      auto text = data_file(shard_name(table, shard));
      if (!text) return tl::unexpected(text.error());
      it->second.first = std::move(*text);
      auto parts = parts_of(it->second.first);
      if (!parts) return tl::unexpected(not_the_report(dir_).error());
      it->second.second = std::move(*parts);
    }
    const Shard& parts = it->second.second;
    const auto at = static_cast<std::size_t>(number - starts[shard]);
    std::size_t origin = 0;
    if (at >= parts.rows.size() || origin_of(parts.rows[at], origin) == std::string_view::npos ||
        origin >= parts.origins.size()) {
      return tl::unexpected(not_the_report(dir_).error());
    }
    out += fmt::format("{}[{},{},{}]", first ? "" : ",", number, parts.origins[origin], parts.rows[at]);
    first = false;
  }
  return out + "]}";
}

}  // namespace ulika
