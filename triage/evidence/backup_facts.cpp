#include "triage/evidence/backup_facts.h"

#include <fmt/format.h>

#include <optional>

#include "triage/base/property_list.h"

namespace ulika {
namespace {

constexpr std::uint64_t kMaxList = std::uint64_t{64} << 20;

Result<std::unique_ptr<ByteSource>> open_named(Evidence& folder, std::string name) {
  FileEntry entry;
  entry.path = name;
  entry.content.kind = ContentRef::Kind::host_file;
  entry.content.inline_data = std::move(name);
  return folder.open(entry);
}

std::optional<PropertyList> read_named(Evidence& folder, const char* name) {
  auto source = open_named(folder, name);
  if (!source) return {};
  const auto bytes = read_all(**source, kMaxList);
  if (!bytes) return {};
  auto list = PropertyList::read(*bytes);
  return list ? std::optional(std::move(*list)) : std::nullopt;
}

}  // namespace

void add_backup_facts(Evidence& folder, SourceInfo& info) {
  if (!open_named(folder, "Manifest.db") && !open_named(folder, "Manifest.mbdb")) return;
  info.kind = "itunes backup";
  const auto add = [&](const char* key, std::string value) {
    if (!value.empty()) info.acquisition.emplace_back(key, std::move(value));
  };
  if (const auto list = read_named(folder, "Info.plist")) {
    const auto root = list->root();
    for (const auto& [key, name] : {std::pair{"device_name", "Device Name"},
                                    {"product_type", "Product Type"},
                                    {"product_version", "Product Version"},
                                    {"build_version", "Build Version"},
                                    {"serial_number", "Serial Number"},
                                    {"imei", "IMEI"},
                                    {"imei2", "IMEI 2"},
                                    {"meid", "MEID"},
                                    {"iccid", "ICCID"},
                                    {"phone_number", "Phone Number"},
                                    {"target_identifier", "Target Identifier"},
                                    {"itunes_version", "iTunes Version"}}) {
      add(key, root.member(name).text());
    }
    info.acquired_at = root.member("Last Backup Date").date();
  }
  if (const auto list = read_named(folder, "Manifest.plist")) {
    const auto encrypted = list->root().member("IsEncrypted").boolean();
    if (encrypted) add("encrypted", *encrypted ? "yes" : "no");
    const auto locked = list->root().member("WasPasscodeSet").boolean();
    if (locked) add("passcode_set", *locked ? "yes" : "no");
    if (!info.acquired_at) info.acquired_at = list->root().member("Date").date();
  }
  if (const auto list = read_named(folder, "Status.plist")) {
    add("backup_state", list->root().member("BackupState").text());
    add("snapshot_state", list->root().member("SnapshotState").text());
    const auto full = list->root().member("IsFullBackup").boolean();
    if (full) add("full_backup", *full ? "yes" : "no");
  }
}

}  // namespace ulika
