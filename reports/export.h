// Exports: the records of a case as JSON Lines, CSV, KML, GeoJSON or GraphML, the same bytes for the same
// evidence and options.
#pragma once

#include <ostream>
#include <string>

#include "triage/base/result.h"
#include "triage/case/case_reader.h"

namespace ulika {

struct ExportOptions {
  std::string format = "jsonl";  // jsonl, csv, kml, geojson, graphml
  std::string type;              // one type of the contract, or empty for all (jsonl); csv needs one
};

// Writes to `out`. A format or type that does not exist is ErrorKind::usage, naming those that do.
Result<void> export_case(const CaseReader& reader, const ExportOptions& options, std::ostream& out);

}  // namespace ulika
