// A rule file with given bytes, gone at the end of the test.
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

namespace ulika::test {

class RuleFile {
 public:
  RuleFile(const std::string& name, const std::string& bytes)
      : path_(std::filesystem::temp_directory_path() / ("ulika-" + std::to_string(::getpid()) + "-" + name)) {
    std::ofstream(path_, std::ios::binary) << bytes;
  }
  ~RuleFile() { std::filesystem::remove(path_); }
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace ulika::test
