#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/case_sample.h"
#include "triage/case/case_reader.h"
#include "triage/case/file_rows.h"
#include "triage/case/item_reader.h"
#include "triage/case/schema.h"

namespace ulika {
namespace {

using test::digests_of;
using test::sample_file;
using test::sample_hit;
using test::sample_message;
using test::sample_source;
using test::TempDir;
using testing::ElementsAre;

std::vector<std::string> pending_paths(const EvidenceDatabase& db, std::size_t limit = 100) {
  std::vector<std::string> paths;
  EvidenceDatabase::Cursor cursor;
  for (;;) {
    const auto batch = db.pending(cursor, limit);
    if (batch.empty()) return paths;
    for (const auto& entry : batch) paths.push_back(entry.entry.path);
  }
}

FileResult result_of(EvidenceDatabase& db, const std::string& path) {
  FileResult result;
  const auto found = db.find(path);
  if (!found) throw std::runtime_error("no such file: " + path);
  result.file_id = found->id;
  result.entry = found->entry;
  result.digests = digests_of(path);
  return result;
}

FileResult member(const std::string& path) {
  FileResult result;
  result.entry = sample_file(path, 10, -1);
  result.entry.content = {};
  result.digests = digests_of(path);
  return result;
}

class EvidenceDatabaseTest : public testing::Test {
 protected:
  EvidenceDatabase make() {
    EvidenceDatabase db = EvidenceDatabase::create(dir_ / "phone.db", sample_source());
    db.begin_listing();
    db.add_entries(
        {sample_file("b.db", 100, 500), sample_file("a.txt", 50, 900), sample_file("c.zip", 70, 100)});
    db.finish_listing();
    return db;
  }
  TempDir dir_;
};

TEST_F(EvidenceDatabaseTest, ThumbnailsAreKeptByTheContentTheyShow) {
  const std::string jpeg("\xff\xd8\0\x01", 4);
  {
    EvidenceDatabase db = make();
    FileResult result = result_of(db, "b.db");
    result.thumbnail = jpeg;
    db.write({result, result});
    db.finish();
  }
  const auto item = open_item(dir_ / "phone.db");
  const std::string sha256 = to_hex(digests_of("b.db").sha256);
  EXPECT_EQ(item->thumbnail(sha256), jpeg);
  EXPECT_EQ(item->thumbnail(std::string(64, '0')), "");
  EXPECT_EQ(item->thumbnail("no digest"), "");
}

TEST_F(EvidenceDatabaseTest, SourceComesBackWhole) {
  SourceInfo source = sample_source();
  source.volumes = {{0, "Linux", "ext4", "data", 1048576, 4096000, 4096, ""},
                    {1, "swap", "", "", 8000000, 512, 0, "no file system"}};
  source.stored_md5 = "00112233445566778899aabbccddeeff";
  source.acquired_at = 1772337906000;
  source.acquired_zone_known = false;
  source.acquisition = {{"case_number", "17"}, {"examiner", "Ә"}};
  source.is_image = true;
  EvidenceDatabase::create(dir_ / "x.db", source);
  const EvidenceDatabase db = EvidenceDatabase::open(dir_ / "x.db");
  const SourceInfo& back = db.source();
  EXPECT_EQ(back.name, "phone");
  EXPECT_EQ(back.files, source.files);
  ASSERT_EQ(back.volumes.size(), 2U);
  EXPECT_EQ(back.volumes[1].offset, 8000000U);
  EXPECT_EQ(back.volumes[1].note, "no file system");
  EXPECT_EQ(back.stored_md5, source.stored_md5);
  EXPECT_EQ(back.stored_sha1, std::nullopt);
  EXPECT_EQ(back.acquired_at, source.acquired_at);
  EXPECT_FALSE(back.acquired_zone_known);
  EXPECT_EQ(back.acquisition, source.acquisition);
  EXPECT_TRUE(back.is_image);
}

TEST_F(EvidenceDatabaseTest, PendingComesInPhysicalOrderWithItsContent) {
  EvidenceDatabase db = make();
  EXPECT_TRUE(db.listed());
  EXPECT_THAT(pending_paths(db), ElementsAre("c.zip", "b.db", "a.txt"));
  EXPECT_THAT(pending_paths(db, 1), ElementsAre("c.zip", "b.db", "a.txt"));
  EvidenceDatabase::Cursor cursor;
  const auto first = db.pending(cursor, 1);
  ASSERT_EQ(first.size(), 1U);
  EXPECT_EQ(first[0].entry.content.extents, (std::vector<Extent>{{100, 70}}));
}

TEST_F(EvidenceDatabaseTest, DirectoriesLinksAndSpecialFilesAreDoneOnceListed) {
  EvidenceDatabase db = EvidenceDatabase::create(dir_ / "x.db", sample_source());
  db.begin_listing();
  std::vector<FileEntry> entries;
  for (EntryKind kind : {EntryKind::directory, EntryKind::link, EntryKind::special, EntryKind::slack,
                         EntryKind::area, EntryKind::seam, EntryKind::file}) {
    entries.push_back(sample_file(std::string(entry_kind_name(kind))));
    entries.back().kind = kind;
  }
  entries.push_back(sample_file("folder with bytes of its own"));
  entries.back().kind = EntryKind::directory;
  entries.front().content = {};
  db.add_entries(entries);
  db.finish_listing();
  EXPECT_THAT(pending_paths(db),
              ElementsAre("slack", "area", "seam", "file", "folder with bytes of its own"));
  EXPECT_EQ(db.totals().files, 4);
}

TEST_F(EvidenceDatabaseTest, AnIncompleteListingIsDropped) {
  EvidenceDatabase db = EvidenceDatabase::create(dir_ / "x.db", sample_source());
  db.begin_listing();
  db.add_entries({sample_file("old.txt")});
  EXPECT_FALSE(db.listed());
  db.begin_listing();
  db.add_entries({sample_file("new.txt")});
  db.finish_listing();
  EXPECT_THAT(pending_paths(db), ElementsAre("new.txt"));
  EXPECT_EQ(db.totals().files, 1);
}

TEST_F(EvidenceDatabaseTest, EntriesThatShareAPathAreAllKept) {
  EvidenceDatabase db = EvidenceDatabase::create(dir_ / "x.db", sample_source());
  db.begin_listing();
  db.add_entries({sample_file("a", 1, 1), sample_file("a", 2, 2), sample_file("a", 3, 3)});
  db.finish_listing();
  EXPECT_THAT(pending_paths(db), ElementsAre("a", "a#2", "a#3"));
}

TEST_F(EvidenceDatabaseTest, AWrittenResultIsNoLongerPendingAndCounted) {
  EvidenceDatabase db = make();
  FileResult result = result_of(db, "b.db");
  result.state = LedgerState::parsed;
  result.records = {sample_message("b.db", 1, "first"), sample_message("b.db", 2, "second")};
  result.hits = {sample_hit("b.db", 7, "слово")};
  result.problems = {{"b.db", "parse", LedgerState::damaged, "a row is cut", 40, 2}};
  db.write({result});
  EXPECT_THAT(pending_paths(db), ElementsAre("c.zip", "a.txt"));
  const auto totals = db.totals();
  EXPECT_EQ(totals.files, 3);
  EXPECT_EQ(totals.bytes, 220);
  EXPECT_EQ(totals.done_files, 1);
  EXPECT_EQ(totals.done_bytes, 100);
  EXPECT_EQ(totals.records, 2);
  EXPECT_EQ(totals.hits, 1);
  EXPECT_EQ(totals.losses, 1);
}

TEST_F(EvidenceDatabaseTest, CountsAfterReopeningAreTheSame) {
  EvidenceDatabase::Totals before;
  {
    EvidenceDatabase db = make();
    FileResult result = result_of(db, "b.db");
    result.state = LedgerState::timed_out;
    result.records = {sample_message("b.db", 1, "first")};
    db.write({result, member("c.zip!/x")});
    before = db.totals();
  }
  const auto after = EvidenceDatabase::open(dir_ / "phone.db").totals();
  EXPECT_EQ(after.files, before.files);
  EXPECT_EQ(after.bytes, before.bytes);
  EXPECT_EQ(after.done_files, before.done_files);
  EXPECT_EQ(after.done_bytes, before.done_bytes);
  EXPECT_EQ(after.records, 1);
  EXPECT_EQ(after.losses, 1);
}

TEST_F(EvidenceDatabaseTest, WritingAgainReplaces) {
  EvidenceDatabase db = make();
  FileResult result = result_of(db, "b.db");
  result.records = {sample_message("b.db", 1, "first"), sample_message("b.db", 2, "second")};
  result.hits = {sample_hit("b.db", 7, "слово")};
  db.write({result});
  result.records.pop_back();
  result.hits.clear();
  db.write({result});
  EXPECT_EQ(db.totals().records, 1);
  EXPECT_EQ(db.totals().hits, 0);
  EXPECT_EQ(db.totals().done_files, 1);
}

TEST_F(EvidenceDatabaseTest, MembersLieBelowTheirContainerWhateverComesFirst) {
  {
    EvidenceDatabase db = make();
    FileResult zip = result_of(db, "c.zip");
    db.write({member("c.zip!/in.zip!/deep.txt"), member("c.zip!/in.zip"), member("c.zip!/top.txt")});
    db.write({zip});
    db.finish();
  }
  Database raw(dir_ / "phone.db", Database::Mode::read_only);
  const auto parent = [&](std::string_view path) {
    Statement row =
        raw.prepare("SELECT p.path FROM files f JOIN files p ON p.id = f.parent_id WHERE f.path = ?");
    row.bind(1, path);
    return row.step() ? std::string(row.text(0)) : std::string();
  };
  EXPECT_EQ(parent("c.zip!/in.zip!/deep.txt"), "c.zip!/in.zip");
  EXPECT_EQ(parent("c.zip!/in.zip"), "c.zip");
  EXPECT_EQ(parent("c.zip!/top.txt"), "c.zip");
  EXPECT_EQ(parent("a.txt"), "");
}

TEST_F(EvidenceDatabaseTest, MembersOfOneNameAndDifferentContentAreAllKept) {
  EvidenceDatabase db = make();
  FileResult first = member("c.zip!/x");
  FileResult second = member("c.zip!/x");
  second.digests = digests_of("something else");
  db.write({first});
  db.write({second});
  db.write({first, second});  // the same once more leaves the same
  EXPECT_TRUE(db.find("c.zip!/x"));
  EXPECT_TRUE(db.find("c.zip!/x#2"));
  EXPECT_FALSE(db.find("c.zip!/x#3"));
}

TEST_F(EvidenceDatabaseTest, ForgettingDropsRowsAndMembersAndNothingElse) {
  EvidenceDatabase db = make();
  FileResult zip = result_of(db, "c.zip");
  zip.hits = {sample_hit("c.zip", 1, "слово")};
  zip.state = LedgerState::damaged;
  FileResult inner = member("c.zip!/x");
  inner.records = {sample_message("c.zip!/x", 1, "text")};
  FileResult other = result_of(db, "a.txt");
  other.hits = {sample_hit("a.txt", 1, "слово")};
  db.write({inner, zip, other});
  db.forget(zip.file_id);
  EXPECT_FALSE(db.find("c.zip!/x"));
  EXPECT_THAT(pending_paths(db), ElementsAre("c.zip", "b.db"));
  EXPECT_EQ(db.totals().records, 0);
  EXPECT_EQ(db.totals().hits, 1);
  EXPECT_EQ(db.totals().losses, 0);
  EXPECT_EQ(db.totals().done_files, 1);
}

TEST_F(EvidenceDatabaseTest, AListedFileWhoseNameLooksLikeAMemberIsNotDropped) {
  EvidenceDatabase db = EvidenceDatabase::create(dir_ / "x.db", sample_source());
  db.begin_listing();
  db.add_entries({sample_file("a.zip", 10, 1), sample_file("a.zip!/x", 10, 2)});
  db.finish_listing();
  db.write({member("a.zip!/x"), result_of(db, "a.zip")});
  EXPECT_TRUE(db.find("a.zip!/x#2"));
  db.forget(db.find("a.zip")->id);
  EXPECT_TRUE(db.find("a.zip!/x"));
  EXPECT_FALSE(db.find("a.zip!/x#2"));
}

TEST_F(EvidenceDatabaseTest, ProblemsOfTheItemAreKeptOnce) {
  EvidenceDatabase db = make();
  const Problem chunk{"", "read", LedgerState::damaged, "a chunk does not match its checksum", 32768, 32768};
  db.write_problems({chunk, chunk});
  db.write_problems({chunk});
  EXPECT_EQ(db.totals().losses, 1);
}

TEST_F(EvidenceDatabaseTest, WhatTheContractDoesNotHaveBecomesAProblem) {
  EvidenceDatabase db = make();
  FileResult result = result_of(db, "b.db");
  Record odd = sample_message("b.db", 1, "x");
  odd.set("colour", "red");
  Record stranger;
  stranger.type = "horoscope";
  stranger.from = odd.from;
  result.records = {odd, stranger};
  db.write({result});
  EXPECT_EQ(db.totals().records, 1);
  EXPECT_EQ(db.totals().losses, 2);
}

TEST_F(EvidenceDatabaseTest, ADatabaseOfAnotherVersionOrKindIsRefused) {
  { make(); }
  { Database(dir_ / "phone.db", Database::Mode::read_write).exec("PRAGMA user_version = 99"); }
  EXPECT_THROW(EvidenceDatabase::open(dir_ / "phone.db"), DatabaseError);
  { Database(dir_ / "foreign.db", Database::Mode::create).exec("CREATE TABLE t(x)"); }
  EXPECT_THROW(EvidenceDatabase::open(dir_ / "foreign.db"), DatabaseError);
}

TEST_F(EvidenceDatabaseTest, FullTextFindsCyrillicWhateverTheCase) {
  {
    EvidenceDatabase db = make();
    FileResult result = result_of(db, "b.db");
    result.records = {sample_message("b.db", 1, "Қайда қойдың? Закладка у гаража"),
                      sample_message("b.db", 2, "нет")};
    db.write({result});
    db.finish();
    EXPECT_TRUE(db.finished());
  }
  Database raw(dir_ / "phone.db", Database::Mode::read_only);
  for (const char* word : {"ЗАКЛАДКА", "қайда"}) {
    Statement found = raw.prepare(
        "SELECT m.locator FROM message_fts f JOIN message m ON m.row_id = f.rowid WHERE message_fts MATCH ?");
    found.bind(1, word);
    ASSERT_TRUE(found.step()) << word;
    EXPECT_EQ(found.text(0), "row:message:1");
    EXPECT_FALSE(found.step());
  }
}

TEST_F(EvidenceDatabaseTest, WritingAfterFinishingOpensTheItemAgain) {
  EvidenceDatabase db = make();
  db.finish();
  FileResult result = result_of(db, "b.db");
  result.records = {sample_message("b.db", 1, "позже")};
  db.write({result});
  EXPECT_FALSE(db.finished());
  db.finish();
  db.finish();
  EXPECT_TRUE(db.finished());
}

TEST(Schema, PlacesOfFileColumnsAreThoseOfTheSchema) {
  const TableSpec& files = evidence_table("files");
  ASSERT_EQ(files.columns.size(), static_cast<std::size_t>(kFileTwin) + 1);
  EXPECT_EQ(files.columns[kFilePath].name, "path");
  EXPECT_EQ(files.columns[kFileFirstOffset].name, "first_offset");
  EXPECT_EQ(files.columns[kFileMd5].name, "md5");
  EXPECT_EQ(files.columns[kFileExamined].name, "examined");
  EXPECT_EQ(files.columns[kFileTwin].name, "twin_id");
}

TEST(Schema, EveryTableAndColumnIsDocumentedInTheDatabaseToo) {
  TempDir dir;
  { EvidenceDatabase::create(dir / "x.db", sample_source()); }
  Database raw(dir / "x.db", Database::Mode::read_only);
  EXPECT_EQ(
      raw.scalar(
          "SELECT COUNT(*) FROM sqlite_master m JOIN pragma_table_xinfo(m.name) c WHERE m.type = 'table' "
          "AND NOT EXISTS (SELECT 1 FROM schema_doc d WHERE d.table_name = m.name AND d.column_name = c.name "
          "AND d.doc <> '')"),
      0);
  EXPECT_GT(raw.scalar("SELECT COUNT(*) FROM schema_doc"), 200);
  EXPECT_NE(schema_markdown().find("| sent_at | INTEGER | when it was sent"), std::string::npos);
}

}  // namespace
}  // namespace ulika
