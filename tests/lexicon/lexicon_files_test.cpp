// Lists of a laboratory: what is taken, and what is refused with its line.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "triage/lexicon/lexicon.h"
#include "triage/lexicon/text_score.h"

namespace ulika {
namespace {

class LexiconFiles : public testing::Test {
 protected:
  LexiconFiles() : folder_(std::filesystem::path(testing::TempDir()) / "lexicon_files") {
    std::filesystem::create_directories(folder_);
  }
  std::filesystem::path write(const std::string& name, const std::string& text) {
    std::ofstream(folder_ / name, std::ios::binary) << text;
    return folder_ / name;
  }
  // What is said of a list; empty where it is taken.
  std::string complaint(const std::string& text) {
    const auto lexicon = Lexicon::load({write("list.tsv", text)});
    return lexicon ? "" : lexicon.error().message;
  }
  static constexpr const char* kHeader = "id\tterm\tlanguage\tcategory\tambiguity\tweight\tforms\n";

 private:
  std::filesystem::path folder_;
};

TEST_F(LexiconFiles, ATableOfTermsReplacesTheBuiltIn) {
  const auto file = write(
      "own.tsv", std::string(kHeader) + "T1\tпосылка-сюрприз\tru\tACT_DROP\t0.1\t9\tсюрприз* ... бабушк*\n");
  const auto lexicon = Lexicon::load({file});
  ASSERT_TRUE(lexicon) << lexicon.error().message;
  ASSERT_EQ(lexicon->terms().size(), 1u);
  TextScorer scorer(*lexicon, nullptr);
  ASSERT_EQ(scorer.score("забери сюрприз у старой бабушки").terms.size(), 1u);
  EXPECT_EQ(scorer.score("забери сюрприз у старой бабушки").terms[0].id, "T1");
  EXPECT_TRUE(scorer.score("закладка").terms.empty());
}

TEST_F(LexiconFiles, PlainKeywordsAreFoundInflected) {
  const auto lexicon = Lexicon::load({write("words.txt", "# words\nчемоданчик\n\nбелый ящик\n")});
  ASSERT_TRUE(lexicon) << lexicon.error().message;
  TextScorer scorer(*lexicon, nullptr);
  EXPECT_EQ(scorer.score("вот чемоданчиками").terms.size(), 1u);
  EXPECT_EQ(scorer.score("в белом ящике").terms.size(), 1u);
  EXPECT_TRUE(scorer.score("чемодан и белый конь").terms.empty());
}

TEST_F(LexiconFiles, WrongRowsAreNamedByTheirLine) {
  const std::string head = kHeader;
  EXPECT_NE(complaint(head + "T1\tx\tru\tACT_DROP\t0.1\t9\n").find("line 2"), std::string::npos);
  EXPECT_NE(complaint(head + "T1\tx\tru\tNOTHING\t0.1\t9\tслово\n").find("NOTHING"), std::string::npos);
  EXPECT_NE(complaint(head + "T1\tx\txx\tPAY\t0.1\t9\tслово\n").find("xx"), std::string::npos);
  EXPECT_NE(complaint(head + "T1\tx\tru\tPAY\t1.1\t9\tслово\n").find("ambiguity"), std::string::npos);
  EXPECT_NE(complaint(head + "T1\tx\tru\tPAY\t0.1\t99\tслово\n").find("weight"), std::string::npos);
  EXPECT_NE(complaint(head + "T1\tx\tru\tPAY\t0.1\t9\tслово*x\n").find("after *"), std::string::npos);
  EXPECT_NE(complaint(head + "T1\tx\tru\tPAY\t0.1\t9\t... слово\n").find("no form"), std::string::npos);
  EXPECT_NE(
      complaint(head + "# remark\nT1\tx\tru\tPAY\t0\t9\tслово\nT1\ty\tru\tPAY\t0\t9\tдело\n").find("line 4"),
      std::string::npos);
  EXPECT_NE(complaint("слово\n\xFF\xC0\n").find("line 2"), std::string::npos);
  EXPECT_NE(complaint("id\tforms\nT\tслово\n").find("line 1"), std::string::npos);
}

TEST_F(LexiconFiles, AMissingFileIsSaidSo) {
  const auto lexicon = Lexicon::load({"/nowhere/list.tsv"});
  ASSERT_FALSE(lexicon);
  EXPECT_EQ(lexicon.error().kind, ErrorKind::not_found);
}

}  // namespace
}  // namespace ulika
