// Partition tables and file systems from any bytes, through libtsk: the walk ends, paths are unique, extents
// lie in the image, and what was listed can be opened.
#include <cstdlib>
#include <set>
#include <string>

#include "triage/evidence/extent_source.h"
#include "triage/evidence/tsk_walk.h"
#include "triage/evidence/volumes.h"

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto* bytes = reinterpret_cast<const std::byte*>(data);
  ulika::MemorySource sectors(std::vector<std::byte>(bytes, bytes + size));
  ulika::TskImage image(sectors, 512);
  ulika::VolumeTable table = ulika::find_volumes(sectors, image);
  std::set<std::string> paths;
  std::vector<std::byte> buffer(4096);
  for (const ulika::Volume& volume : table.volumes) {
    if (!volume.file_system) continue;
    auto take = [&](ulika::FileEntry&& entry) {
      require(paths.insert(entry.path).second);
      for (const ulika::Extent& extent : entry.content.extents) {
        require(extent.offset < 0 || static_cast<std::uint64_t>(extent.offset) + extent.length <= size);
      }
      if (entry.content.kind == ulika::ContentRef::Kind::extents) {
        ulika::ExtentSource source(sectors, entry.content.extents, entry.size);
        require(source.read(0, buffer).has_value());
      }
    };
    ulika::walk_file_system(volume, "vol" + std::to_string(volume.info.index + 1), size,
                            {take, [](ulika::Problem&&) {}});
  }
  return 0;
}
