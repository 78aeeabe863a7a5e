// ReportFolder: the files of one report, written beside their place and moved there when all are complete.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>

#include "triage/base/result.h"

namespace ulika {

class ReportFolder {
 public:
  // Makes an empty folder beside `target`. Refuses a target that exists and was not written by this program.
  static Result<ReportFolder> begin(const std::filesystem::path& target);
  ReportFolder(ReportFolder&& other) noexcept;
  ReportFolder& operator=(ReportFolder&&) = delete;
  // Removes the unfinished folder; an earlier report at the target stays as it was.
  ~ReportFolder();

  // Writes one file, named by its path below the report. Throws std::runtime_error when it cannot be written.
  void add(const std::string& name, std::string_view bytes);

  bool has(const std::string& name) const { return files_.count(name) > 0; }

  // Where work files may lie until commit(); not part of the report.
  std::filesystem::path scratch(std::string_view name) const { return work_ / name; }

  // Writes manifest.json (size and SHA-256 of every file) and seal.js (the manifest's own SHA-256), then puts
  // the folder in its place. Throws std::runtime_error.
  void commit(std::string_view tool_version, std::string_view case_name);

 private:
  struct Entry {
    std::uint64_t size = 0;
    std::string sha256;
  };
  ReportFolder(std::filesystem::path target, std::filesystem::path work)
      : target_(std::move(target)), work_(std::move(work)) {}
  void write(const std::string& name, std::string_view bytes) const;

  std::filesystem::path target_;
  std::filesystem::path work_;
  std::map<std::string, Entry> files_;
};

}  // namespace ulika
