#include "reports/workbench/guard.h"

#include <gtest/gtest.h>

namespace ulika {
namespace {

constexpr int kPort = 4711;

// A request of the workbench's own page.
RequestFacts own(const Guard&, const std::string& cookie, const std::string& method = "GET") {
  RequestFacts facts;
  facts.method = method;
  facts.path = "/api/review";
  facts.host = "127.0.0.1:4711";
  facts.fetch_site = "same-origin";
  facts.cookie = cookie;
  if (method == "POST") {
    facts.origin = "http://127.0.0.1:4711";
    facts.content_type = "application/json";
    facts.content_length = "10";
  }
  return facts;
}

std::string let_in(Guard& guard) {
  const std::string cookie = guard.enter(std::string(guard.token())).value();
  EXPECT_NE(cookie.find("; HttpOnly; SameSite=Strict"), std::string::npos);
  return cookie.substr(0, cookie.find(';'));
}

int status(const Guard& guard, const RequestFacts& facts) {
  const auto refusal = guard.check(facts);
  return refusal ? refusal->status : 200;
}

TEST(Guard, LetsInOnceByTheToken) {
  Guard guard(kPort);
  const std::string token = guard.token();
  EXPECT_EQ(token.size(), 64u);
  EXPECT_NE(token, Guard(kPort).token());
  EXPECT_FALSE(guard.enter(""));
  EXPECT_FALSE(guard.enter(token.substr(1)));
  EXPECT_FALSE(guard.enter(std::string(64, '0')));
  EXPECT_TRUE(guard.enter(token));
  EXPECT_FALSE(guard.enter(token)) << "once";
  EXPECT_FALSE(guard.enter("")) << "the empty token that is left opens nothing";
}

TEST(Guard, AnswersItsOwnPageAndNobodyElse) {
  Guard guard(kPort);
  const std::string cookie = let_in(guard);
  EXPECT_EQ(status(guard, own(guard, cookie)), 200);
  EXPECT_EQ(status(guard, own(guard, "other=1; " + cookie)), 200);
  EXPECT_EQ(status(guard, own(guard, cookie, "POST")), 200);
  EXPECT_EQ(status(guard, own(guard, "")), 401);
  EXPECT_EQ(status(guard, own(guard, cookie + "0")), 401);
  EXPECT_EQ(status(guard, own(guard, "ulika_4711=")), 401);
  EXPECT_EQ(status(Guard(kPort), own(guard, cookie)), 401) << "a session of an earlier run";
}

TEST(Guard, ChecksWhereARequestComesFrom) {
  Guard guard(kPort);
  const std::string cookie = let_in(guard);
  const auto with = [&](auto change, const std::string& method = "GET") {
    RequestFacts facts = own(guard, cookie, method);
    change(facts);
    return status(guard, facts);
  };
  for (const char* host : {"evil.example:4711", "localhost:4711", "127.0.0.1", "127.0.0.1:80",
                           "127.0.0.1:4711.evil.example", ""}) {
    EXPECT_EQ(with([&](RequestFacts& f) { f.host = host; }), 421) << host;
  }
  for (const char* origin :
       {"http://evil.example", "null", "http://127.0.0.1:4712", "https://127.0.0.1:4711"}) {
    EXPECT_EQ(with([&](RequestFacts& f) { f.origin = origin; }), 403) << origin;
    EXPECT_EQ(with([&](RequestFacts& f) { f.origin = origin; }, "POST"), 403) << origin;
  }
  EXPECT_EQ(with([](RequestFacts& f) { f.origin.clear(); }, "POST"), 403);
  for (const char* site : {"cross-site", "same-site"}) {
    EXPECT_EQ(with([&](RequestFacts& f) { f.fetch_site = site; }), 403) << site;
  }
  EXPECT_EQ(with([](RequestFacts& f) { f.fetch_site = "none"; }), 200) << "an address that was typed";
  EXPECT_EQ(with([](RequestFacts& f) { f.fetch_site = "none"; }, "POST"), 403);
}

TEST(Guard, ChecksFormAndSize) {
  Guard guard(kPort);
  const std::string cookie = let_in(guard);
  const auto with = [&](auto change, const std::string& method) {
    RequestFacts facts = own(guard, cookie, method);
    change(facts);
    return status(guard, facts);
  };
  for (const char* method : {"PUT", "DELETE", "OPTIONS", "CONNECT", "TRACE", "get"}) {
    EXPECT_EQ(with([](RequestFacts&) {}, method), 405) << method;
  }
  EXPECT_EQ(with([](RequestFacts& f) { f.content_length = "65536"; }, "POST"), 200);
  EXPECT_EQ(with([](RequestFacts& f) { f.content_length = "65537"; }, "POST"), 413);
  EXPECT_EQ(with([](RequestFacts& f) { f.content_length = "1e3"; }, "POST"), 400);
  EXPECT_EQ(with([](RequestFacts& f) { f.content_length = "-1"; }, "POST"), 400);
  EXPECT_EQ(with([](RequestFacts& f) { f.content_length = "99999999999999999999"; }, "POST"), 400);
  EXPECT_EQ(with([](RequestFacts& f) { f.content_length.clear(); }, "POST"), 411);
  EXPECT_EQ(with([](RequestFacts& f) { f.has_transfer_encoding = true; }, "POST"), 411);
  EXPECT_EQ(with([](RequestFacts& f) { f.content_type = "text/plain"; }, "POST"), 415)
      << "what a form can send";
  EXPECT_EQ(with([](RequestFacts& f) { f.has_range = true; }, "GET"), 416);
  EXPECT_EQ(with([](RequestFacts& f) { f.content_length = "5"; }, "GET"), 400);
}

TEST(Guard, HoldsNothingOfTheCaseInPublic) {
  Guard guard(kPort);
  RequestFacts facts = own(guard, "");
  for (const char* path : {"/", "/enter", "/enter.js", "/app.css"}) {
    facts.path = path;
    EXPECT_EQ(status(guard, facts), 200) << path;
  }
  for (const char* path : {"/data/case.js", "/api/search", "/app.js", "/enter/", "//", "/%2e"}) {
    facts.path = path;
    EXPECT_EQ(status(guard, facts), 401) << path;
  }
}

}  // namespace
}  // namespace ulika
