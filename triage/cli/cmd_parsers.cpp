#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "parsers/parser_set.h"
#include "triage/cli/commands.h"

namespace ulika {
namespace {

int list(const std::optional<std::filesystem::path>& dir) {
  auto parsers = ParserSet::load(dir);
  if (!parsers) {
    complain(parsers.error().message);
    return kFailed;
  }
  for (const auto& [id, version] : parsers->list()) fmt::print("{}\t{}\n", id, version);
  return kDone;
}

}  // namespace

void add_parsers(CLI::App& app, CommandLine& line) {
  auto* command = app.add_subcommand("parsers", "What the program can parse");
  command->require_subcommand(1);
  auto* all = command->add_subcommand("list", "Every parser with its version");
  auto dir = std::make_shared<std::optional<std::filesystem::path>>();
  all->add_option("--parsers", *dir, "Folder of further parser definitions")->type_name("DIR");
  all->callback([dir, &line] { line.run = [dir] { return list(*dir); }; });
}

}  // namespace ulika
