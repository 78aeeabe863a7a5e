// InputFile: a hash list read once from begin to end, with the SHA-256 of what was read.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "triage/base/digest.h"
#include "triage/base/result.h"

namespace ulika {

class InputFile {
 public:
  // Refuses what is no file that can be read from begin to end. The first piece is read at once.
  static Result<InputFile> open(const std::filesystem::path& file);
  ~InputFile();
  InputFile(InputFile&& other) noexcept;
  InputFile& operator=(InputFile&& other) noexcept;

  const std::filesystem::path& path() const { return path_; }
  std::uint64_t size() const { return size_; }                     // when it was opened
  Bytes head() const { return Bytes(buffer_).first(head_size_); }  // until the second next()

  // The next piece (up to 1 MiB), valid until the next call; empty at the end.
  Result<Bytes> next();
  // Reads what is left and tells the SHA-256 of the whole file. May be called once.
  Result<std::array<std::byte, 32>> finish();

 private:
  InputFile() = default;
  Result<Bytes> fill();

  std::filesystem::path path_;
  int fd_ = -1;
  std::uint64_t size_ = 0;
  std::vector<std::byte> buffer_;
  std::size_t head_size_ = 0;
  bool head_taken_ = false;
  Hasher hasher_;
};

// Lines of an InputFile: without their end (LF or CRLF) and without a byte order mark, numbered from 1.
class LineFeed {
 public:
  explicit LineFeed(InputFile& input) : input_(input) {}

  // The next line, valid until the next call; nothing at the end. A line over 1 MiB is refused.
  Result<std::optional<std::string_view>> next();
  std::size_t number() const { return number_; }

 private:
  InputFile& input_;
  std::string_view piece_;
  std::string carried_;  // the begin of a line that goes on in the next piece
  std::size_t number_ = 0;
  bool ended_ = false;
};

}  // namespace ulika
