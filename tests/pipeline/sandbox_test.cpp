#include "triage/pipeline/sandbox.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <functional>
#include <memory>
#include <vector>

namespace ulika {
namespace {

constexpr int kNoFilter = 99;

// Runs `work` in a walled-in child and returns what it returns.
int in_sandbox(const SandboxOptions& options, const std::function<int()>& work) {
  const pid_t child = fork();
  if (child == 0) {
    const std::uint32_t bits = enter_sandbox(options);
    if ((bits & static_cast<std::uint32_t>(Protection::seccomp)) == 0) _exit(kNoFilter);
    _exit(work());
  }
  int status = 0;
  waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

class Sandbox : public testing::Test {
 protected:
  void SetUp() override {
    dir_ = std::filesystem::temp_directory_path() / ("ulika-sandbox-" + std::to_string(getpid()));
    std::filesystem::create_directories(dir_);
    std::ofstream(dir_ / "evidence") << "bytes";
    std::ofstream(dir_ / "other") << "bytes";
    if (in_sandbox({}, [] { return 0; }) == kNoFilter)
      GTEST_SKIP() << "this system or build has no seccomp filter";
  }
  void TearDown() override { std::filesystem::remove_all(dir_); }
  std::filesystem::path dir_;
};

TEST_F(Sandbox, NoSocketNoProgramNoNewFile) {
  EXPECT_EQ(in_sandbox({}, [] { return socket(AF_INET, SOCK_STREAM, 0) < 0 ? 0 : 1; }), 0);
  EXPECT_EQ(in_sandbox({}, [] { return execl("/bin/true", "true", nullptr) < 0 ? 7 : 1; }), 7);
  EXPECT_EQ(in_sandbox({}, [] { return fork() < 0 ? 0 : 1; }), 0);
  SandboxOptions all;
  all.readable = {dir_.string()};
  EXPECT_EQ(
      in_sandbox(all, [&] { return open((dir_ / "new").c_str(), O_WRONLY | O_CREAT, 0600) < 0 ? 0 : 1; }), 0);
  EXPECT_EQ(in_sandbox(all, [&] { return open((dir_ / "evidence").c_str(), O_RDWR) < 0 ? 0 : 1; }), 0);
  EXPECT_EQ(in_sandbox(all, [&] { return unlink((dir_ / "evidence").c_str()) < 0 ? 0 : 1; }), 0);
  EXPECT_EQ(in_sandbox(all, [&] { return open((dir_ / "evidence").c_str(), O_RDONLY) >= 0 ? 0 : 1; }), 0);
}

TEST_F(Sandbox, OnlyTheEvidenceOpensWhereLandlockIsThere) {
  SandboxOptions one;
  one.readable = {(dir_ / "evidence").string()};
  const pid_t probe = fork();
  if (probe == 0) _exit((enter_sandbox(one) & static_cast<std::uint32_t>(Protection::landlock)) != 0 ? 0 : 1);
  int status = 0;
  waitpid(probe, &status, 0);
  if (WEXITSTATUS(status) != 0) GTEST_SKIP() << "this kernel has no Landlock";
  EXPECT_EQ(in_sandbox(one, [&] { return open((dir_ / "evidence").c_str(), O_RDONLY) >= 0 ? 0 : 1; }), 0);
  EXPECT_EQ(in_sandbox(one, [&] { return open((dir_ / "other").c_str(), O_RDONLY) < 0 ? 0 : 1; }), 0);
}

TEST_F(Sandbox, MemoryEndsAtItsLimit) {
  SandboxOptions small;
  small.memory_bytes = 64U << 20;
  const auto eat = [] {
    std::vector<std::unique_ptr<char[]>> held;
    try {
      for (int i = 0; i < 1024; ++i) held.push_back(std::make_unique<char[]>(1U << 20));
    } catch (const std::bad_alloc&) {
      return held.size() < 80 ? 0 : 2;
    }
    return 1;
  };
  EXPECT_EQ(in_sandbox(small, eat), 0);
}

}  // namespace
}  // namespace ulika
