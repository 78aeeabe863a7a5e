#include <fmt/format.h>
#include <pthread.h>

#include <CLI/CLI.hpp>
#include <csignal>
#include <cstdlib>
#include <thread>

#include "reports/workbench/workbench.h"
#include "triage/cli/commands.h"
#include "triage/cli/evidence_bytes.h"

namespace ulika {
namespace {

int serve(WorkbenchOptions options) {
  if (options.author.empty()) {
    const char* user = std::getenv("USER");
    options.author = user != nullptr ? user : "";
  }
  options.read_evidence = evidence_bytes;
  // Threads of the server leave these to the one that waits for them.
  sigset_t ends;
  sigemptyset(&ends);
  sigaddset(&ends, SIGINT);
  sigaddset(&ends, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &ends, nullptr);
  auto workbench = Workbench::open(options);
  if (!workbench) {
    complain(workbench.error().message);
    return kFailed;
  }
  fmt::print("{}\n", (*workbench)->address());
  std::fflush(stdout);
  fmt::print(stderr, "Open this address in a browser of this computer; it lets in once. Ctrl-C ends.\n");
  std::thread waits([&] {
    int signal = 0;
    sigwait(&ends, &signal);
    (*workbench)->stop();
  });
  (*workbench)->run();
  pthread_kill(waits.native_handle(), SIGTERM);  // where the server ended by itself
  waits.join();
  return kDone;
}

}  // namespace

void add_serve(CLI::App& app, CommandLine& line) {
  auto* command = app.add_subcommand(
      "serve", "The report's views over a case, with search, tags and notes, in this computer's own browser");
  auto options = std::make_shared<WorkbenchOptions>();
  command->add_option("case", options->case_dir, "Folder of the case")->required()->type_name("DIR");
  command->add_option("--port", options->port, "Port on 127.0.0.1 (any that is free)")
      ->type_name("N")
      ->check(CLI::Range(1, 65535));
  command
      ->add_option("--author", options->author,
                   "Name under which tags and notes are written (your user name)")
      ->type_name("NAME");
  command->add_option("--lang", options->language, "Language: ru, kk or en")
      ->type_name("LANG")
      ->check(CLI::IsMember({"ru", "kk", "en"}));
  command->callback([options, &line] { line.run = [options] { return serve(*options); }; });
}

}  // namespace ulika
