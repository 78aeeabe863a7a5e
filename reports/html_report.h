// The evidence report: a folder of pages that opens from disk in any browser, offline.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "triage/base/result.h"
#include "triage/case/case_reader.h"

namespace ulika {

struct ReportOptions {
  std::string language = "ru";            // ru, kk, en
  std::vector<std::string> devices = {};  // evidence names; empty: all
  // Ids of records, hits and files: these and what they hang from (selection.h). Nothing: everything.
  std::optional<std::set<std::string>> chosen = std::nullopt;
  bool mask = false;  // cards and third parties (masking.h)
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
  std::string part_of = {};  // how much of the case this is, where it is not all: "tagged", "devices"
  bool masked = false;
};
Result<void> write_html_report(const ReportCase& what, const std::filesystem::path& dir,
                               const ReportOptions& options);

}  // namespace ulika
