#include "triage/evidence/host_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <linux/fs.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace ulika {
namespace {

// O_NOATIME is refused (EPERM) to those who do not own the file. O_NONBLOCK keeps a pipe from hanging the
// open.
Descriptor open_quietly(int folder, const char* name, int flags) {
  flags |= O_RDONLY | O_CLOEXEC | O_NONBLOCK;
  int fd = ::openat(folder, name, flags | O_NOATIME);
  if (fd < 0 && errno == EPERM) fd = ::openat(folder, name, flags);
  return Descriptor(fd);
}

ErrorKind kind_of_errno() {
  return errno == ENOENT || errno == ENOTDIR ? ErrorKind::not_found : ErrorKind::io;
}

tl::unexpected<Error> cannot_open(std::string_view what) {
  return fail(kind_of_errno(), fmt::format("cannot open {}: {}", what, std::strerror(errno)));
}

Result<std::unique_ptr<HostFile>> wrap(Descriptor file, std::string_view name) {
  struct stat facts {};
  if (::fstat(file.get(), &facts) != 0) return cannot_open(name);
  if (S_ISREG(facts.st_mode)) {
    return std::make_unique<HostFile>(std::move(file), static_cast<std::uint64_t>(facts.st_size));
  }
  std::uint64_t bytes = 0;
  if (S_ISBLK(facts.st_mode) && ::ioctl(file.get(), BLKGETSIZE64, &bytes) == 0) {
    return std::make_unique<HostFile>(std::move(file), bytes);
  }
  return fail(ErrorKind::unsupported, fmt::format("{} is neither a file nor a disk", name));
}

}  // namespace

Descriptor::~Descriptor() {
  if (fd_ >= 0) ::close(fd_);
}

Descriptor& Descriptor::operator=(Descriptor&& other) noexcept {
  std::swap(fd_, other.fd_);
  return *this;
}

Result<std::unique_ptr<HostFile>> HostFile::open(const std::filesystem::path& path) {
  Descriptor file = open_quietly(AT_FDCWD, path.c_str(), 0);
  if (file.get() < 0) return cannot_open(path.string());
  return wrap(std::move(file), path.string());
}

Result<std::unique_ptr<HostFile>> HostFile::open_below(int folder, std::string_view relative) {
  std::size_t slash = relative.rfind('/');
  auto parent = open_folder_below(folder, slash == relative.npos ? "" : relative.substr(0, slash));
  if (!parent) return tl::unexpected(parent.error());
  std::string name(slash == relative.npos ? relative : relative.substr(slash + 1));
  if (name.empty() || name == "." || name == "..") return fail(ErrorKind::usage, "not the name of a file");
  Descriptor file = open_quietly(parent->get(), name.c_str(), O_NOFOLLOW);
  if (file.get() < 0) return cannot_open("the file");
  struct stat facts {};
  if (::fstat(file.get(), &facts) != 0) return cannot_open("the file");
  if (!S_ISREG(facts.st_mode)) return fail(ErrorKind::unsupported, "it is no regular file");
  return std::make_unique<HostFile>(std::move(file), static_cast<std::uint64_t>(facts.st_size));
}

Result<std::size_t> HostFile::read(std::uint64_t offset, std::span<std::byte> out) {
  if (offset >= size_) return 0;
  std::size_t want = static_cast<std::size_t>(std::min<std::uint64_t>(out.size(), size_ - offset));
  std::size_t done = 0;
  while (done < want) {
    ssize_t n = ::pread(file_.get(), out.data() + done, want - done, static_cast<off_t>(offset + done));
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) {
      return fail(ErrorKind::io,
                  fmt::format("cannot read at byte {}: {}", offset + done, std::strerror(errno)));
    }
    if (n == 0) break;
    done += static_cast<std::size_t>(n);
  }
  return done;
}

Result<Descriptor> open_folder_below(int folder, std::string_view relative) {
  Descriptor at = open_quietly(folder, ".", O_DIRECTORY);
  if (at.get() < 0) return cannot_open("the folder");
  while (!relative.empty()) {
    std::size_t slash = relative.find('/');
    std::string name(relative.substr(0, slash));
    relative.remove_prefix(slash == relative.npos ? relative.size() : slash + 1);
    if (name.empty() || name == "." || name == "..")
      return fail(ErrorKind::usage, "not a path below the folder");
    at = open_quietly(at.get(), name.c_str(), O_DIRECTORY | O_NOFOLLOW);
    if (at.get() < 0) return cannot_open("the folder");
  }
  return at;
}

Result<Descriptor> open_folder(const std::filesystem::path& path) {
  Descriptor folder = open_quietly(AT_FDCWD, path.c_str(), O_DIRECTORY);
  if (folder.get() < 0) return cannot_open(path.string());
  return folder;
}

}  // namespace ulika
