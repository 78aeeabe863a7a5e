#include <random>

#include "tests/evidence/walked.h"
#include "tests/evidence/zip_writer.h"
#include "triage/base/time.h"

namespace ulika {
namespace {

using test::Scratch;
using test::ZipWriter;

struct OpenZip {
  Scratch scratch;
  std::unique_ptr<Evidence> evidence;
  test::Walked walked;

  explicit OpenZip(const std::string& bytes) {
    auto opened = open_evidence(scratch.write("phone1.zip", bytes));
    EXPECT_TRUE(opened) << opened.error().message;
    if (!opened) return;
    evidence = std::move(*opened);
    walked = test::walk_all(*evidence);
  }
  std::string content(std::string_view path) {
    const FileEntry* entry = walked.find(path);
    return entry == nullptr ? "no such entry" : test::content_of(*evidence, *entry);
  }
};

std::string patterned(std::size_t size) {
  std::mt19937 random(7);
  std::string text;
  while (text.size() < size) text += "line " + std::to_string(random() % 5000) + " of the log\n";
  text.resize(size);
  return text;
}

TEST(ZipEvidence, ListsAndReadsStoredAndDeflatedMembers) {
  ZipWriter::Options stored;
  stored.deflated = false;
  OpenZip zip(ZipWriter()
                  .add("data/a.txt", "hello")
                  .add("data/b.bin", "stored bytes", stored)
                  .add("data/", "")
                  .finish());
  EXPECT_EQ(zip.evidence->info().kind, "zip");
  EXPECT_EQ(zip.evidence->info().name, "phone1");
  EXPECT_EQ(zip.evidence->image(), nullptr);
  ASSERT_EQ(zip.walked.entries.size(), 3U);
  EXPECT_EQ(zip.content("data/a.txt"), "hello");
  EXPECT_EQ(zip.content("data/b.bin"), "stored bytes");
  EXPECT_EQ(zip.walked.find("data")->kind, EntryKind::directory);
  EXPECT_TRUE(zip.walked.problems.empty());
  EXPECT_TRUE(zip.evidence->take_problems().empty());
}

TEST(ZipEvidence, TakesTimesWithZoneFromTheExtraField) {
  ZipWriter::Options options;
  options.extra = test::little(0x5455, 2) + test::little(5, 2) + "\1" + test::little(1714979290, 4);
  OpenZip zip(ZipWriter().add("plain", "x").add("utc", "x", options).finish());
  const FileEntry* plain = zip.walked.find("plain");
  EXPECT_EQ(plain->times.modified, parse_rfc3339("2024-05-06T07:08:10Z"));
  EXPECT_FALSE(plain->times.zone_known);
  const FileEntry* utc = zip.walked.find("utc");
  EXPECT_EQ(utc->times.modified, TimeMs{1714979290} * 1000);
  EXPECT_TRUE(utc->times.zone_known);
}

TEST(ZipEvidence, MakesNamesSafeAndUnique) {
  ZipWriter::Options dos;
  dos.made_by = 0;
  dos.flags = 0;
  OpenZip zip(ZipWriter()
                  .add("../../etc/passwd", "1")
                  .add("/abs//./x", "2")
                  .add("abs/x", "3")
                  .add("abs/x", "4")
                  .add("win\\dir\\f.txt", "5", dos)
                  .add("\x8f\xa0\xe0\xae\xab\xec.txt", "6", dos)
                  .add("bad\xff.txt", "7")
                  .finish());
  std::vector<std::string> paths;
  for (const FileEntry& entry : zip.walked.entries) paths.push_back(entry.path);
  EXPECT_EQ(paths, (std::vector<std::string>{"%2E%2E/%2E%2E/etc/passwd", "abs/x", "abs/x#2", "abs/x#3",
                                             "win/dir/f.txt", "Пароль.txt", "bad%FF.txt"}));
  EXPECT_EQ(zip.content("abs/x#3"), "4");
}

TEST(ZipEvidence, ReadsZip64Values) {
  ZipWriter::Options big;
  big.zip64 = true;
  OpenZip zip(ZipWriter().add("a", "first").add("b", "second", big).finish({}, "a comment"));
  EXPECT_EQ(zip.content("a"), "first");
  EXPECT_EQ(zip.content("b"), "second");
}

TEST(ZipEvidence, TellsWhatItCannotRead) {
  ZipWriter::Options locked, lzma, wrong;
  locked.flags |= 1U;
  lzma.method = 14;
  wrong.wrong_crc = true;
  OpenZip zip(
      ZipWriter().add("locked", "x", locked).add("lzma", "x", lzma).add("wrong", "content", wrong).finish());
  ASSERT_EQ(zip.walked.problems.size(), 2U);
  EXPECT_EQ(zip.walked.problems[0].state, LedgerState::encrypted);
  EXPECT_EQ(zip.walked.problems[0].path, "locked");
  EXPECT_EQ(zip.walked.problems[1].state, LedgerState::unsupported);
  EXPECT_EQ(zip.walked.find("locked")->content.kind, ContentRef::Kind::none);
  EXPECT_EQ(zip.content("wrong"), "content") << "damaged content is still given";
  auto problems = zip.evidence->take_problems();
  ASSERT_EQ(problems.size(), 1U);
  EXPECT_EQ(problems[0].path, "wrong");
  EXPECT_EQ(problems[0].state, LedgerState::damaged);
}

TEST(ZipEvidence, FollowsTheMembersWhenTheDirectoryIsCutOff) {
  ZipWriter writer;
  writer.add("a", "first").add("b", "second");
  OpenZip zip(writer.members_only());
  EXPECT_EQ(zip.content("a"), "first");
  EXPECT_EQ(zip.content("b"), "second");
  ASSERT_EQ(zip.walked.problems.size(), 1U);
  EXPECT_EQ(zip.walked.problems[0].state, LedgerState::damaged);
}

TEST(ZipEvidence, ReadsLargeMembersAtAnyPlace) {
  std::string text = patterned(9'500'000);
  OpenZip zip(ZipWriter().add("big.log", text).finish());
  auto source = zip.evidence->open(*zip.walked.find("big.log"));
  ASSERT_TRUE(source);
  std::mt19937 random(11);
  std::string piece(5000, '\0');
  for (int i = 0; i < 200; ++i) {
    std::size_t offset = random() % text.size();
    auto got = (*source)->read(offset, std::as_writable_bytes(std::span(piece)));
    ASSERT_TRUE(got);
    ASSERT_EQ(*got, std::min(piece.size(), text.size() - offset));
    ASSERT_EQ(std::string_view(piece).substr(0, *got), std::string_view(text).substr(offset, *got)) << offset;
  }
  EXPECT_EQ(zip.content("big.log"), text);
  EXPECT_TRUE(zip.evidence->take_problems().empty());
}

TEST(ZipEvidence, GivesTheReadablePartOfAMemberThatEndsEarly) {
  ZipWriter::Options liar;
  liar.claimed_size = 3'000'000'000;
  OpenZip zip(ZipWriter().add("short", patterned(3'000'000), liar).finish());
  auto source = zip.evidence->open(*zip.walked.find("short"));
  ASSERT_TRUE(source);
  std::string all(4'000'000, '\0');
  auto got = (*source)->read(0, std::as_writable_bytes(std::span(all)));
  ASSERT_TRUE(got);
  EXPECT_EQ(*got, 3'000'000U);
  EXPECT_FALSE((*source)->read(*got, std::as_writable_bytes(std::span(all))));
  EXPECT_FALSE((*source)->read(2'999'999'000, std::as_writable_bytes(std::span(all))));
  EXPECT_EQ(zip.evidence->take_problems().size(), 1U);
}

}  // namespace
}  // namespace ulika
