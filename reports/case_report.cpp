#include <algorithm>

#include "reports/finding_tables.h"
#include "reports/html_report.h"
#include "reports/masking.h"
#include "reports/selection.h"

namespace ulika {
namespace {

// A finding that names none of the devices shown, or none of the chosen records, belongs to another part of
// the case.
bool belongs(const StoredRecord& finding, const ReportOptions& options) {
  const Record& r = finding.record;
  if (!options.devices.empty()) {
    const std::string about =
        std::string(r.text("source")) + "\n" + std::string(r.text("sources")) + "\n" +
        (r.text("target_kind") == "device" ? std::string(r.text("target")) : std::string());
    const auto named = [&](const std::string& device) { return about.find(device) != std::string::npos; };
    if (std::none_of(options.devices.begin(), options.devices.end(), named)) return false;
  }
  if (!options.chosen || r.text("target_kind") == "device") return true;
  const std::vector<std::string> ids = named_ids({finding});
  return std::any_of(ids.begin(), ids.end(),
                     [&](const std::string& id) { return options.chosen->count(id) > 0; });
}

Result<std::vector<const ItemReader*>> devices_of(const CaseReader& reader, const ReportOptions& options) {
  std::vector<const ItemReader*> items;
  for (const auto& item : reader.items()) {
    const auto& names = options.devices;
    if (names.empty() || std::find(names.begin(), names.end(), item->source().name) != names.end())
      items.push_back(item.get());
  }
  if (!options.devices.empty() && items.size() != options.devices.size())
    return fail(ErrorKind::usage, "the case has no evidence of one of the names given");
  return items;
}

// Stands for an item whose owner lives elsewhere.
class BorrowedItem final : public ItemReader {
 public:
  explicit BorrowedItem(const ItemReader& item) : item_(item) {}
  const SourceInfo& source() const override { return item_.source(); }
  ItemDigests digests() const override { return item_.digests(); }
  std::int64_t count(std::string_view type) const override { return item_.count(type); }
  void for_each_file(const std::function<void(const StoredFile&)>& visit) const override {
    item_.for_each_file(visit);
  }
  void for_each_record(std::string_view type,
                       const std::function<void(const StoredRecord&)>& visit) const override {
    item_.for_each_record(type, visit);
  }
  void for_each_hit(const std::function<void(const StoredHit&)>& visit) const override {
    item_.for_each_hit(visit);
  }
  std::vector<LedgerRow> ledger() const override { return item_.ledger(); }
  std::vector<Problem> problems() const override { return item_.problems(); }
  std::string meta(std::string_view key) const override { return item_.meta(key); }
  std::string thumbnail(std::string_view sha256) const override { return item_.thumbnail(sha256); }

 private:
  const ItemReader& item_;
};

}  // namespace

Result<void> write_html_report(const CaseReader& reader, const std::filesystem::path& dir,
                               const ReportOptions& options) {
  std::filesystem::path folder = std::filesystem::absolute(reader.dir()).lexically_normal();
  if (!folder.has_filename()) folder = folder.parent_path();
  std::string name = reader.meta("case_name");
  if (name.empty()) name = folder.filename().string();
  const auto devices = devices_of(reader, options);
  if (!devices) return tl::unexpected(devices.error());
  // Each step reads through the one before.
  std::vector<std::unique_ptr<ItemReader>> shown, selected, masked;
  for (const ItemReader* item : *devices) shown.push_back(std::make_unique<BorrowedItem>(*item));
  if (options.chosen) selected = select_items(shown, *options.chosen);
  const auto& chosen = options.chosen ? selected : shown;
  if (options.mask) masked = mask_items(chosen);
  ReportCase report{
      name, options.mask ? masked : chosen, [&](std::string_view key) { return reader.meta(key); }, {}};
  report.part_of = options.chosen ? "tagged" : options.devices.empty() ? "" : "devices";
  report.masked = options.mask;
  for (const std::string_view type : kFindingTypes) {
    reader.for_each_finding(type, [&](const StoredRecord& finding) {
      if (belongs(finding, options))
        report.findings.push_back(options.mask ? mask_finding(finding) : finding);
    });
  }
  return write_html_report(report, dir, options);
}

}  // namespace ulika
