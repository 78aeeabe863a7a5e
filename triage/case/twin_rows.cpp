#include "triage/case/twin_rows.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <iterator>
#include <map>
#include <set>

#include "triage/case/result_order.h"

namespace ulika {
namespace {

// End of a locator "bytes:OFFSET+LENGTH"; 0 for every other form.
std::uint64_t end_of_bytes(std::string_view locator) {
  constexpr std::string_view kBytes = "bytes:";
  if (!locator.starts_with(kBytes)) return 0;
  std::uint64_t offset = 0;
  std::uint64_t length = 0;
  const char* const end = locator.data() + locator.size();
  const auto first = std::from_chars(locator.data() + kBytes.size(), end, offset);
  if (first.ec != std::errc() || first.ptr == end || *first.ptr != '+') return 0;
  const auto second = std::from_chars(first.ptr + 1, end, length);
  if (second.ec != std::errc() || offset > UINT64_MAX - length) return 0;
  return offset + length;
}

// Where the byte at `offset` of the content lies in the image; -1 where it has no such place.
std::int64_t image_offset_of(const FileEntry& entry, std::uint64_t offset) {
  if (entry.content.kind != ContentRef::Kind::extents) return -1;
  for (const Extent& extent : entry.content.extents) {
    if (offset < extent.length) {
      return extent.offset < 0 ? -1 : extent.offset + static_cast<std::int64_t>(offset);
    }
    offset -= extent.length;
  }
  return -1;
}

void move_path(std::string& path, std::string_view from, std::string_view to) {
  const bool is_member = path.size() > from.size() && path.starts_with(from) &&
                         std::string_view(path).substr(from.size()).starts_with("!/");
  if (path == from || is_member) path.replace(0, from.size(), to);
}

void append_part(std::string& out, std::string_view part) {
  out += fmt::format("{}:", part.size());
  out += part;
}

}  // namespace

void split_slack(FileResult& result, std::string_view source, std::uint64_t size, FileResult& kept_here) {
  std::set<std::string, std::less<>> slack_records;
  const auto record_in_slack = [&](const Record& record) { return end_of_bytes(record.from.locator) > size; };
  for (const Record& record : result.records) {
    if (record_in_slack(record)) slack_records.insert(record_id(source, record));
  }
  const auto hit_in_slack = [&](const Hit& hit) {
    return hit.record_id.empty() ? hit.offset > size || hit.length > size - hit.offset
                                 : slack_records.contains(hit.record_id);
  };
  const auto split = [](auto& rows, auto& there, const auto& leaves) {
    const auto middle =
        std::stable_partition(rows.begin(), rows.end(), [&](const auto& row) { return !leaves(row); });
    std::move(middle, rows.end(), std::back_inserter(there));
    rows.erase(middle, rows.end());
  };
  split(result.records, kept_here.records, record_in_slack);
  split(result.hits, kept_here.hits, hit_in_slack);
}

void rebase(FileResult& result, std::string_view source, std::string_view from, const FileEntry& to) {
  std::map<std::string, std::string, std::less<>> ids;  // what refers to artefacts names their ordinal 0
  Record scratch;
  for (Record& record : result.records) {
    scratch.type = record.type;
    scratch.from = record.from;
    scratch.from.path = from;
    std::string old_id = record_id(source, scratch);
    record.from.path = to.path;
    scratch.from.path = to.path;
    ids.emplace(std::move(old_id), record_id(source, scratch));
  }
  const auto move_id = [&](std::string& id) {
    if (const auto it = ids.find(id); it != ids.end()) id = it->second;
  };
  for (Record& record : result.records) move_id(record.from.derived_from);
  for (Hit& hit : result.hits) {
    hit.path = to.path;
    move_id(hit.record_id);
    if (hit.record_id.empty()) hit.image_offset = image_offset_of(to, hit.offset);
  }
  for (Problem& problem : result.problems) move_path(problem.path, from, to.path);
}

std::string result_key(FileResult result, std::string_view source) {
  const std::string path = result.entry.path;
  FileResult elsewhere;
  split_slack(result, source, result.entry.size, elsewhere);
  rebase(result, source, path, FileEntry{});
  std::string key;
  for (std::string_view part : {ledger_state_name(result.state), std::string_view(result.reason),
                                std::string_view(result.mime), std::string_view(result.known)}) {
    append_part(key, part);
  }
  for (const KeptRecord& kept : keep_records("", "", result.records)) {
    append_part(key, kept.id);
    append_part(key, content_key(*kept.record));
  }
  for (const KeptHit& kept : keep_hits("", "", result.hits)) {
    append_part(key, kept.id);
    append_part(key, kept.hit->context);
    append_part(key, kept.hit->category);
  }
  std::vector<std::string> problems;
  for (const Problem& p : result.problems) {
    problems.push_back(fmt::format("{}|{}|{}|{}|{}|{}", p.path, p.stage, ledger_state_name(p.state), p.reason,
                                   p.offset, p.length));
  }
  std::sort(problems.begin(), problems.end());
  for (const std::string& problem : problems) append_part(key, problem);
  return key;
}

}  // namespace ulika
