// Zip directories and members from any bytes: the walk ends, paths are unique and never climb, reads stay in
// bounds.
#include <cstdlib>
#include <set>
#include <string>

#include "triage/evidence/zip_directory.h"
#include "triage/evidence/zip_member.h"

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto* bytes = reinterpret_cast<const std::byte*>(data);
  ulika::MemorySource file(std::vector<std::byte>(bytes, bytes + size));
  auto directory = ulika::read_zip_directory(file, 1000);
  if (!directory) return 0;
  std::set<std::string> paths;
  std::vector<std::byte> buffer(70'000);
  for (const ulika::FileEntry& entry : directory->entries) {
    require(paths.insert(entry.path).second);
    require(("/" + entry.path + "/").find("/../") == std::string::npos && entry.path.front() != '/');
    if (entry.content.kind != ulika::ContentRef::Kind::member) continue;
    unsigned told = 0;
    auto source = ulika::open_zip_member(file, entry, [&](ulika::Problem&&) { ++told; });
    if (!source) continue;
    for (std::uint64_t at : {std::uint64_t{0}, entry.size / 2, entry.size, std::uint64_t{1} << 21}) {
      auto got = (*source)->read(at, buffer);
      require(!got || *got <= buffer.size());
    }
    require(told <= 1);
  }
  return 0;
}
