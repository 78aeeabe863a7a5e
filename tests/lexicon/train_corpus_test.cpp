#include "triage/lexicon/train_corpus.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

namespace ulika {
namespace {

TEST(Corpus, IsReadByTheNamesOfItsColumns) {
  std::vector<LabelledMessage> messages;
  const auto read = read_corpus("t",
                                "label\tid\tlang\thard_negative\tgroup\ttext\n"
                                "payment\t1\tru\t0\tg\tоплатил,\\nгде \\\\ адрес\n"
                                "innocent\t2\tkk\t1\th\tтұз ал\r\n",
                                messages);
  ASSERT_TRUE(read) << read.error().message;
  ASSERT_EQ(messages.size(), 2U);
  EXPECT_EQ(messages[0].text, "оплатил,\nгде \\ адрес");
  EXPECT_TRUE(messages[0].relevant);
  EXPECT_EQ(messages[0].category, TextCategory::payment);
  EXPECT_EQ(messages[1].text, "тұз ал");
  EXPECT_FALSE(messages[1].relevant);
  EXPECT_TRUE(messages[1].hard_negative);
}

TEST(Corpus, TellsJobScamsFromTheTrade) {
  std::vector<LabelledMessage> messages;
  ASSERT_TRUE(read_corpus("t",
                          "id\tlabel\ttopic\tlang\thard_negative\ttemplate_id\ttext\n"
                          "1\tinnocent\tscamjob\tru\t1\tN1\tставь лайки\n",
                          messages));
  EXPECT_FALSE(messages[0].relevant);
  EXPECT_EQ(messages[0].category, TextCategory::job_scam);
  EXPECT_EQ(messages[0].group, "N1");
}

TEST(Corpus, RefusesWhatItCannotRead) {
  std::vector<LabelledMessage> messages;
  constexpr std::string_view kHead = "id\tlabel\tlang\thard_negative\tgroup\ttext\n";
  const auto refusal = [&messages](const std::string& table) {
    const auto read = read_corpus("t", table, messages);
    return read ? "" : read.error().message;
  };
  EXPECT_THAT(refusal("id\tlabel\n"), testing::HasSubstr("lacks a column"));
  EXPECT_THAT(refusal(std::string(kHead) + "1\tpayment\tru\t0\tg\n"), testing::HasSubstr("line 2"));
  EXPECT_THAT(refusal(std::string(kHead) + "1\tbribe\tru\t0\tg\tx\n"),
              testing::HasSubstr("unknown label 'bribe'"));
}

// The corpus itself, as it lies in the source.
std::vector<LabelledMessage> shipped() {
  std::vector<LabelledMessage> messages;
  std::set<std::filesystem::path> files;
  for (const auto& file : std::filesystem::directory_iterator(ULIKA_SOURCE_DIR "/triage/lexicon/corpus")) {
    if (file.path().extension() == ".tsv") files.insert(file.path());
  }
  for (const auto& file : files) {
    std::ifstream in(file, std::ios::binary);
    std::ostringstream table;
    table << in.rdbuf();
    const auto read = read_corpus(file.string(), table.str(), messages);
    EXPECT_TRUE(read) << read.error().message;
  }
  return messages;
}

TEST(ShippedCorpus, HasEveryMessageOnceAndNoGroupOnBothSides) {
  const auto messages = shipped();
  ASSERT_FALSE(messages.empty());
  std::set<std::string> ids;
  std::set<std::string> texts;
  std::map<std::string, bool> groups;
  for (const LabelledMessage& message : messages) {
    EXPECT_TRUE(ids.insert(message.id).second) << message.id;
    EXPECT_TRUE(texts.insert(message.text).second) << message.text;
    EXPECT_EQ(groups.emplace(message.group, message.relevant).first->second, message.relevant)
        << message.group;
    EXPECT_FALSE(message.relevant && message.hard_negative) << message.id;
  }
}

TEST(ShippedCorpus, NamesNobodyAndNoPlaceWhereSomebodyLives) {
  for (const LabelledMessage& message : shipped()) {
    for (std::size_t at = message.text.find('@'); at != std::string::npos;
         at = message.text.find('@', at + 1)) {
      // A sign for a letter, as in "кл@д", is no handle.
      if (at != 0 && message.text[at - 1] != ' ' && message.text[at - 1] != '\n') continue;
      EXPECT_THAT(message.text.substr(at), testing::StartsWith("@example_")) << message.id;
    }
    for (std::size_t at = message.text.find("+"); at != std::string::npos;
         at = message.text.find('+', at + 1)) {
      if (at + 1 >= message.text.size() || message.text[at + 1] < '1' || message.text[at + 1] > '9') continue;
      if (message.text.find("+44 7700 900", at) == at) continue;
      // "+1", "+5": a vote or a sum, no phone.
      std::size_t digits = 0;
      while (at + 1 + digits < message.text.size() && message.text[at + 1 + digits] >= '0' &&
             message.text[at + 1 + digits] <= '9') {
        ++digits;
      }
      EXPECT_LT(digits, 6U) << message.id << ' ' << message.text;
    }
  }
}

}  // namespace
}  // namespace ulika
