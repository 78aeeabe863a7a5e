#include "triage/pipeline/metrics.h"

#include <archive.h>
#include <fmt/format.h>
#include <magic.h>
#include <openssl/crypto.h>
#include <seccomp.h>
#include <sqlite3.h>
#include <sys/resource.h>

#include <algorithm>
#include <fstream>
#include <stdexcept>

#include "triage/base/json.h"
#include "triage/evidence/evidence_versions.h"

namespace ulika {
namespace {

double seconds(const timeval& t) {
  return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6;
}

double cpu_seconds(int who) {
  rusage usage{};
  getrusage(who, &usage);
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

}  // namespace

std::vector<std::pair<std::string, std::string>> library_versions() {
  std::vector<std::pair<std::string, std::string>> versions = evidence_library_versions();
  versions.emplace_back("libarchive", ARCHIVE_VERSION_ONLY_STRING);
  versions.emplace_back("libmagic", fmt::format("{}.{:02}", magic_version() / 100, magic_version() % 100));
  const scmp_version* s = seccomp_version();
  versions.emplace_back("libseccomp", fmt::format("{}.{}.{}", s->major, s->minor, s->micro));
  versions.emplace_back("openssl", OpenSSL_version(OPENSSL_VERSION_STRING));
  versions.emplace_back("sqlite", sqlite3_libversion());
  std::sort(versions.begin(), versions.end());
  return versions;
}

void write_metrics(const std::filesystem::path& file, const RunFigures& figures) {
  std::string text;
  JsonWriter json(text);
  const SupervisorOutcome& s = figures.supervisor;
  json.begin_object();
  json.key("version").value(ULIKA_VERSION);
  json.key("jobs").value(static_cast<std::int64_t>(figures.jobs));
  json.key("wall_s").value(figures.wall_s);
  json.key("prepare_s").value(figures.prepare_s);
  json.key("cpu_supervisor_s").value(cpu_seconds(RUSAGE_SELF));
  json.key("cpu_workers_s").value(cpu_seconds(RUSAGE_CHILDREN));
  json.key("files").value(figures.files);
  json.key("bytes").value(figures.bytes);
  json.key("bytes_per_second")
      .value(figures.wall_s > 0 ? static_cast<double>(figures.bytes) / figures.wall_s : 0.0);
  json.key("records").value(figures.records);
  json.key("hits").value(figures.hits);
  json.key("first_found_s");
  s.first_hit_s < 0 ? json.null() : json.value(s.first_hit_s);
  json.key("peak_anonymous_bytes").value(s.peak_memory);
  json.key("workers_lost").value(static_cast<std::int64_t>(s.workers_lost));
  json.key("stages").begin_object();
  for (std::size_t i = 0; i < kStages; ++i) {
    const double stage_s = static_cast<double>(s.stage_ns[i]) / 1e9;
    json.key(stage_name(static_cast<Stage>(i))).begin_object();
    json.key("seconds").value(stage_s);
    json.key("bytes").value(static_cast<std::int64_t>(s.stage_bytes[i]));
    json.key("mb_per_s").value(stage_s > 0 ? static_cast<double>(s.stage_bytes[i]) / 1e6 / stage_s : 0.0);
    json.end_object();
  }
  json.key("write").begin_object().key("seconds").value(static_cast<double>(s.write_ns) / 1e9).end_object();
  json.key("finish").begin_object().key("seconds").value(static_cast<double>(s.finish_ns) / 1e9).end_object();
  json.key("correlate").begin_object().key("seconds").value(figures.correlate_s).end_object();
  json.end_object();
  json.key("libraries").begin_object();
  for (const auto& [name, version] : figures.versions) json.key(name).value(version);
  json.end_object().end_object();
  text.push_back('\n');

  const auto part = std::filesystem::path(file).concat(".part");
  std::ofstream out(part, std::ios::binary | std::ios::trunc);
  out << text;
  out.close();
  if (!out) throw std::runtime_error("cannot write " + file.string());
  std::filesystem::rename(part, file);
}

}  // namespace ulika
