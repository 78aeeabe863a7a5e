// What the reference images of the Digital Forensics Tool Testing project (dftt.sourceforge.net, B. Carrier)
// hold according to their own pages.
#include <map>
#include <set>

#include "tests/evidence/sample_images.h"
#include "triage/evidence/image_verify.h"

namespace ulika {
namespace {

const std::string kBrian = "sleuthkit_test_data/from_brian/";

std::map<std::string, std::string> md5_by_path(Evidence& evidence, const test::Walked& walked) {
  std::map<std::string, std::string> found;
  for (const FileEntry& entry : walked.entries) {
    if (entry.kind == EntryKind::file && entry.content.kind != ContentRef::Kind::none) {
      found[entry.path] = test::md5_of(test::content_of(evidence, entry));
    }
  }
  return found;
}

TEST(ImageContent, RecoversDeletedFilesOfFat) {
  ULIKA_NEEDS_EVIDENCE();
  auto evidence = open_evidence(test::sample_image(kBrian + "6-undel-fat.zip"));
  ASSERT_TRUE(evidence);
  test::Walked walked = test::walk_all(**evidence);
  auto found = md5_by_path(**evidence, walked);
  // The fragmented ones are as the page gives them for a tool that assumes one piece.
  EXPECT_EQ(found["vol1/_ing.dat"], "59b20779f69ff9f0ac5fcd2c38835a79");
  EXPECT_EQ(found["vol1/_ult1.dat"], "ffd27bd782bdce67750b6b9ee069d2ef");
  EXPECT_EQ(found["vol1/_ir1/mult2.dat"], "59cf0e9cd107bc1e75afb7374f6e05bb");
  EXPECT_EQ(found["vol1/_rag1.dat"], "c4f3b9a0f17d464f4fc61b94ecf6cc21");
  EXPECT_EQ(found["vol1/_rag2.dat"], "965370acfa85aa7e26ab04bbd45cdcae");
  EXPECT_EQ(found["vol1/_ir1/dir2/frag3.dat"], "a7a14ac62f79fdea4056ed5e8bcf97ef");
  EXPECT_EQ(walked.find("vol1/_ing.dat")->state, FileState::deleted);
  EXPECT_FALSE(walked.find("vol1/_ing.dat")->times.zone_known);
}

TEST(ImageContent, ReadsFilesStreamsAndArchivesOfNtfs) {
  ULIKA_NEEDS_EVIDENCE();
  auto evidence = open_evidence(test::sample_image(kBrian + "8-jpeg-search.zip"));
  ASSERT_TRUE(evidence);
  test::Walked walked = test::walk_all(**evidence);
  std::set<std::string> found;
  for (const auto& [path, md5] : md5_by_path(**evidence, walked)) found.insert(md5);
  for (const char* md5 : {"75b8d00568815a36c3809b46fc84ba6d", "de5d83153339931371719f4e5c924eba",
                          "1ba4e91591f0541eda255ee26f7533bc", "c8de721102617158e8492121bdad3711",
                          "86f14fc525648c39d878829f288c0543", "afd55222024a4e22f7f5a3a665320763",
                          "0c452c5800fcfa7c66027ae89c4f068a", "d41b56e0a9f84eb2825e73c24cedd963",
                          "73c3029066aee9416a5aeb98a5c55321", "d4f8cf643141f0c2911c539750e18ef2",
                          "f407ab92da959c7ab03292cfe596a99d", "61c0b55639e52d1ce82aba834ada2bab",
                          "9b787e63e3b64562730c5aecaab1e1f8"}) {
    EXPECT_TRUE(found.count(md5)) << md5;
  }
  EXPECT_NE(walked.find("vol1/misc/file13.dll:here"), nullptr);

  std::set<std::string> inside;
  for (const FileEntry& entry : walked.entries) {
    if (entry.path.find("vol1/archive/") != 0 || entry.kind != EntryKind::file) continue;
    auto source = (*evidence)->open(entry);
    ASSERT_TRUE(source);
    ArchiveUse use;
    auto take = [&](FileEntry&&, const MemberRead& read) {
      std::string content;
      std::vector<char> buffer(65536);
      while (auto got = read(std::as_writable_bytes(std::span(buffer)))) {
        if (*got == 0) break;
        content.append(buffer.data(), *got);
      }
      inside.insert(test::md5_of(content));
      return true;
    };
    auto done = for_each_member(**source, entry.path, {}, use, take, [](Problem&&) {});
    EXPECT_TRUE(done) << entry.path;
  }
  for (const char* md5 : {"f9956284a89156ef6967b49eced9d1b1", "c5a6917669c77d20f30ecb39d389eb7d"}) {
    EXPECT_TRUE(inside.count(md5)) << md5;
  }
  // file10.jpg lies in a tar inside of file10.tar.gz, which is opened as one.
  EXPECT_TRUE(inside.count("c476a66ccdc2796b4f6f8e27273dd788"));
}

// Offset in the image of a place in content followed by slack; -1 where it has none.
std::int64_t image_offset(const FileEntry& entry, std::uint64_t at) {
  for (const auto* list : {&entry.content.extents, &entry.slack}) {
    for (const Extent& extent : *list) {
      if (at < extent.length) return extent.offset < 0 ? -1 : extent.offset + static_cast<std::int64_t>(at);
      at -= extent.length;
    }
  }
  return -1;
}

struct Keyword {
  const char* text;
  std::uint64_t sector;
  std::uint64_t offset;
};

TEST(ImageContent, EveryKeywordCanBeMetAtItsPlace) {
  ULIKA_NEEDS_EVIDENCE();
  // As the page lists them; the last but one is 2 bytes further in the image than there.
  constexpr Keyword kKeywords[] = {
      {"first", 271, 167},           {"SECOND", 272, 288},  {"SECOND", 239, 480},
      {"1cross1", 271, 508},         {"2cross2", 273, 508}, {"3cross3", 283, 508},
      {"1slack1", 272, 396},         {"2slack2", 274, 508}, {"3slack3", 277, 385},
      {"1fragment1", 275, 507},      {"deleted", 276, 230}, {"2fragment sentence2", 278, 502},
      {"a?b\\c*d$e#f[g^", 279, 160},
  };
  auto evidence = open_evidence(test::sample_image(kBrian + "2-kwsrch-fat.zip"));
  ASSERT_TRUE(evidence);
  test::Walked walked = test::walk_all(**evidence);
  std::set<std::pair<std::string, std::int64_t>> found;
  for (const FileEntry& entry : walked.entries) {
    if (entry.content.kind == ContentRef::Kind::none) continue;
    FileEntry whole = entry;
    whole.content.extents.insert(whole.content.extents.end(), entry.slack.begin(), entry.slack.end());
    for (const Extent& extent : entry.slack) whole.size += extent.length;
    std::string text = test::content_of(**evidence, whole);
    for (const Keyword& keyword : kKeywords) {
      for (std::size_t at = text.find(keyword.text); at != text.npos; at = text.find(keyword.text, at + 1)) {
        found.emplace(keyword.text, image_offset(entry, at));
      }
    }
  }
  for (const Keyword& keyword : kKeywords) {
    auto place = static_cast<std::int64_t>(keyword.sector * 512 + keyword.offset);
    EXPECT_TRUE(found.count({keyword.text, place}))
        << keyword.text << " at " << keyword.sector << "+" << keyword.offset;
  }
}

// Nothing of an image may be left out: every byte belongs to a file, a folder or an area.
void expect_covered(const std::string& image) {
  auto evidence = open_evidence(test::sample_image(image));
  ASSERT_TRUE(evidence) << image;
  std::vector<bool> seen((*evidence)->info().size / 512 + 1);
  for (const FileEntry& entry : test::walk_all(**evidence).entries) {
    if (entry.kind == EntryKind::seam) continue;
    for (const auto* list : {&entry.content.extents, &entry.slack}) {
      for (const Extent& extent : *list) {
        if (extent.offset < 0) continue;
        auto start = static_cast<std::uint64_t>(extent.offset);
        for (std::uint64_t s = start / 512; s * 512 < start + extent.length && s < seen.size(); ++s)
          seen[s] = true;
      }
    }
  }
  std::size_t missing = 0;
  for (std::uint64_t s = 0; s < (*evidence)->info().size / 512; ++s) {
    if (!seen[s] && ++missing < 4) ADD_FAILURE() << image << ": sector " << s;
  }
  EXPECT_EQ(missing, 0U) << image;
}

TEST(ImageContent, EverySectorBelongsToSomething) {
  ULIKA_NEEDS_EVIDENCE();
  for (const char* image :
       {"2-kwsrch-fat.zip", "6-undel-fat.zip", "8-jpeg-search.zip", "5-fat-daylight.zip"}) {
    expect_covered(kBrian + image);
  }
  for (const char* image :
       {"dfvfs/ext2.raw", "dfvfs/ext4.raw", "dfvfs/mbr.raw", "dfvfs/gpt.raw", "dfvfs/ntfs.raw",
        "dfvfs/fat12.raw", "dfvfs/hfsplus.raw", "dfvfs/bogus.001", "dfvfs/iso9660.raw"}) {
    expect_covered(image);
  }
}

TEST(ImageVerify, FindsTheStoredHashAndTellsABadChunk) {
  ULIKA_NEEDS_EVIDENCE();
  for (const char* image :
       {"bulk_extractor/src/tests/CFReDS001.E01", "bulk_extractor/src/tests/nps-2010-emails.E01",
        "dfvfs/ext2.E01", "e01-rs/data/image.E01", "plaso/image.E01"}) {
    auto evidence = open_evidence(test::evidence_dir() / image);
    ASSERT_TRUE(evidence) << image;
    auto verified = verify_image((*evidence)->info(), {});
    ASSERT_TRUE(verified) << image;
    EXPECT_EQ(to_hex(verified->digests.md5), (*evidence)->info().stored_md5) << image;
    EXPECT_TRUE(verified->problems.empty()) << image;
  }
  auto evidence = open_evidence(test::evidence_dir() / "e01-rs/data/bad_chunk.E01");
  ASSERT_TRUE(evidence);
  auto verified = verify_image((*evidence)->info(), {});
  ASSERT_TRUE(verified);
  EXPECT_EQ((*evidence)->info().stored_md5, "28035e42858e28326c23732e6234bcf8");
  EXPECT_EQ(to_hex(verified->digests.md5), "67c44c58dd4bb4f7d162b3d3ad521e33")
      << "of the image with the chunk zeroed";
  EXPECT_EQ(to_hex(verified->digests.sha256),
            "077861781adaad81e64b229111ef4a490884eecee74eb7c91fed5d291995caf2");
  ASSERT_EQ(verified->problems.size(), 1U);
  EXPECT_EQ(verified->problems[0].offset, 0);
  EXPECT_EQ(verified->problems[0].length, 32768U);
  EXPECT_EQ(verified->problems[0].state, LedgerState::damaged);
}

TEST(ImageVerify, SplitRawIsOneImage) {
  test::Scratch scratch;
  std::string disk;
  for (int i = 0; i < 3000; ++i) disk += "sector text " + std::to_string(i) + ";";
  scratch.write("disk.dd.001", disk.substr(0, 10'240));
  scratch.write("disk.dd.002", disk.substr(10'240, 10'240));
  scratch.write("disk.dd.003", disk.substr(20'480));
  auto evidence = open_evidence(scratch.path() / "disk.dd.001");
  ASSERT_TRUE(evidence) << evidence.error().message;
  EXPECT_EQ((*evidence)->info().kind, "split raw");
  EXPECT_EQ((*evidence)->info().name, "disk");
  EXPECT_EQ((*evidence)->info().files.size(), 3U);
  auto verified = verify_image((*evidence)->info(), {});
  ASSERT_TRUE(verified);
  EXPECT_EQ(to_hex(verified->digests.md5), test::md5_of(disk));

  std::filesystem::remove(scratch.path() / "disk.dd.002");
  auto holed = open_evidence(scratch.path() / "disk.dd.001");
  ASSERT_FALSE(holed);
  EXPECT_NE(holed.error().message.find("disk.dd.002"), std::string::npos);
}

TEST(ImageVerify, ATruncatedSetIsToldOrRefused) {
  ULIKA_NEEDS_EVIDENCE();
  test::Scratch scratch;
  std::ifstream in(test::evidence_dir() / "bulk_extractor/src/tests/CFReDS001.E01", std::ios::binary);
  std::string whole((std::istreambuf_iterator<char>(in)), {});
  for (std::size_t length :
       {std::size_t{13}, std::size_t{500}, std::size_t{4000}, whole.size() / 2, whole.size() - 10}) {
    auto evidence = open_evidence(scratch.write("cut.E01", whole.substr(0, length)));
    if (!evidence) {
      EXPECT_NE(evidence.error().message.find("cut.E01"), std::string::npos);
      continue;
    }
    test::walk_all(**evidence);
    EXPECT_FALSE((*evidence)->take_problems().empty()) << length;
  }
}

}  // namespace
}  // namespace ulika
