// BackupLayout: collects what may be the stored files of iTunes backups while a container is listed, and
// names them by their manifests at its end.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "triage/evidence/evidence.h"
#include "triage/model/key_ring.h"

namespace ulika {

class BackupLayout {
 public:
  // `base` opens the entries that are kept. References must outlive the layout.
  BackupLayout(Evidence& base, const KeyRing& keys) : base_(base), keys_(keys) {}

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

  void name_files(const std::string& path, Folder& folder, const WalkSink& sink);

  Evidence& base_;
  const KeyRing& keys_;
  std::map<std::string, Folder> folders_;  // by the path of the backup's folder
};

}  // namespace ulika
