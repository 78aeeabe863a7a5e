// HostFile: one regular file of this machine, opened read-only and without touching its access time where
// permitted.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "triage/base/byte_source.h"

namespace ulika {

// A file descriptor that closes itself.
class Descriptor {
 public:
  explicit Descriptor(int fd = -1) : fd_(fd) {}
  ~Descriptor();
  Descriptor(Descriptor&& other) noexcept : fd_(other.release()) {}
  Descriptor& operator=(Descriptor&& other) noexcept;
  int get() const { return fd_; }
  int release() {
    int fd = fd_;
    fd_ = -1;
    return fd;
  }

 private:
  int fd_;
};

class HostFile final : public ByteSource {
 public:
  // Follows links: the path is the examiner's. Devices are accepted, pipes and sockets are not.
  static Result<std::unique_ptr<HostFile>> open(const std::filesystem::path& path);
  // A regular file below an open folder; no link is followed at any level. `relative` is raw bytes.
  static Result<std::unique_ptr<HostFile>> open_below(int folder, std::string_view relative);

  HostFile(Descriptor file, std::uint64_t size) : file_(std::move(file)), size_(size) {}
  std::uint64_t size() const override { return size_; }
  Result<std::size_t> read(std::uint64_t offset, std::span<std::byte> out) override;

 private:
  Descriptor file_;
  std::uint64_t size_;
};

// Opens a folder below another (an empty `relative` opens it anew) without following links.
Result<Descriptor> open_folder_below(int folder, std::string_view relative);
// Opens the folder that `path` names.
Result<Descriptor> open_folder(const std::filesystem::path& path);

}  // namespace ulika
