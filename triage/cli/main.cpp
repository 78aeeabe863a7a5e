#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <csignal>
#include <exception>
#include <new>

#include "triage/base/sqlite.h"
#include "triage/cli/commands.h"
#include "triage/pipeline/metrics.h"

namespace ulika {
namespace {

std::string version_text() {
  std::string text = "ulika " ULIKA_VERSION "\n";
  for (const auto& [name, version] : library_versions()) text += fmt::format("  {} {}\n", name, version);
  text.pop_back();
  return text;
}

int run(int argc, char** argv) {
  CLI::App app{
      "Ulika looks through seized phones, computers and media and tells which device to open first and why.\n"
      "It only reads: evidence is never changed, and nothing is sent anywhere."};
  app.name("ulika");
  app.set_version_flag("--version", version_text);
  app.require_subcommand(1);
  app.get_formatter()->column_width(32);
  app.footer(
      "First run:   ulika triage phone.zip disk.E01 --case mycase\n"
      "Then open:   mycase/report/index.html in any browser\n"
      "Every command explains itself: ulika triage --help\n\n"
      "Exit status: 0 done; 1 failed; 2 wrong usage; 3 done, but some evidence could not be read\n"
      "(the report and the ledger say which); 130 interrupted.");
  // A file that may not grow and a reader that went away are failed writes, told in words.
  std::signal(SIGXFSZ, SIG_IGN);
  std::signal(SIGPIPE, SIG_IGN);
  CommandLine line;
  line.words.assign(argv, argv + argc);
  add_triage(app, line);
  add_info(app, line);
  add_verify(app, line);
  add_ls(app, line);
  add_cat(app, line);
  add_export(app, line);
  add_compare(app, line);
  add_report(app, line);
  add_hashset(app, line);
  add_serve(app, line);
  add_parsers(app, line);
  add_lexicon(app, line);
  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& success) {
    return app.exit(success);  // help and version
  } catch (const CLI::ParseError& error) {
    complain(std::string(error.what()) + "\nTry: ulika --help");
    return kWrongUsage;
  }
  return line.run();
}

}  // namespace

void complain(const std::string& sentence) {
  fmt::print(stderr, "ulika: {}\n", sentence);
}

int refuse(const Error& error) {
  complain(error.message);
  return error.kind == ErrorKind::usage ? kWrongUsage : kFailed;
}

}  // namespace ulika

int main(int argc, char** argv) {
  try {
    return ulika::run(argc, argv);
  } catch (const ulika::DatabaseError& error) {
    ulika::complain(error.what());
  } catch (const std::bad_alloc&) {
    ulika::complain("there is not enough memory");
  } catch (const std::exception& error) {
    ulika::complain(error.what());
  }
  return ulika::kFailed;
}
