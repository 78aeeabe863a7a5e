#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>

#include "reports/export.h"
#include "reports/export_rows.h"
#include "tests/case_sample.h"

namespace ulika {
namespace {

using test::digests_of;
using test::sample_file;
using test::sample_hit;
using test::sample_message;
using test::sample_source;
using test::TempDir;
using testing::HasSubstr;

std::string exported(const std::filesystem::path& dir, const std::string& format,
                     const std::string& type = "") {
  const auto reader = CaseReader::open(dir);
  if (!reader) return reader.error().message;
  std::ostringstream out;
  const auto done = export_case(*reader, {format, type}, out);
  return done ? out.str() : "refused: " + done.error().message;
}

// One line without its id, whose value other tests hold.
std::string without_id(std::string line) {
  const std::size_t at = line.find("\"id\":\"");
  return at == std::string::npos ? line : line.erase(at, 28);
}

FileResult examined(EvidenceDatabase& db, const std::string& path) {
  FileResult result;
  result.file_id = db.find(path)->id;
  return result;
}

TEST(ExportJsonl, EveryKeyStandsWhereTheContractPutsIt) {
  TempDir dir;
  test::make_case(dir / "case", sample_source(), [](EvidenceDatabase& db) {
    FileEntry entry = sample_file("data/msgstore.db", 1000, 0);
    entry.times.modified = 1772337906000;
    entry.times.created = -1;
    entry.times.zone_known = false;
    db.begin_listing();
    db.add_entries({entry});
    db.finish_listing();
    FileResult result = examined(db, "data/msgstore.db");
    result.digests = digests_of("");
    result.mime = "application/x-sqlite3";
    result.state = LedgerState::parsed;
    result.known = "none";
    Record message = sample_message("data/msgstore.db", 7, "Привет \"мир\"\n</script>");
    message.set("attachments", R"([{"name":"a.jpg","mime":"image/jpeg"}])");
    message.set("deleted", std::int64_t{1});
    message.set("edited", std::int64_t{0});
    message.set("latitude", 48.5);
    message.set("chat", "");
    message.from.recovered = "wal";
    Record contact;
    contact.type = "contact";
    contact.set("name", "Әсел");
    contact.set("phones", "[\"+44 7700 900123\"");  // no JSON: the bracket does not close
    contact.from = message.from;
    contact.from.locator = "row:wa_contacts:1";
    contact.from.derived_from = "00112233445566778899";
    result.records = {message, contact};
    Hit hit = sample_hit("data/msgstore.db", 12, "слово");
    hit.image_offset = 4108;
    result.hits = {hit};
    result.problems = {{"data/msgstore.db", "parse", LedgerState::damaged, "a row is cut", 40, 2}};
    db.write({result});
    db.finish();
  });
  EXPECT_EQ(
      without_id(exported(dir / "case", "jsonl", "message")),
      "{\"type\":\"message\",\"source\":\"phone\",\"path\":\"data/"
      "msgstore.db\",\"locator\":\"row:message:7\","
      "\"parser\":\"whatsapp_android\",\"recovered\":\"wal\",\"app\":\"WhatsApp\",\"chat_id\":\"chat-1\","
      "\"chat\":\"\",\"direction\":\"in\",\"sent_at\":\"2026-03-01T04:05:06.007Z\","
      "\"text\":\"Привет "
      "\\\"мир\\\"\\n</script>\",\"attachments\":[{\"name\":\"a.jpg\",\"mime\":\"image/jpeg\"}],"
      "\"latitude\":48.5,\"deleted\":true,\"edited\":false}\n");
  EXPECT_EQ(without_id(exported(dir / "case", "jsonl", "contact")),
            "{\"type\":\"contact\",\"source\":\"phone\",\"path\":\"data/"
            "msgstore.db\",\"locator\":\"row:wa_contacts:1\","
            "\"parser\":\"whatsapp_android\",\"recovered\":\"wal\",\"derived_from\":\"00112233445566778899\","
            "\"name\":\"Әсел\",\"phones\":\"[\\\"+44 7700 900123\\\"\"}\n");
  EXPECT_EQ(
      without_id(exported(dir / "case", "jsonl", "file")),
      "{\"type\":\"file\",\"source\":\"phone\",\"path\":\"data/msgstore.db\",\"size\":1000,"
      "\"md5\":\"d41d8cd98f00b204e9800998ecf8427e\",\"sha1\":\"da39a3ee5e6b4b0d3255bfef95601890afd80709\","
      "\"sha256\":\"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\","
      "\"mime\":\"application/"
      "x-sqlite3\",\"state\":\"allocated\",\"modified_at\":\"2026-03-01T04:05:06.000Z\","
      "\"created_at\":\"1969-12-31T23:59:59.999Z\",\"zone\":\"unknown\",\"known\":\"none\",\"kind\":\"file\","
      "\"ledger\":\"parsed\"}\n");
  EXPECT_EQ(
      without_id(exported(dir / "case", "jsonl", "hit")),
      "{\"type\":\"hit\",\"source\":\"phone\",\"path\":\"data/msgstore.db\",\"locator\":\"bytes:12+10\","
      "\"rule\":\"kw:слово\",\"category\":\"drugs\",\"value\":\"слово\",\"context\":\"а ‹слово› "
      "б\",\"weight\":1.5,"
      "\"offset\":12,\"length\":10,\"encoding\":\"utf-8\",\"image_offset\":4108}\n");
  EXPECT_EQ(without_id(exported(dir / "case", "jsonl", "ledger")),
            "{\"type\":\"ledger\",\"source\":\"phone\",\"state\":\"parsed\",\"files\":1,\"bytes\":1000}\n");
  EXPECT_EQ(without_id(exported(dir / "case", "jsonl", "problem")),
            "{\"type\":\"problem\",\"source\":\"phone\",\"path\":\"data/msgstore.db\",\"stage\":\"parse\","
            "\"reason\":\"a row is cut\",\"state\":\"damaged\",\"offset\":40,\"length\":2}\n");
}

TEST(ExportJsonl, TheSourceTellsItsDeviceAndDigests) {
  TempDir dir;
  SourceInfo source = sample_source();
  source.stored_md5 = "00112233445566778899aabbccddeeff";
  source.acquired_at = 1772337906000;
  source.acquired_zone_known = false;
  test::make_case(dir / "case", source, [](EvidenceDatabase& db) {
    db.begin_listing();
    db.add_entries({sample_file("build.prop")});
    db.finish_listing();
    FileResult result = examined(db, "build.prop");
    Record device;
    device.type = "device";
    device.set("model", "Pixel");
    device.from = {"build.prop", "bytes:0+5", "android_build", "live", ""};
    Record more = device;
    more.set("model", "other");
    more.set("os", "Android 14");
    more.from.locator = "bytes:10+5";
    result.records = {more, device};
    db.write({result});
    db.set_image_digests(digests_of(""));
  });
  EXPECT_EQ(
      without_id(exported(dir / "case", "jsonl", "source")),
      "{\"type\":\"source\",\"source\":\"phone\",\"name\":\"phone\",\"kind\":\"zip\",\"size\":4096,"
      "\"md5\":\"d41d8cd98f00b204e9800998ecf8427e\",\"sha1\":\"da39a3ee5e6b4b0d3255bfef95601890afd80709\","
      "\"sha256\":\"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\","
      "\"stored_md5\":\"00112233445566778899aabbccddeeff\",\"acquired_at\":\"2026-03-01T04:05:06.000Z\","
      "\"zone\":\"unknown\",\"device\":{\"model\":\"Pixel\",\"os\":\"Android 14\"}}\n");
}

TEST(ExportJsonl, RowsComeByPathThenByTheNumbersInTheirLocators) {
  TempDir dir;
  test::make_case(dir / "case", sample_source(), [](EvidenceDatabase& db) {
    db.begin_listing();
    db.add_entries({sample_file("z.db", 1, 1), sample_file("a.db", 1, 2)});
    db.finish_listing();
    FileResult z = examined(db, "z.db");
    z.records = {sample_message("z.db", 1, "z1")};
    FileResult a = examined(db, "a.db");
    a.records = {sample_message("a.db", 10, "a10"), sample_message("a.db", 9, "a9")};
    db.write({z, a});
  });
  const std::string text = exported(dir / "case", "jsonl", "message");
  const std::size_t a9 = text.find("\"a9\"");
  const std::size_t a10 = text.find("\"a10\"");
  const std::size_t z1 = text.find("\"z1\"");
  ASSERT_NE(z1, std::string::npos);
  EXPECT_LT(a9, a10);
  EXPECT_LT(a10, z1);
}

TEST(ExportJsonl, StoredJsonNeverBreaksALine) {
  TempDir dir;
  test::make_case(dir / "case", sample_source(), [](EvidenceDatabase& db) {
    db.begin_listing();
    db.add_entries({sample_file("a")});
    db.finish_listing();
    FileResult result = examined(db, "a");
    const char* texts[] = {"[\n1,\n2]", "[\"a\u2028b\"]", "[1] [2]", "\xff\xfe", "{\"b\":1,\"a\":2}"};
    for (int i = 0; i < 5; ++i) {
      Record chat;
      chat.type = "chat";
      chat.set("participants", std::string(texts[i]));
      chat.from = {"a", "row:chat:" + std::to_string(i), "p", "live", ""};
      result.records.push_back(chat);
    }
    std::string deep(100, '[');
    deep.append(100, ']');
    result.records.push_back(result.records[0]);
    result.records.back().set("participants", deep);
    result.records.back().from.locator = "row:chat:9";
    db.write({result});
  });
  const std::string text = exported(dir / "case", "jsonl", "chat");
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 6);
  EXPECT_THAT(text, HasSubstr("\"participants\":[1,2]}"));
  EXPECT_THAT(text, HasSubstr("\"participants\":[\"a\\u2028b\"]}"));
  EXPECT_THAT(text, HasSubstr("\"participants\":\"[1] [2]\"}"));
  EXPECT_THAT(text, HasSubstr("\"participants\":{\"b\":1,\"a\":2}}"));
  EXPECT_THAT(text, HasSubstr("\"participants\":\"[[[["));
  EXPECT_THAT(text, HasSubstr("\"participants\":\"\uFFFD\uFFFD\"}"));
}

TEST(ExportJsonl, UnknownFormatsAndTypesAreRefusedByName) {
  TempDir dir;
  test::make_case(dir / "case", sample_source(), [](EvidenceDatabase&) {});
  EXPECT_THAT(exported(dir / "case", "xml"), HasSubstr("there is no format 'xml'; there are jsonl, csv"));
  EXPECT_THAT(exported(dir / "case", "jsonl", "horoscope"), HasSubstr("there is no type 'horoscope'"));
  EXPECT_THAT(exported(dir / "case", "csv"), HasSubstr("csv needs one type"));
  EXPECT_THAT(exported(dir / "case", "kml", "call"), HasSubstr("location, message and drop"));
}

}  // namespace
}  // namespace ulika
