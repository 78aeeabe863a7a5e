#include <fmt/format.h>

#include <utility>

#include "triage/base/text.h"
#include "triage/evidence/android_backup.h"
#include "triage/evidence/archive_reader.h"
#include "triage/evidence/device_paths.h"
#include "triage/evidence/entry_paths.h"
#include "triage/evidence/evidence_openers.h"
#include "triage/evidence/extent_source.h"

namespace ulika {
namespace {

constexpr std::uint64_t kMaxMembers = 20'000'000;

class TarEvidence final : public Evidence {
 public:
  TarEvidence(SourceInfo info, std::unique_ptr<ByteSource> file, bool compressed)
      : file_(std::move(file)), info_(std::move(info)), compressed_(compressed) {}

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

  std::unique_ptr<ByteSource> file_;
  SourceInfo info_;
  bool compressed_;
};

SourceInfo info_of(const std::filesystem::path& path, const HostFile& file, std::string kind) {
  SourceInfo info;
  info.name = default_evidence_name(path);
  info.kind = std::move(kind);
  info.files = {path.string()};
  info.size = file.size();
  return info;
}

// The tar inside of an Android backup, its members under their paths on the phone.
class AndroidBackupEvidence final : public Evidence {
 public:
  AndroidBackupEvidence(SourceInfo info, std::unique_ptr<ByteSource> tar)
      : tar_(std::move(info), std::move(tar), false) {}

  const SourceInfo& info() const override { return tar_.info(); }
  void walk(const WalkSink& sink) override {
    UniquePaths paths;
    tar_.walk({[&](FileEntry&& entry) {
                 entry.path = paths.claim(android_backup_path(entry.path));
                 sink.entry(std::move(entry));
               },
               sink.problem});
  }
  Result<std::unique_ptr<ByteSource>> open(const FileEntry& entry) override { return tar_.open(entry); }
  ByteSource* image() override { return nullptr; }
  std::vector<Problem> take_problems() override { return {}; }

 private:
  TarEvidence tar_;
};

// An encrypted backup without its password: one file, which says why it cannot be read.
class LockedEvidence final : public Evidence {
 public:
  LockedEvidence(SourceInfo info, Error reason) : info_(std::move(info)), reason_(std::move(reason)) {}

  const SourceInfo& info() const override { return info_; }
  void walk(const WalkSink& sink) override {
    FileEntry entry;
    entry.path = path_segment(std::filesystem::path(info_.files.front()).filename().string());
    entry.size = info_.size;
    entry.content.kind = ContentRef::Kind::extents;
    entry.content.extents = {{0, info_.size}};
    sink.entry(std::move(entry));
  }
  Result<std::unique_ptr<ByteSource>> open(const FileEntry&) override { return tl::unexpected(reason_); }
  ByteSource* image() override { return nullptr; }
  std::vector<Problem> take_problems() override { return {}; }

 private:
  SourceInfo info_;
  Error reason_;
};

}  // namespace

Result<std::unique_ptr<Evidence>> open_tar_evidence(const std::filesystem::path& path,
                                                    std::unique_ptr<HostFile> file, bool compressed) {
  SourceInfo info = info_of(path, *file, compressed ? "tar.gz" : "tar");
  return std::make_unique<TarEvidence>(std::move(info), std::move(file), compressed);
}

Result<std::unique_ptr<Evidence>> open_android_backup_evidence(const std::filesystem::path& path,
                                                               std::unique_ptr<HostFile> file,
                                                               const KeyRing& keys) {
  SourceInfo info = info_of(path, *file, "android backup");
  auto backup = open_android_backup(std::move(file), keys);
  if (!backup) {
    if (backup.error().kind != ErrorKind::encrypted) return tl::unexpected(backup.error());
    info.acquisition.emplace_back("encrypted", "yes");
    return std::make_unique<LockedEvidence>(std::move(info), backup.error());
  }
  info.acquisition.emplace_back("backup_version", std::to_string(backup->version));
  info.acquisition.emplace_back("encrypted", backup->encrypted ? "yes" : "no");
  info.acquisition.emplace_back("compressed", backup->compressed ? "yes" : "no");
  return std::make_unique<AndroidBackupEvidence>(std::move(info), std::move(backup->tar));
}

}  // namespace ulika
