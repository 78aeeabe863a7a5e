#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "triage/case/case_check.h"
#include "triage/cli/commands.h"
#include "triage/cli/walled.h"
#include "triage/evidence/image_verify.h"
#include "triage/pipeline/progress.h"

namespace ulika {
namespace {

struct Options {
  std::filesystem::path path;
  std::string progress = "auto";
};

// One line for a digest: computed, and what the image says of it.
bool report_digest(std::string_view name, const std::string& computed,
                   const std::optional<std::string>& stored) {
  const bool differs = stored && *stored != computed;
  fmt::print("{:<8} {}  {}\n", name, computed,
             !stored   ? "(none stored)"
             : differs ? "DIFFERS from the stored " + *stored
                       : "matches the stored one");
  return !differs;
}

int verify_stored_hashes(const Options& options) {
  Progress progress(options.progress == "json"    ? ProgressForm::json
                    : options.progress == "plain" ? ProgressForm::plain
                    : options.progress == "none"  ? ProgressForm::none
                                                  : ProgressForm::automatic);
  const std::string name = options.path.filename().string();
  auto evidence = open_walled_in(options.path);
  if (!evidence) {
    complain(evidence.error().message);
    return kFailed;
  }
  const SourceInfo source = (*evidence)->info();
  if (!source.is_image) {
    complain(options.path.string() + " has no sectors and no stored hashes to verify");
    return kFailed;
  }
  evidence->reset();  // the pass opens its own handles
  const auto pass = verify_image(source, [&](std::uint64_t done) {
    progress.show({name, "verifying", done, source.size, 0, 0});
    return true;
  });
  progress.clear();
  if (!pass) {
    complain(pass.error().message);
    return kFailed;
  }
  fmt::print("{}: {} bytes read\n", name, pass->bytes);
  bool sound = report_digest("MD5", to_hex(pass->digests.md5), source.stored_md5);
  sound = report_digest("SHA-1", to_hex(pass->digests.sha1), source.stored_sha1) && sound;
  report_digest("SHA-256", to_hex(pass->digests.sha256), std::nullopt);
  for (const Problem& problem : pass->problems) complain(problem.reason);
  if (!sound) return kFailed;
  return pass->problems.empty() ? kDone : kLosses;
}

int verify_case(const std::filesystem::path& dir) {
  const auto findings = check_case(dir);
  if (!findings) {
    complain(findings.error().message);
    return kFailed;
  }
  for (const std::string& finding : *findings) fmt::print("{}\n", finding);
  if (findings->empty())
    fmt::print("the case is sound: audit chain, databases, record ids and report files hold\n");
  return findings->empty() ? kDone : kFailed;
}

}  // namespace

void add_verify(CLI::App& app, CommandLine& line) {
  auto* command =
      app.add_subcommand("verify", "Re-hash an image against its stored hashes, or re-check a case");
  auto options = std::make_shared<Options>();
  command->add_option("path", options->path, "Image, or folder of a case")
      ->required()
      ->type_name("EVIDENCE|DIR");
  command->add_option("--progress", options->progress, "auto, plain, json or none")
      ->type_name("FORM")
      ->check(CLI::IsMember({"auto", "plain", "json", "none"}));
  command->callback([options, &line] {
    line.run = [options] {
      const bool is_case = std::filesystem::exists(options->path / "case.db");
      return is_case ? verify_case(options->path) : verify_stored_hashes(*options);
    };
  });
}

}  // namespace ulika
