#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <atomic>
#include <csignal>

#include "reports/html_report.h"
#include "triage/case/case_folder.h"
#include "triage/cli/commands.h"
#include "triage/cli/key_options.h"
#include "triage/pipeline/triage_run.h"

namespace ulika {
namespace {

std::atomic<bool> g_interrupted{false};

void on_signal(int) {
  g_interrupted.store(true);
}

// "--name NAME" stands before the evidence that it names, so both are taken in the order in which they were
// typed.
std::vector<EvidenceArgument> pair_names(const std::vector<std::string>& evidence,
                                         const std::vector<std::string>& names,
                                         const std::vector<std::string>& words) {
  std::vector<EvidenceArgument> paired;
  for (const std::string& path : evidence) paired.push_back({path, {}});
  std::size_t next_evidence = 0;
  std::size_t next_name = 0;
  std::string wanted;
  for (std::size_t i = 2; i < words.size(); ++i) {
    if (words[i] == "--name" && next_name < names.size()) {
      wanted = names[next_name++];
      ++i;
    } else if (words[i].starts_with("--name=") && next_name < names.size()) {
      wanted = names[next_name++];
    } else if (next_evidence < evidence.size() && words[i] == evidence[next_evidence]) {
      paired[next_evidence++].name = std::exchange(wanted, std::string());
    }
  }
  return paired;
}

struct Options {
  TriageOptions run;
  KeyOptions keys;
  std::vector<std::string> evidence;
  std::vector<std::string> names;
  std::string progress = "auto";
  std::string language = "ru";
  std::uint64_t memory_mib = 768;
};

int triage(Options& options, const CommandLine& line) {
  options.run.evidence = pair_names(options.evidence, options.names, line.words);
  options.run.command = without_secrets(line.words);
  auto keys = read_keys(options.keys);
  if (!keys) return refuse(keys.error());
  options.run.keys = std::move(*keys);
  options.run.memory_bytes = options.memory_mib << 20;
  options.run.interrupted = &g_interrupted;
  struct sigaction action {};
  action.sa_handler = on_signal;
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
  const ProgressForm form = options.progress == "plain"  ? ProgressForm::plain
                            : options.progress == "json" ? ProgressForm::json
                            : options.progress == "none" ? ProgressForm::none
                                                         : ProgressForm::automatic;
  Progress progress(form);
  const auto outcome = run_triage(options.run, progress);
  if (!outcome) return refuse(outcome.error());
  for (const std::string& sentence : outcome->refused) complain(sentence);
  for (const std::string& sentence : outcome->troubles) complain(sentence);
  if (outcome->interrupted) {
    complain("interrupted; what is done is kept. The same command goes on from here.");
    return kInterrupted;
  }
  auto reader = CaseReader::open(options.run.case_dir);
  if (!reader) {
    complain(reader.error().message);
    return kFailed;
  }
  ReportOptions report;
  report.language = options.language;
  if (auto written = write_html_report(*reader, options.run.case_dir / "report", report); !written) {
    complain(written.error().message);
    return kFailed;
  }
  fmt::print("{} files, {} examined in {:.1f} s: {} records, {} hits\nreport: {}\n", outcome->files,
             human_bytes(static_cast<std::uint64_t>(outcome->bytes)), outcome->seconds, outcome->records,
             outcome->hits, (options.run.case_dir / "report" / "index.html").string());
  if (outcome->losses) {
    complain(
        "some evidence or files could not be read; the report's summary and the ledger say which and why");
    return kLosses;
  }
  return kDone;
}

}  // namespace

void add_triage(CLI::App& app, CommandLine& line) {
  auto* command =
      app.add_subcommand("triage", "Read evidence, find what matters, write a case with its report");
  auto options = std::make_shared<Options>();
  command
      ->add_option(
          "evidence", options->evidence,
          "Disk image (raw, split, E01), phone extraction (zip, tar, tar.gz) or folder; several at once")
      ->required()
      ->type_name("EVIDENCE");
  command
      ->add_option("--case", options->run.case_dir,
                   "Folder of the case: new, or of an earlier run to go on with")
      ->required()
      ->type_name("DIR");
  command->add_option("--name", options->names, "Name for the evidence item that follows")
      ->type_name("NAME")
      ->allow_extra_args(false);
  command->add_flag("--verify", options->run.verify,
                    "Also digest each whole image and compare with its stored hashes");
  command->add_option("--jobs", options->run.jobs, "Worker processes; one for each processor by default")
      ->type_name("N")
      ->check(CLI::Range(1, 256));
  command
      ->add_option(
          "--hashset", options->run.hash_sets,
          "Known or notable files: a store of 'ulika hashset', or a list in any form it reads; may be "
          "repeated")
      ->type_name("FILE")
      ->allow_extra_args(false);
  command->add_flag("--scan-known", options->run.scan_known,
                    "Also search and parse the files that a hash set knows");
  command
      ->add_option("--lexicon", options->run.lexicons,
                   "List of terms or keywords to use instead of the built-in one; may be repeated")
      ->type_name("FILE")
      ->allow_extra_args(false);
  add_key_options(*command, options->keys);
  command->add_option("--parsers", options->run.parsers_dir, "Folder of further parser definitions")
      ->type_name("DIR");
  command
      ->add_option("--timezone", options->run.timezone,
                   "Zone for the report where evidence names none, e.g. Asia/Almaty")
      ->type_name("ZONE");
  command->add_option("--lang", options->language, "Language of the report: ru, kk or en")
      ->type_name("LANG")
      ->check(CLI::IsMember({"ru", "kk", "en"}));
  command->add_option("--progress", options->progress, "auto, plain, json or none")
      ->type_name("FORM")
      ->check(CLI::IsMember({"auto", "plain", "json", "none"}));
  command->add_option("--memory", options->memory_mib, "Memory limit of one worker in MiB")
      ->type_name("MIB")
      ->check(CLI::Range(64, 65536));
  command
      ->add_option("--file-timeout", options->run.file_seconds,
                   "Seconds allowed for one file, before its length counts")
      ->type_name("S")
      ->check(CLI::Range(1, 86400));
  command->add_flag("!--no-thumbnails", options->run.pictures.thumbnails,
                    "Keep no small pictures for report and workbench");
  command->set_config("--config", "", "Read options from a file (name = value, one a line)");
  command->footer(
      "The same command again goes on where an interrupted run stopped.\n"
      "Example: ulika triage --name phone-1 ffs.zip disk.E01 --case case-17 --verify");
  command->callback([options, &line] { line.run = [options, &line] { return triage(*options, line); }; });
}

}  // namespace ulika
