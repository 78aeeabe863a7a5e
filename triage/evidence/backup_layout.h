// BackupLayout: collects what may be the stored files of iTunes backups while a container is listed, and
// names them by their manifests at its end.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "triage/evidence/backup_keys.h"
#include "triage/evidence/evidence.h"

namespace ulika {

class BackupLayout {
 public:
  // `base` opens the entries that are kept. References must outlive the layout.
  BackupLayout(Evidence& base, BackupKeys& keys) : base_(base), keys_(keys) {}

  // Keeps what is named like a stored file or a folder of such; nothing is kept of other entries. Manifests
  // and their companions are looked at and left to the caller.
  bool keep(FileEntry& entry);

  // Gives every kept entry to the sink: under its path on the phone below the backup's folder
  // ("HomeDomain/Library/SMS/sms.db") where a manifest names it, else as it came.
  void finish(const WalkSink& sink);

 private:
  struct Folder {
    std::map<std::string, FileEntry> stored;   // by id
    std::vector<FileEntry> hash_folders;       // "00" … "ff"
    std::map<std::string, FileEntry> records;  // Manifest.db, Manifest.plist, …, by name
  };

  // How a backup's files are protected. Without encryption all of it is empty.
  struct Protection {
    std::optional<Keybag> keybag;
    std::string manifest_cipher;   // of Manifest.db, where it is encrypted
    std::optional<Error> refusal;  // why nothing can be read, where nothing can
  };

  Protection protection_of(Folder& folder);
  Result<std::vector<std::byte>> read_manifest(FileEntry& manifest, const Protection& protection);
  void name_files(const std::string& path, Folder& folder, const WalkSink& sink);

  Evidence& base_;
  BackupKeys& keys_;
  std::map<std::string, Folder> folders_;  // by the path of the backup's folder
};

}  // namespace ulika
