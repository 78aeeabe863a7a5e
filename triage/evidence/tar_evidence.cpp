#include <fmt/format.h>

#include <utility>

#include "triage/evidence/archive_reader.h"
#include "triage/evidence/entry_paths.h"
#include "triage/evidence/evidence_openers.h"
#include "triage/evidence/extent_source.h"

namespace ulika {
namespace {

constexpr std::uint64_t kMaxMembers = 20'000'000;

class TarEvidence final : public Evidence {
 public:
  TarEvidence(const std::filesystem::path& path, std::unique_ptr<HostFile> file, bool compressed)
      : file_(std::move(file)), compressed_(compressed) {
    info_.name = default_evidence_name(path);
    info_.kind = compressed ? "tar.gz" : "tar";
    info_.files = {path.string()};
    info_.size = file_->size();
  }

  const SourceInfo& info() const override { return info_; }

  void walk(const WalkSink& sink) override {
    if (compressed_) {
      sink.entry(whole_stream());
      return;
    }
    auto reader = ArchiveReader::open(*file_, ArchiveKinds::tar_only);
    if (!reader) return tell(sink, reader.error());
    UniquePaths paths;
    for (std::uint64_t count = 0;; ++count) {
      auto member = (*reader)->next();
      if (!member) return tell(sink, member.error());
      if (!*member) return;
      if (count == kMaxMembers)
        return tell(sink, Error{ErrorKind::limit, "only the first members are listed"});
      FileEntry entry = std::move((*member)->entry);
      entry.path = paths.claim(std::move(entry.path));
      if (entry.kind == EntryKind::file) {
        entry.content.kind = ContentRef::Kind::extents;
        entry.content.extents = (*reader)->stored_extents();
        for (const Extent& extent : entry.content.extents) {
          if (extent.offset >= 0 && entry.first_offset < 0) entry.first_offset = extent.offset;
        }
      }
      sink.entry(std::move(entry));
    }
  }

  Result<std::unique_ptr<ByteSource>> open(const FileEntry& entry) override {
    if (entry.content.kind == ContentRef::Kind::inline_data) {
      return open_inline(entry.content);
    }
    if (entry.content.kind != ContentRef::Kind::extents)
      return fail(ErrorKind::usage, "the entry has no content");
    return std::make_unique<ExtentSource>(*file_, entry.content.extents, entry.size);
  }

  ByteSource* image() override { return nullptr; }
  std::vector<Problem> take_problems() override { return {}; }

 private:
  // Members of a compressed tar are reached only from its start, so the tar is one entry without a name;
  // whoever examines it finds the members by the archive reader, and they get plain paths.
  FileEntry whole_stream() const {
    FileEntry entry;
    entry.size = file_->size();
    entry.first_offset = 0;
    entry.content.kind = ContentRef::Kind::extents;
    entry.content.extents = {{0, file_->size()}};
    return entry;
  }

  static void tell(const WalkSink& sink, const Error& error) {
    Problem problem;
    problem.stage = "list";
    problem.state = ledger_state_of(error.kind);
    problem.reason = error.message;
    sink.problem(std::move(problem));
  }

  std::unique_ptr<HostFile> file_;
  SourceInfo info_;
  bool compressed_;
};

}  // namespace

Result<std::unique_ptr<Evidence>> open_tar_evidence(const std::filesystem::path& path,
                                                    std::unique_ptr<HostFile> file, bool compressed) {
  return std::make_unique<TarEvidence>(path, std::move(file), compressed);
}

}  // namespace ulika
