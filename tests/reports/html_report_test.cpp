#include "reports/html_report.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <set>

#include "tests/case_sample.h"
#include "tests/reports/fake_case.h"
#include "triage/base/digest.h"
#include "triage/case/case_check.h"

namespace ulika {
namespace {

namespace fs = std::filesystem;
using test::big_case;
using test::hostile_case;
using test::small_case;

std::string read(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

// Every file of a folder with its bytes.
std::map<std::string, std::string> contents(const fs::path& dir) {
  std::map<std::string, std::string> out;
  for (const auto& entry : fs::recursive_directory_iterator(dir)) {
    if (entry.is_regular_file()) out[fs::relative(entry.path(), dir).string()] = read(entry.path());
  }
  return out;
}

class HtmlReport : public ::testing::Test {
 protected:
  void SetUp() override {
    dir_ = fs::temp_directory_path() / ("ulika_html_" + std::to_string(::getpid()) + "_" +
                                        ::testing::UnitTest::GetInstance()->current_test_info()->name());
    fs::remove_all(dir_);
    fs::create_directories(dir_);
  }
  void TearDown() override { fs::remove_all(dir_); }

  Result<void> write(const std::vector<std::unique_ptr<ItemReader>>& items, const fs::path& at,
                     const std::string& language = "ru") {
    const auto meta = [](std::string_view key) {
      return key == "timezone" ? std::string("+05:00") : std::string();
    };
    return write_html_report(ReportCase{"дело «17»", items, meta}, at, ReportOptions{language});
  }
  // The rows of a table over all its shards, as JSON.
  nlohmann::json rows(const fs::path& report, const std::string& table) {
    nlohmann::json out = nlohmann::json::array();
    for (const auto& [name, bytes] : contents(report)) {
      if (name.rfind("data/" + table + "-", 0) != 0) continue;
      const auto shard =
          nlohmann::json::parse(bytes.substr(bytes.find('(') + 1, bytes.rfind(')') - bytes.find('(') - 1));
      for (const auto& row : shard["rows"]) out.push_back(row);
    }
    return out;
  }
  fs::path dir_;
};

TEST_F(HtmlReport, MessagesOfAChatStandTogetherInTimeOrder) {
  ASSERT_TRUE(write(small_case(), dir_ / "report"));
  const auto messages = rows(dir_ / "report", "message");
  ASSERT_EQ(messages.size(), 10u);
  // The curator's chat was active last, so its eight messages come first.
  EXPECT_EQ(messages[0][2], "row:message:1");
  EXPECT_EQ(messages[7][2], "row:message:8");
  EXPECT_EQ(messages[8][2], "row:message:9");
  const auto chats = rows(dir_ / "report", "chat");
  ASSERT_EQ(chats.size(), 2u);
  EXPECT_EQ(chats[0][8], "Куратор");
  EXPECT_EQ(chats[0][11], 8);
  EXPECT_EQ(chats[1][21], 8) << "the second chat's first message";
}

TEST_F(HtmlReport, HitsAndDerivedRecordsPointAtTheirMessage) {
  ASSERT_TRUE(write(small_case(), dir_ / "report"));
  const auto hits = rows(dir_ / "report", "hit");
  ASSERT_EQ(hits.size(), 2u);
  EXPECT_EQ(hits[0][12], 3) << "the fourth message of the table";
  EXPECT_EQ(hits[1].size(), 11u) << "a hit in raw bytes points at none";
  EXPECT_EQ(rows(dir_ / "report", "message")[3][4], 1) << "one hit in its text";
  EXPECT_EQ(rows(dir_ / "report", "location")[0][4], 2);
}

TEST_F(HtmlReport, ManifestNamesEveryFileWithItsDigest) {
  ASSERT_TRUE(write(small_case(), dir_ / "report"));
  const auto files = contents(dir_ / "report");
  const auto manifest = nlohmann::json::parse(files.at("manifest.json"));
  std::set<std::string> listed = {"manifest.json", "seal.js"};
  for (const auto& entry : manifest["files"]) {
    const std::string& bytes = files.at(entry["path"]);
    EXPECT_EQ(entry["sha256"], to_hex(sha256(as_bytes(bytes)))) << entry["path"];
    EXPECT_EQ(entry["size"], bytes.size()) << entry["path"];
    listed.insert(entry["path"]);
  }
  for (const auto& [name, bytes] : files) EXPECT_EQ(listed.count(name), 1u) << name;
  EXPECT_THAT(files.at("seal.js"), ::testing::HasSubstr(to_hex(sha256(as_bytes(files.at("manifest.json"))))));
}

TEST_F(HtmlReport, SameCaseSameBytes) {
  ASSERT_TRUE(write(small_case(), dir_ / "one"));
  ASSERT_TRUE(write(small_case(), dir_ / "two"));
  EXPECT_EQ(contents(dir_ / "one"), contents(dir_ / "two"));
}

TEST_F(HtmlReport, ReplacesAnEarlierReportAndNothingElse) {
  ASSERT_TRUE(write(small_case(), dir_ / "report", "en"));
  ASSERT_TRUE(write(hostile_case(), dir_ / "report", "ru"));
  EXPECT_EQ(rows(dir_ / "report", "message").size(), 8u);

  fs::create_directories(dir_ / "other");
  std::ofstream(dir_ / "other" / "thesis.txt") << "mine";
  const auto refused = write(small_case(), dir_ / "other");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, ErrorKind::usage);
  EXPECT_EQ(read(dir_ / "other" / "thesis.txt"), "mine");
  for (const auto& entry : fs::directory_iterator(dir_)) {
    EXPECT_NE(entry.path().filename().string()[0], '.') << "left behind: " << entry.path();
  }
}

TEST_F(HtmlReport, IsWrittenFromACaseOnDisk) {
  const fs::path folder = test::make_case(dir_ / "case-7", test::sample_source(), [](EvidenceDatabase& db) {
    const std::string path = "data/data/com.whatsapp/databases/msgstore.db";
    db.begin_listing();
    db.add_entries({test::sample_file(path), test::sample_file("locked.db", 50, 200)});
    db.finish_listing();
    FileResult parsed;
    parsed.file_id = db.find(path)->id;
    parsed.state = LedgerState::parsed;
    parsed.digests = test::digests_of("database");
    parsed.records = {test::sample_message(path, 2, "екінші"), test::sample_message(path, 1, "бірінші")};
    parsed.hits = {test::sample_hit(path, 10, "закладка")};
    FileResult locked;
    locked.file_id = db.find("locked.db")->id;
    locked.state = LedgerState::encrypted;
    locked.reason = "no key was given";
    db.write({parsed, locked});
    db.finish();
  });
  auto reader = CaseReader::open(folder);
  ASSERT_TRUE(reader) << reader.error().message;
  const auto done = write_html_report(*reader, folder / "report", ReportOptions{"kk"});
  ASSERT_TRUE(done) << done.error().message;
  EXPECT_EQ(check_report(folder / "report"), std::vector<std::string>());
  const auto messages = rows(folder / "report", "message");
  ASSERT_EQ(messages.size(), 2u);
  EXPECT_EQ(messages[0][2], "row:message:1");
  EXPECT_EQ(messages[1][16], "екінші");
  EXPECT_EQ(rows(folder / "report", "hit").size(), 1u);
  EXPECT_EQ(rows(folder / "report", "file").size(), 2u);
  const auto ledger = rows(folder / "report", "ledger");
  ASSERT_EQ(ledger.size(), 2u);
  EXPECT_EQ(ledger[0][1], "encrypted") << "what was not read comes first";
  EXPECT_EQ(ledger[0][5], "[\"locked.db\"]");
  EXPECT_THAT(read(folder / "report/data/case.js"), ::testing::HasSubstr("\"name\":\"case-7\""));

  std::ofstream(folder / "report/data/case.js", std::ios::app) << " ";
  std::ofstream(folder / "report/seal.js") << "ulika_seal(\"\");";
  EXPECT_EQ(check_report(folder / "report").size(), 2u) << "a changed file and a seal that does not fit";
}

TEST_F(HtmlReport, RefusesAnUnknownLanguage) {
  const auto refused = write(small_case(), dir_ / "report", "xx");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, ErrorKind::usage);
}

TEST_F(HtmlReport, EvidenceStaysDataInEveryFile) {
  ASSERT_TRUE(write(hostile_case(), dir_ / "report"));
  for (const auto& [name, bytes] : contents(dir_ / "report")) {
    if (name.rfind("data/", 0) != 0 || name == "data/words.js") continue;
    EXPECT_EQ(bytes.find('<'), std::string::npos) << name;
    EXPECT_EQ(bytes.find("\xE2\x80\xA8"), std::string::npos) << name;
  }
  const auto messages = rows(dir_ / "report", "message");
  ASSERT_EQ(messages.size(), 8u);
  EXPECT_EQ(messages[0][16],
            "</script><script>document.title='owned';</script><evil-element></evil-element>");
  EXPECT_EQ(messages[6][16].get<std::string>().size(), 1048576u + 7);
}

TEST_F(HtmlReport, NothingPointsOutOfTheFolder) {
  ASSERT_TRUE(write(small_case(), dir_ / "report"));
  for (const auto& [name, bytes] : contents(dir_ / "report")) {
    if (name.rfind("data/", 0) == 0) continue;  // data only; see the test above
    for (const char* outside : {"http:", "https:", "//www", "mailto:", "tel:", "file:", "url(", "@import"}) {
      EXPECT_EQ(bytes.find(outside), std::string::npos) << name << ": " << outside;
    }
  }
}

TEST_F(HtmlReport, HundredThousandMessagesGoToManySmallFiles) {
  ASSERT_TRUE(write(big_case(100000), dir_ / "report"));
  std::size_t shards = 0;
  for (const auto& entry : fs::directory_iterator(dir_ / "report/data")) {
    shards += entry.path().filename().string().rfind("message-", 0) == 0 ? 1 : 0;
    EXPECT_LT(entry.file_size(), 4u << 20) << entry.path();
  }
  EXPECT_GE(shards, 50u);
  EXPECT_LT(shards, 80u);
}

TEST(ReportWords, LanguagesHaveTheSameKeys) {
  const auto keys = [](const std::string& language) {
    std::set<std::string> out;
    const auto words =
        nlohmann::json::parse(read(fs::path(ULIKA_SOURCE_DIR) / "reports/words" / (language + ".json")));
    for (const auto& [key, value] : words.items()) {
      EXPECT_FALSE(value.get<std::string>().empty()) << language << ": " << key;
      out.insert(key);
    }
    return out;
  };
  const auto ru = keys("ru");
  EXPECT_GT(ru.size(), 300u);
  EXPECT_EQ(ru, keys("kk"));
  EXPECT_EQ(ru, keys("en"));
}

TEST(ReportFront, MakesNoMarkupOutOfText) {
  for (const auto& entry : fs::directory_iterator(fs::path(ULIKA_SOURCE_DIR) / "reports/web")) {
    if (entry.path().extension() != ".js") continue;
    const std::string code = read(entry.path());
    for (const char* way : {"innerHTML", "outerHTML", "insertAdjacentHTML", "document.write",
                            "createContextualFragment", "DOMParser", "eval(", "new Function", "srcdoc",
                            "setAttributeNS", "fetch(", "XMLHttpRequest", "WebSocket", "import("}) {
      EXPECT_EQ(code.find(way), std::string::npos) << entry.path() << ": " << way;
    }
  }
}

}  // namespace
}  // namespace ulika
