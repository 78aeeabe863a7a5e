#include "tests/evidence/backup_writer.h"
#include "tests/evidence/walked.h"
#include "tests/evidence_dir.h"
#include "triage/evidence/backup_manifest.h"

namespace ulika {
namespace {

using test::Scratch;
using test::StoredFile;

const std::vector<StoredFile> kFiles = {
    {"HomeDomain", "Library/SMS/sms.db", "messages", 1'772'000'000},
    {"AppDomain-org.example.app", "Documents/note.txt", "a note", 1'772'000'100},
    {"HomeDomain", "Library/SMS", "", 1'772'000'000, 2},
    {"HomeDomain", "Library/link", "", 1'772'000'000, 4, "SMS/sms.db"},
};

TEST(Backup, FilesStandUnderTheirDomains) {
  Scratch scratch;
  test::write_backup(scratch, "phone", kFiles);
  scratch.write(
      "phone/Info.plist",
      "<?xml version=\"1.0\"?><plist version=\"1.0\"><dict><key>Device Name</key><string>Sample</string>"
      "<key>Last Backup Date</key><date>2026-03-01T04:05:06Z</date></dict></plist>");
  auto evidence = open_evidence(scratch.path() / "phone");
  ASSERT_TRUE(evidence) << evidence.error().message;
  EXPECT_EQ((*evidence)->info().kind, "itunes backup");
  EXPECT_EQ((*evidence)->info().acquired_at, 1'772'337'906'000);
  const auto walked = test::walk_all(**evidence);
  EXPECT_TRUE(walked.problems.empty());
  const FileEntry* messages = walked.find("HomeDomain/Library/SMS/sms.db");
  ASSERT_NE(messages, nullptr);
  EXPECT_EQ(messages->size, 8U);
  EXPECT_EQ(messages->times.modified, 1'772'000'000'000);
  EXPECT_EQ(messages->times.created, 1'771'999'940'000);
  EXPECT_EQ(test::content_of(**evidence, *messages), "messages");
  ASSERT_NE(walked.find("AppDomain-org.example.app/Documents/note.txt"), nullptr);
  EXPECT_EQ(walked.find("HomeDomain/Library/SMS")->kind, EntryKind::directory);
  const FileEntry* link = walked.find("HomeDomain/Library/link");
  ASSERT_NE(link, nullptr);
  EXPECT_EQ(link->kind, EntryKind::link);
  EXPECT_EQ(test::content_of(**evidence, *link), "SMS/sms.db");
  EXPECT_NE(walked.find("Manifest.db"), nullptr);
  EXPECT_NE(walked.find("Info.plist"), nullptr);
  EXPECT_EQ(walked.entries.size(), 6U);  // no stored name, no folder of stored names
}

TEST(Backup, OneInsideAFolderIsKnownToo) {
  Scratch scratch;
  test::write_backup(scratch, "case/phone", kFiles);
  scratch.write("case/report.txt", "text");
  scratch.write("case/ab/0123456789012345678901234567890123456789", "no part of a backup");
  auto evidence = open_evidence(scratch.path() / "case");
  ASSERT_TRUE(evidence);
  EXPECT_EQ((*evidence)->info().kind, "folder");
  const auto walked = test::walk_all(**evidence);
  ASSERT_NE(walked.find("phone/HomeDomain/Library/SMS/sms.db"), nullptr);
  EXPECT_EQ(test::content_of(**evidence, *walked.find("phone/HomeDomain/Library/SMS/sms.db")), "messages");
  EXPECT_NE(walked.find("ab"), nullptr);
  EXPECT_NE(walked.find("ab/0123456789012345678901234567890123456789"), nullptr);
  EXPECT_NE(walked.find("report.txt"), nullptr);
}

TEST(Backup, WhatTheManifestDoesNotNameStaysAndWhatIsGoneIsTold) {
  Scratch scratch;
  test::write_backup(scratch, "phone", kFiles);
  scratch.write("phone/ff/ff23456789012345678901234567890123456789", "stray");
  std::filesystem::remove(scratch.path() / "phone" / test::backup_id(kFiles[1]).substr(0, 2) /
                          test::backup_id(kFiles[1]));
  auto evidence = open_evidence(scratch.path() / "phone");
  ASSERT_TRUE(evidence);
  const auto walked = test::walk_all(**evidence);
  EXPECT_NE(walked.find("ff/ff23456789012345678901234567890123456789"), nullptr);
  ASSERT_EQ(walked.problems.size(), 1U);
  EXPECT_EQ(walked.problems[0].reason, "files that the manifest lists and the backup does not hold: 1");
  EXPECT_EQ(walked.find("AppDomain-org.example.app/Documents/note.txt")->content.kind,
            ContentRef::Kind::none);
}

TEST(Backup, PathsOfAManifestNeverClimb) {
  Scratch scratch;
  test::write_backup(scratch, "phone", {{"HomeDomain", "../../../etc/passwd", "x", 1'772'000'000}});
  auto evidence = open_evidence(scratch.path() / "phone");
  ASSERT_TRUE(evidence);
  EXPECT_NE(test::walk_all(**evidence).find("HomeDomain/%2E%2E/%2E%2E/%2E%2E/etc/passwd"), nullptr);
}

TEST(Backup, ADamagedManifestLeavesTheStoredNames) {
  Scratch scratch;
  test::write_backup(scratch, "phone", kFiles);
  scratch.write("phone/Manifest.db", "SQLite format 3 it is not");
  auto evidence = open_evidence(scratch.path() / "phone");
  ASSERT_TRUE(evidence);
  const auto walked = test::walk_all(**evidence);
  const std::string id = test::backup_id(kFiles[0]);
  ASSERT_NE(walked.find(id.substr(0, 2) + "/" + id), nullptr);
  ASSERT_EQ(walked.problems.size(), 1U);
  EXPECT_EQ(walked.problems[0].state, LedgerState::damaged);
  EXPECT_EQ(walked.problems[0].path, "Manifest.db");
}

TEST(Backup, TheOldManifestIsReadToo) {
  using namespace std::string_literals;
  // domain, path, no target, no digest, no key; mode 0100644; inode, owner, group; three times; size 4;
  // class; no properties.
  const std::string mbdb = "mbdb\x05\x00"s + "\x00\x0AHomeDomain"s + "\x00\x09notes.txt"s +
                           "\xFF\xFF\xFF\xFF\xFF\xFF"s + "\x81\xA4"s + std::string(16, '\0') +
                           "\x65\x00\x00\x00"s + "\x65\x00\x00\x01"s + "\x65\x00\x00\x02"s +
                           "\0\0\0\0\0\0\0\x04"s + "\x03\x00"s;
  std::vector<BackupFile> files;
  const auto counts =
      read_manifest_mbdb(as_bytes(mbdb), [&](BackupFile&& file) { files.push_back(std::move(file)); });
  ASSERT_TRUE(counts) << counts.error().message;
  ASSERT_EQ(files.size(), 1U);
  EXPECT_EQ(files[0].path, "notes.txt");
  EXPECT_EQ(files[0].kind, EntryKind::file);
  EXPECT_EQ(files[0].size, 4U);
  EXPECT_EQ(files[0].times.modified, 0x65000000LL * 1000);
  EXPECT_EQ(files[0].times.changed, 0x65000002LL * 1000);
  EXPECT_EQ(files[0].id, test::backup_id({"HomeDomain", "notes.txt", "", 0}));
  for (std::size_t length = 7; length < mbdb.size(); ++length) {
    EXPECT_FALSE(read_manifest_mbdb(as_bytes(std::string_view(mbdb).substr(0, length)), [](BackupFile&&) {}))
        << length;
  }
}

TEST(Backup, RealBackupAsOtherToolsSeeIt) {
  ULIKA_NEEDS_EVIDENCE();
  auto evidence = open_evidence(test::evidence_dir() / "mvt/tests/artifacts/ios_backup");
  ASSERT_TRUE(evidence) << evidence.error().message;
  const auto walked = test::walk_all(**evidence);
  // 3,721 rows of the manifest (GROUND_TRUTH.tsv); Manifest.db and Info.plist beside them. Of 11 stored files
  // the manifest names 10, as sqlite3 sees it.
  std::size_t readable = 0;
  for (const FileEntry& entry : walked.entries) {
    readable += entry.kind == EntryKind::file && entry.content.kind != ContentRef::Kind::none ? 1 : 0;
  }
  EXPECT_EQ(walked.entries.size(), 3721U + 2U + 1U);
  EXPECT_EQ(readable, 11U + 2U);
  const FileEntry* messages = walked.find("HomeDomain/Library/SMS/sms.db");
  ASSERT_NE(messages, nullptr);
  EXPECT_TRUE(test::content_of(**evidence, *messages).starts_with("SQLite format 3"));
}

}  // namespace
}  // namespace ulika
