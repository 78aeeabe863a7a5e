#include "reports/export.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "reports/export_formats.h"
#include "triage/base/sqlite.h"

namespace ulika {
namespace {

struct Format {
  std::string_view name;
  void (*write)(const CaseReader&, std::string_view type, ExportSink&);
};

constexpr std::array<Format, 5> kFormats = {{
    {"jsonl", export_jsonl},
    {"csv", export_csv},
    {"kml", export_kml},
    {"geojson", export_geojson},
    {"graphml", export_graphml},
}};

template <class Names>
std::string joined(const Names& names) {
  std::string text;
  for (const auto& name : names) text += fmt::format("{}{}", text.empty() ? "" : ", ", name);
  return text;
}

Result<void> check_type(const ExportOptions& options) {
  const std::vector<std::string_view> types = export_types();
  const bool is_map = options.format == "kml" || options.format == "geojson";
  if (options.type.empty()) {
    if (options.format != "csv") return {};
    return fail(ErrorKind::usage, "csv needs one type; there are " + joined(types));
  }
  if (std::find(types.begin(), types.end(), options.type) == types.end()) {
    return fail(ErrorKind::usage,
                fmt::format("there is no type '{}'; there are {}", options.type, joined(types)));
  }
  if (is_map && options.type != "location" && options.type != "message" && options.type != "drop") {
    return fail(ErrorKind::usage,
                fmt::format("{} holds places: its types are location, message and drop, not {}",
                            options.format, options.type));
  }
  if (options.format == "graphml" && options.type != "link" && options.type != "person") {
    return fail(
        ErrorKind::usage,
        fmt::format("graphml holds links and persons: its types are link and person, not {}", options.type));
  }
  return {};
}

}  // namespace

Result<void> export_case(const CaseReader& reader, const ExportOptions& options, std::ostream& out) try {
  const auto format = std::find_if(kFormats.begin(), kFormats.end(),
                                   [&](const Format& f) { return f.name == options.format; });
  if (format == kFormats.end()) {
    return fail(
        ErrorKind::usage,
        fmt::format("there is no format '{}'; there are jsonl, csv, kml, geojson, graphml", options.format));
  }
  if (Result<void> checked = check_type(options); !checked) return checked;
  ExportSink sink(out);
  format->write(reader, options.type, sink);
  sink.flush();
  out.flush();
  if (!out) return fail(ErrorKind::io, "the export could not be written to its end (is the disk full?)");
  return {};
} catch (const DatabaseError& e) {
  return fail(ErrorKind::damaged, e.what());
}

}  // namespace ulika
