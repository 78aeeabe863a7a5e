#include "triage/evidence/android_backup.h"

#include "tests/evidence/walked.h"
#include "tests/evidence_dir.h"

namespace ulika {
namespace {

KeyRing password(const std::string& text) {
  KeyRing keys;
  if (!text.empty()) keys.passwords = {text};
  return keys;
}

// Passwords and numbers of members: GROUND_TRUTH.tsv of the evidence, where each tar hashes to the same
// value.
TEST(AndroidBackup, RealBackupsListWhatTheirTarHolds) {
  ULIKA_NEEDS_EVIDENCE();
  struct Case {
    const char *file, *password;
    std::size_t members;
  };
  for (const Case& c : {Case{"abe/test.unencrypted.backup", "", 7}, Case{"abe/uncompressed.backup", "", 7},
                        Case{"abe/test.encrypted.backup", "12345", 7},
                        Case{"abe/invalid_header.uncompressed.unencrypted.backup", "", 7},
                        Case{"mvt/tests/artifacts/android_backup/backup.ab", "", 5},
                        Case{"mvt/tests/artifacts/android_backup/backup3.ab", "", 2}}) {
    SCOPED_TRACE(c.file);
    auto evidence = open_evidence(test::evidence_dir() / c.file, password(c.password));
    ASSERT_TRUE(evidence) << evidence.error().message;
    EXPECT_EQ((*evidence)->info().kind, "android backup");
    const auto walked = test::walk_all(**evidence);
    EXPECT_EQ(walked.entries.size(), c.members);
    for (const Problem& problem : walked.problems) ADD_FAILURE() << problem.reason;
  }
}

TEST(AndroidBackup, MembersOfThePackedEncryptedOneAreThoseOfThePlainTar) {
  ULIKA_NEEDS_EVIDENCE();
  auto plain = open_evidence(test::evidence_dir() / "abe/test.tar");
  auto locked = open_evidence(test::evidence_dir() / "abe/test.encrypted.backup", password("12345"));
  ASSERT_TRUE(plain);
  ASSERT_TRUE(locked);
  const auto inside = test::walk_all(**locked);
  std::size_t files = 0;
  for (const FileEntry& entry : test::walk_all(**plain).entries) {
    const FileEntry* same = inside.find(entry.path);
    ASSERT_NE(same, nullptr) << entry.path;
    if (entry.kind != EntryKind::file) continue;
    EXPECT_EQ(test::content_of(**locked, *same), test::content_of(**plain, entry)) << entry.path;
    ++files;
  }
  EXPECT_GT(files, 0U);
}

TEST(AndroidBackup, PathsAreThoseOfThePhone) {
  ULIKA_NEEDS_EVIDENCE();
  auto evidence = open_evidence(test::evidence_dir() / "mvt/tests/artifacts/android_backup/backup3.ab");
  ASSERT_TRUE(evidence);
  EXPECT_NE(test::walk_all(**evidence)
                .find("data/user_de/0/com.android.providers.telephony/files/000000_sms_backup"),
            nullptr);
}

TEST(AndroidBackup, WrongMissingAndDamagedAreThreeThings) {
  ULIKA_NEEDS_EVIDENCE();
  const auto file = test::evidence_dir() / "abe/test.encrypted.backup";
  std::vector<std::string> reasons;
  for (const char* given : {"", "54321"}) {
    auto evidence = open_evidence(file, password(given));
    ASSERT_TRUE(evidence);
    const auto walked = test::walk_all(**evidence);
    ASSERT_EQ(walked.entries.size(), 1U);
    const auto source = (*evidence)->open(walked.entries[0]);
    ASSERT_FALSE(source);
    EXPECT_EQ(source.error().kind, ErrorKind::encrypted);
    reasons.push_back(source.error().message);
  }
  EXPECT_NE(reasons[0], reasons[1]);
  for (const char* name :
       {"abe/test.encrypted_invalidHeader.backup", "abe/test.encrypted_invalidHeader2.backup"}) {
    auto damaged = open_evidence(test::evidence_dir() / name, password("12345"));
    ASSERT_FALSE(damaged) << name;
    EXPECT_EQ(damaged.error().kind, ErrorKind::damaged);
  }
}

TEST(AndroidBackup, HeadersThatMakeNoSenseAreRefused) {
  for (const std::string& header :
       {std::string("ANDROID BACKUP\n"), std::string("ANDROID BACKUP\n9\n0\nnone\n"),
        std::string("ANDROID BACKUP\n5\n2\nnone\n"), std::string("ANDROID BACKUP\n5\n1\nnone\nno zlib"),
        std::string("ANDROID BACKUP\n5\n1\nROT13\n"),
        std::string("ANDROID BACKUP\n5\n0\nAES-256\nff\nff\n4294967295\n")}) {
    std::vector<std::byte> bytes(as_bytes(header).begin(), as_bytes(header).end());
    EXPECT_FALSE(open_android_backup(std::make_unique<MemorySource>(std::move(bytes)), password("x")))
        << header;
  }
}

}  // namespace
}  // namespace ulika
