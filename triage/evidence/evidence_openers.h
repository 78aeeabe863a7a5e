// The kinds of evidence that open_evidence() chooses from.
#pragma once

#include <filesystem>
#include <memory>
#include <vector>

#include "triage/evidence/evidence.h"
#include "triage/evidence/host_file.h"
#include "triage/evidence/image_source.h"

namespace ulika {

Result<std::unique_ptr<Evidence>> open_folder_evidence(const std::filesystem::path& path);
Result<std::unique_ptr<Evidence>> open_zip_evidence(const std::filesystem::path& path,
                                                    std::unique_ptr<HostFile> file);
// A plain tar, or a compressed one (`compressed`: one entry for the whole, which the archive reader expands).
Result<std::unique_ptr<Evidence>> open_tar_evidence(const std::filesystem::path& path,
                                                    std::unique_ptr<HostFile> file, bool compressed);
// A file of `adb backup`. One that is encrypted opens without its password too: as a single file that cannot
// be read.
Result<std::unique_ptr<Evidence>> open_android_backup_evidence(const std::filesystem::path& path,
                                                               std::unique_ptr<HostFile> file,
                                                               const KeyRing& keys);
Result<std::unique_ptr<Evidence>> open_disk_evidence(OpenedImage image);
// `base`, a folder or archive, with what it holds of a phone under the phone's own paths: files of iTunes
// backups by their manifest, full file systems without the folders that extraction tools put before them.
std::unique_ptr<Evidence> as_extraction(std::unique_ptr<Evidence> base, const KeyRing& keys);

}  // namespace ulika
