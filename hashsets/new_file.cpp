#include "hashsets/new_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <utility>

namespace ulika {
namespace {

constexpr std::size_t kBuffer = std::size_t{1} << 20;

// False with errno set.
bool write_all(int fd, Bytes bytes, std::uint64_t offset) {
  while (!bytes.empty()) {
    const ssize_t done = ::pwrite(fd, bytes.data(), bytes.size(), static_cast<off_t>(offset));
    if (done < 0 && errno == EINTR) continue;
    if (done <= 0) return false;
    bytes = bytes.subspan(static_cast<std::size_t>(done));
    offset += static_cast<std::uint64_t>(done);
  }
  return true;
}

}  // namespace

Error NewFile::error(const char* what) const {
  const char* reason = errno == ENOSPC || errno == EDQUOT ? "the disk is full"
                       : errno == EFBIG                   ? "the file may not grow further"
                                                          : std::strerror(errno);
  return {ErrorKind::io, fmt::format("{} cannot be {}: {}", final_.string(), what, reason)};
}

Result<NewFile> NewFile::create(const std::filesystem::path& final_path) {
  NewFile file;
  file.final_ = final_path;
  std::string name = final_path.string() + ".XXXXXX";
  file.fd_ = ::mkostemp(name.data(), O_CLOEXEC);
  if (file.fd_ < 0) return tl::unexpected(file.error("made"));
  file.temporary_ = name;
  file.buffer_.reserve(kBuffer);
  return file;
}

NewFile::~NewFile() {
  if (fd_ < 0) return;
  ::close(fd_);
  if (!temporary_.empty()) ::unlink(temporary_.c_str());
}

NewFile::NewFile(NewFile&& other) noexcept
    : final_(std::move(other.final_)),
      temporary_(std::move(other.temporary_)),
      fd_(std::exchange(other.fd_, -1)),
      written_(other.written_),
      buffer_(std::move(other.buffer_)) {}

NewFile& NewFile::operator=(NewFile&& other) noexcept {
  std::swap(final_, other.final_);
  std::swap(temporary_, other.temporary_);
  std::swap(fd_, other.fd_);
  std::swap(written_, other.written_);
  std::swap(buffer_, other.buffer_);
  return *this;
}

Result<void> NewFile::append(Bytes bytes) {
  if (buffer_.size() + bytes.size() > kBuffer) {
    if (auto flushed = flush(); !flushed) return flushed;
    if (bytes.size() > kBuffer) {
      if (!write_all(fd_, bytes, written_)) return tl::unexpected(error("written"));
      written_ += bytes.size();
      return {};
    }
  }
  buffer_.insert(buffer_.end(), bytes.begin(), bytes.end());
  return {};
}

Result<void> NewFile::flush() {
  if (!write_all(fd_, buffer_, written_)) return tl::unexpected(error("written"));
  written_ += buffer_.size();
  buffer_.clear();
  return {};
}

Result<void> NewFile::put(std::uint64_t offset, Bytes bytes) {
  if (!write_all(fd_, bytes, offset)) return tl::unexpected(error("written"));
  return {};
}

Result<void> NewFile::read(std::uint64_t offset, std::span<std::byte> out) const {
  while (!out.empty()) {
    const ssize_t got = ::pread(fd_, out.data(), out.size(), static_cast<off_t>(offset));
    if (got < 0 && errno == EINTR) continue;
    if (got == 0) errno = EIO;
    if (got <= 0) return tl::unexpected(error("read back"));
    out = out.subspan(static_cast<std::size_t>(got));
    offset += static_cast<std::uint64_t>(got);
  }
  return {};
}

Result<void> NewFile::commit() {
  if (auto flushed = flush(); !flushed) return flushed;
  if (::fchmod(fd_, 0644) != 0 || ::fsync(fd_) != 0) return tl::unexpected(error("written"));
  if (::rename(temporary_.c_str(), final_.c_str()) != 0) return tl::unexpected(error("put in place"));
  temporary_.clear();
  const std::filesystem::path folder = final_.has_parent_path() ? final_.parent_path() : ".";
  if (const int directory = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC); directory >= 0) {
    ::fsync(directory);
    ::close(directory);
  }
  return {};
}

}  // namespace ulika
