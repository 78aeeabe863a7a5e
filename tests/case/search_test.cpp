#include "triage/case/case_search.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/case_sample.h"
#include "triage/case/review_db.h"
#include "triage/case/search_forms.h"

namespace ulika {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

// Two devices, each with one message a text.
struct SearchedCase {
  test::TempDir dir;
  std::filesystem::path add(const std::string& name, const std::vector<std::string>& texts) {
    std::filesystem::create_directories(dir / "evidence");
    EvidenceDatabase db =
        EvidenceDatabase::create(dir / ("evidence/" + name + ".db"), test::sample_source(name));
    db.begin_listing();
    db.add_entries({test::sample_file("msgstore.db")});
    db.finish_listing();
    FileResult parsed;
    parsed.file_id = db.find("msgstore.db")->id;
    parsed.state = LedgerState::parsed;
    int row = 0;
    for (const std::string& text : texts) {
      parsed.records.push_back(test::sample_message("msgstore.db", ++row, text));
      parsed.records.back().set("sent_at", std::int64_t{row} * 1000);
    }
    parsed.hits = {test::sample_hit("msgstore.db", 10, "закладка")};
    db.write({parsed});
    db.finish();
    return dir.path();
  }
};

std::int64_t found(const CaseSearch& search, const std::string& text, const std::string& device = "") {
  SearchQuery query;
  query.text = text;
  query.device = device;
  const SearchResult result = search.messages(query);
  EXPECT_EQ(static_cast<std::int64_t>(result.ids.size()), result.total);
  return result.total;
}

TEST(CaseSearch, FindsRussianAndKazakhForms) {
  SearchedCase made;
  made.add("a", {"Забери закладку у моста", "пять закладок, все сняты", "Кітабымды қайтар", "акшаны жібер",
                 "Самолёт завтра", "он зашёл в магазин"});
  const CaseSearch search(made.dir.path(), {"a"});
  EXPECT_EQ(found(search, "закладка"), 2);
  EXPECT_EQ(found(search, "ЗАКЛАДКИ"), 2);
  EXPECT_EQ(found(search, "кітап"), 1);
  EXPECT_EQ(found(search, "ақша"), 1) << "typed without Kazakh letters";
  EXPECT_EQ(found(search, "самолет"), 1);
  EXPECT_EQ(found(search, "магазином"), 1);
  EXPECT_EQ(found(search, "закладка мост"), 1) << "every word must occur";
  EXPECT_EQ(found(search, "\"закладок, все\""), 1);
  EXPECT_EQ(found(search, "\"все закладок\""), 0) << "in quotes the order counts";
  EXPECT_EQ(found(search, "сама"), 0) << "four letters are the least that stay";
}

TEST(CaseSearch, ReadsNoSyntaxInWhatIsTyped) {
  SearchedCase made;
  made.add("a", {"слово one two", "NEAR слово"});
  const CaseSearch search(made.dir.path(), {"a"});
  for (const char* typed : {"one AND", "(((", "\"", "text:one", "one*", "NEAR(one two)", "-one", "^", "';--",
                            "{one}", "\xFF\xFE", "« »"}) {
    EXPECT_NO_THROW(found(search, typed)) << typed;
  }
  EXPECT_EQ(found(search, "one OR слово"), 0) << "OR is a word like any other";
  EXPECT_EQ(found(search, ""), 0);
}

TEST(CaseSearch, GoesAcrossDevicesAndKeepsToFilters) {
  SearchedCase made;
  made.add("a", {"груз один", "груз два", "груз три"});
  made.add("b", {"груз четыре"});
  const CaseSearch search(made.dir.path(), {"a", "b"});
  EXPECT_EQ(found(search, "груз"), 4);
  EXPECT_EQ(found(search, "груз", "b"), 1);
  SearchQuery query;
  query.text = "груз";
  query.from = 2000;
  query.to = 3000;
  EXPECT_EQ(search.messages(query).total, 1);
  query.from = query.to = std::nullopt;
  query.limit = 2;
  query.skip = 2;
  const SearchResult page = search.messages(query);
  EXPECT_EQ(page.total, 4);
  EXPECT_EQ(page.ids.size(), 2u) << "the last of one device and the first of the next";
  query = {};
  query.text = "закладка";
  EXPECT_EQ(search.hits(query).total, 2);
}

TEST(ReviewDatabase, TwoReviewersLoseNothingOfEachOther) {
  const test::TempDir dir;
  ReviewDatabase one(dir / "review.db"), two(dir / "review.db");
  one.add({0, "a1", "tag", "важно", "Айгүл", 1});
  two.add({0, "a1", "note", "см. фото", "Пётр", 2});
  one.add({0, "a1", "note", "проверено", "Айгүл", 3});
  two.add({0, "b2", "tag", "важно", "Пётр", 4});
  const auto entries = one.after(0);
  ASSERT_EQ(entries.size(), 4u);
  EXPECT_EQ(entries[1].author, "Пётр");
  EXPECT_EQ(entries[1].value, "см. фото");
  EXPECT_EQ(entries[2].value, "проверено");
  EXPECT_EQ(two.after(3).size(), 1u);
  EXPECT_THAT(one.tagged(), ElementsAre("a1", "b2"));
  one.add({0, "b2", "untag", "важно", "Айгүл", 5});
  EXPECT_THAT(two.tagged("важно"), ElementsAre("a1"));
  EXPECT_EQ(two.after(0).size(), 5u) << "what was taken back stays in the history";
}

TEST(ReviewDatabase, RefusesWhatIsNoEntry) {
  EXPECT_TRUE(ReviewDatabase::is_valid({0, "a1", "note", "x", "", 0}));
  EXPECT_FALSE(ReviewDatabase::is_valid({0, "", "note", "x", "", 0}));
  EXPECT_FALSE(ReviewDatabase::is_valid({0, "a1", "drop table", "x", "", 0}));
  EXPECT_FALSE(ReviewDatabase::is_valid({0, "a1", "tag", "", "", 0}));
  EXPECT_FALSE(ReviewDatabase::is_valid(
      {0, "a1", "note", std::string(ReviewDatabase::kLongestValue + 1, 'x'), "", 0}));
}

}  // namespace
}  // namespace ulika
