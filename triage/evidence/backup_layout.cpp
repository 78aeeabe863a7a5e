#include "triage/evidence/backup_layout.h"

#include <fmt/format.h>

#include <algorithm>

#include "triage/evidence/backup_manifest.h"
#include "triage/evidence/entry_paths.h"

namespace ulika {
namespace {

constexpr std::uint64_t kMaxManifest = std::uint64_t{1} << 30;
constexpr std::string_view kDatabase = "Manifest.db";
constexpr std::string_view kOldDatabase = "Manifest.mbdb";

bool is_lower_hex(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

std::string_view parent_of(std::string_view path) {
  const auto slash = path.rfind('/');
  return slash == path.npos ? std::string_view() : path.substr(0, slash);
}

std::string_view name_of(std::string_view path) {
  const auto slash = path.rfind('/');
  return slash == path.npos ? path : path.substr(slash + 1);
}

std::string below(const std::string& folder, std::string_view path) {
  return folder.empty() ? std::string(path) : folder + "/" + std::string(path);
}

Problem list_problem(std::string path, LedgerState state, std::string reason) {
  Problem problem;
  problem.path = std::move(path);
  problem.stage = "list";
  problem.state = state;
  problem.reason = std::move(reason);
  return problem;
}

}  // namespace

bool BackupLayout::keep(FileEntry& entry) {
  const std::string_view path = entry.path;
  const std::string_view name = name_of(path);
  const std::string_view parent = parent_of(path);
  if (entry.kind == EntryKind::directory) {
    if (name.size() != 2 || !is_lower_hex(name)) return false;
    folders_[std::string(parent)].hash_folders.push_back(std::move(entry));
    return true;
  }
  if (entry.kind != EntryKind::file) return false;
  if (name == kDatabase || name == kOldDatabase || name == "Manifest.plist" || name == "Manifest.db-wal") {
    folders_[std::string(parent)].records.emplace(name, entry);
    return false;
  }
  if (name.size() != 40 || !is_lower_hex(name)) return false;
  // "xx/<id>" since iOS 10, "<id>" before.
  const std::string_view shelf = name_of(parent);
  const bool shelved = shelf == name.substr(0, 2);
  Folder& folder = folders_[std::string(shelved ? parent_of(parent) : parent)];
  std::string id(name);
  return folder.stored.emplace(std::move(id), std::move(entry)).second;
}

void BackupLayout::finish(const WalkSink& sink) {
  for (auto& [path, folder] : folders_) {
    const bool backup =
        folder.records.contains(std::string(kDatabase)) || folder.records.contains(std::string(kOldDatabase));
    if (backup) {
      name_files(path, folder, sink);
    } else {
      for (FileEntry& entry : folder.hash_folders) sink.entry(std::move(entry));
    }
    for (auto& [id, entry] : folder.stored) sink.entry(std::move(entry));
  }
  folders_.clear();
}

void BackupLayout::name_files(const std::string& path, Folder& folder, const WalkSink& sink) {
  const auto found = folder.records.find(std::string(kDatabase));
  const bool old = found == folder.records.end();
  const FileEntry& manifest = old ? folder.records.at(std::string(kOldDatabase)) : found->second;
  const auto tell = [&](LedgerState state, std::string reason) {
    sink.problem(list_problem(manifest.path, state, std::move(reason)));
  };
  auto source = base_.open(manifest);
  if (!source) return tell(ledger_state_of(source.error().kind), source.error().message);
  auto bytes = read_all(**source, kMaxManifest);
  if (!bytes) return tell(ledger_state_of(bytes.error().kind), bytes.error().message);
  std::uint64_t missing = 0;
  const auto take = [&](BackupFile&& file) {
    FileEntry entry;
    entry.path = below(path, member_path(file.path.empty() ? file.domain : file.domain + "/" + file.path));
    entry.kind = file.kind;
    entry.times = file.times;
    if (file.kind == EntryKind::link) {
      entry.size = file.target.size();
      entry.content.kind = ContentRef::Kind::inline_data;
      entry.content.inline_data = std::move(file.target);
    } else if (file.kind == EntryKind::file) {
      entry.size = file.size;
      if (const auto stored = folder.stored.find(file.id); stored != folder.stored.end()) {
        entry.size = stored->second.size;
        entry.first_offset = stored->second.first_offset;
        entry.content = std::move(stored->second.content);
        folder.stored.erase(stored);
      } else {
        ++missing;
      }
    }
    sink.entry(std::move(entry));
  };
  const auto counts = old ? read_manifest_mbdb(*bytes, take) : read_manifest_db(std::move(*bytes), take);
  if (!counts) {
    tell(ledger_state_of(counts.error().kind), counts.error().message);
  } else if (counts->unreadable != 0) {
    tell(LedgerState::damaged,
         fmt::format("sizes and times of {} of {} files cannot be read", counts->unreadable, counts->files));
  }
  if (missing != 0) {
    tell(LedgerState::damaged,
         fmt::format("files that the manifest lists and the backup does not hold: {}", missing));
  }
  if (const auto log = folder.records.find("Manifest.db-wal");
      log != folder.records.end() && log->second.size != 0) {
    tell(LedgerState::damaged,
         "its write-ahead log is not read: files that only the log lists keep their stored names");
  }
}

}  // namespace ulika
