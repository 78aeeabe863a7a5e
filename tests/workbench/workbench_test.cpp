// The workbench's server, asked over its socket as a browser and as others would ask.
#include "reports/workbench/workbench.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <httplib.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <thread>

#include "tests/case_sample.h"

namespace ulika {
namespace {

using ::testing::HasSubstr;
using Json = nlohmann::json;

class Served : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = test::make_case(dir_ / "case-7", test::sample_source(), [](EvidenceDatabase& db) {
      const std::string path = "data/msgstore.db";
      db.begin_listing();
      db.add_entries({test::sample_file(path)});
      db.finish_listing();
      FileResult parsed;
      parsed.file_id = db.find(path)->id;
      parsed.state = LedgerState::parsed;
      parsed.digests = test::digests_of("database");
      parsed.records = {test::sample_message(path, 1, "Забери закладку </script><b>"),
                        test::sample_message(path, 2, "Кітабымды қайтар"),
                        test::sample_message(path, 3, "пять закладок")};
      parsed.hits = {test::sample_hit(path, 10, "закладка")};
      db.write({parsed});
      db.finish();
    });
    WorkbenchOptions options;
    options.case_dir = folder_;
    options.author = "Айгүл";
    options.read_evidence = [](const std::string& host, const std::string& path, std::uint64_t offset,
                               std::uint64_t length) -> Result<std::string> {
      if (path != "data/msgstore.db") return fail(ErrorKind::not_found, "no such file");
      return (host + "<script>\x01").substr(offset, length);
    };
    auto opened = Workbench::open(options);
    ASSERT_TRUE(opened) << opened.error().message;
    workbench_ = std::move(*opened);
    server_ = std::thread([this] { workbench_->run(); });
  }
  void TearDown() override {
    if (workbench_) workbench_->stop();
    if (server_.joinable()) server_.join();
  }

  std::string host() const { return "127.0.0.1:" + std::to_string(workbench_->port()); }
  std::string token() const {
    const std::string address = workbench_->address();
    return address.substr(address.find('#') + 1);
  }
  httplib::Client client() const {
    httplib::Client out("127.0.0.1", workbench_->port());
    return out;
  }
  // Enters with the token and keeps the cookie.
  void enter() {
    auto asks = client();
    const auto let_in = asks.Post("/enter", {{"Origin", "http://" + host()}}, token(), "application/json");
    ASSERT_TRUE(let_in);
    ASSERT_EQ(let_in->status, 204) << let_in->body;
    const std::string cookie = let_in->get_header_value("Set-Cookie");
    cookie_ = cookie.substr(0, cookie.find(';'));
  }
  Json get(const std::string& place, int status = 200) {
    auto asks = client();
    const auto answer = asks.Get(place, httplib::Headers{{"Cookie", cookie_}});
    if (!answer) return Json();
    EXPECT_EQ(answer->status, status) << place << ": " << answer->body;
    return Json::parse(answer->body, nullptr, false);
  }
  Json post(const std::string& place, const Json& value, int status = 200) {
    auto asks = client();
    const auto answer = asks.Post(place, {{"Cookie", cookie_}, {"Origin", "http://" + host()}}, value.dump(),
                                  "application/json");
    if (!answer) return Json();
    EXPECT_EQ(answer->status, status) << answer->body;
    return Json::parse(answer->body, nullptr, false);
  }

  test::TempDir dir_;
  std::filesystem::path folder_;
  std::unique_ptr<Workbench> workbench_;
  std::thread server_;
  std::string cookie_;
};

TEST_F(Served, GivesNothingOfTheCaseWithoutTheToken) {
  for (const char* place : {"/data/case.js", "/data/message-00000.js", "/api/search?q=a", "/api/review",
                            "/api/bytes?dev=phone", "/app.js"}) {
    auto asks = client();
    const auto answer = asks.Get(place);
    ASSERT_TRUE(answer) << place;
    EXPECT_EQ(answer->status, 401) << place;
    EXPECT_EQ(answer->body, "refused: session\n");
  }
  auto asks = client();
  const auto page = asks.Get("/");
  ASSERT_TRUE(page);
  EXPECT_EQ(page->status, 200);
  EXPECT_THAT(page->body, HasSubstr("enter.js"));
  EXPECT_EQ(page->body.find("case-7"), std::string::npos);
  const auto wrong =
      client().Post("/enter", {{"Origin", "http://" + host()}}, std::string(64, '0'), "application/json");
  ASSERT_TRUE(wrong);
  EXPECT_EQ(wrong->status, 403);
}

TEST_F(Served, SendsItsGuardsWithEveryAnswer) {
  enter();
  for (const char* place : {"/", "/data/case.js", "/api/review", "/nothing"}) {
    auto asks = client();
    const auto answer = asks.Get(place, httplib::Headers{{"Cookie", cookie_}});
    ASSERT_TRUE(answer) << place;
    EXPECT_THAT(answer->get_header_value("Content-Security-Policy"), HasSubstr("default-src 'none'"))
        << place;
    EXPECT_THAT(answer->get_header_value("Content-Security-Policy"), HasSubstr("frame-ancestors 'none'"))
        << place;
    EXPECT_EQ(answer->get_header_value("X-Content-Type-Options"), "nosniff");
    EXPECT_EQ(answer->get_header_value("Cache-Control"), "no-store");
    EXPECT_EQ(answer->get_header_value("Cross-Origin-Resource-Policy"), "same-origin");
    EXPECT_FALSE(answer->has_header("Access-Control-Allow-Origin")) << "other pages may not read it";
  }
}

TEST_F(Served, RefusesOtherHostsAndPages) {
  enter();
  auto asks = client();
  const auto rebound =
      asks.Get("/data/case.js", httplib::Headers{{"Cookie", cookie_}, {"Host", "evil.example"}});
  ASSERT_TRUE(rebound);
  EXPECT_EQ(rebound->status, 421);
  const auto crossed = client().Post("/api/review", {{"Cookie", cookie_}, {"Origin", "http://evil.example"}},
                                     R"({"target":"a","kind":"note","value":"x"})", "application/json");
  ASSERT_TRUE(crossed);
  EXPECT_EQ(crossed->status, 403);
  EXPECT_EQ(get("/api/review")["entries"].size(), 0u);
}

TEST_F(Served, FindsFormsAndSendsTheRowsThemselves) {
  enter();
  const Json told = get("/api/search?q=" + httplib::detail::encode_query_param("закладка"));
  EXPECT_EQ(told["total"], 2);
  const Json& rows = told["found"]["rows"];
  ASSERT_EQ(rows.size(), 2u);
  EXPECT_EQ(rows[0][1][1], "data/msgstore.db") << "the origin, with its path";
  EXPECT_THAT(rows[0][2].dump(), HasSubstr("Забери закладку </script><b>"));
  const auto id = rows[0][2][1].get<std::string>();
  const Json found = get("/api/find?ids=" + id + ",ffffffffffffffffffff");
  ASSERT_EQ(found["found"].size(), 1u);
  EXPECT_EQ(found["found"][0]["rows"][0][0], rows[0][0]);
  EXPECT_EQ(get("/api/search?in=hit&q=" + httplib::detail::encode_query_param("закладка"))["total"], 1);
  EXPECT_EQ(get("/api/search?q=%22%20OR%201=1--")["total"], 0);
  get("/api/search?q=" + std::string(2000, 'a'), 400);
}

TEST_F(Served, KeepsReviewApartFromTheCase) {
  enter();
  const auto before = std::filesystem::last_write_time(folder_ / "evidence/phone.db");
  const Json added = post("/api/review", {{"target", "0123456789abcdef0123"},
                                          {"kind", "note"},
                                          {"value", "сверить с фото"},
                                          {"author", "кто-то"}});
  EXPECT_EQ(added["author"], "Айгүл") << "the name is the server's to give";
  EXPECT_GT(added["at"].get<std::int64_t>(), 1700000000000);
  const Json all = get("/api/review?after=0");
  ASSERT_EQ(all["entries"].size(), 1u);
  EXPECT_EQ(all["entries"][0]["value"], "сверить с фото");
  EXPECT_EQ(get("/api/review?after=1")["entries"].size(), 0u);
  post("/api/review", {{"target", "a"}, {"kind", "erase"}, {"value", "x"}}, 400);
  post("/api/review", Json::array(), 400);
  EXPECT_EQ(std::filesystem::last_write_time(folder_ / "evidence/phone.db"), before);
}

TEST_F(Served, ShowsOriginalBytesAsDigits) {
  enter();
  const Json told = get("/api/bytes?dev=phone&path=data/msgstore.db&offset=1&length=8");
  EXPECT_EQ(told["hex"], "65766964656e6365");  // "evidence"
  get("/api/bytes?dev=phone&path=../../etc/passwd", 404);
  get("/api/bytes?dev=..&path=data/msgstore.db", 404);
}

TEST_F(Served, ServesNoFileThatIsNotItsOwn) {
  enter();
  for (const char* place : {"/data/../manifest.json", "/../../etc/passwd", "/data/%2e%2e%2fmanifest.json",
                            "/review.db", "/data/none-00000.js", "/case.db"}) {
    auto asks = client();
    const auto answer = asks.Get(place, httplib::Headers{{"Cookie", cookie_}});
    ASSERT_TRUE(answer) << place;
    EXPECT_EQ(answer->status, 404) << place;
  }
}

TEST_F(Served, NamesAChangedShardInsteadOfShowingIt) {
  enter();
  const auto shard = folder_ / "workbench/data/message-00000.js";
  ASSERT_TRUE(std::filesystem::exists(shard));
  std::ofstream(shard, std::ios::app) << " ";
  auto asks = client();
  const auto answer = asks.Get("/data/message-00000.js", httplib::Headers{{"Cookie", cookie_}});
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 500);
  EXPECT_THAT(answer->body, HasSubstr("is not what its manifest names"));
}

}  // namespace
}  // namespace ulika
