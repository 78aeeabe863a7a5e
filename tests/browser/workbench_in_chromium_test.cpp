// The workbench in a headless Chromium, by keys alone, as an examiner would use it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

#include "reports/workbench/workbench.h"
#include "tests/browser/chromium_session.h"
#include "tests/case_sample.h"
#include "triage/case/review_db.h"

namespace ulika {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class WorkbenchInChromium : public ::testing::Test {
 protected:
  void SetUp() override {
    if (test::chromium().empty()) GTEST_SKIP() << "chromium is not installed; the workbench is not opened";
    folder_ = test::make_case(dir_ / "case-7", test::sample_source(), [](EvidenceDatabase& db) {
      const std::string path = "data/msgstore.db";
      db.begin_listing();
      db.add_entries({test::sample_file(path)});
      db.finish_listing();
      FileResult parsed;
      parsed.file_id = db.find(path)->id;
      parsed.state = LedgerState::parsed;
      parsed.digests = test::digests_of("database");
      parsed.records = {
          test::sample_message(path, 1, "Забери закладку <img src=x onerror=document.title='owned'>"),
          test::sample_message(path, 2, "Кітабымды қайтар"), test::sample_message(path, 3, "пять закладок")};
      db.write({parsed});
      db.finish();
    });
    WorkbenchOptions options;
    options.case_dir = folder_;
    options.author = "Айгүл";
    options.read_evidence = [](const std::string&, const std::string&, std::uint64_t,
                               std::uint64_t) -> Result<std::string> {
      return std::string("SQLite format 3\0<script>", 24);
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

  test::TempDir dir_;
  std::filesystem::path folder_;
  std::unique_ptr<Workbench> workbench_;
  std::thread server_;
};

TEST_F(WorkbenchInChromium, KeysLeadFromAKazakhWordToItsBytesATagAndANote) {
  test::ChromiumSession page(workbench_->address());
  ASSERT_TRUE(page.wait_for("document.body && document.body.dataset.ready === 'overview'"));
  EXPECT_EQ(page.value("location.href.includes('#/overview')"), true) << "the token is out of the address";
  page.press("/");
  page.type("кітап");
  page.press("Enter");
  ASSERT_TRUE(page.wait_for("document.querySelectorAll('.page-search tr[data-row]').length === 1"));
  EXPECT_THAT(page.value("document.querySelector('tr[data-row]').innerText"), HasSubstr("Кітабымды"));
  page.press("j");
  page.press("1");
  ASSERT_TRUE(page.wait_for("document.querySelector('tr[data-row] .reviewed .badge')"));
  page.press("n");
  ASSERT_TRUE(page.wait_for("document.activeElement.id === 'note'"));
  const std::string panel = page.value("document.getElementById('panel').innerText");
  EXPECT_THAT(panel, HasSubstr("row:message:2"));
  EXPECT_THAT(panel, HasSubstr("Айгүл"));
  page.type("сверить с фото");
  page.value("document.querySelector('.reviewbox .tools:last-child button').click()");
  ASSERT_TRUE(page.wait_for("document.getElementById('panel').innerText.includes('сверить с фото – Айгүл')"));
  page.press("Escape");
  page.press("Escape");
  page.press("h");
  ASSERT_TRUE(page.wait_for("document.querySelector('pre.hex')"));
  EXPECT_THAT(page.value("document.querySelector('pre.hex').innerText"), HasSubstr("53 51 4c 69 74 65"));
  EXPECT_THAT(page.value("document.querySelector('pre.hex').innerText"), HasSubstr("<script>"));

  ReviewDatabase another(folder_ / "review.db");  // a second reviewer, at the same time
  const auto entries = another.after(0);
  ASSERT_EQ(entries.size(), 2u);
  EXPECT_EQ(entries[0].kind, "tag");
  EXPECT_EQ(entries[0].value, "important");
  EXPECT_EQ(entries[1].value, "сверить с фото");
  another.add({0, entries[0].target, "note", "вижу другое <b>", "Пётр", 1772323200000});
  page.value("location.hash = '#/tagged'");
  ASSERT_TRUE(page.wait_for("document.querySelector('.page-tagged .card')"));
  const std::string tagged = page.value("document.getElementById('main').innerText");
  EXPECT_THAT(tagged, HasSubstr("Кітабымды қайтар"));
  EXPECT_THAT(tagged, HasSubstr("вижу другое <b> – Пётр"));
}

TEST_F(WorkbenchInChromium, SearchLivesInTheAddressAndRunsNothing) {
  test::ChromiumSession page(workbench_->address());
  ASSERT_TRUE(page.wait_for("document.body && document.body.dataset.ready === 'overview'"));
  page.value("location.hash = '#/search?q=' + encodeURIComponent('закладка')");
  ASSERT_TRUE(page.wait_for("document.querySelectorAll('.page-search tr[data-row]').length === 2"));
  EXPECT_THAT(page.value("document.getElementById('main').innerText"), HasSubstr("<img src=x onerror="));
  EXPECT_THAT(page.value("document.title"), Not(HasSubstr("owned")));
  EXPECT_EQ(page.value("document.querySelectorAll('#main img').length"), 0);
  EXPECT_EQ(page.value("document.getElementById('q').value"), "закладка");
  page.value("document.querySelector('tr[data-row] a').click()");
  EXPECT_TRUE(page.wait_for("document.querySelector('.bubble.selected')"))

      << "a result opens its conversation: "
      << page.value("location.hash + document.getElementById('main').innerText");
  page.resize(320, 800);
  for (const char* route : {"search?q=закладка", "tagged"}) {
    page.value(std::string("location.hash = '#/") + route + "'");
    ASSERT_TRUE(page.wait_for("document.querySelector('h1')"));
    EXPECT_EQ(page.value("document.documentElement.scrollWidth <= document.documentElement.clientWidth"),
              true)
        << route;
  }
}

TEST_F(WorkbenchInChromium, AnAddressThatWasUsedShowsNothing) {
  const std::string address = workbench_->address();
  test::ChromiumSession first(address);
  ASSERT_TRUE(first.wait_for("document.body && document.body.dataset.ready === 'overview'"));
  test::ChromiumSession second(address);
  ASSERT_TRUE(
      second.wait_for("document.getElementById('closed') && !document.getElementById('closed').hidden"));
  EXPECT_THAT(second.value("document.documentElement.outerHTML"), Not(HasSubstr("case-7")));
}

}  // namespace
}  // namespace ulika
