#include "reports/report_folder.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <stdexcept>
#include <system_error>

#include "triage/base/digest.h"
#include "triage/base/json.h"

namespace ulika {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kToolLine =
    "\"tool\":\"ulika report\"";  // by which a report of ours is recognised

[[noreturn]] void broken(const fs::path& file, const char* what, int error) {
  throw std::runtime_error("the report cannot be written: " + std::string(what) + " " + file.string() + ": " +
                           std::strerror(error));
}

bool is_own_report(const fs::path& dir) {
  std::ifstream in(dir / "manifest.json", std::ios::binary);
  std::string head(256, '\0');
  in.read(head.data(), static_cast<std::streamsize>(head.size()));
  return head.find(kToolLine) != std::string::npos;
}

}  // namespace

Result<ReportFolder> ReportFolder::begin(const fs::path& target) {
  std::error_code error;
  fs::path place = fs::absolute(target, error).lexically_normal();
  if (!place.has_filename()) place = place.parent_path();
  if (fs::exists(fs::symlink_status(place, error))) {
    if (!fs::is_directory(place, error)) {
      return fail(ErrorKind::usage,
                  "'" + place.string() + "' exists and is no folder; name another place for the report");
    }
    if (!fs::is_empty(place, error) && !is_own_report(place)) {
      return fail(ErrorKind::usage,
                  "the folder '" + place.string() +
                      "' holds something else than a report of this program; name another place");
    }
  }
  const fs::path work = place.parent_path() / ("." + place.filename().string() + ".new");
  fs::remove_all(work, error);
  fs::create_directories(work / "data", error);
  if (!error) fs::create_directories(work / "media", error);
  if (error)
    return fail(ErrorKind::io, "the folder '" + work.string() + "' cannot be made: " + error.message());
  return ReportFolder(place, work);
}

ReportFolder::ReportFolder(ReportFolder&& other) noexcept
    : target_(std::move(other.target_)), work_(std::move(other.work_)), files_(std::move(other.files_)) {
  other.work_.clear();
}

ReportFolder::~ReportFolder() {
  std::error_code ignored;
  if (!work_.empty()) fs::remove_all(work_, ignored);
}

void ReportFolder::write(const std::string& name, std::string_view bytes) const {
  const fs::path file = work_ / name;
  const int fd = ::open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  if (fd < 0) broken(file, "cannot make", errno);
  while (!bytes.empty()) {
    const ssize_t n = ::write(fd, bytes.data(), bytes.size());
    if (n < 0) {
      const int error = errno;
      if (error == EINTR) continue;
      ::close(fd);
      broken(file, "cannot write", error);
    }
    bytes.remove_prefix(static_cast<std::size_t>(n));
  }
  if (::close(fd) != 0) broken(file, "cannot finish", errno);
}

void ReportFolder::add(const std::string& name, std::string_view bytes) {
  write(name, bytes);
  files_[name] = Entry{bytes.size(), to_hex(sha256(as_bytes(bytes)))};
}

void ReportFolder::commit(std::string_view tool_version, std::string_view case_name) {
  std::string manifest;
  JsonWriter json(manifest);
  json.begin_object().key("tool").value("ulika report").key("version").value(tool_version);
  json.key("case")
      .value(case_name)
      .key("not_listed")
      .begin_array()
      .value("manifest.json")
      .value("seal.js")
      .end_array();
  json.key("files").begin_array();
  for (const auto& [name, entry] : files_) {
    json.begin_object().key("path").value(name).key("size").value(static_cast<std::int64_t>(entry.size));
    json.key("sha256").value(entry.sha256).end_object();
  }
  json.end_array().end_object();
  manifest += '\n';
  write("manifest.json", manifest);
  write("seal.js", "ulika_seal(\"" + to_hex(sha256(as_bytes(manifest))) + "\");\n");

  std::error_code error;
  const fs::path old = target_.parent_path() / ("." + target_.filename().string() + ".old");
  fs::remove_all(old, error);
  const bool had_one = fs::exists(target_, error);
  if (had_one) {
    fs::rename(target_, old, error);
    if (error) throw std::runtime_error("the earlier report cannot be moved away: " + error.message());
  }
  fs::rename(work_, target_, error);
  if (error) {
    std::error_code ignored;
    if (had_one) fs::rename(old, target_, ignored);
    throw std::runtime_error("the report cannot be put in its place: " + error.message());
  }
  work_.clear();
  fs::remove_all(old, error);
}

}  // namespace ulika
