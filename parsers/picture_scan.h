// Finds the Exif block and plain comments inside a picture file, whatever its container.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "triage/base/byte_source.h"

namespace ulika {

struct PictureScan {
  bool recognised = false;  // JPEG, PNG, WebP, HEIC or AVIF by its content
  // The TIFF structure of the Exif data, and where it lies in the file; empty where there is none.
  std::vector<std::byte> tiff;
  std::uint64_t tiff_offset = 0;
  std::uint32_t width = 0;  // pixels, where the container's own header says it
  std::uint32_t height = 0;
  std::vector<std::string> comments;  // JPEG COM, PNG tEXt and iTXt: valid UTF-8
  std::string damage;                 // a sentence about what could not be followed, or empty
};

// Sources of the formats: ITU T.81 and Exif 2.32 (JPEG), PNG specification (eXIf, tEXt, iTXt), the WebP
// container specification, ISO/IEC 14496-12 and 23008-12 (HEIF).
PictureScan scan_picture(ByteSource& source);

}  // namespace ulika
