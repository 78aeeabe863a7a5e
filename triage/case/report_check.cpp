#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>

#include "triage/base/digest.h"
#include "triage/case/case_check.h"

namespace ulika {
namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t kMaxManifest = 64U << 20;  // bytes

std::optional<std::string> digest_of(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) return std::nullopt;
  Hasher hasher;
  std::string piece(1 << 16, '\0');
  while (in.read(piece.data(), static_cast<std::streamsize>(piece.size())) || in.gcount() > 0) {
    hasher.update(as_bytes(std::string_view(piece.data(), static_cast<std::size_t>(in.gcount()))));
  }
  if (in.bad()) return std::nullopt;
  return to_hex(hasher.finish().sha256);
}

// A relative path that stays below the folder it starts from.
bool stays_below(const fs::path& path) {
  return !path.empty() && path.is_relative() &&
         std::none_of(path.begin(), path.end(), [](const fs::path& part) { return part == ".."; });
}

// Path to SHA-256 of a manifest; nothing when it is none.
std::optional<std::map<std::string, std::string>> read_manifest(const fs::path& file) {
  std::error_code failed;
  if (fs::file_size(file, failed) > kMaxManifest || failed) return std::nullopt;
  std::ifstream in(file, std::ios::binary);
  const auto manifest = nlohmann::json::parse(in, nullptr, false);
  if (!manifest.is_object() || !manifest.contains("files") || !manifest["files"].is_array())
    return std::nullopt;
  std::map<std::string, std::string> files;
  for (const auto& entry : manifest["files"]) {
    if (!entry.is_object() || !entry.contains("path") || !entry["path"].is_string() ||
        !entry.contains("sha256") || !entry["sha256"].is_string()) {
      return std::nullopt;
    }
    files[entry["path"].get<std::string>()] = entry["sha256"].get<std::string>();
  }
  return files;
}

}  // namespace

std::vector<std::string> check_report(const fs::path& report_dir) {
  const fs::path file = report_dir / "manifest.json";
  if (!fs::exists(file)) return {};
  const auto manifest = read_manifest(file);
  if (!manifest) return {"report/manifest.json: is no manifest of this program"};

  std::vector<std::string> findings;
  for (const auto& [path, digest] : *manifest) {
    if (!stays_below(path)) {
      findings.push_back(fmt::format("report/manifest.json: names a file outside the report: {}", path));
      continue;
    }
    const std::optional<std::string> found = digest_of(report_dir / path);
    if (!found) {
      findings.push_back(fmt::format("report/{}: is missing or cannot be read", path));
    } else if (*found != digest) {
      findings.push_back(fmt::format("report/{}: was changed after it was written", path));
    }
  }
  // The seal carries the manifest's own digest, which the manifest cannot name.
  if (std::ifstream seal(report_dir / "seal.js", std::ios::binary); seal) {
    const std::string text((std::istreambuf_iterator<char>(seal)), {});
    if (text.find(digest_of(file).value_or("unreadable")) == std::string::npos) {
      findings.emplace_back("report/seal.js: does not carry the digest of the manifest");
    }
  }
  std::vector<std::string> strangers;
  for (const auto& entry : fs::recursive_directory_iterator(report_dir)) {
    if (!entry.is_regular_file()) continue;
    const std::string path = entry.path().lexically_relative(report_dir).generic_string();
    if (path != "manifest.json" && path != "seal.js" && !manifest->contains(path)) strangers.push_back(path);
  }
  std::sort(strangers.begin(), strangers.end());
  for (const std::string& path : strangers) {
    findings.push_back(fmt::format("report/{}: the manifest does not name this file", path));
  }
  return findings;
}

}  // namespace ulika
