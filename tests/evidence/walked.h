// What a walk of an evidence item yields, collected for tests.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "triage/base/bytes.h"
#include "triage/base/digest.h"
#include "triage/evidence/evidence.h"

namespace ulika::test {

struct Walked {
  std::vector<FileEntry> entries;
  std::vector<Problem> problems;

  const FileEntry* find(std::string_view path) const {
    auto at =
        std::find_if(entries.begin(), entries.end(), [&](const FileEntry& e) { return e.path == path; });
    return at == entries.end() ? nullptr : &*at;
  }
};

inline Walked walk_all(Evidence& evidence) {
  Walked walked;
  evidence.walk({[&](FileEntry&& entry) { walked.entries.push_back(std::move(entry)); },
                 [&](Problem&& problem) { walked.problems.push_back(std::move(problem)); }});
  return walked;
}

// The whole content as text; a failure is the text "error: …".
inline std::string content_of(Evidence& evidence, const FileEntry& entry, std::uint64_t limit = 1ULL << 30) {
  auto source = evidence.open(entry);
  if (!source) return "error: " + source.error().message;
  auto bytes = read_all(**source, limit);
  if (!bytes) return "error: " + bytes.error().message;
  return std::string(as_text(*bytes));
}

inline std::string md5_of(std::string_view text) {
  Hasher hasher;
  hasher.update(as_bytes(text));
  return to_hex(hasher.finish().md5);
}

// A folder of this test run, removed at the end.
class Scratch {
 public:
  Scratch() {
    std::string pattern = (std::filesystem::temp_directory_path() / "ulika-test-XXXXXX").string();
    path_ = ::mkdtemp(pattern.data());
  }
  ~Scratch() {
    std::error_code ignored;
    std::filesystem::permissions(path_, std::filesystem::perms::owner_all, ignored);
    std::filesystem::remove_all(path_, ignored);
  }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;

  const std::filesystem::path& path() const { return path_; }
  std::filesystem::path write(const std::string& name, std::string_view content) const {
    std::filesystem::path file = path_ / name;
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary).write(content.data(), static_cast<std::streamsize>(content.size()));
    return file;
  }

 private:
  std::filesystem::path path_;
};

}  // namespace ulika::test
