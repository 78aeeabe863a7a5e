// The evidence report: a folder of pages that opens from disk in any browser, offline.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "triage/base/result.h"
#include "triage/case/case_reader.h"

namespace ulika {

struct ReportOptions {
  std::string language = "ru";  // ru, kk, en
};

// Writes DIR/index.html with its data and manifest.json, replacing an earlier report of this program there
// (written beside it first, then renamed, so a full disk leaves the old one).
Result<void> write_html_report(const CaseReader& reader, const std::filesystem::path& dir,
                               const ReportOptions& options);

// What a report is drawn from: the items of a case in order, its name, and the values it keeps about itself.
struct ReportCase {
  std::string name;
  const std::vector<std::unique_ptr<ItemReader>>& items;
  std::function<std::string(std::string_view key)> meta;  // empty for what is not there
  // Leads, links, persons and drops, as records with the keys of the contract.
  std::vector<StoredRecord> findings = {};
};
Result<void> write_html_report(const ReportCase& what, const std::filesystem::path& dir,
                               const ReportOptions& options);

}  // namespace ulika
