#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <optional>

#include "triage/cli/commands.h"
#include "triage/cli/key_options.h"
#include "triage/cli/walled.h"
#include "triage/evidence/archive.h"

namespace ulika {
namespace {

constexpr std::size_t kPiece = 1U << 20;

struct Options {
  std::filesystem::path evidence;
  std::string path;
  KeyOptions keys;
  bool slack = false;
};

bool put(Bytes piece) {
  return std::fwrite(piece.data(), 1, piece.size(), stdout) == piece.size();
}

Result<void> copy(ByteSource& source) {
  std::vector<std::byte> window(kPiece);
  for (std::uint64_t at = 0; at < source.size();) {
    auto got = source.read(at, window);
    if (!got) return tl::unexpected(got.error());
    if (*got == 0)
      return fail(ErrorKind::damaged, fmt::format("ends after {} of {} bytes", at, source.size()));
    if (!put(Bytes(window).first(*got))) return fail(ErrorKind::io, "standard output cannot be written");
    at += *got;
  }
  return {};
}

// The member `rest` ("b/c.txt", or "in.zip!/b/c.txt") of the container.
Result<void> copy_member(ByteSource& container, const std::string& container_path, std::string_view rest,
                         bool slack);

Result<void> copy_entry(Evidence& evidence, const FileEntry& entry, bool slack) {
  auto source = evidence.open(entry);
  if (!source) return tl::unexpected(source.error());
  if (auto copied = copy(**source); !copied) return copied;
  for (const Extent& e : slack ? entry.slack : std::vector<Extent>()) {
    std::vector<std::byte> bytes(static_cast<std::size_t>(e.length));
    auto got = evidence.image()->read(static_cast<std::uint64_t>(e.offset), bytes);
    if (!got) return tl::unexpected(got.error());
    if (!put(Bytes(bytes).first(*got))) return fail(ErrorKind::io, "standard output cannot be written");
  }
  return {};
}

Result<void> copy_member(ByteSource& container, const std::string& container_path, std::string_view rest,
                         bool slack) {
  const std::size_t cut = rest.find("!/");
  const std::string name(rest.substr(0, cut));
  Result<void> outcome = fail(ErrorKind::not_found, "there is no '" + name + "' in " + container_path);
  auto visit = [&](FileEntry&& entry, const MemberRead& read) {
    if (entry.path != name) return true;
    std::vector<std::byte> held;
    std::vector<std::byte> window(kPiece);
    for (;;) {
      auto got = read(window);
      if (!got) {
        outcome = tl::unexpected(got.error());
        return false;
      }
      if (*got == 0) break;
      const Bytes piece = Bytes(window).first(*got);
      if (cut != std::string_view::npos) {
        held.insert(held.end(), piece.begin(), piece.end());
      } else if (!put(piece)) {
        outcome = fail(ErrorKind::io, "standard output cannot be written");
        return false;
      }
    }
    outcome = {};
    if (cut != std::string_view::npos) {
      MemorySource inner(std::move(held));
      outcome = copy_member(inner, name, rest.substr(cut + 2), slack);
    }
    return false;
  };
  ArchiveUse use;
  const auto walked = for_each_member(container, "", ArchiveLimits{}, use, visit, [](Problem&&) {});
  return walked || outcome ? outcome : walked;
}

int cat(const Options& options) {
  const auto keys = read_keys(options.keys);
  if (!keys) return refuse(keys.error());
  auto evidence = open_walled_in(options.evidence, *keys);
  if (!evidence) {
    complain(evidence.error().message);
    return kFailed;
  }
  // The longest entry that the path names, or the container that it leads into.
  std::optional<FileEntry> best;
  bool plain_container = false;
  WalkSink sink;
  sink.entry = [&](FileEntry&& entry) {
    const bool whole = entry.path == options.path;
    const bool inside = options.path.starts_with(entry.path + "!/");
    const bool stream = entry.path.empty();  // a compressed tar: its members have plain paths
    if (!(whole || inside || stream) || (best && best->path.size() >= entry.path.size() && !stream)) return;
    plain_container = stream && !whole;
    best = std::move(entry);
  };
  sink.problem = [](Problem&&) {};
  (*evidence)->walk(sink);
  Result<void> done =
      fail(ErrorKind::not_found, "there is no '" + options.path + "' in this evidence; see: ulika ls");
  if (best && best->path == options.path && best->content.kind == ContentRef::Kind::none) {
    done = fail(ErrorKind::unsupported, "'" + options.path + "' has no content that can be read");
  } else if (best && best->path == options.path) {
    done = copy_entry(**evidence, *best, options.slack);
  } else if (best) {
    auto container = (*evidence)->open(*best);
    const std::string rest = plain_container ? options.path : options.path.substr(best->path.size() + 2);
    if (!container) {
      done = tl::unexpected(container.error());
    } else {
      done = copy_member(**container, best->path, rest, options.slack);
    }
  }
  std::fflush(stdout);
  if (!done) {
    complain(done.error().message);
    return kFailed;
  }
  for (const Problem& problem : (*evidence)->take_problems()) complain(problem.reason);
  return kDone;
}

}  // namespace

void add_cat(CLI::App& app, CommandLine& line) {
  auto* command = app.add_subcommand("cat", "Write the bytes of one file inside evidence to standard output");
  auto options = std::make_shared<Options>();
  command->add_option("evidence", options->evidence, "Image, extraction or folder")
      ->required()
      ->type_name("EVIDENCE");
  command->add_option("path", options->path, "Evidence path, as the report shows it: vol1/a.zip!/b/c.txt")
      ->required()
      ->type_name("PATH");
  command->add_flag("--slack", options->slack, "Also what lies behind its end in its last block");
  add_key_options(*command, options->keys);
  command->callback([options, &line] { line.run = [options] { return cat(*options); }; });
}

}  // namespace ulika
