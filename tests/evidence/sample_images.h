// Images of the real sample evidence, unpacked where they are stored packed.
#pragma once

#include <unistd.h>

#include "tests/evidence/walked.h"
#include "tests/evidence_dir.h"
#include "triage/evidence/archive.h"
#include "triage/evidence/host_file.h"

namespace ulika::test {

// The first member whose name looks like an image, or the only one, of a packed sample is written below the
// build folder once; what is not packed is used in place.
inline std::filesystem::path sample_image(const std::string& relative) {
  std::filesystem::path packed = evidence_dir() / relative;
  std::string extension = packed.extension().string();
  if (extension != ".gz" && extension != ".xz" && extension != ".bz2" && extension != ".zip") return packed;
  std::string flat = relative;
  std::replace(flat.begin(), flat.end(), '/', '_');
  std::filesystem::path folder = std::filesystem::path(ULIKA_BINARY_DIR) / "unpacked";
  std::filesystem::path target = folder / flat.substr(0, flat.size() - extension.size());
  if (std::filesystem::exists(target)) return target;
  std::filesystem::create_directories(folder);
  std::filesystem::path partial = target.string() + ".part-" + std::to_string(::getpid());
  auto file = HostFile::open(packed);
  if (!file) return packed;
  ArchiveLimits limits;
  limits.ratio = 1'000'000'000;
  limits.member_bytes = limits.total_bytes = std::uint64_t{300} << 30;
  ArchiveUse use;
  bool written = false;
  auto take = [&](FileEntry&& entry, const MemberRead& read) {
    std::string name = std::filesystem::path(entry.path).extension().string();
    if (extension == ".zip" && name != ".dd") return true;
    std::ofstream out(partial, std::ios::binary);
    std::vector<char> buffer(1 << 20);
    std::uint64_t size = 0;
    while (auto got = read(std::as_writable_bytes(std::span(buffer)))) {
      if (*got == 0) break;
      bool empty = std::all_of(buffer.begin(), buffer.begin() + static_cast<std::ptrdiff_t>(*got),
                               [](char c) { return c == 0; });
      if (!empty) {
        out.seekp(static_cast<std::streamoff>(size));
        out.write(buffer.data(), static_cast<std::streamsize>(*got));
      }
      size += *got;
    }
    out.close();
    std::filesystem::resize_file(partial, size);
    written = true;
    return false;
  };
  (void)for_each_member(**file, relative, limits, use, take, [](Problem&&) {});
  if (written) std::filesystem::rename(partial, target);
  return target;
}

}  // namespace ulika::test
