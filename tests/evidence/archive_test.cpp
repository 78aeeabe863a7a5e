#include "triage/evidence/archive.h"

#include <archive.h>
#include <archive_entry.h>

#include "tests/evidence/walked.h"
#include "tests/evidence/zip_writer.h"

namespace ulika {
namespace {

using test::ZipWriter;

enum class Pack { none, gzip, xz, bzip2 };

// A tar of the named members, made by libarchive in memory.
std::string make_tar(const std::vector<std::pair<std::string, std::string>>& members, Pack pack) {
  std::string out(64 << 20, '\0');
  std::size_t used = 0;
  archive* writer = archive_write_new();
  archive_write_set_format_pax_restricted(writer);
  if (pack == Pack::gzip) archive_write_add_filter_gzip(writer);
  if (pack == Pack::xz) archive_write_add_filter_xz(writer);
  if (pack == Pack::bzip2) archive_write_add_filter_bzip2(writer);
  archive_write_open_memory(writer, out.data(), out.size(), &used);
  for (const auto& [name, content] : members) {
    archive_entry* entry = archive_entry_new();
    archive_entry_set_pathname(entry, name.c_str());
    archive_entry_set_size(entry, static_cast<la_int64_t>(content.size()));
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_perm(entry, 0644);
    archive_entry_set_mtime(entry, 1714979290, 0);
    archive_write_header(writer, entry);
    archive_write_data(writer, content.data(), content.size());
    archive_entry_free(entry);
  }
  archive_write_close(writer);
  archive_write_free(writer);
  out.resize(used);
  return out;
}

struct Expanded {
  std::vector<std::pair<std::string, std::string>> members;  // path, content (or "error: …")
  std::vector<Problem> problems;
  std::string failure;
  ArchiveUse use;
};

Expanded expand(const std::string& bytes, std::string_view path, ArchiveLimits limits = {},
                std::size_t step = 65536) {
  Expanded out;
  Bytes view = as_bytes(bytes);
  MemorySource source(std::vector<std::byte>(view.begin(), view.end()));
  auto done = for_each_member(
      source, path, limits, out.use,
      [&](FileEntry&& entry, const MemberRead& read) {
        std::string content;
        std::string buffer(step, '\0');
        for (;;) {
          auto got = read(std::as_writable_bytes(std::span(buffer)));
          if (!got) {
            content = "error: " + got.error().message;
            break;
          }
          if (*got == 0) break;
          if (content.size() < 1'000'000) content.append(buffer, 0, *got);
        }
        out.members.emplace_back(entry.path, content);
        return true;
      },
      [&](Problem&& problem) { out.problems.push_back(std::move(problem)); });
  if (!done) out.failure = done.error().message;
  return out;
}

using Members = std::vector<std::pair<std::string, std::string>>;

TEST(Archive, VisitsTarHoweverItIsPacked) {
  Members members = {
      {"a/one.txt", "first"}, {"a/two.txt", ""}, {"../three", "third"}, {"a/one.txt", "again"}};
  for (Pack pack : {Pack::none, Pack::gzip, Pack::xz, Pack::bzip2}) {
    std::string tar = make_tar(members, pack);
    EXPECT_TRUE(is_archive(as_bytes(tar).first(1024 < tar.size() ? 1024 : tar.size()), "x"));
    Expanded out = expand(tar, "vol1/x.tar");
    EXPECT_EQ(out.failure, "");
    EXPECT_EQ(out.members, (Members{{"vol1/x.tar!/a/one.txt", "first"},
                                    {"vol1/x.tar!/a/two.txt", ""},
                                    {"vol1/x.tar!/%2E%2E/three", "third"},
                                    {"vol1/x.tar!/a/one.txt#2", "again"}}));
    EXPECT_TRUE(out.problems.empty());
  }
}

TEST(Archive, GivesPlainPathsForAnArchiveThatIsTheEvidence) {
  Expanded out = expand(make_tar({{"data/a.db", "x"}}, Pack::gzip), "");
  EXPECT_EQ(out.members, (Members{{"data/a.db", "x"}}));
}

TEST(Archive, NamesTheContentOfAPackedFileAfterIt) {
  std::string gz = "\x1f\x8b\x08";
  gz += std::string("\0\0\0\0\0\0\3", 7) + test::deflate_raw("log line") + test::little(0x0eef3b4d, 4) +
        test::little(8, 4);
  auto crc = static_cast<std::uint32_t>(crc32(0, reinterpret_cast<const Bytef*>("log line"), 8));
  gz.replace(gz.size() - 8, 4, test::little(crc, 4));
  Expanded out = expand(gz, "vol1/app.log.gz");
  EXPECT_EQ(out.members, (Members{{"vol1/app.log.gz!/app.log", "log line"}}));
}

TEST(Archive, VisitsZipMembersInOrderAndGoesOnAfterALockedOne) {
  ZipWriter::Options locked;
  locked.flags |= 1U;
  Expanded out = expand(
      ZipWriter().add("z.txt", "zet").add("locked", "?", locked).add("a.txt", "aa").finish(), "d/x.zip");
  ASSERT_EQ(out.members.size(), 3U);
  EXPECT_EQ(out.members[0], (std::pair<std::string, std::string>("d/x.zip!/z.txt", "zet")));
  EXPECT_EQ(out.members[1].second.substr(0, 6), "error:");
  EXPECT_EQ(out.members[2].second, "aa");
  ASSERT_EQ(out.problems.size(), 1U);
  EXPECT_EQ(out.problems[0].state, LedgerState::encrypted);
  EXPECT_EQ(out.problems[0].path, "d/x.zip!/locked");
}

TEST(Archive, LimitsEndBombs) {
  std::string zeros(40'000'000, '\0');
  ArchiveLimits tight;
  tight.ratio = 100;
  Expanded by_ratio = expand(ZipWriter().add("bomb", zeros).add("after", "x").finish(), "b.zip", tight);
  ASSERT_EQ(by_ratio.problems.size(), 1U);
  EXPECT_EQ(by_ratio.problems[0].state, LedgerState::limited);
  EXPECT_LE(by_ratio.use.bytes, zeros.size() / 5);

  ArchiveLimits small;
  small.ratio = 1'000'000;
  small.member_bytes = 1'000'000;
  Expanded by_member = expand(ZipWriter().add("big", zeros).add("after", "x").finish(), "b.zip", small);
  ASSERT_EQ(by_member.problems.size(), 1U);
  EXPECT_EQ(by_member.problems[0].path, "b.zip!/big");
  ASSERT_EQ(by_member.members.size(), 2U);
  EXPECT_EQ(by_member.members[1].second, "x") << "a member that is too large costs itself";

  small.total_bytes = 2'000'000;
  small.member_bytes = 10'000'000;
  Expanded by_total = expand(make_tar({{"one", zeros}, {"two", "x"}}, Pack::gzip), "b.tgz", small);
  EXPECT_EQ(by_total.problems.size(), 1U);
  EXPECT_EQ(by_total.members.size(), 1U);
  EXPECT_LE(by_total.use.bytes, 2'100'000U);

  small = {};
  small.members = 2;
  Expanded by_count = expand(make_tar({{"1", "a"}, {"2", "b"}, {"3", "c"}}, Pack::none), "b.tar", small);
  EXPECT_EQ(by_count.members.size(), 2U);
  ASSERT_EQ(by_count.problems.size(), 1U);
  EXPECT_EQ(by_count.problems[0].state, LedgerState::limited);

  Expanded by_depth = expand(ZipWriter().add("x", "y").finish(), "1!/2!/3!/4!/5!/6!/7!/8!/9.zip");
  EXPECT_TRUE(by_depth.members.empty());
  ASSERT_EQ(by_depth.problems.size(), 1U);
  EXPECT_EQ(by_depth.problems[0].state, LedgerState::limited);
}

TEST(Archive, TornArchivesGiveWhatIsWhole) {
  std::string text;
  for (int i = 0; i < 200'000; ++i) text += std::to_string(i * 2654435761U);
  std::string tar = make_tar({{"first", "whole"}, {"second", text}}, Pack::gzip);
  Expanded out = expand(tar.substr(0, tar.size() / 2), "x.tgz");
  ASSERT_GE(out.members.size(), 1U);
  EXPECT_EQ(out.members[0].second, "whole");
  ASSERT_FALSE(out.problems.empty());
  EXPECT_EQ(out.problems[0].state, LedgerState::damaged);
}

TEST(Archive, IsNotFooledByText) {
  EXPECT_FALSE(is_archive(as_bytes("BZh9 is not the start of a bzip2 file, is it?"), "x"));
  EXPECT_FALSE(is_archive(as_bytes(std::string(1024, 'a')), "x.zip"));
  EXPECT_FALSE(is_archive(as_bytes(std::string(1024, '\0')), "x.tar"));
  EXPECT_FALSE(is_archive({}, "x.tar.gz"));
}

TEST(TarEvidence, ReadsMembersInPlaceAndCompressedTarsAsOneStream) {
  test::Scratch scratch;
  Members members = {{"data/a.txt", "first"}, {"data/b.txt", std::string(5000, 'b')}};
  auto plain = open_evidence(scratch.write("phone.tar", make_tar(members, Pack::none)));
  ASSERT_TRUE(plain);
  EXPECT_EQ((*plain)->info().kind, "tar");
  test::Walked walked = test::walk_all(**plain);
  ASSERT_EQ(walked.entries.size(), 2U);
  EXPECT_EQ(test::content_of(**plain, walked.entries[0]), "first");
  EXPECT_EQ(test::content_of(**plain, walked.entries[1]), members[1].second);
  EXPECT_EQ(walked.entries[0].times.modified, TimeMs{1714979290} * 1000);

  std::string packed = make_tar(members, Pack::gzip);
  auto stream = open_evidence(scratch.write("phone.tar.gz", packed));
  ASSERT_TRUE(stream);
  EXPECT_EQ((*stream)->info().kind, "tar.gz");
  walked = test::walk_all(**stream);
  ASSERT_EQ(walked.entries.size(), 1U);
  EXPECT_EQ(walked.entries[0].path, "");
  EXPECT_EQ(test::content_of(**stream, walked.entries[0]), packed);
}

}  // namespace
}  // namespace ulika
