#include "triage/evidence/archive.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "triage/evidence/archive_reader.h"
#include "triage/evidence/entry_paths.h"
#include "triage/evidence/signatures.h"
#include "triage/evidence/zip_directory.h"

namespace ulika {
namespace {

constexpr std::uint64_t kRatioGrace = std::uint64_t{1} << 20;

unsigned depth_of(std::string_view path) {
  unsigned depth = 0;
  for (std::size_t at = path.find("!/"); at != path.npos; at = path.find("!/", at + 2)) ++depth;
  return depth;
}

class Expansion {
 public:
  Expansion(ByteSource& container, std::string_view path, const ArchiveLimits& limits, ArchiveUse& use,
            const MemberVisitor& visitor, const ProblemSink& sink)
      : container_(container), path_(path), limits_(limits), use_(use), visitor_(visitor), sink_(sink) {}

  Result<void> run() {
    if (depth_of(path_) >= limits_.depth) {
      tell(std::string(path_), LedgerState::limited,
           fmt::format("archives are nested more than {} deep; this one was not opened", limits_.depth));
      return {};
    }
    std::vector<std::byte> head(8);
    auto got = container_.read(0, head);
    if (!got) return tl::unexpected(got.error());
    return looks_like_zip(Bytes(head).first(*got)) ? run_zip() : run_libarchive();
  }

 private:
  using RawRead = std::function<Result<std::size_t>(std::span<std::byte>)>;

  Result<void> run_zip() {
    auto directory =
        read_zip_directory(container_, limits_.members - std::min(limits_.members, use_.members));
    if (!directory) return tl::unexpected(directory.error());
    for (Problem& problem : directory->problems) {
      problem.path = problem.path.empty() ? std::string(path_) : below(problem.path);
      sink_(std::move(problem));
    }
    for (FileEntry& entry : directory->entries) {
      std::unique_ptr<ByteSource> source;
      Error reason{ErrorKind::encrypted, "the member cannot be read"};
      std::uint64_t at = 0;
      FileEntry named = entry;
      named.path = below(entry.path);
      if (entry.content.kind == ContentRef::Kind::member) {
        auto opened = open_zip_member(container_, named, sink_);
        if (opened) {
          source = std::move(*opened);
        } else {
          reason = opened.error();
          tell(named.path, ledger_state_of(reason.kind), reason.message);
        }
      }
      bool has_bytes = entry.kind == EntryKind::file || entry.kind == EntryKind::link;
      bool go_on = visit(
          std::move(named), has_bytes ? entry.size : 0, [&](std::span<std::byte> out) -> Result<std::size_t> {
            if (!source)
              return has_bytes ? Result<std::size_t>(tl::unexpected(reason)) : Result<std::size_t>(0);
            auto n = source->read(at, out);
            if (n) at += *n;
            return n;
          });
      if (!go_on) return {};
    }
    return {};
  }

  Result<void> run_libarchive() {
    auto reader = ArchiveReader::open(container_, ArchiveKinds::all);
    if (!reader) return tl::unexpected(reader.error());
    UniquePaths paths;
    for (;;) {
      auto next = (*reader)->next();
      if (!next) {
        tell(std::string(path_), ledger_state_of(next.error().kind), next.error().message);
        return {};
      }
      if (!*next) return {};
      ArchiveMember& member = **next;
      FileEntry& entry = member.entry;
      if (member.unnamed) entry.path = name_of_stream();
      entry.path = below(paths.claim(std::move(entry.path)));
      std::string path = entry.path;
      std::uint64_t size = member.size_known ? entry.size : 0;
      bool has_bytes = entry.kind == EntryKind::file;
      bool linked = entry.content.kind == ContentRef::Kind::inline_data;
      std::string target = linked ? entry.content.inline_data : std::string();
      std::size_t at = 0;
      bool go_on = visit(std::move(entry), size, [&](std::span<std::byte> out) -> Result<std::size_t> {
        if (linked) {
          std::size_t n = std::min(out.size(), target.size() - at);
          std::copy_n(as_bytes(target).begin() + static_cast<std::ptrdiff_t>(at), n, out.begin());
          at += n;
          return n;
        }
        if (!has_bytes) return 0;
        auto n = (*reader)->read(out);
        if (!n) {
          bool locked = member.encrypted || n.error().kind == ErrorKind::encrypted;
          tell(path, locked ? LedgerState::encrypted : LedgerState::damaged, n.error().message);
        }
        return n;
      });
      if (!go_on) return {};
    }
  }

  // False when the archive is to be left. `size` is what the archive says of the member, 0 where it says
  // nothing.
  bool visit(FileEntry&& entry, std::uint64_t size, const RawRead& raw) {
    if (use_.members++ >= limits_.members) {
      tell(std::string(path_), LedgerState::limited,
           fmt::format("it has more than {} members; the rest was not opened", limits_.members));
      return false;
    }
    std::string path = entry.path;
    std::uint64_t from_member = 0;
    bool stop = false;
    auto read = [&](std::span<std::byte> out) -> Result<std::size_t> {
      if (stop) return fail(ErrorKind::limit, "a limit of unpacking was reached");
      if (auto limit = limit_reached(from_member)) {
        stop = *limit != Limit::member;
        tell(path, LedgerState::limited, reason_of(*limit));
        return fail(ErrorKind::limit, reason_of(*limit));
      }
      auto got = raw(out);
      if (!got) return got;
      from_member += *got;
      from_archive_ += *got;
      use_.bytes += *got;
      return got;
    };
    bool wanted = visitor_(std::move(entry), read);
    if (!wanted || stop) return false;
    // To reach the next member the rest of this one may have to be unpacked: not more than the limits would
    // allow.
    std::uint64_t rest = size - std::min(size, from_member);
    if (rest > limits_.total_bytes - std::min(limits_.total_bytes, use_.bytes)) {
      tell(path, LedgerState::limited,
           "what follows this member was not opened: it is larger than the limit of unpacking");
      return false;
    }
    return true;
  }

  enum class Limit { ratio, total, member };

  std::optional<Limit> limit_reached(std::uint64_t from_member) const {
    if (use_.bytes >= limits_.total_bytes) return Limit::total;
    std::uint64_t stored = std::max<std::uint64_t>(1, container_.size());
    if (from_archive_ > kRatioGrace && from_archive_ / stored >= limits_.ratio) return Limit::ratio;
    if (from_member >= limits_.member_bytes) return Limit::member;
    return {};
  }

  std::string reason_of(Limit limit) const {
    switch (limit) {
      case Limit::total:
        return fmt::format("more than {} MiB were unpacked from archives of this file; the rest was not",
                           limits_.total_bytes >> 20);
      case Limit::ratio:
        return fmt::format("the archive unpacks to more than {} times its size; the rest was not unpacked",
                           limits_.ratio);
      case Limit::member:
        break;
    }
    return fmt::format("the member is larger than {} MiB; the rest of it was not unpacked",
                       limits_.member_bytes >> 20);
  }

  std::string below(std::string_view name) const {
    return path_.empty() ? std::string(name) : fmt::format("{}!/{}", path_, name);
  }

  // "log.txt.gz" holds "log.txt".
  std::string name_of_stream() const {
    std::string_view name = path_;
    if (auto slash = name.rfind('/'); slash != name.npos) name.remove_prefix(slash + 1);
    auto dot = name.rfind('.');
    if (dot == name.npos || dot == 0) return "data";
    return std::string(name.substr(0, dot));
  }

  void tell(std::string path, LedgerState state, std::string reason) {
    Problem problem;
    problem.path = std::move(path);
    problem.stage = "expand";
    problem.state = state;
    problem.reason = std::move(reason);
    sink_(std::move(problem));
  }

  ByteSource& container_;
  std::string_view path_;
  const ArchiveLimits& limits_;
  ArchiveUse& use_;
  const MemberVisitor& visitor_;
  const ProblemSink& sink_;
  std::uint64_t from_archive_ = 0;
};

}  // namespace

bool is_archive(Bytes head, std::string_view path) {
  using namespace std::string_view_literals;
  std::string_view text = as_text(head);
  for (std::string_view magic : {"7z\xbc\xaf\x27\x1c"sv, "Rar!\x1a\x07"sv, "MSCF\0\0\0\0"sv}) {
    if (text.substr(0, magic.size()) == magic) return true;
  }
  if (looks_like_zip(head) || looks_like_tar(head)) return true;
  auto format = compressed_stream_format(head);
  if (!format) return false;
  return *format != "compress" || (path.size() > 2 && path.substr(path.size() - 2) == ".Z");
}

Result<void> for_each_member(ByteSource& container, std::string_view container_path,
                             const ArchiveLimits& limits, ArchiveUse& use, const MemberVisitor& visitor,
                             const ProblemSink& sink) {
  return Expansion(container, container_path, limits, use, visitor, sink).run();
}

}  // namespace ulika
