#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "triage/cli/commands.h"
#include "triage/cli/key_options.h"
#include "triage/evidence/evidence.h"
#include "triage/pipeline/probe.h"
#include "triage/pipeline/progress.h"

namespace ulika {
namespace {

struct Options {
  std::filesystem::path path;
  KeyOptions keys;
};

int info(const Options& options) {
  const auto& path = options.path;
  const auto keys = read_keys(options.keys);
  if (!keys) return refuse(keys.error());
  auto source = probe_evidence(path, *keys);
  if (!source) {
    complain(source.error().message);
    return kFailed;
  }
  const SourceInfo& s = *source;
  fmt::print("evidence name    {}\nkind             {}\n", default_evidence_name(path), s.kind);
  for (const std::string& file : s.files) fmt::print("file             {}\n", file);
  if (s.size != 0) fmt::print("size             {} bytes ({})\n", s.size, human_bytes(s.size));
  if (s.is_image) fmt::print("sector size      {}\n", s.sector_size);
  if (s.stored_md5) fmt::print("stored MD5       {}\n", *s.stored_md5);
  if (s.stored_sha1) fmt::print("stored SHA-1     {}\n", *s.stored_sha1);
  if (s.acquired_at) {
    fmt::print("acquired         {}{}\n", format_rfc3339(*s.acquired_at),
               s.acquired_zone_known ? "" : " (zone unknown)");
  }
  for (const auto& [key, value] : s.acquisition) fmt::print("{:<16} {}\n", key, value);
  if (s.is_image) fmt::print("partition table  {}\n", s.partition_table.empty() ? "none" : s.partition_table);
  for (const VolumeInfo& v : s.volumes) {
    fmt::print("vol{:<13} {}, {} at byte {}{}{}{}\n", v.index + 1,
               v.file_system.empty() ? "no file system known" : v.file_system, human_bytes(v.length),
               v.offset, v.label.empty() ? "" : ", label " + v.label,
               v.description.empty() ? "" : ", " + v.description, v.note.empty() ? "" : " — " + v.note);
  }
  return kDone;
}

}  // namespace

void add_info(CLI::App& app, CommandLine& line) {
  auto* command =
      app.add_subcommand("info", "Say what a piece of evidence is: kind, size, volumes, stored hashes");
  auto options = std::make_shared<Options>();
  command->add_option("evidence", options->path, "Image, extraction or folder")
      ->required()
      ->type_name("EVIDENCE");
  add_key_options(*command, options->keys);
  command->callback([options, &line] { line.run = [options] { return info(*options); }; });
}

}  // namespace ulika
