// ImageMap: where in the image the bytes of a content lie.
#pragma once

#include <cstdint>
#include <vector>

#include "triage/model/file_entry.h"

namespace ulika {

class ImageMap {
 public:
  ImageMap() = default;
  // The content's extents, followed by its slack.
  explicit ImageMap(const FileEntry& entry);

  // Offset in the image of a byte of the content; -1 where it is stored nowhere or not as plain extents.
  std::int64_t at(std::uint64_t offset) const;

 private:
  struct Piece {
    std::uint64_t begin = 0;
    Extent extent;
  };
  std::vector<Piece> pieces_;
};

}  // namespace ulika
