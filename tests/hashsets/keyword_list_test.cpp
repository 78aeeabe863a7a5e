#include "hashsets/keyword_list.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "tests/hashsets/rule_file.h"
#include "triage/base/digest.h"

namespace ulika {
namespace {

using test::RuleFile;
using testing::HasSubstr;

TEST(LoadKeywords, OneTermALine) {
  const RuleFile file("plain.txt",
                      "\xEF\xBB\xBF# a comment\r\nпервый\r\n\r\n  second term \r\n#hashtag\r\nПЕРВЫЙ\r\n");
  const auto list = load_keywords(file.path());
  ASSERT_TRUE(list) << list.error().message;
  ASSERT_EQ(list->keywords.size(), 3u);
  EXPECT_EQ(list->keywords[0].id, "kw:первый");
  EXPECT_EQ(list->keywords[1].text, "second term");
  EXPECT_EQ(list->keywords[2].text, "#hashtag");
  EXPECT_FALSE(list->keywords[0].prefix || list->keywords[0].whole_word);
  EXPECT_EQ(list->keywords[0].category, "LAB");
}

TEST(LoadKeywords, TableWithHeader) {
  const RuleFile file(
      "table.tsv",
      "kind\tterm\tweight\tcategory\nstem\tтерм\t2.5\tCAT\nword\tдва слова\t0\t\nany\ta\\b$\t3\tX");
  const auto list = load_keywords(file.path());
  ASSERT_TRUE(list) << list.error().message;
  ASSERT_EQ(list->keywords.size(), 3u);
  EXPECT_TRUE(list->keywords[0].prefix);
  EXPECT_EQ(list->keywords[0].weight, 2.5);
  EXPECT_EQ(list->keywords[0].category, "CAT");
  EXPECT_TRUE(list->keywords[1].whole_word);
  EXPECT_EQ(list->keywords[1].category, "LAB");
  EXPECT_EQ(list->keywords[2].text, "a\\b$");
}

TEST(LoadKeywords, Sha256IsOfTheFile) {
  const RuleFile file("abc.txt", "abc");
  // FIPS 180-4's example.
  EXPECT_EQ(load_keywords(file.path())->sha256,
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(LoadKeywords, NamesTheLineOfAMistake) {
  const std::pair<const char*, const char*> cases[] = {
      {"one\n\nt\xFFwo\n", "line 3: this is not UTF-8"},
      {"name\tcategory\nx\ty\n", "line 1: no column is called \"term\""},
      {"term\tweight\na\tb\n", "line 2: the weight is no number"},
      {"term\tweight\na\t1\nb\n", "line 3: 1 columns where the header has 2"},
      {"term\tkind\na\tstam\n", "line 2: the kind is none of any, word, stem, phrase: \"stam\""},
      {"term\tkind\n\tstem\n", "line 2: the term is empty"},
      {"a\x01z\n", "line 1: the term holds a control character"},
      {"\xFF\xFE\x31\x04", "line 1: the list is UTF-16"},
  };
  for (const auto& [bytes, message] : cases) {
    const RuleFile file("bad.tsv", bytes);
    const auto list = load_keywords(file.path());
    ASSERT_FALSE(list) << bytes;
    EXPECT_THAT(list.error().message, HasSubstr(message));
    EXPECT_EQ(list.error().kind, ErrorKind::usage);
  }
  const RuleFile long_term("long.txt", "short\n" + std::string(101, 'x'));
  EXPECT_THAT(load_keywords(long_term.path()).error().message,
              HasSubstr("line 2: the term is longer than 100"));
  const RuleFile empty("empty.txt", "# nothing\n");
  EXPECT_THAT(load_keywords(empty.path()).error().message, HasSubstr("holds no term"));
}

TEST(LoadKeywords, FileThatIsNotThere) {
  EXPECT_EQ(load_keywords("/nonexistent/list.tsv").error().kind, ErrorKind::not_found);
  EXPECT_EQ(load_keywords("/").error().kind, ErrorKind::usage);
}

}  // namespace
}  // namespace ulika
