#include "triage/scan/detection_records.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <string>

namespace ulika {
namespace {

// What makes two detections of one text the same thing.
std::string identity(const Record& record) {
  std::string key = record.type;
  for (const std::string_view name : {"kind", "pan", "address", "latitude", "longitude"}) {
    key += '\0';
    const Value* value = record.find(name);
    if (!value) continue;
    if (const auto* text = std::get_if<std::string>(value)) key += *text;
    if (const auto* number = std::get_if<double>(value)) key += fmt::format("{:.7f}", *number);
  }
  // The text of a place with coordinates is only its spelling.
  if (!record.find("latitude")) key.append(1, '\0').append(record.text("value"));
  return key;
}

bool is_map_link(std::string_view rule) {
  static constexpr std::array<std::string_view, 17> kRules = {
      "google",      "yandex",      "2gis",      "apple",        "osm",          "osmand",
      "ge0",         "mapsme_api",  "geo_uri",   "google_short", "yandex_short", "2gis_short",
      "google_noll", "yandex_noll", "2gis_noll", "apple_noll",   "w3w"};
  return std::find(kRules.begin(), kRules.end(), rule) != kRules.end();
}

}  // namespace

std::vector<Record> detection_records(std::string_view text, std::string_view origin, const Provenance& base,
                                      std::string_view derived_from_id) {
  std::vector<Record> records;
  std::set<std::string> seen;
  for (Detection& detection : detect(text)) {
    Record record;
    record.type = detection.kind;
    record.fields = std::move(detection.fields);
    if (!seen.insert(identity(record)).second) continue;
    if (detection.kind == "location" && is_map_link(detection.rule)) {
      record.set("origin", std::string("map_link"));
    } else if (!record.find("origin")) {
      record.set("origin", std::string(origin));
    }
    record.from = base;
    record.from.parser = "detector:" + detection.rule;
    record.from.locator = fmt::format("{}{}text:{}+{}", base.locator, base.locator.empty() ? "" : ";",
                                      detection.offset, detection.length);
    record.from.derived_from = derived_from_id;
    records.push_back(std::move(record));
  }
  return records;
}

}  // namespace ulika
