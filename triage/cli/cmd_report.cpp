#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "reports/html_report.h"
#include "triage/case/review_db.h"
#include "triage/cli/commands.h"

namespace ulika {
namespace {

struct Options {
  std::filesystem::path dir, out;
  ReportOptions report;
  bool tagged = false;
};

int report(const Options& options) {
  auto reader = CaseReader::open(options.dir);
  if (!reader) {
    complain(reader.error().message);
    return kFailed;
  }
  ReportOptions wanted = options.report;
  if (options.tagged) {
    const std::filesystem::path review = options.dir / "review.db";
    wanted.chosen.emplace();
    if (std::filesystem::exists(review)) {
      for (std::string& id : ReviewDatabase(review).tagged()) wanted.chosen->insert(std::move(id));
    }
    if (wanted.chosen->empty()) {
      complain("nothing in this case is tagged; tags are set in: ulika serve");
      return kFailed;
    }
  }
  const bool whole = !wanted.chosen && wanted.devices.empty() && !wanted.mask;
  if (!whole && options.out.empty()) {
    complain("a report of a part, or a masked one, needs a folder of its own: --out DIR");
    return kWrongUsage;
  }
  const std::filesystem::path out = options.out.empty() ? options.dir / "report" : options.out;
  if (auto written = write_html_report(*reader, out, wanted); !written) {
    complain(written.error().message);
    return kFailed;
  }
  fmt::print("report: {}\n", (out / "index.html").string());
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
  command->add_option("--out", options->out, "Folder for the report (CASE/report)")->type_name("DIR");
  command->add_option("--device", options->report.devices, "Only this evidence; may be repeated")
      ->type_name("NAME");
  command->add_flag("--tagged", options->tagged, "Only what reviewers tagged, and what it hangs from");
  command->add_flag("--mask", options->report.mask,
                    "Mask card numbers, and people in conversations without a hit");
  command->callback([options, &line] { line.run = [options] { return report(*options); }; });
}

}  // namespace ulika
