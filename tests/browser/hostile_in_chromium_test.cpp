// Opens every page of a report whose every field is hostile, and looks for anything that ran, loaded, led out
// or broke.
#include <gtest/gtest.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "reports/html_report.h"
#include "tests/browser/chromium_session.h"
#include "tests/browser/hostile_corpus.h"

namespace ulika {
namespace {

namespace fs = std::filesystem;

// What must hold on any page: nothing ran, no element or attribute of the payloads, links and loads within
// the report, no sideways scroll. The answer names what does not hold.
constexpr const char* kLook = R"((() => {
  const bad = [];
  if (window.owned_by) bad.push("ran: " + window.owned_by);
  if (!document.title.endsWith("– Ulika")) bad.push("title: " + document.title);
  for (const element of document.querySelectorAll("*")) {
    const tag = element.tagName.toLowerCase();
    if (/^(iframe|object|embed|base|marquee|math|style|form-|evil-element|audio|video|source)$/.test(tag)) bad.push("element " + tag);
    for (const { name, value } of element.attributes) {
      if (name.startsWith("on")) bad.push("attribute " + name);
      if (["src", "href", "action", "formaction", "srcdoc"].includes(name) && !/^(#|[a-z_]+\.(js|css)$|data\/[a-z_0-9-]+\.js$|media\/[0-9a-f]{64}\.jpg$)/.test(value)) bad.push(name + "=" + value);
    }
  }
  for (const entry of performance.getEntriesByType("resource")) if (!entry.name.startsWith(location.href.split("index.html")[0])) bad.push("loaded " + entry.name);
  if (document.documentElement.scrollWidth > document.documentElement.clientWidth) {
    const wide = [...document.querySelectorAll("#main *")].find((each) => each.getBoundingClientRect().right > document.documentElement.clientWidth + 1 && !each.closest(".scroll"));
    bad.push("wider than the page: " + (wide ? wide.tagName + "." + wide.className : "?"));
  }
  if (document.querySelector("[role=alert]")) bad.push("error: " + document.querySelector("[role=alert]").textContent.slice(0, 200));
  return bad.slice(0, 5).join(" | ");
})())";

class HostileInChromium : public ::testing::Test {
 protected:
  void SetUp() override {
    if (test::chromium().empty())
      GTEST_SKIP() << "chromium is not installed; the hostile report is not opened";
    // A folder for each test: they may run side by side.
    const auto* info = ::testing::UnitTest::GetInstance()->current_test_info();
    dir_ = fs::path(ULIKA_BINARY_DIR) / "browser_reports" / (std::string("hostile_") + info->name());
    const auto texts = test::hostile_texts();
    ASSERT_GE(texts.size(), 300u);
    const auto items = test::hostile_corpus(texts);
    fs::create_directories(dir_.parent_path());
    const auto done =
        write_html_report(ReportCase{texts.at(5), items, [&](std::string_view) { return texts.at(1); },
                                     test::hostile_findings(texts)},
                          dir_, ReportOptions{"en"});
    ASSERT_TRUE(done) << done.error().message;
  }
  fs::path dir_;
};

TEST_F(HostileInChromium, NoPayloadInAnyFieldRunsLeadsOutOrBreaksAPage) {
  test::ChromiumSession page("file://" + (dir_ / "index.html").string());
  ASSERT_TRUE(page.wait_for("document.body && document.body.dataset.ready"));
  page.value(
      "window.owned = () => { window.owned_by = String(new Error().stack); }; window.alert = window.owned");
  std::vector<std::string> routes = {"overview",
                                     "leads/lead/0",
                                     "leads/lead/150",
                                     "links/picture",
                                     "cover",
                                     "summary",
                                     "chat/0?view=table",
                                     "money?account=0",
                                     "hits",
                                     "timeline?at=1772323260000&min=60"};
  for (const char* list : {"leads",
                           "leads/chat",
                           "leads/person",
                           "links",
                           "links/person",
                           "drops",
                           "conversations",
                           "conversations/messages",
                           "chat/0",
                           "people/call",
                           "people/contact",
                           "people/account",
                           "locations",
                           "locations/photo",
                           "timeline",
                           "gallery",
                           "money/payment",
                           "money/card",
                           "money/wallet",
                           "money/identifier",
                           "web/web_visit",
                           "web/web_search",
                           "web/download",
                           "web/autofill",
                           "other/email",
                           "other/note",
                           "other/app_installed",
                           "other/device_event",
                           "other/database",
                           "other/device",
                           "files",
                           "files/list",
                           "method",
                           "method/problems"}) {
    for (const char* number : {"", "?p=2", "?p=3", "?p=4"}) routes.push_back(std::string(list) + number);
  }
  for (const std::string& route : routes) {
    page.value("location.hash = " + nlohmann::json("#/" + route).dump());
    ASSERT_TRUE(page.wait_for("document.body.dataset.ready === " +
                              nlohmann::json(route.substr(0, route.find_first_of("/?"))).dump() +
                              " && decodeURI(location.hash) === " + nlohmann::json("#/" + route).dump()))
        << route;
    EXPECT_EQ(page.value(kLook), "") << route;
  }
  page.resize(320, 800);
  for (const char* route :
       {"overview", "leads", "links", "drops", "cover", "summary", "conversations", "chat/0", "timeline",
        "gallery", "money", "hits", "files", "files/list", "method"}) {
    page.value("location.hash = " + nlohmann::json("#/" + std::string(route)).dump());
    ASSERT_TRUE(
        page.wait_for("document.body.dataset.ready === " +
                      nlohmann::json(std::string(route).substr(0, std::string(route).find('/'))).dump()))
        << route;
    EXPECT_EQ(page.value(kLook), "") << route << " at 320 pixels";
  }
}

TEST_F(HostileInChromium, ThePanelOfEveryKindOfRowShowsTextAlone) {
  test::ChromiumSession page("file://" + (dir_ / "index.html").string());
  ASSERT_TRUE(page.wait_for("document.body && document.body.dataset.ready"));
  page.value(
      "window.owned = () => { window.owned_by = String(new Error().stack); }; window.alert = window.owned");
  page.value(R"((async () => {
    window.shown = 0;
    try {
      for (const name in Ulika.tables) for (let n = 0; n < Ulika.tables[name].rows; n += 3) { await Ulika.show_source(await Ulika.row(Ulika.tables[name], n)); ++window.shown; }
    } catch (error) { window.panel_error = String(error); }
    window.panels_done = true;
  })())");
  for (int i = 0; i < 6 && !page.wait_for("window.panels_done"); ++i) {
  }
  EXPECT_EQ(page.value("window.panel_error || ''"), "");
  EXPECT_GT(page.value("window.shown").get<int>(), 2000);
  EXPECT_EQ(page.value(kLook), "");
}

}  // namespace
}  // namespace ulika
