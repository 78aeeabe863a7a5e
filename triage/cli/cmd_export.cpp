#include <CLI/CLI.hpp>
#include <iostream>

#include "reports/export.h"
#include "triage/cli/commands.h"

namespace ulika {
namespace {

struct Options {
  std::filesystem::path dir;
  ExportOptions form;
};

int export_records(const Options& options) {
  auto reader = CaseReader::open(options.dir);
  if (!reader) {
    complain(reader.error().message);
    return kFailed;
  }
  std::ios::sync_with_stdio(false);
  if (auto done = export_case(*reader, options.form, std::cout); !done) {
    complain(done.error().message);
    return done.error().kind == ErrorKind::usage ? kWrongUsage : kFailed;
  }
  std::cout.flush();
  if (!std::cout) {
    complain("standard output cannot be written");
    return kFailed;
  }
  return kDone;
}

}  // namespace

void add_export(CLI::App& app, CommandLine& line) {
  auto* command = app.add_subcommand("export", "Write the records of a case for other programs");
  auto options = std::make_shared<Options>();
  command->add_option("case", options->dir, "Folder of the case")->required()->type_name("DIR");
  command
      ->add_option("--format", options->form.format, "jsonl (default), csv, kml, geojson or graphml")

      ->type_name("F")
      ->check(CLI::IsMember({"jsonl", "csv", "kml", "geojson", "graphml"}));
  command->add_option("--type", options->form.type, "One record type: message, call, location, hit, file, …")
      ->type_name("T");
  command->footer("Example: ulika export mycase --format csv --type message > messages.csv");
  command->callback([options, &line] { line.run = [options] { return export_records(*options); }; });
}

}  // namespace ulika
