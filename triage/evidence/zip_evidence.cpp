#include <utility>

#include "triage/evidence/evidence_openers.h"
#include "triage/evidence/zip_directory.h"
#include "triage/evidence/zip_member.h"

namespace ulika {
namespace {

constexpr std::uint64_t kMaxMembers = 20'000'000;

class ZipEvidence final : public Evidence {
 public:
  ZipEvidence(const std::filesystem::path& path, std::unique_ptr<HostFile> file) : file_(std::move(file)) {
    info_.name = default_evidence_name(path);
    info_.kind = "zip";
    info_.files = {path.string()};
    info_.size = file_->size();
  }

  const SourceInfo& info() const override { return info_; }

  void walk(const WalkSink& sink) override {
    auto directory = read_zip_directory(*file_, kMaxMembers);
    if (!directory) {
      Problem problem;
      problem.stage = "list";
      problem.state = ledger_state_of(directory.error().kind);
      problem.reason = directory.error().message;
      sink.problem(std::move(problem));
      return;
    }
    for (FileEntry& entry : directory->entries) sink.entry(std::move(entry));
    for (Problem& problem : directory->problems) sink.problem(std::move(problem));
  }

  Result<std::unique_ptr<ByteSource>> open(const FileEntry& entry) override {
    if (entry.content.kind != ContentRef::Kind::member)
      return fail(ErrorKind::usage, "the entry has no content");
    return open_zip_member(*file_, entry,
                           [this](Problem&& problem) { problems_.push_back(std::move(problem)); });
  }

  ByteSource* image() override { return nullptr; }
  std::vector<Problem> take_problems() override { return std::exchange(problems_, {}); }

 private:
  std::unique_ptr<HostFile> file_;
  SourceInfo info_;
  std::vector<Problem> problems_;
};

}  // namespace

Result<std::unique_ptr<Evidence>> open_zip_evidence(const std::filesystem::path& path,
                                                    std::unique_ptr<HostFile> file) {
  return std::make_unique<ZipEvidence>(path, std::move(file));
}

}  // namespace ulika
