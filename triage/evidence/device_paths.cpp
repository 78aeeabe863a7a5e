#include "triage/evidence/device_paths.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace ulika {
namespace {

constexpr int kMaxPrefixes = 3;

// Written by Cellebrite (Dump, filesystem1, filesystem2) and by scripts around adb and checkm8.
constexpr std::string_view kPrefixes[] = {"dump",           "filesystem", "filesystem1",     "filesystem2",
                                          "extraction_ffs", "ffs",        "full_file_system"};
constexpr std::string_view kRoots[] = {
    // Android
    "data", "system", "system_ext", "vendor", "product", "odm", "apex", "efs", "mnt", "storage", "sdcard",
    "cache", "metadata", "persist",
    // iOS; of its data partition alone: mobile, containers, …
    "private", "System", "Library", "Applications", "Developer", "var", "usr", "etc", "mobile", "containers",
    "root", "wireless", "preferences", "Keychains"};

// Domains of an Android backup: BackupManager's FullBackup.java.
struct BackupDomain {
  std::string_view token, path;
};
constexpr BackupDomain kDomains[] = {
    {"db", "data/data/{}/databases"},
    {"f", "data/data/{}/files"},
    {"sp", "data/data/{}/shared_prefs"},
    {"r", "data/data/{}"},
    {"c", "data/data/{}/cache"},
    {"nb", "data/data/{}/no_backup"},
    {"d_db", "data/user_de/0/{}/databases"},
    {"d_f", "data/user_de/0/{}/files"},
    {"d_sp", "data/user_de/0/{}/shared_prefs"},
    {"d_r", "data/user_de/0/{}"},
    {"d_c", "data/user_de/0/{}/cache"},
    {"d_nb", "data/user_de/0/{}/no_backup"},
    {"ef", "data/media/0/Android/data/{}/files"},
    {"obb", "data/media/0/Android/obb/{}"},
    {"a", "data/app/{}"},
};

std::string_view cut_segment(std::string_view& path) {
  const auto slash = path.find('/');
  const std::string_view segment = path.substr(0, slash);
  path.remove_prefix(slash == path.npos ? path.size() : slash + 1);
  return segment;
}

bool same_name(std::string_view a, std::string_view lower) {
  return a.size() == lower.size() && std::equal(a.begin(), a.end(), lower.begin(), [](char x, char y) {
           return (x >= 'A' && x <= 'Z' ? static_cast<char>(x + 32) : x) == y;
         });
}

bool is_prefix(std::string_view segment) {
  return std::any_of(std::begin(kPrefixes), std::end(kPrefixes),
                     [&](std::string_view prefix) { return same_name(segment, prefix); });
}

bool is_root(std::string_view segment) {
  return std::find(std::begin(kRoots), std::end(kRoots), segment) != std::end(kRoots);
}

// A package name has a dot; no other folder "apps" holds such names beside these tokens.
std::string backup_path(std::string_view path) {
  std::string_view rest = path;
  if (cut_segment(rest) != "apps") return {};
  const std::string_view package = cut_segment(rest);
  if (package.find('.') == package.npos || rest.empty()) return {};
  const std::string_view token = cut_segment(rest);
  const auto* domain = std::find_if(std::begin(kDomains), std::end(kDomains),
                                    [&](const BackupDomain& d) { return d.token == token; });
  if (domain == std::end(kDomains)) return {};
  std::string mapped = fmt::format(fmt::runtime(domain->path), package);
  if (!rest.empty()) mapped.append("/").append(rest);
  return mapped;
}

}  // namespace

std::string android_backup_path(std::string_view path) {
  std::string_view rest = path;
  if (cut_segment(rest) == "shared" && !rest.empty()) return fmt::format("data/media/{}", rest);
  std::string mapped = backup_path(path);
  return mapped.empty() ? std::string(path) : mapped;
}

std::string device_path(std::string_view path) {
  std::string_view rest = path;
  for (int i = 0; i < kMaxPrefixes; ++i) {
    std::string_view below = rest;
    if (!is_prefix(cut_segment(below)) || below.empty()) break;
    rest = below;
  }
  std::string_view below = rest;
  if (rest.size() != path.size() && !is_root(cut_segment(below))) rest = path;
  std::string mapped = backup_path(rest);
  return mapped.empty() ? std::string(rest) : mapped;
}

}  // namespace ulika
