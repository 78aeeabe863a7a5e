// The commands of the program: each adds itself to the command line and runs when chosen.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "triage/base/result.h"

namespace CLI {
class App;
}

namespace ulika {

// Exit statuses of the contract.
inline constexpr int kDone = 0;
inline constexpr int kFailed = 1;
inline constexpr int kWrongUsage = 2;
inline constexpr int kLosses = 3;
inline constexpr int kInterrupted = 130;

struct CommandLine {
  std::vector<std::string> words;  // as typed
  std::function<int()> run;        // set by the command that was chosen
};

void add_triage(CLI::App& app, CommandLine& line);
void add_info(CLI::App& app, CommandLine& line);
void add_verify(CLI::App& app, CommandLine& line);
void add_ls(CLI::App& app, CommandLine& line);
void add_cat(CLI::App& app, CommandLine& line);
void add_export(CLI::App& app, CommandLine& line);
void add_compare(CLI::App& app, CommandLine& line);
void add_report(CLI::App& app, CommandLine& line);
void add_hashset(CLI::App& app, CommandLine& line);
void add_parsers(CLI::App& app, CommandLine& line);
void add_lexicon(CLI::App& app, CommandLine& line);
void add_serve(CLI::App& app, CommandLine& line);

// "ulika: SENTENCE" on standard error.
void complain(const std::string& sentence);
// The same for an error; gives the exit status that goes with it.
int refuse(const Error& error);

}  // namespace ulika
