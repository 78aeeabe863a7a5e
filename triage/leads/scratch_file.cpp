#include "triage/leads/scratch_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <stdexcept>
#include <string>
#include <system_error>

namespace ulika {
namespace {

[[noreturn]] void give_up(const char* what, const std::filesystem::path& dir, int error) {
  throw std::runtime_error(
      fmt::format("{} in {}: {}", what, dir.string(), std::system_category().message(error)));
}

int open_nameless(const std::filesystem::path& dir) {
  int fd = ::open(dir.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
  if (fd >= 0) return fd;
  // File systems without nameless files: one with a name that is taken away at once.
  std::string name = (dir / "scratch-XXXXXX").string();
  fd = ::mkostemp(name.data(), O_CLOEXEC);
  if (fd < 0) give_up("no temporary file could be made", dir, errno);
  ::unlink(name.c_str());
  return fd;
}

}  // namespace

ScratchFile::~ScratchFile() {
  if (fd_ >= 0) ::close(fd_);
}

void ScratchFile::write(std::uint64_t at, std::string_view bytes) {
  if (fd_ < 0) fd_ = open_nameless(dir_);
  while (!bytes.empty()) {
    const ssize_t put = ::pwrite(fd_, bytes.data(), bytes.size(), static_cast<off_t>(at));
    if (put < 0 && errno == EINTR) continue;
    if (put <= 0) give_up("a temporary file could not be written", dir_, put == 0 ? ENOSPC : errno);
    bytes.remove_prefix(static_cast<std::size_t>(put));
    at += static_cast<std::uint64_t>(put);
  }
}

void ScratchFile::read(std::uint64_t at, char* into, std::size_t size) const {
  while (size > 0) {
    const ssize_t got = ::pread(fd_, into, size, static_cast<off_t>(at));
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) give_up("a temporary file could not be read", dir_, got == 0 ? EIO : errno);
    into += got;
    size -= static_cast<std::size_t>(got);
    at += static_cast<std::uint64_t>(got);
  }
}

}  // namespace ulika
