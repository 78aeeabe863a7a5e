#include <dirent.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "triage/base/text.h"
#include "triage/evidence/evidence_openers.h"
#include "triage/evidence/extent_source.h"

namespace ulika {
namespace {

constexpr unsigned kMaxDepth = 1000;  // deeper than any path that can be named in one system call

TimeMs to_ms(const timespec& time) {
  return TimeMs{time.tv_sec} * 1000 + time.tv_nsec / 1'000'000;
}

std::vector<std::string> sorted_names(int folder) {
  std::vector<std::string> names;
  Descriptor own(::dup(folder));
  DIR* stream = ::fdopendir(own.get());
  if (stream == nullptr) return names;
  own.release();
  while (const dirent* item = ::readdir(stream)) {
    std::string_view name = item->d_name;
    if (name != "." && name != "..") names.emplace_back(name);
  }
  ::closedir(stream);
  std::sort(names.begin(), names.end());
  return names;
}

class FolderEvidence final : public Evidence {
 public:
  FolderEvidence(const std::filesystem::path& path, Descriptor root) : root_(std::move(root)) {
    info_.name = default_evidence_name(path);
    info_.kind = "folder";
    info_.files = {path.string()};
  }

  const SourceInfo& info() const override { return info_; }

  void walk(const WalkSink& sink) override { walk_folder("", "", 0, sink); }

  Result<std::unique_ptr<ByteSource>> open(const FileEntry& entry) override {
    if (entry.content.kind == ContentRef::Kind::inline_data) {
      return open_inline(entry.content);
    }
    if (entry.content.kind != ContentRef::Kind::host_file)
      return fail(ErrorKind::usage, "the entry has no content");
    auto file = HostFile::open_below(root_.get(), entry.content.inline_data);
    if (!file) return tl::unexpected(file.error());
    return std::unique_ptr<ByteSource>(std::move(*file));
  }

  ByteSource* image() override { return nullptr; }
  std::vector<Problem> take_problems() override { return {}; }

 private:
  void walk_folder(const std::string& raw, const std::string& path, unsigned depth, const WalkSink& sink) {
    auto folder = open_folder_below(root_.get(), raw);
    if (!folder || depth > kMaxDepth) {
      tell(sink, path, folder ? LedgerState::limited : LedgerState::damaged,
           folder ? "the folder lies too deep and was not read" : folder.error().message);
      return;
    }
    for (const std::string& name : sorted_names(folder->get())) {
      std::string raw_below = raw.empty() ? name : raw + "/" + name;
      FileEntry entry;
      entry.path = path.empty() ? path_segment(name) : path + "/" + path_segment(name);
      struct stat facts {};
      if (::fstatat(folder->get(), name.c_str(), &facts, AT_SYMLINK_NOFOLLOW) != 0) {
        tell(sink, entry.path, LedgerState::damaged,
             fmt::format("cannot be looked at: {}", std::strerror(errno)));
        continue;
      }
      entry.times.modified = to_ms(facts.st_mtim);
      entry.times.changed = to_ms(facts.st_ctim);
      if (S_ISDIR(facts.st_mode)) {
        entry.kind = EntryKind::directory;
        std::string path_below = entry.path;
        sink.entry(std::move(entry));
        walk_folder(raw_below, path_below, depth + 1, sink);
        continue;
      }
      if (S_ISREG(facts.st_mode)) {
        entry.size = static_cast<std::uint64_t>(facts.st_size);
        entry.content.kind = ContentRef::Kind::host_file;
        entry.content.inline_data = raw_below;
        if (::faccessat(folder->get(), name.c_str(), R_OK, AT_EACCESS) != 0) {
          tell(sink, entry.path, LedgerState::damaged,
               fmt::format("cannot be read: {}", std::strerror(errno)));
        }
      } else if (S_ISLNK(facts.st_mode)) {
        entry.kind = EntryKind::link;
        std::string target(4096, '\0');
        ssize_t length = ::readlinkat(folder->get(), name.c_str(), target.data(), target.size());
        target.resize(length > 0 ? static_cast<std::size_t>(length) : 0);
        entry.size = target.size();
        entry.content.kind = ContentRef::Kind::inline_data;
        entry.content.inline_data = std::move(target);
      } else {
        entry.kind = EntryKind::special;
      }
      sink.entry(std::move(entry));
    }
  }

  static void tell(const WalkSink& sink, const std::string& path, LedgerState state, std::string reason) {
    Problem problem;
    problem.path = path;
    problem.stage = "list";
    problem.state = state;
    problem.reason = std::move(reason);
    sink.problem(std::move(problem));
  }

  Descriptor root_;
  SourceInfo info_;
};

}  // namespace

Result<std::unique_ptr<Evidence>> open_folder_evidence(const std::filesystem::path& path) {
  auto root = open_folder(path);
  if (!root) return tl::unexpected(root.error());
  return std::make_unique<FolderEvidence>(path, std::move(*root));
}

}  // namespace ulika
