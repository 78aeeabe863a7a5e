#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "parsers/draft.h"
#include "parsers/sqlite_sweep.h"
#include "triage/cli/commands.h"
#include "triage/cli/key_options.h"
#include "triage/cli/parsers_try.h"
#include "triage/evidence/host_file.h"
#include "triage/pipeline/sandbox.h"

namespace ulika {
namespace {

constexpr std::chrono::seconds kSampling{60};

std::string_view or_dash(std::string_view text) {
  return text.empty() ? "-" : text;
}

int list(const std::optional<std::filesystem::path>& dir) {
  const auto parsers = ParserSet::load(dir);
  if (!parsers) return refuse(parsers.error());
  for (const ParserFacts& p : parsers->list()) {
    fmt::print("{}\t{}\t{}\t{}\t{}\t{}\n", p.id, p.version, or_dash(p.app), or_dash(p.platform),
               or_dash(p.makes), or_dash(p.tested));
  }
  return kDone;
}

// "data/kz.example/databases/chat.db" gives "databases/chat.db": enough to know it again.
std::string glob_of(const std::filesystem::path& file) {
  const auto folder = file.parent_path().filename();
  return (folder.empty() ? file.filename() : folder / file.filename()).generic_string();
}

std::string id_of(const std::filesystem::path& file) {
  std::string id;
  for (const char c : file.stem().string()) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    id += plain ? c : c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : '_';
  }
  return id + "_draft";
}

int draft(const std::filesystem::path& file) {
  SandboxOptions wall;
  wall.readable = {file.string(), file.string() + "-wal"};
  wall.memory_bytes = 2ULL << 30;
  wall.writes_output = true;
  enter_sandbox(wall);
  auto main = HostFile::open(file);
  if (!main) return refuse(main.error());
  auto log = HostFile::open(file.string() + "-wal");
  std::vector<SuspectDatabase::File> files = {{"main", main->get()}};
  if (log) files.push_back({"main-wal", log->get()});
  auto database = SuspectDatabase::open(files);
  if (!database) {
    complain(file.string() + ": " + database.error().message);
    return kFailed;
  }
  const DatabaseSample sample = sample_database(**database, kSampling);
  std::vector<DraftQuery> queries;
  for (const TableSample& table : sample.tables) {
    for (DraftQuery& query : draft_queries(table, false, std::nullopt)) queries.push_back(std::move(query));
  }
  const std::string path = std::filesystem::absolute(file).generic_string();
  const DraftHead head{id_of(file), package_of(path), glob_of(path)};
  fmt::print("{}", draft_text(head, sample.tables, queries, true));
  if (!sample.complete)
    complain("not every table could be looked at: there are too many, or they are too large");
  if (queries.empty()) complain("no table holds texts with times, places, telephone numbers or names");
  return kDone;
}

}  // namespace

void add_parsers(CLI::App& app, CommandLine& line) {
  auto* command = app.add_subcommand("parsers", "What the program can parse, and help with new definitions");
  command->require_subcommand(1);

  auto* all = command->add_subcommand(
      "list", "Every parser: id, version, app, platform, what it makes, what it was tested on");
  auto dir = std::make_shared<std::optional<std::filesystem::path>>();
  all->add_option("--parsers", *dir, "Folder of further parser definitions")->type_name("DIR");
  all->callback([dir, &line] { line.run = [dir] { return list(*dir); }; });

  auto* skeleton =
      command->add_subcommand("draft", "Write the skeleton of a definition for a SQLite database");
  auto file = std::make_shared<std::filesystem::path>();
  skeleton->add_option("database", *file, "The database, as a file of this machine (see: ulika cat)")
      ->required()
      ->type_name("DB");
  skeleton->callback([file, &line] { line.run = [file] { return draft(*file); }; });

  auto* trial = command->add_subcommand("try", "Show what a definition makes of the files in evidence");
  auto options = std::make_shared<TryOptions>();
  trial->add_option("definition", options->definition, "The definition")->required()->type_name("FILE.sql");
  trial->add_option("evidence", options->evidence, "Image, extraction or folder")
      ->required()
      ->type_name("EVIDENCE");
  trial->add_option("--rows", options->rows, "Records to show of each kind")->capture_default_str();
  add_key_options(*trial, options->keys);
  trial->callback([options, &line] { line.run = [options] { return try_definition(*options); }; });
}

}  // namespace ulika
