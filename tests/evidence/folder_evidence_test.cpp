#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/evidence/walked.h"

namespace ulika {
namespace {

using test::Scratch;

TEST(FolderEvidence, ListsInByteOrderWithoutFollowingLinks) {
  Scratch scratch;
  scratch.write("dump/b/file.txt", "inside");
  scratch.write("dump/a%41.txt", "percent");
  scratch.write("dump/bad\xff", "bytes");
  scratch.write("secret.txt", "outside");
  std::filesystem::create_symlink("../secret.txt", scratch.path() / "dump/link");
  std::filesystem::create_directory_symlink("..", scratch.path() / "dump/up");
  ASSERT_EQ(::mkfifo((scratch.path() / "dump/pipe").c_str(), 0600), 0);

  auto evidence = open_evidence(scratch.path() / "dump");
  ASSERT_TRUE(evidence) << evidence.error().message;
  EXPECT_EQ((*evidence)->info().name, "dump");
  test::Walked walked = test::walk_all(**evidence);
  std::vector<std::string> paths;
  for (const FileEntry& entry : walked.entries) paths.push_back(entry.path);
  EXPECT_EQ(paths,
            (std::vector<std::string>{"a%2541.txt", "b", "b/file.txt", "bad%FF", "link", "pipe", "up"}));
  EXPECT_EQ(test::content_of(**evidence, *walked.find("b/file.txt")), "inside");
  EXPECT_EQ(test::content_of(**evidence, *walked.find("bad%FF")), "bytes");
  EXPECT_EQ(walked.find("link")->kind, EntryKind::link);
  EXPECT_EQ(test::content_of(**evidence, *walked.find("link")), "../secret.txt");
  EXPECT_EQ(walked.find("pipe")->kind, EntryKind::special);
  EXPECT_TRUE(walked.find("b/file.txt")->times.modified.has_value());

  FileEntry climbing;
  climbing.content.kind = ContentRef::Kind::host_file;
  for (const char* path : {"link", "up/secret.txt", "../secret.txt", "b/../../secret.txt", "/etc/hostname"}) {
    climbing.content.inline_data = path;
    EXPECT_FALSE((*evidence)->open(climbing)) << path;
  }
}

TEST(FolderEvidence, LeavesAccessTimesAlone) {
  Scratch scratch;
  std::filesystem::path file = scratch.write("dump/file", "content");
  struct timespec old[2] = {{1'000'000'000, 0}, {1'000'000'001, 0}};
  ASSERT_EQ(::utimensat(AT_FDCWD, file.c_str(), old, 0), 0);
  auto evidence = open_evidence(scratch.path() / "dump");
  ASSERT_TRUE(evidence);
  test::Walked walked = test::walk_all(**evidence);
  EXPECT_EQ(test::content_of(**evidence, *walked.find("file")), "content");
  struct stat facts {};
  ASSERT_EQ(::stat(file.c_str(), &facts), 0);
  EXPECT_EQ(facts.st_atim.tv_sec, 1'000'000'000);
  EXPECT_EQ(facts.st_mtim.tv_sec, 1'000'000'001);
}

TEST(OpenEvidence, SaysWhatIsWrong) {
  Scratch scratch;
  auto missing = open_evidence(scratch.path() / "nothing.E01");
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().kind, ErrorKind::not_found);
  auto empty = open_evidence(scratch.write("empty.E01", ""));
  ASSERT_FALSE(empty);
  EXPECT_NE(empty.error().message.find("0 bytes"), std::string::npos);
  auto packed = open_evidence(scratch.write("disk.raw.gz", "\x1f\x8b\x08\x08 more"));
  ASSERT_FALSE(packed);
  EXPECT_EQ(packed.error().kind, ErrorKind::unsupported);
  EXPECT_NE(packed.error().message.find("unpack it first"), std::string::npos);
  auto qcow = open_evidence(scratch.write("disk.img", std::string("QFI\xfb") + std::string(2000, '\0')));
  ASSERT_FALSE(qcow);
  EXPECT_EQ(qcow.error().kind, ErrorKind::unsupported);
  EXPECT_NE(qcow.error().message.find("qcow2"), std::string::npos);
}

TEST(DefaultEvidenceName, IsTheStemOrTheFolder) {
  EXPECT_EQ(default_evidence_name("/cases/phone1.zip"), "phone1");
  EXPECT_EQ(default_evidence_name("/cases/disk.E01"), "disk");
  EXPECT_EQ(default_evidence_name("/cases/disk.001"), "disk");
  EXPECT_EQ(default_evidence_name("/cases/disk.dd.001"), "disk");
  EXPECT_EQ(default_evidence_name("/cases/phone.tar.gz"), "phone");
  Scratch scratch;
  std::filesystem::create_directory(scratch.path() / "iphone.backup");
  EXPECT_EQ(default_evidence_name(scratch.path() / "iphone.backup/"), "iphone.backup");
}

}  // namespace
}  // namespace ulika
