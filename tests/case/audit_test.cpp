#include "triage/case/audit.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>

#include "tests/case_sample.h"

namespace ulika {
namespace {

using test::read_text;
using test::TempDir;
using testing::HasSubstr;

class AuditTest : public testing::Test {
 protected:
  void write(const std::string& text) { std::ofstream(file_, std::ios::binary) << text; }
  void log_three() {
    Audit audit(file_);
    audit.log("open", {{"evidence", "phone.zip"}});
    audit.log("triage", {{"files", "12"}, {"note", "кавычки \" и\nстрока"}});
    audit.log("close", {});
  }
  std::string broken() {
    const auto verified = Audit::verify(file_);
    return verified ? std::string() : verified.error().message;
  }
  TempDir dir_;
  std::filesystem::path file_ = dir_ / "audit.jsonl";
};

TEST_F(AuditTest, AChainOfLinesVerifies) {
  log_three();
  EXPECT_EQ(Audit::verify(file_).value_or(0), 3U);
  const std::string text = read_text(file_);
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 3);
  EXPECT_THAT(text, HasSubstr("{\"n\":1,\"at\":\""));
  EXPECT_THAT(text, HasSubstr("\"action\":\"triage\",\"files\":\"12\""));
  EXPECT_THAT(text, HasSubstr("\"previous\":\"" + std::string(64, '0') + "\""));
}

TEST_F(AuditTest, AnyChangedByteBreaksIt) {
  log_three();
  const std::string whole = read_text(file_);
  for (std::size_t at = 0; at < whole.size(); at += 7) {
    std::string changed = whole;
    changed[at] = changed[at] == 'x' ? 'y' : 'x';
    write(changed);
    EXPECT_FALSE(Audit::verify(file_)) << at;
  }
}

TEST_F(AuditTest, ARemovedOrMovedLineIsNamed) {
  log_three();
  const std::string whole = read_text(file_);
  const std::size_t one = whole.find('\n') + 1;
  const std::size_t two = whole.find('\n', one) + 1;
  write(whole.substr(0, one) + whole.substr(two));
  EXPECT_THAT(broken(), HasSubstr("line 2"));
  write(whole.substr(one));
  EXPECT_THAT(broken(), HasSubstr("line 1"));
}

TEST_F(AuditTest, ATornLineIsSealedByTheNextOne) {
  log_three();
  const std::string whole = read_text(file_);
  for (const std::size_t cut : {1UL, 20UL, 100UL, 180UL}) {
    write(whole.substr(0, whole.size() - cut));
    if (cut > 1) {
      EXPECT_THAT(broken(), HasSubstr("line 3"));
    }
    Audit(file_).log("resume", {});
    EXPECT_TRUE(Audit::verify(file_)) << broken();
    Audit(file_).log("more", {});
    EXPECT_TRUE(Audit::verify(file_)) << broken();
    EXPECT_EQ(read_text(file_).find("torn_line_sealed") != std::string::npos, cut > 1);
  }
}

TEST_F(AuditTest, AChangedLastLineIsNotExcusedByWhatFollows) {
  log_three();
  std::string text = read_text(file_);
  text.replace(text.rfind("close"), 5, "claps");
  write(text);
  Audit(file_).log("resume", {});
  EXPECT_THAT(broken(), HasSubstr("line 3"));
}

TEST_F(AuditTest, ATornFirstLineIsSealedToo) {
  write("{\"n\":1,\"at\":\"20");
  Audit(file_).log("open", {});
  EXPECT_TRUE(Audit::verify(file_)) << broken();
}

TEST_F(AuditTest, LongLinesAreFoundAgain) {
  Audit audit(file_);
  audit.log("long", {{"text", std::string(300000, 'a')}});
  audit.log("long", {{"text", std::string(70000, 'b')}});
  audit.log("short", {});
  EXPECT_EQ(Audit::verify(file_).value_or(0), 3U);
}

TEST_F(AuditTest, ProcessesThatWriteAtOnceKeepOneChain) {
  std::vector<pid_t> children;
  for (int child = 0; child < 3; ++child) {
    const pid_t pid = ::fork();
    if (pid == 0) {
      Audit audit(file_);
      for (int i = 0; i < 30; ++i) audit.log("step", {{"child", std::to_string(child)}});
      ::_exit(0);
    }
    children.push_back(pid);
  }
  for (const pid_t pid : children) ::waitpid(pid, nullptr, 0);
  EXPECT_EQ(Audit::verify(file_).value_or(0), 90U) << broken();
}

TEST_F(AuditTest, AnUnwritablePlaceIsSaid) {
  EXPECT_THROW(Audit(dir_ / "no/such/folder/audit.jsonl").log("open", {}), std::runtime_error);
}

}  // namespace
}  // namespace ulika
