// ScratchFile: a file without a name for what does not fit into memory; it is gone when the program ends,
// however it ends.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string_view>

namespace ulika {

// Every failure throws std::runtime_error, naming the folder.
class ScratchFile {
 public:
  // The file is made in `dir` with the first write.
  explicit ScratchFile(std::filesystem::path dir) : dir_(std::move(dir)) {}
  ~ScratchFile();
  ScratchFile(const ScratchFile&) = delete;
  ScratchFile& operator=(const ScratchFile&) = delete;

  void write(std::uint64_t at, std::string_view bytes);
  // Precondition: the bytes were written.
  void read(std::uint64_t at, char* into, std::size_t size) const;

 private:
  std::filesystem::path dir_;
  int fd_ = -1;
};

}  // namespace ulika
