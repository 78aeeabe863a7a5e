#include <functional>
#include <unordered_set>
#include <utility>

#include "triage/evidence/backup_facts.h"
#include "triage/evidence/backup_layout.h"
#include "triage/evidence/device_paths.h"
#include "triage/evidence/encrypted_entry.h"
#include "triage/evidence/evidence_openers.h"
#include "triage/evidence/extent_source.h"
#include "triage/evidence/report_layout.h"

namespace ulika {
namespace {

// A folder or archive whose entries are shown under their paths on the phone, where they come from one.
class ExtractionEvidence final : public Evidence {
 public:
  ExtractionEvidence(std::unique_ptr<Evidence> base, const KeyRing& keys)
      : base_(std::move(base)), keys_(keys), info_(base_->info()) {
    if (info_.kind == "folder") add_backup_facts(*base_, info_);
    const std::string extension = std::filesystem::path(info_.files.front()).extension().string();
    if (info_.kind == "zip" && (extension == ".ufdr" || extension == ".UFDR")) info_.kind = "ufdr";
  }

  const SourceInfo& info() const override { return info_; }

  void walk(const WalkSink& sink) override {
    std::unordered_set<std::size_t> given;
    const WalkSink unique{[&](FileEntry&& entry) {
                            const std::string path = entry.path;
                            for (unsigned n = 2; !given.insert(std::hash<std::string>{}(entry.path)).second;
                                 ++n)
                              entry.path = path + "#" + std::to_string(n);
                            sink.entry(std::move(entry));
                          },
                          sink.problem};
    BackupLayout backups(*base_, keys_);
    ReportLayout report(*base_);
    base_->walk({[&](FileEntry&& entry) {
                   if (report.keep(entry) || backups.keep(entry)) return;
                   if (!entry.path.empty()) entry.path = device_path(entry.path);
                   unique.entry(std::move(entry));
                 },
                 [&](Problem&& problem) {
                   if (!problem.path.empty()) problem.path = device_path(problem.path);
                   sink.problem(std::move(problem));
                 }});
    report.finish(unique);
    backups.finish(unique);
  }

  Result<std::unique_ptr<ByteSource>> open(const FileEntry& entry) override {
    if (entry.content.kind == ContentRef::Kind::inline_data) return open_inline(entry.content);
    return entry.content.cipher.empty() ? base_->open(entry) : open_encrypted(*base_, entry, keys_);
  }
  ByteSource* image() override { return base_->image(); }
  std::vector<Problem> take_problems() override { return base_->take_problems(); }

 private:
  std::unique_ptr<Evidence> base_;
  BackupKeys keys_;
  SourceInfo info_;
};

}  // namespace

std::unique_ptr<Evidence> as_extraction(std::unique_ptr<Evidence> base, const KeyRing& keys) {
  return std::make_unique<ExtractionEvidence>(std::move(base), keys);
}

}  // namespace ulika
