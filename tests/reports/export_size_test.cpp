// A large item is written and exported at speed, and exporting it takes no more memory than a small one.
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <fstream>
#include <iostream>

#include "reports/export.h"
#include "tests/case_sample.h"

namespace ulika {
namespace {

using Clock = std::chrono::steady_clock;
using test::sample_file;
using test::sample_message;
using test::TempDir;

constexpr int kMessages = 100000;
constexpr int kFiles = 10;

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

void fill(EvidenceDatabase& db) {
  db.begin_listing();
  std::vector<FileEntry> entries;
  for (int i = 0; i < kFiles; ++i) entries.push_back(sample_file("chat" + std::to_string(i)));
  db.add_entries(entries);
  db.finish_listing();
  double writing = 0;
  for (int i = 0; i < kFiles; ++i) {
    FileResult result;
    const std::string path = "chat" + std::to_string(i);
    result.file_id = db.find(path)->id;
    for (int row = 0; row < kMessages / kFiles; ++row) {
      result.records.push_back(sample_message(
          path, row, "Сообщение номер " + std::to_string(row) + ": встретимся завтра у рынка, не опаздывай"));
    }
    const auto start = Clock::now();
    db.write({result});
    writing += seconds_since(start);
  }
  const auto start = Clock::now();
  db.finish();
  std::cout << "written: " << static_cast<int>(kMessages / writing) << " messages/s; finished in "
            << seconds_since(start) << " s\n";
}

TEST(ExportSize, AHundredThousandMessagesStream) {
  TempDir dir;
  test::make_case(dir / "case", test::sample_source(), fill);
  // In a process of its own: its peak memory is that of the export alone.
  const pid_t pid = ::fork();
  if (pid == 0) {
    const auto start = Clock::now();
    const auto reader = CaseReader::open(dir / "case");
    std::ofstream out(dir / "export.jsonl", std::ios::binary);
    struct rusage before {};
    ::getrusage(RUSAGE_SELF, &before);
    const bool done = reader && export_case(*reader, {"jsonl", ""}, out);
    struct rusage after {};
    ::getrusage(RUSAGE_SELF, &after);
    std::cout << "exported: " << static_cast<int>(kMessages / seconds_since(start)) << " messages/s, "
              << (after.ru_maxrss - before.ru_maxrss) << " KiB more memory" << std::endl;
#ifdef __SANITIZE_ADDRESS__
    constexpr long kMostKiB = 200'000;  // what was freed is kept for a while
#else
    constexpr long kMostKiB = 20'000;
#endif
    ::_exit(!done ? 1 : after.ru_maxrss - before.ru_maxrss > kMostKiB ? 2 : 0);
  }
  int status = 0;
  ::waitpid(pid, &status, 0);
  EXPECT_TRUE(WIFEXITED(status));
  EXPECT_EQ(WEXITSTATUS(status), 0) << "1: not exported; 2: memory grew";
  std::ifstream in(dir / "export.jsonl");
  int lines = 0;
  for (std::string line; std::getline(in, line);) lines += line.starts_with("{\"type\":\"message\"") ? 1 : 0;
  EXPECT_EQ(lines, kMessages);
}

}  // namespace
}  // namespace ulika
