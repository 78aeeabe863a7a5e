// Thumbnails for the report and the workbench: drawn anew from decoded pixels, so that no byte of the
// evidence's file, its metadata or a flaw in it gets there.
#pragma once

#include <string>

#include "triage/media/picture.h"

namespace ulika {

inline constexpr std::uint32_t kThumbnailSide = 240;  // pixels of the longer side, at most
inline constexpr std::size_t kThumbnailBytes = 10U
                                               << 10;  // at most, unless even the lowest quality needs more

// A baseline JPEG, upright, at most kThumbnailSide × kThumbnailSide; the same pixels give the same bytes.
// Empty for a picture without pixels.
std::string thumbnail_of(const Picture& picture);

}  // namespace ulika
