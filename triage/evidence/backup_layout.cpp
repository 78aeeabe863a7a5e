#include "triage/evidence/backup_layout.h"

#include <fmt/format.h>

#include <algorithm>

#include "triage/base/property_list.h"
#include "triage/evidence/backup_manifest.h"
#include "triage/evidence/encrypted_entry.h"
#include "triage/evidence/entry_paths.h"

namespace ulika {
namespace {

constexpr std::uint64_t kMaxManifest = std::uint64_t{1} << 30;
constexpr std::uint64_t kMaxList = std::uint64_t{64} << 20;
constexpr const char* kDatabase = "Manifest.db";
constexpr const char* kOldDatabase = "Manifest.mbdb";
constexpr const char* kList = "Manifest.plist";
constexpr const char* kLog = "Manifest.db-wal";
constexpr std::string_view kSqlite = "SQLite format 3";

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

std::optional<PropertyList> read_list(Evidence& base, const FileEntry& entry) {
  auto source = base.open(entry);
  if (!source) return {};
  const auto bytes = read_all(**source, kMaxList);
  if (!bytes) return {};
  auto list = PropertyList::read(*bytes);
  return list ? std::optional(std::move(*list)) : std::nullopt;
}

std::string cipher_of(const BackupFile& file, const Keybag& keybag, std::uint64_t stored_size) {
  const auto wrapped = keybag.classes.find(file.protection_class);
  if (wrapped == keybag.classes.end()) {
    return encode_locked(
        fmt::format("the file is of protection class {}, which the keybag lacks", file.protection_class));
  }
  return encode_cipher({keybag.lock, wrapped->second, file.wrapped_key, stored_size});
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
  if (name == kDatabase || name == kOldDatabase || name == kList || name == kLog) {
    Folder& folder = folders_[std::string(parent)];
    std::string key(name);
    return folder.records.emplace(std::move(key), std::move(entry)).second;
  }
  if (name.size() != 40 || !is_lower_hex(name)) return false;
  // "xx/<id>" since iOS 10, "<id>" before.
  const bool shelved = name_of(parent) == name.substr(0, 2);
  Folder& folder = folders_[std::string(shelved ? parent_of(parent) : parent)];
  std::string id(name);
  return folder.stored.emplace(std::move(id), std::move(entry)).second;
}

void BackupLayout::finish(const WalkSink& sink) {
  for (auto& [path, folder] : folders_) {
    if (folder.records.contains(kDatabase) || folder.records.contains(kOldDatabase)) {
      name_files(path, folder, sink);
    } else {
      for (FileEntry& entry : folder.hash_folders) sink.entry(std::move(entry));
    }
    for (auto& [name, entry] : folder.records) sink.entry(std::move(entry));
    for (auto& [id, entry] : folder.stored) sink.entry(std::move(entry));
  }
  folders_.clear();
}

BackupLayout::Protection BackupLayout::protection_of(Folder& folder) {
  Protection protection;
  const auto found = folder.records.find(kList);
  if (found == folder.records.end()) return protection;
  const auto list = read_list(base_, found->second);
  if (!list || !list->root().member("IsEncrypted").boolean().value_or(false)) return protection;
  auto keybag = read_keybag(list->root().member("BackupKeyBag").data());
  if (!keybag) {
    protection.refusal = keybag.error();
    return protection;
  }
  protection.keybag = std::move(*keybag);
  // Since iOS 10.2: the class of the key, little-endian, and the key itself, wrapped.
  const Bytes key = list->root().member("ManifestKey").data();
  const auto database = folder.records.find(kDatabase);
  if (key.size() <= 4 || database == folder.records.end()) return protection;
  ByteReader number(key);
  const auto wrapped = protection.keybag->classes.find(number.u32le());
  if (wrapped == protection.keybag->classes.end()) {
    protection.refusal =
        Error{ErrorKind::damaged, "the key of Manifest.db is of a class that the keybag lacks"};
    return protection;
  }
  protection.manifest_cipher = encode_cipher({protection.keybag->lock, wrapped->second,
                                              std::string(as_text(key.subspan(4))), database->second.size});
  return protection;
}

Result<std::vector<std::byte>> BackupLayout::read_manifest(FileEntry& manifest,
                                                           const Protection& protection) {
  if (protection.refusal) return tl::unexpected(*protection.refusal);
  auto source = base_.open(manifest);
  if (!source) return tl::unexpected(source.error());
  std::vector<std::byte> head(kSqlite.size());
  const auto got = (*source)->read(0, head);
  const bool plain = got && as_text(head) == kSqlite;
  if (!plain && !protection.manifest_cipher.empty()) {
    manifest.content.cipher = protection.manifest_cipher;
    source = open_encrypted(base_, manifest, keys_);
    if (!source) return tl::unexpected(source.error());
  }
  return read_all(**source, kMaxManifest);
}

void BackupLayout::name_files(const std::string& path, Folder& folder, const WalkSink& sink) {
  const auto found = folder.records.find(kDatabase);
  const bool old = found == folder.records.end();
  FileEntry& manifest = old ? folder.records.at(kOldDatabase) : found->second;
  const auto tell = [&](LedgerState state, std::string reason) {
    sink.problem(list_problem(manifest.path, state, std::move(reason)));
  };
  const Protection protection = protection_of(folder);
  auto bytes = read_manifest(manifest, protection);
  if (!bytes) {
    // The stored files keep their names, and say why they cannot be read.
    for (auto& [id, entry] : folder.stored) {
      if (protection.keybag || protection.refusal)
        entry.content.cipher = encode_locked(bytes.error().message);
    }
    return tell(ledger_state_of(bytes.error().kind), bytes.error().message);
  }
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
        entry.first_offset = stored->second.first_offset;
        entry.content = std::move(stored->second.content);
        if (protection.keybag && !file.wrapped_key.empty()) {
          entry.content.cipher = cipher_of(file, *protection.keybag, stored->second.size);
        } else {
          entry.size = stored->second.size;
        }
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
  if (const auto log = folder.records.find(kLog); log != folder.records.end() && log->second.size != 0) {
    tell(LedgerState::damaged,
         "its write-ahead log is not read: files that only the log lists keep their stored names");
  }
}

}  // namespace ulika
