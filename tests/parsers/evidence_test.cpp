// Real databases, exports and pictures give the rows that their makers' notes list.
#include <gtest/gtest.h>

#include <map>
#include <optional>

#include "tests/evidence_dir.h"
#include "tests/parsers/sample.h"
#include "triage/base/bytes.h"

namespace ulika::test {
namespace {

std::vector<std::byte> file_bytes(const std::string& relative) {
  const std::string text = read_text((evidence_dir() / relative).string());
  const Bytes bytes = ulika::as_bytes(std::string_view(text));
  return {bytes.begin(), bytes.end()};
}

Parsed parse_real(const std::string& relative, const std::string& mime) {
  std::vector<SampleFile> files = {{relative, "", file_bytes(relative)}};
  EXPECT_FALSE(files[0].bytes.empty()) << relative;
  for (const std::string& companion : built_in().companions_of(relative)) {
    if (std::filesystem::exists(evidence_dir() / companion))
      files.push_back({companion, "", file_bytes(companion)});
  }
  return parse_files(built_in(), files, mime);
}

struct RealDatabase {
  const char* file;
  const char* parser;
  std::map<std::string, std::size_t> live;  // records by type
  const char* why;                          // where that is not the row count of the table
  const char* problem = "";
};

const RealDatabase kDatabases[] = {
    {"whatsapp-viewer/msgstore_built.db",
     "whatsapp_android",
     {{"message", 42}, {"chat", 21}},
     "the row of key -1 is a placeholder",
     "whatsapp_android: message (old table): text holds malformed text, which was made readable (rows: 1, "
     "first row:messages:5001)"},
    {"wa-crypt-tools/tests/res/msgstore.db",
     "whatsapp_android",
     {{"message", 9}, {"chat", 8}},
     "of 10 rows in messages and 1 in message, one each is the placeholder of key -1"},
    {"chat-history-manager/resources/test/whatsapp-android_2023-10/msgstore.db",
     "whatsapp_android",
     {{"message", 4}, {"chat", 2}, {"location", 1}},
     ""},
    {"chat-history-manager/resources/test/whatsapp-android_2023-10/wa.db",
     "whatsapp_contacts_android",
     {{"contact", 2}},
     ""},
    {"plaso/mmssms.db", "sms_android", {{"message", 9}}, ""},
    {"dfrws2021/Part 3 Samsung Smartphone/[3-1] mmssms.db", "sms_android", {{"message", 32}}, ""},
    {"dfrws2021/Part 3 Samsung Smartphone/[3-3] dec_mmssms.db", "sms_android", {{"message", 32}}, ""},
    {"plaso/contacts2.db", "calls_android", {{"call", 3}}, ""},
    {"andriller/tests/data/data/com.android.providers.contacts/db/calllog.db",
     "calls_android",
     {{"call", 1}},
     ""},
    {"mvt/tests/artifacts/ios_backup/3d/3d0d7e5fb2ce288813306e4d4636395e047a3d28",
     "sms_ios",
     {{"message", 1}},
     ""},
    {"mvt/tests/artifacts/ios_backup/7c/7c7fba66680ef796b916b067077cc246adacf01d",
     "whatsapp_ios",
     {{"message", 3}, {"chat", 2}},
     ""},
    {"mvt/tests/artifacts/ios_backup/b8/b8548dc30aa1030df0ce18ef08b882cf7ab5212f",
     "whatsapp_contacts_ios",
     {{"contact", 2}},
     ""},
    {"mvt/tests/artifacts/ios_backup/1f/1f5a521220a3ad80ebfdc196978df8e7a2e49dee",
     "interactions_ios",
     {{"device_event", 3}, {"contact", 3}},
     ""},
    {"mvt/tests/artifacts/ios_backup/3a/3a47b0981ed7c10f3e2800aa66bac96a3b5db28e",
     "safari_tabs_ios",
     {{"web_visit", 1}},
     ""},
    {"mvt/tests/artifacts/ios_backup/0d/0d609c54856a9bb2d56729df1d68f2958a88426b",
     "datausage_ios",
     {{"device_event", 50}},
     "40 programs and 10 uses"},
    {"plaso/DataUsage.sqlite", "datausage_ios", {{"device_event", 1258}}, "371 programs and 887 uses"},
    {"plaso/kik_ios.sqlite", "kik_ios", {{"message", 60}, {"contact", 25}}, ""},
    {"plaso/imessage_chat.db", "sms_ios", {{"message", 10}, {"chat", 7}}, ""},
    {"dissect.target/history/chrome-history.sqlite", "chrome_history", {{"web_visit", 10}}, ""},
    {"dissect.target/history/chromium-history-win.sqlite",
     "chrome_history",
     {{"web_visit", 5}, {"download", 1}, {"web_search", 1}},
     ""},
    {"hindsight/tests/fixtures/profiles/01/History",
     "chrome_history",
     {{"web_visit", 46}, {"download", 2}, {"web_search", 5}},
     ""},
    {"hindsight/tests/fixtures/profiles/20/History",
     "chrome_history",
     {{"web_visit", 58}, {"download", 2}, {"web_search", 5}},
     ""},
    {"hindsight/tests/fixtures/profiles/60/History",
     "chrome_history",
     {{"web_visit", 61}, {"download", 2}, {"web_search", 5}},
     ""},
    {"dissect.target/history/firefox-places.sqlite",
     "firefox_places",
     {{"web_visit", 24}, {"download", 3}, {"note", 5}},
     "six annotations make three downloads; of twelve bookmarks seven are folders"},
    {"plaso/downloads.sqlite", "firefox_downloads", {{"download", 1}}, ""},
    {"plaso/firefox_cookies/firefox_10_cookies.sqlite",
     "firefox_cookies",
     {{"identifier", 5}},
     "13 cookies of five hosts, each host once"},
    {"dissect.target/history/plugins/apps/browser/firefox/cookies.sqlite",
     "firefox_cookies",
     {{"identifier", 2}},
     "four cookies, each host once"},
    {"plaso/Cookies-68.0.3440.106",
     "chrome_cookies",
     {{"identifier", 4}},
     "five cookies of four hosts; plaso counts a sixth event that it reads out of a value"},
    {"plaso-head/android/downloads.db", "downloads_android", {{"download", 11}}, ""},
    {"plaso/android_app_usage",
     "app_usage_android",
     {{"device_event", 11663}},
     "plaso's 11545 leave out rows of the same app and time"},
    {"plaso-head/android/files_master_database",
     "google_files_android",
     {{"location", 64}, {"device_event", 1}},
     "of 65 rows with coordinates one is at 0, 0"},
    {"dfrws2021/Part 3 Samsung Smartphone/[3-5] calendar.db",
     "calendar_android",
     {{"note", 1}, {"account", 3}},
     ""},
    {"chat-history-manager/resources/test/tinder-android_2023-11/tinder-3.db",
     "tinder_android",
     {{"message", 2}, {"contact", 1}},
     ""},
    {"plaso/wpndatabase.db",
     "notifications_windows",
     {{"device_event", 6}},
     "plaso's other 68 rows are programs that may notify, no notifications"},
};

TEST(RealEvidence, databases_give_their_rows) {
  ULIKA_NEEDS_EVIDENCE();
  for (const RealDatabase& database : kDatabases) {
    SCOPED_TRACE(database.file);
    const Parsed parsed = parse_real(database.file, "application/vnd.sqlite3");
    EXPECT_TRUE(parsed.outcome.claimed);
    std::map<std::string, std::size_t> live;
    for (const Record& record : parsed.records) {
      if (record.from.parser == database.parser && record.from.recovered == "live") ++live[record.type];
    }
    for (const auto& [type, count] : database.live)
      EXPECT_EQ(live[type], count) << type << ": " << database.why;
    for (const Problem& problem : parsed.problems) {
      EXPECT_EQ(problem.reason, database.problem);
    }
  }
}

struct RealPicture {
  const char* file;
  const char* mime;
  double latitude, longitude;
  std::optional<double> altitude_m;
  const char* make;
  const char* model;
};

// What exiftool finds in the pictures.
const RealPicture kPictures[] = {
    {"exif-samples/heic/IMG_5195.HEIC", "image/heic", 39.0513444, -94.2887722, 260.561, "Apple",
     "iPhone 11 Pro Max"},
    {"exif-samples/jpg/gps/DSCN0029.jpg", "image/jpeg", 43.4682433, 11.8801717, {}, "NIKON", "COOLPIX P6000"},
    {"exif-samples/jpg/gps/DSCN0040.jpg", "image/jpeg", 43.4660117, 11.8791117, {}, "NIKON", "COOLPIX P6000"},
    {"exif-samples/jpg/gps/DSCN0025.jpg", "image/jpeg", 43.4683650, 11.8816350, {}, "NIKON", "COOLPIX P6000"},
    {"exif-samples/jpg/gps/DSCN0012.jpg", "image/jpeg", 43.4671567, 11.8853950, {}, "NIKON", "COOLPIX P6000"},
    {"exif-samples/jpg/gps/DSCN0021.jpg", "image/jpeg", 43.4670817, 11.8845383, {}, "NIKON", "COOLPIX P6000"},
    {"exif-samples/jpg/tests/67-0_length_string.jpg", "image/jpeg", 51.0250000, 7.5919444, 340.000, "samsung",
     "SM-G930F"},
    {"metadata-extractor-images/webp/Issue 473 (Java).webp", "image/webp", 37.3926778, -122.0409694, 16.058,
     "Apple", "iPhone X"},
    {"metadata-extractor-images/jpg/FujiFilm FinePixS2Pro.jpg",
     "image/jpeg",
     48.8578333,
     2.2970000,
     {},
     "FUJIFILM",
     "FinePixS2Pro"},
    {"metadata-extractor-images/jpg/FujiFilm FinePixS1Pro (1).jpg",
     "image/jpeg",
     54.9896667,
     -1.9141667,
     {},
     "FUJIFILM",
     "FinePixS1Pro"},
    {"metadata-extractor-images/jpg/FujiFilm FinePixS1Pro (3).jpg",
     "image/jpeg",
     55.1048333,
     -1.8845000,
     {},
     "FUJIFILM",
     "FinePixS2Pro"},
    {"metadata-extractor-images/jpg/Sony DSC-HX5V (2).jpg", "image/jpeg", 51.7786150, 8.3656381, 93.300,
     "SONY", "DSC-HX5V"},
    {"metadata-extractor-images/jpg/Issue 173 (dotnet).jpg", "image/jpeg", 43.6873944, -85.4835194, -848.000,
     "", ""},
    {"metadata-extractor-images/jpg/FujiFilm FinePixS1Pro (4).jpg",
     "image/jpeg",
     54.9135000,
     -1.5888333,
     {},
     "FUJIFILM",
     "FinePixS2Pro"},
    {"exiftool/t/images/Apple.jpg", "image/jpeg", 53.3828472, -1.4566778, 72.366, "Apple", "iPhone 7"},
    {"exiftool/t/images/GoPro.jpg", "image/jpeg", 40.6584192, -73.9933543, -3.983, "GoPro", "HERO6 Black"},
    {"exiftool/t/images/Ricoh2.jpg", "image/jpeg", 42.0345750, -0.5075028, 117.000, "RICOH", "Caplio Pro G3"},
    {"exiftool/t/images/GPS.jpg", "image/jpeg", 54.9896667, -1.9141667, {}, "FUJIFILM", "FinePixS1Pro"},
    {"bulk_extractor/src/tests/exif_demo1.jpg", "image/jpeg", 41.4668278, -70.6226889, 5.372, "Apple",
     "iPhone SE (2nd generation)"},
};

TEST(RealEvidence, pictures_give_their_places) {
  ULIKA_NEEDS_EVIDENCE();
  for (const RealPicture& picture : kPictures) {
    SCOPED_TRACE(picture.file);
    const Parsed parsed = parse_real(picture.file, picture.mime);
    const Record* place = nullptr;
    const Record* photo = nullptr;
    for (const Record& record : parsed.records) {
      if (record.type == "location") place = &record;
      if (record.type == "photo") photo = &record;
    }
    ASSERT_TRUE(place);
    ASSERT_TRUE(photo);
    EXPECT_NEAR(std::get<double>(*place->find("latitude")), picture.latitude, 1e-6);
    EXPECT_NEAR(std::get<double>(*place->find("longitude")), picture.longitude, 1e-6);
    if (picture.altitude_m) {
      ASSERT_TRUE(place->find("altitude_m"));
      EXPECT_NEAR(std::get<double>(*place->find("altitude_m")), *picture.altitude_m, 1e-2);
    }
    EXPECT_EQ(photo->text("make"), picture.make);
    EXPECT_EQ(photo->text("model"), picture.model);
  }
}

struct RealExport {
  const char* file;
  std::size_t messages;
};

TEST(RealEvidence, telegram_exports_give_their_messages) {
  ULIKA_NEEDS_EVIDENCE();
  // Counted with jq: [.chats.list[].messages[]] | length, or .messages | length.
  const RealExport exports[] = {
      {"chat-history-manager/resources/test/telegram_2020-01/result.json", 50},
      {"chat-history-manager/resources/test/telegram_2021-05/result.json", 3},
      {"chat-history-manager/resources/test/telegram_2021-07/result.json", 2},
      {"chat-history-manager/resources/test/telegram_2023-01/result.json", 6},
      {"bubbly/test/telegram_desktop_export_test/testset_telegram_export/result.json", 15000},
      {"chat-analytics/tests/samples/telegram/DM_2A_7M.json", 8},
  };
  for (const RealExport& telegram : exports) {
    SCOPED_TRACE(telegram.file);
    const Parsed parsed = parse_real(telegram.file, "application/json");
    EXPECT_EQ(parsed.outcome.parsers, std::vector<std::string>{"telegram_export"});
    EXPECT_EQ(parsed.count("message"), telegram.messages);
    for (const Problem& problem : parsed.problems) ADD_FAILURE() << problem.reason;
    for (const Record& record : parsed.records) {
      if (record.type == "message") {
        EXPECT_TRUE(record.find("sent_at"));
      }
    }
  }
}

}  // namespace
}  // namespace ulika::test
