#include "reports/finding_tables.h"
#include "reports/html_report.h"

namespace ulika {

Result<void> write_html_report(const CaseReader& reader, const std::filesystem::path& dir,
                               const ReportOptions& options) {
  std::filesystem::path folder = std::filesystem::absolute(reader.dir()).lexically_normal();
  if (!folder.has_filename()) folder = folder.parent_path();
  std::string name = reader.meta("case_name");
  if (name.empty()) name = folder.filename().string();
  ReportCase report{name, reader.items(), [&](std::string_view key) { return reader.meta(key); }, {}};
  for (const std::string_view type : kFindingTypes) {
    reader.for_each_finding(type, [&](const StoredRecord& finding) { report.findings.push_back(finding); });
  }
  return write_html_report(report, dir, options);
}

}  // namespace ulika
