#include <gtest/gtest.h>

#include "tests/case_sample.h"
#include "triage/base/digest.h"
#include "triage/case/attachments.h"
#include "triage/case/schema.h"

namespace ulika {
namespace {

class AttachmentsTest : public testing::Test {
 protected:
  AttachmentsTest() : db_(dir_ / "phone.db", Database::Mode::create) {
    create_tables(db_, evidence_tables(), 1);
  }

  void file(const std::string& path, const std::string& content, const std::string& state = "allocated") {
    Statement row = db_.prepare(
        "INSERT INTO files(path, kind, state, size, zone_known, first_offset, examined, sha256)"
        " VALUES(?, 'file', ?, 1, 1, 0, 1, ?)");
    const auto digest = test::digests_of(content).sha256;
    row.bind(1, path).bind(2, state).bind_blob(3, digest).run();
  }

  // What `attachments` becomes.
  std::string found(const std::string& attachments) {
    db_.exec("DELETE FROM message");
    db_.prepare(
           "INSERT INTO message(row_id, id, ordinal, locator, parser, recovered, derived_from, attachments)"
           " VALUES(1, 'm', 0, 'row:m:1', 'p', 'live', '', ?)")
        .bind(1, attachments)
        .run();
    find_attachments(db_);
    const std::string once = stored();
    find_attachments(db_);
    EXPECT_EQ(stored(), once) << "a second time changes nothing";
    return once;
  }

  std::string stored() {
    Statement row = db_.prepare("SELECT attachments FROM message");
    return row.step() ? std::string(row.text(0)) : "";
  }

  static std::string sha256(const std::string& content) { return to_hex(test::digests_of(content).sha256); }

  test::TempDir dir_;
  Database db_;
};

TEST_F(AttachmentsTest, APathOfTheDeviceIsFoundUnderTheExtractionsRoot) {
  file("data/media/0/WhatsApp/Media/IMG_1.jpg", "one");
  file("data/media/0/DCIM/IMG_1.jpg", "two");
  EXPECT_EQ(found(R"([{"name":"IMG_1.jpg","path":"/storage/emulated/0/WhatsApp/Media/IMG_1.jpg"}])"),
            R"([{"name":"IMG_1.jpg","path":"data/media/0/WhatsApp/Media/IMG_1.jpg",)"
            R"("stored_path":"/storage/emulated/0/WhatsApp/Media/IMG_1.jpg","sha256":")" +
                sha256("one") + "\"}]");
}

TEST_F(AttachmentsTest, OneOfSeveralIsFoundAndTheOthersStay) {
  file("ViberDownloads/1.jpg", "one");
  const std::string out =
      found(R"([{"name":"contact"},{"path":"C:\\Users\\a\\ViberDownloads\\1.jpg"},{"path":"gone.jpg"}])");
  EXPECT_EQ(
      out,
      R"([{"name":"contact"},{"path":"ViberDownloads/1.jpg","stored_path":"C:\\Users\\a\\ViberDownloads\\1.jpg","sha256":")" +
          sha256("one") + R"("},{"path":"gone.jpg"}])");
}

TEST_F(AttachmentsTest, TheDigestThatTheAppStatesGoesBeforeThePath) {
  file("a/renamed", "content");
  file("Media/x.jpg", "other");
  EXPECT_EQ(found(R"([{"path":"Media/x.jpg","sha256":")" + sha256("content") + R"("}])"),
            R"([{"path":"a/renamed","sha256":")" + sha256("content") + R"(","stored_path":"Media/x.jpg"}])");
}

TEST_F(AttachmentsTest, AnotherDigestThanTheAppStatesIsShownBesideIt) {
  file("Media/x.jpg", "cut short");
  EXPECT_EQ(found(R"([{"path":"/sdcard/Media/x.jpg","sha256":")" + sha256("whole") + R"("}])"),
            R"([{"path":"Media/x.jpg","sha256":")" + sha256("cut short") +
                R"(","stored_path":"/sdcard/Media/x.jpg","stored_sha256":")" + sha256("whole") + R"("}])");
}

TEST_F(AttachmentsTest, NothingIsGuessed) {
  file("x/1.jpg", "one");
  file("y/2_20260301.jpg", "two");
  file("z/2_20260301.jpg", "three");
  for (const std::string text :
       {R"([{"path":"/sdcard/Pictures/1.jpg"}])",  // a common name elsewhere
        R"([{"path":"2_20260301.jpg"}])",          // two files of other content
        R"([{"name":"1.jpg"}])", R"([{"path":"w/"}])", R"([{"path":"https://cdn.example/7.png"}])",
        R"(["1.jpg"])", R"({"path":"1.jpg"})", "not json", R"([{"path":5,"sha256":"zz"}])"}) {
    EXPECT_EQ(found(text), text);
  }
}

TEST_F(AttachmentsTest, CopiesOfOneContentAreNoDoubt) {
  file("y/2_20260301.jpg", "same");
  file("z/2_20260301.jpg", "same");
  file("deleted/2_20260301.jpg", "other", "deleted");
  EXPECT_EQ(
      found(R"([{"path":"2_20260301.jpg"}])"),
      R"([{"path":"y/2_20260301.jpg","stored_path":"2_20260301.jpg","sha256":")" + sha256("same") + "\"}]");
}

}  // namespace
}  // namespace ulika
