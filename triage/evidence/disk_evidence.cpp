#include <fmt/format.h>

#include <utility>

#include "triage/evidence/area_entries.h"
#include "triage/evidence/evidence_openers.h"
#include "triage/evidence/extent_source.h"
#include "triage/evidence/tsk_walk.h"
#include "triage/evidence/volumes.h"

namespace ulika {
namespace {

class DiskEvidence final : public Evidence {
 public:
  explicit DiskEvidence(OpenedImage image)
      : source_(std::move(image.source)),
        info_(std::move(image.info)),
        tsk_(std::make_unique<TskImage>(*source_, info_.sector_size)),
        table_(find_volumes(*source_, *tsk_)) {
    info_.name = default_evidence_name(info_.files.front());
    info_.partition_table = table_.partition_table;
    for (const Volume& volume : table_.volumes) info_.volumes.push_back(volume.info);
  }

  const SourceInfo& info() const override { return info_; }

  void walk(const WalkSink& sink) override {
    for (const Volume& volume : table_.volumes) {
      std::string top = fmt::format("vol{}", volume.info.index + 1);
      if (!volume.info.note.empty()) {
        Problem problem;
        problem.path = top;
        problem.stage = "list";
        problem.state = LedgerState::unsupported;
        problem.reason = volume.info.note;
        sink.problem(std::move(problem));
      }
      if (volume.file_system) {
        walk_file_system(volume, top, source_->size(), sink);
      } else {
        emit_area(top + "/$Unallocated",
                  {{static_cast<std::int64_t>(volume.info.offset), volume.info.length}}, sink);
      }
    }
    emit_area("$Unpartitioned", table_.gaps, sink);
  }

  Result<std::unique_ptr<ByteSource>> open(const FileEntry& entry) override {
    const ContentRef& content = entry.content;
    switch (content.kind) {
      case ContentRef::Kind::extents:
        return std::make_unique<ExtentSource>(*source_, content.extents, entry.size);
      case ContentRef::Kind::inline_data:
        return open_inline(content);
      case ContentRef::Kind::file_system:
        if (content.volume >= table_.volumes.size() || !table_.volumes[content.volume].file_system) {
          return fail(ErrorKind::damaged, "the volume of the file is no longer recognised");
        }
        return open_tsk_attribute(*table_.volumes[content.volume].file_system, entry);
      default:
        return fail(ErrorKind::usage, "the entry has no content");
    }
  }

  ByteSource* image() override { return source_.get(); }
  std::vector<Problem> take_problems() override { return source_->take_problems(); }
  void share(const ChunkShare& share) override { source_->share(share); }

 private:
  std::unique_ptr<ImageSource> source_;
  SourceInfo info_;
  std::unique_ptr<TskImage> tsk_;
  VolumeTable table_;
};

}  // namespace

Result<std::unique_ptr<Evidence>> open_disk_evidence(OpenedImage image) {
  return std::make_unique<DiskEvidence>(std::move(image));
}

}  // namespace ulika
