#include "triage/evidence/report_layout.h"

#include <algorithm>
#include <string>
#include <unordered_map>

#include "triage/base/xml_stream.h"
#include "triage/evidence/device_paths.h"
#include "triage/evidence/entry_paths.h"

namespace ulika {
namespace {

constexpr std::size_t kMaxPath = 64 << 10;

using Paths = std::unordered_map<std::string, std::string>;  // place in the report: path on the phone

// Elements of the report: project/taggedFiles/file[@path]/metadata/item[@name='Local Path'].
class TaggedFiles {
 public:
  Result<void> read(ByteSource& report, Paths& paths) {
    return read_xml(report, {[&](std::string_view name, const XmlAttributes& attributes) {
                               if (name == "decodedData") return false;  // the files stand before it
                               if (name == "file") path_ = attribute(attributes, "path");
                               in_local_ = name == "item" && attribute(attributes, "name") == "Local Path";
                               if (in_local_) local_.clear();
                               return true;
                             },
                             [&](std::string_view name) {
                               if (name == "item" && in_local_) {
                                 std::replace(local_.begin(), local_.end(), '\\', '/');
                                 if (!path_.empty())
                                   paths.emplace(member_path(local_), device_path(member_path(path_)));
                                 in_local_ = false;
                               }
                               if (name == "file") path_.clear();
                             },
                             [&](std::string_view text) {
                               if (in_local_ && local_.size() < kMaxPath) local_ += text;
                             }});
  }

 private:
  std::string path_, local_;
  bool in_local_ = false;
};

}  // namespace

bool ReportLayout::keep(FileEntry& entry) {
  if (entry.path == "report.xml" || entry.path == "Report.xml") {
    report_ = entry;
    return false;
  }
  if (entry.path != "files" && !entry.path.starts_with("files/")) return false;
  kept_.push_back(std::move(entry));
  return true;
}

void ReportLayout::finish(const WalkSink& sink) {
  Paths paths;
  if (report_ && !kept_.empty()) {
    auto source = base_.open(*report_);
    const auto read =
        source ? TaggedFiles().read(**source, paths) : Result<void>(tl::unexpected(source.error()));
    if (!read) {
      Problem problem;
      problem.path = report_->path;
      problem.stage = "list";
      problem.state = ledger_state_of(read.error().kind);
      problem.reason = "the list of files was read in part: " + read.error().message;
      sink.problem(std::move(problem));
    }
  }
  for (FileEntry& entry : kept_) {
    if (const auto found = paths.find(entry.path); found != paths.end()) {
      entry.path = found->second;
    } else if (entry.kind == EntryKind::directory && !paths.empty()) {
      continue;  // a shelf of the report, nothing of the phone
    }
    sink.entry(std::move(entry));
  }
  kept_.clear();
}

}  // namespace ulika
