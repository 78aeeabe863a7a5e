#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "reports/html_report.h"
#include "triage/cli/commands.h"

namespace ulika {
namespace {

struct Options {
  std::filesystem::path dir;
  ReportOptions report;
};

int report(const Options& options) {
  auto reader = CaseReader::open(options.dir);
  if (!reader) {
    complain(reader.error().message);
    return kFailed;
  }
  if (auto written = write_html_report(*reader, options.dir / "report", options.report); !written) {
    complain(written.error().message);
    return kFailed;
  }
  fmt::print("report: {}\n", (options.dir / "report" / "index.html").string());
  return kDone;
}

}  // namespace

void add_report(CLI::App& app, CommandLine& line) {
  auto* command = app.add_subcommand("report", "Write the report of a case again");
  auto options = std::make_shared<Options>();
  command->add_option("case", options->dir, "Folder of the case")->required()->type_name("DIR");
  command->add_option("--lang", options->report.language, "Language: ru, kk or en")
      ->type_name("LANG")
      ->check(CLI::IsMember({"ru", "kk", "en"}));
  command->callback([options, &line] { line.run = [options] { return report(*options); }; });
}

}  // namespace ulika
