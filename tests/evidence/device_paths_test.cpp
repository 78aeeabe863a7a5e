#include "triage/evidence/device_paths.h"

#include <gtest/gtest.h>

namespace ulika {
namespace {

TEST(DevicePaths, FoldersOfToolsComeOffBeforeAPhonesRoot) {
  EXPECT_EQ(device_path("Dump/data/data/com.whatsapp/databases/msgstore.db"),
            "data/data/com.whatsapp/databases/msgstore.db");
  EXPECT_EQ(device_path("EXTRACTION_FFS/Dump/data/data/x"), "data/data/x");
  EXPECT_EQ(device_path("filesystem1/private/var/mobile/Library/SMS/sms.db"),
            "private/var/mobile/Library/SMS/sms.db");
  EXPECT_EQ(device_path("filesystem2/mobile/Library/SMS/sms.db"), "mobile/Library/SMS/sms.db");
  EXPECT_EQ(device_path("private/var/mobile/x"), "private/var/mobile/x");
  // Nothing of a phone follows.
  EXPECT_EQ(device_path("Dump/report.pdf"), "Dump/report.pdf");
  EXPECT_EQ(device_path("filesystem1"), "filesystem1");
  EXPECT_EQ(device_path("extra/Secrets/secrets.json"), "extra/Secrets/secrets.json");
  EXPECT_EQ(device_path("photos/data/x"), "photos/data/x");
}

TEST(DevicePaths, AndroidBackupsSpeakOfDomains) {
  EXPECT_EQ(device_path("apps/com.whatsapp/db/msgstore.db"), "data/data/com.whatsapp/databases/msgstore.db");
  EXPECT_EQ(device_path("apps/org.example/f/a/b.txt"), "data/data/org.example/files/a/b.txt");
  EXPECT_EQ(device_path("apps/org.example/sp/prefs.xml"), "data/data/org.example/shared_prefs/prefs.xml");
  EXPECT_EQ(device_path("apps/org.example/r/app_x/y"), "data/data/org.example/app_x/y");
  EXPECT_EQ(device_path("apps/org.example/d_f/000000_sms_backup"),
            "data/user_de/0/org.example/files/000000_sms_backup");
  EXPECT_EQ(device_path("apps/org.example/_manifest"), "apps/org.example/_manifest");
  EXPECT_EQ(device_path("apps/plain/db/x"), "apps/plain/db/x");
  EXPECT_EQ(device_path("shared/0/DCIM/x.jpg"), "shared/0/DCIM/x.jpg");
  EXPECT_EQ(android_backup_path("shared/0/DCIM/x.jpg"), "data/media/0/DCIM/x.jpg");
}

}  // namespace
}  // namespace ulika
