// CSV, KML and GeoJSON against text written by hand, with hostile values.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <sstream>

#include "reports/export.h"
#include "tests/case_sample.h"

namespace ulika {
namespace {

using test::sample_file;
using test::TempDir;
using testing::EndsWith;
using testing::HasSubstr;
using testing::StartsWith;

Record record_of(const std::string& type, int row, std::vector<std::pair<std::string, Value>> fields) {
  Record record;
  record.type = type;
  record.fields = std::move(fields);
  record.from = {"a", "row:t:" + std::to_string(row), "p", "live", ""};
  return record;
}

std::string exported(const std::vector<Record>& records, const std::string& format,
                     const std::string& type = "") {
  TempDir dir;
  test::make_case(dir / "case", test::sample_source(), [&](EvidenceDatabase& db) {
    db.begin_listing();
    db.add_entries({sample_file("a")});
    db.finish_listing();
    FileResult result;
    result.file_id = db.find("a")->id;
    result.records = records;
    db.write({result});
  });
  const auto reader = CaseReader::open(dir / "case");
  std::ostringstream out;
  const auto done = export_case(*reader, {format, type}, out);
  return done ? out.str() : "refused: " + done.error().message;
}

std::string id_of(const Record& record) {
  return record_id("phone", record);
}

TEST(ExportCsv, ATableWithABomAHeaderAndQuotedCells) {
  const Record wallet = record_of("wallet", 1, {{"currency", "BTC"}, {"address", "1, \"two\"\r\nthree"}});
  EXPECT_EQ(exported({wallet}, "csv", "wallet"),
            "\xEF\xBB\xBF"
            "id,source,path,locator,parser,recovered,derived_from,profile,currency,address,kind,origin\r\n" +
                id_of(wallet) + ",phone,a,row:t:1,p,live,,,BTC,\"1, \"\"two\"\"\r\nthree\",,\r\n");
}

TEST(ExportCsv, CellsThatWouldRunAsFormulasAreDefused) {
  const std::pair<const char*, const char*> cells[] = {
      {"=1+1", ",'=1+1,"},
      {"+79990000000", ",'+79990000000,"},
      {"-1+1", ",'-1+1,"},
      {"@SUM(A1)", ",'@SUM(A1),"},
      {"\t=1", ",\"'\t=1\","},
      {"\r=1", ",\"'\r=1\","},
      {"=cmd|' /C calc'!A0", ",'=cmd|' /C calc'!A0,"},
      {"=HYPERLINK(\"x\",\"y\")", ",\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\","},
      {"\uff1d1", ",'\uff1d1,"},
      {"x;=1", ",\"x;=1\","},
      {"harmless", ",harmless,"},
  };
  int row = 0;
  for (const auto& [cell, written] : cells) {
    EXPECT_THAT(exported({record_of("wallet", ++row, {{"address", cell}})}, "csv", "wallet"),
                HasSubstr(written));
  }
}

TEST(ExportCsv, NumbersStayNumbersAndDecimalTextIsText) {
  const std::string text =
      exported({record_of("location", 1,
                          {{"latitude", -33.5}, {"longitude", -70.25}, {"accuracy_m", std::int64_t{12}}})},
               "csv", "location");
  EXPECT_THAT(text, HasSubstr(",-33.5,-70.25,,,,12,"));
  EXPECT_THAT(exported({record_of("payment", 1, {{"amount", "-500.00"}})}, "csv", "payment"),
              HasSubstr(",'-500.00,"));
  EXPECT_THAT(
      exported({record_of("call", 1, {{"answered", std::int64_t{1}}, {"started_at", std::int64_t{0}}})},
               "csv", "call"),
      HasSubstr(",1970-01-01T00:00:00.000Z,,true,"));
}

TEST(ExportCsv, BytesThatAreNoTextAreMadeText) {
  EXPECT_THAT(exported({record_of("wallet", 1, {{"address", std::string("a\xff\0b", 4)}})}, "csv", "wallet"),
              HasSubstr(",a\uFFFD\u2400"
                        "b,"));
}

TEST(ExportKml, PlacesWithTheirTimesAndNothingThatRuns) {
  const Record place = record_of("location", 1,
                                 {{"latitude", 48.5},
                                  {"longitude", 67.25},
                                  {"at", std::int64_t{0}},
                                  {"origin", "exif"},
                                  {"label", "</description><script>alert(1)</script>\x01\u202e&"}});
  EXPECT_EQ(
      exported({place}, "kml"),
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<kml xmlns=\"http://www.opengis.net/kml/2.2\"><Document><name>Ulika</name>\n"
      "<Placemark id=\"r" +
          id_of(place) +
          "\"><name>location exif</name><TimeStamp><when>1970-01-01T00:00:00.000Z</when></TimeStamp>"
          "<description>id: " +
          id_of(place) +
          "&lt;br&gt;source: phone&lt;br&gt;path: a&lt;br&gt;locator: row:t:1&lt;br&gt;parser: p&lt;br&gt;"
          "recovered: live&lt;br&gt;latitude: 48.5&lt;br&gt;longitude: 67.25&lt;br&gt;"
          "at: 1970-01-01T00:00:00.000Z&lt;br&gt;origin: exif&lt;br&gt;"
          "label: &amp;lt;/description&amp;gt;&amp;lt;script&amp;gt;alert(1)&amp;lt;/script&amp;gt;&amp;amp;"
          "</description><Point><coordinates>67.25,48.5</coordinates></Point></Placemark>\n"
          "</Document></kml>\n");
}

TEST(ExportKml, ATimeWithoutZoneCarriesNone) {
  EXPECT_THAT(
      exported(
          {record_of("location", 1,
                     {{"latitude", 1.5}, {"longitude", 2.5}, {"at", std::int64_t{0}}, {"zone", "unknown"}})},
          "kml"),
      HasSubstr("<when>1970-01-01T00:00:00.000</when>"));
}

TEST(ExportGeojson, IsOneDocumentWithEveryPlace) {
  const std::vector<Record> records = {
      record_of("location", 1, {{"latitude", 48.5}, {"longitude", 67.25}, {"origin", "app_db"}}),
      record_of("location", 2, {{"origin", "map_link"}, {"value", "https://maps.example/x"}}),
      record_of("location", 3, {{"latitude", 91.0}, {"longitude", 0.0}}),
      record_of("message", 4, {{"text", "здесь"}, {"latitude", 44.0}, {"longitude", 66.0}}),
      record_of("message", 5, {{"text", "nowhere"}}),
  };
  const std::string text = exported(records, "geojson");
  EXPECT_THAT(text,
              StartsWith("{\"type\":\"FeatureCollection\",\"features\":[\n{\"type\":\"Feature\",\"id\":\"" +
                         id_of(records[0]) +
                         "\",\"geometry\":{\"type\":\"Point\",\"coordinates\":[67.25,48.5]},"
                         "\"properties\":{\"type\":\"location\",\"id\":\"" +
                         id_of(records[0]) + "\",\"source\":\"phone\""));
  EXPECT_THAT(text, EndsWith("\n]}\n"));
  const auto document = nlohmann::json::parse(text);
  const auto& features = document["features"];
  ASSERT_EQ(features.size(), 4U);
  EXPECT_TRUE(features[1]["geometry"].is_null());
  EXPECT_TRUE(features[2]["geometry"].is_null());  // no such latitude
  EXPECT_EQ(features[3]["geometry"]["coordinates"][1], 44.0);
  EXPECT_EQ(features[3]["properties"]["text"], "здесь");
}

TEST(ExportGeojson, WithoutPlacesIsAnEmptyCollection) {
  EXPECT_EQ(exported({}, "geojson"), "{\"type\":\"FeatureCollection\",\"features\":[\n]}\n");
}

TEST(Export, AStreamThatFailsIsAnError) {
  TempDir dir;
  test::make_case(dir / "case", test::sample_source(), [](EvidenceDatabase&) {});
  const auto reader = CaseReader::open(dir / "case");
  std::ofstream full("/dev/full");
  const auto done = export_case(*reader, {"jsonl", ""}, full);
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().kind, ErrorKind::io);
}

}  // namespace
}  // namespace ulika
