#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>

#include "triage/cli/commands.h"
#include "triage/cli/key_options.h"
#include "triage/cli/walled.h"

namespace ulika {
namespace {

struct Options {
  std::filesystem::path evidence;
  std::string path;
  KeyOptions keys;
  bool details = false;
};

bool is_below(std::string_view path, std::string_view folder) {
  return folder.empty() || path == folder ||
         (path.starts_with(folder) &&
          (folder.ends_with('/') || path[folder.size()] == '/' || path[folder.size()] == '!'));
}

int list(const Options& options) {
  const auto keys = read_keys(options.keys);
  if (!keys) return refuse(keys.error());
  auto evidence = open_walled_in(options.evidence, *keys);
  if (!evidence) {
    complain(evidence.error().message);
    return kFailed;
  }
  bool found = options.path.empty();
  bool losses = false;
  WalkSink sink;
  sink.entry = [&](FileEntry&& entry) {
    if (!is_below(entry.path, options.path)) return;
    found = true;
    if (!options.details) {
      fmt::print("{}\n", entry.path);
      return;
    }
    const std::string modified = entry.times.modified ? format_rfc3339(*entry.times.modified) : "-";
    fmt::print("{}\t{}\t{}\t{}\t{}\n", file_state_name(entry.state), entry_kind_name(entry.kind), entry.size,
               modified, entry.path);
  };
  sink.problem = [&](Problem&& problem) {
    losses = losses || is_loss(problem.state);
    complain(problem.path + ": " + problem.reason);
  };
  (*evidence)->walk(sink);
  if (!found) {
    complain("there is no '" + options.path + "' in this evidence");
    return kFailed;
  }
  return losses ? kLosses : kDone;
}

}  // namespace

void add_ls(CLI::App& app, CommandLine& line) {
  auto* command = app.add_subcommand("ls", "List the files inside evidence, deleted ones too");
  auto options = std::make_shared<Options>();
  command->add_option("evidence", options->evidence, "Image, extraction or folder")
      ->required()
      ->type_name("EVIDENCE");
  command->add_option("path", options->path, "Only what lies below this path")->type_name("PATH");
  command->add_flag("-l,--long", options->details, "With state, kind, size and time of last change");
  add_key_options(*command, options->keys);
  command->callback([options, &line] { line.run = [options] { return list(*options); }; });
}

}  // namespace ulika
