#include "triage/pipeline/image_map.h"

#include <algorithm>

namespace ulika {

ImageMap::ImageMap(const FileEntry& entry) {
  std::uint64_t at = 0;
  if (entry.content.kind == ContentRef::Kind::extents) {
    for (const Extent& e : entry.content.extents) {
      if (at >= entry.size) break;
      pieces_.push_back({at, {e.offset, std::min(e.length, entry.size - at)}});
      at += e.length;
    }
  }
  at = entry.size;
  for (const Extent& e : entry.slack) {
    pieces_.push_back({at, e});
    at += e.length;
  }
}

std::int64_t ImageMap::at(std::uint64_t offset) const {
  auto it = std::upper_bound(pieces_.begin(), pieces_.end(), offset,
                             [](std::uint64_t o, const Piece& p) { return o < p.begin; });
  if (it == pieces_.begin()) return -1;
  --it;
  const std::uint64_t into = offset - it->begin;
  if (into >= it->extent.length || it->extent.offset < 0) return -1;
  return it->extent.offset + static_cast<std::int64_t>(into);
}

}  // namespace ulika
