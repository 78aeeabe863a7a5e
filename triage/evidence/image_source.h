// ImageSource: the sectors of a disk image, and what its container says about them.
#pragma once

#include <filesystem>
#include <memory>
#include <vector>

#include "triage/base/byte_source.h"
#include "triage/evidence/chunk_exchange.h"
#include "triage/model/ledger.h"
#include "triage/model/source_info.h"

namespace ulika {

class ImageSource : public ByteSource {
 public:
  // Damage met by reads since the last call: stage "read", with the byte range in the image.
  virtual std::vector<Problem> take_problems() = 0;

  // From here on unpacked chunks go to, or come from, an exchange. Nothing where the container packs none.
  virtual void share(const ChunkShare& /*share*/) {}
};

struct OpenedImage {
  std::unique_ptr<ImageSource> source;
  SourceInfo info;  // kind, files, size, sector size, stored hashes, acquisition; no volumes
};

// One raw file, or all pieces of a split one. `files` is in order and not empty.
Result<OpenedImage> open_raw_image(const std::vector<std::filesystem::path>& files);
// The E01 set whose first segment `path` is. Every caller gets its own libewf handle, so two may read side by
// side.
Result<OpenedImage> open_ewf_image(const std::filesystem::path& path);

// The pieces of the split image to which `path` belongs, in order: NAME.000/.001 …, NAME.aa …; one element
// when it is no split image. The error names the piece that is missing in between.
Result<std::vector<std::filesystem::path>> split_pieces(const std::filesystem::path& path);

// True for names that number a piece (".001", ".000", ".aa").
bool has_piece_suffix(const std::filesystem::path& path);

}  // namespace ulika
