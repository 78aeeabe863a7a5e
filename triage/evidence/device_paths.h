// Where a member of a phone extraction lies on the phone, by the path that the extraction's container gives
// it.
#pragma once

#include <string>
#include <string_view>

namespace ulika {

// Takes off the folders that extraction tools put before the phone's root ("Dump/data/data/…",
// "filesystem1/private/var/…"), only where a folder of a phone's root follows. What `adb backup` calls
// "apps/PACKAGE/db/x" becomes data/data/PACKAGE/databases/x. Any other path comes back as it is.
std::string device_path(std::string_view path);

// The same for a member of an `adb backup` file, where "shared/0/x" is the shared storage.
std::string android_backup_path(std::string_view path);

}  // namespace ulika
