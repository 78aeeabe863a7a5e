// Runs one floor of the program alone, as tests/bench/run compares it with a peer:
//   measure_floors hash-tree DIR THREADS     three digests of every file below DIR
//   measure_floors keywords FILE LIST        the terms of LIST in every encoding over the bytes of FILE
//   measure_floors patterns FILE             the byte-level detectors over the bytes of FILE
#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "hashsets/keyword_list.h"
#include "triage/base/digest.h"
#include "triage/scan/byte_scan.h"

namespace ulika {
namespace {

constexpr std::size_t kWindow = 1U << 20;
constexpr std::uint64_t kLarge = 8U << 20;        // a file from this size on is hashed as a stream
constexpr std::uint64_t kBatchBytes = 32U << 20;  // smaller ones side by side, so many bytes at once
constexpr std::size_t kBatchFiles = 64;

class HostFile {
 public:
  explicit HostFile(const std::string& path) : fd_(open(path.c_str(), O_RDONLY | O_CLOEXEC)) {
    if (fd_ < 0) throw std::runtime_error("cannot open " + path);
  }
  HostFile(const HostFile&) = delete;
  HostFile& operator=(const HostFile&) = delete;
  ~HostFile() { close(fd_); }

  std::size_t read_some(std::byte* to, std::size_t size) {
    const ssize_t got = ::read(fd_, to, size);
    if (got < 0) throw std::runtime_error("cannot read");
    return static_cast<std::size_t>(got);
  }

 private:
  int fd_;
};

struct Listed {
  std::string path;
  std::uint64_t size;
};

void hash_batch(const std::vector<Listed>& batch) {
  if (batch.size() == 1 && batch.front().size >= kLarge) {
    HostFile file(batch.front().path);
    std::vector<std::byte> window(kWindow);
    Hasher hasher;
    while (const std::size_t got = file.read_some(window.data(), window.size()))
      hasher.update({window.data(), got});
    hasher.finish();
    return;
  }
  std::vector<std::vector<std::byte>> contents;
  std::vector<Bytes> views;
  for (const Listed& listed : batch) {
    std::vector<std::byte>& content = contents.emplace_back(listed.size);
    HostFile file(listed.path);
    std::size_t filled = 0;
    while (filled < content.size()) {
      const std::size_t got = file.read_some(content.data() + filled, content.size() - filled);
      if (got == 0) break;
      filled += got;
    }
    views.emplace_back(content.data(), filled);
  }
  std::vector<Digests> digests(views.size());
  digest_many(views, digests);
}

int hash_tree(const std::string& folder, unsigned threads) {
  std::vector<Listed> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file()) files.push_back({entry.path().string(), entry.file_size()});
  }
  std::sort(files.begin(), files.end(), [](const Listed& a, const Listed& b) { return a.size > b.size; });
  std::vector<std::vector<Listed>> batches;
  std::uint64_t bytes = 0, held = 0;
  for (Listed& file : files) {
    bytes += file.size;
    if (batches.empty() || file.size >= kLarge || held + file.size > kBatchBytes ||
        batches.back().size() >= kBatchFiles || batches.back().front().size >= kLarge) {
      batches.emplace_back();
      held = 0;
    }
    held += file.size;
    batches.back().push_back(std::move(file));
  }
  std::atomic<std::size_t> next{0};
  std::vector<std::thread> workers;
  for (unsigned i = 0; i < threads; ++i) {
    workers.emplace_back([&] {
      for (std::size_t at = next++; at < batches.size(); at = next++) hash_batch(batches[at]);
    });
  }
  for (std::thread& worker : workers) worker.join();
  fmt::print("{} files, {} bytes\n", files.size(), bytes);
  return 0;
}

int scan(const std::string& path, std::vector<Keyword> keywords, bool detectors) {
  ScanOptions options;
  options.keywords = !detectors;
  options.detectors = detectors;
  options.max_hits = 100'000'000;
  const ScanRules rules(std::move(keywords), options);
  ByteScan byte_scan(rules);
  HostFile file(path);
  std::vector<std::byte> window(kWindow);
  while (const std::size_t got = file.read_some(window.data(), window.size()))
    byte_scan.feed({window.data(), got});
  fmt::print("{} hits\n", byte_scan.finish().size());
  return 0;
}

int run(const std::vector<std::string>& words) {
  prepare_digests();
  if (words.size() == 3 && words[0] == "hash-tree") {
    return hash_tree(words[1], static_cast<unsigned>(std::strtoul(words[2].c_str(), nullptr, 10)));
  }
  if (words.size() == 3 && words[0] == "keywords") {
    auto list = load_keywords(words[2]);
    if (!list) throw std::runtime_error(list.error().message);
    return scan(words[1], std::move(list->keywords), false);
  }
  if (words.size() == 2 && words[0] == "patterns") return scan(words[1], {}, true);
  fmt::print(stderr, "usage: measure_floors hash-tree DIR THREADS | keywords FILE LIST | patterns FILE\n");
  return 2;
}

}  // namespace
}  // namespace ulika

int main(int argc, char** argv) {
  try {
    return ulika::run({argv + 1, argv + argc});
  } catch (const std::exception& error) {
    fmt::print(stderr, "measure_floors: {}\n", error.what());
    return 1;
  }
}
