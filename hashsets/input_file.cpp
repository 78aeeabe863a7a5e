#include "hashsets/input_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "triage/base/rule_file.h"

namespace ulika {
namespace {

constexpr std::size_t kPiece = std::size_t{1} << 20;
constexpr std::size_t kMaxLine = std::size_t{1} << 20;

}  // namespace

Result<InputFile> InputFile::open(const std::filesystem::path& file) {
  InputFile input;
  input.path_ = file;
  input.fd_ = ::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
  if (input.fd_ < 0) {
    if (errno == ENOENT) return fail(ErrorKind::not_found, fmt::format("{} is not there", file.string()));
    return fail(ErrorKind::io, fmt::format("{} cannot be opened: {}", file.string(), std::strerror(errno)));
  }
  struct stat status {};
  if (::fstat(input.fd_, &status) != 0)
    return fail(ErrorKind::io, fmt::format("{} cannot be read: {}", file.string(), std::strerror(errno)));
  if (S_ISDIR(status.st_mode)) return fail(ErrorKind::usage, fmt::format("{} is a folder", file.string()));
  if (!S_ISREG(status.st_mode)) return fail(ErrorKind::usage, fmt::format("{} is no file", file.string()));
  input.size_ = static_cast<std::uint64_t>(status.st_size);
  ::posix_fadvise(input.fd_, 0, 0, POSIX_FADV_SEQUENTIAL);
  input.buffer_.resize(kPiece);
  const auto head = input.fill();
  if (!head) return tl::unexpected(head.error());
  input.head_size_ = head->size();
  return input;
}

InputFile::~InputFile() {
  if (fd_ >= 0) ::close(fd_);
}

InputFile::InputFile(InputFile&& other) noexcept
    : path_(std::move(other.path_)),
      fd_(std::exchange(other.fd_, -1)),
      size_(other.size_),
      buffer_(std::move(other.buffer_)),
      head_size_(other.head_size_),
      head_taken_(other.head_taken_),
      hasher_(std::move(other.hasher_)) {}

InputFile& InputFile::operator=(InputFile&& other) noexcept {
  std::swap(path_, other.path_);
  std::swap(fd_, other.fd_);
  std::swap(size_, other.size_);
  std::swap(buffer_, other.buffer_);
  std::swap(head_size_, other.head_size_);
  std::swap(head_taken_, other.head_taken_);
  std::swap(hasher_, other.hasher_);
  return *this;
}

Result<Bytes> InputFile::fill() {
  std::size_t filled = 0;
  while (filled < buffer_.size()) {
    const ssize_t got = ::read(fd_, buffer_.data() + filled, buffer_.size() - filled);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0)
      return fail(ErrorKind::io, fmt::format("{} cannot be read: {}", path_.string(), std::strerror(errno)));
    if (got == 0) break;
    filled += static_cast<std::size_t>(got);
  }
  const Bytes piece = Bytes(buffer_).first(filled);
  hasher_.update(piece);
  return piece;
}

Result<Bytes> InputFile::next() {
  if (!std::exchange(head_taken_, true)) return head();
  return fill();
}

Result<std::array<std::byte, 32>> InputFile::finish() {
  for (head_taken_ = true;;) {
    const auto piece = fill();
    if (!piece) return tl::unexpected(piece.error());
    if (piece->empty()) return hasher_.finish().sha256;
  }
}

Result<std::optional<std::string_view>> LineFeed::next() {
  carried_.clear();
  for (;;) {
    if (piece_.empty()) {
      if (ended_) break;
      const auto piece = input_.next();
      if (!piece) return tl::unexpected(piece.error());
      piece_ = as_text(*piece);
      if (number_ == 0 && carried_.empty()) piece_ = without_bom(piece_);
      ended_ = piece->empty();
      if (piece_.empty()) continue;
    }
    const std::size_t end = piece_.find('\n');
    const std::string_view part = piece_.substr(0, end);
    if (carried_.size() + part.size() > kMaxLine)
      return tl::unexpected(line_error(input_.path(), number_ + 1, "the line is longer than 1 MiB"));
    if (end == std::string_view::npos) {
      carried_ += part;
      piece_ = {};
      continue;
    }
    std::string_view line = part;
    if (!carried_.empty()) line = carried_ += part;
    piece_.remove_prefix(end + 1);
    ++number_;
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    return line;
  }
  if (carried_.empty()) return std::optional<std::string_view>();
  ++number_;
  std::string_view line = carried_;
  if (line.back() == '\r') line.remove_suffix(1);
  return line;
}

}  // namespace ulika
