// Decodes pictures for the media readers: JPEG, PNG, WebP, small where that is enough, under limits of size.
#pragma once

#include <cstdint>
#include <string_view>

#include "triage/base/bytes.h"
#include "triage/base/result.h"
#include "triage/media/picture.h"

namespace ulika {

struct DecodeLimits {
  std::uint64_t pixels = 160'000'000;  // that a header may declare
  std::uint64_t held_pixels =
      48'000'000;  // of formats that must be held whole: interlaced PNG, lossless WebP
  std::uint64_t work_bytes = 256ULL << 20;  // of a decoder's own memory (progressive JPEG)
  std::uint32_t scans = 64;                 // of a progressive JPEG; each costs a pass over everything
};

struct DecodeWish {
  // The shorter side may be brought down to this many pixels where that saves work, never below; 0: full
  // size.
  std::uint32_t short_side = 0;
  bool colour = true;  // else brightness alone
};

enum class PictureFormat : std::uint8_t { none, jpeg, png, webp };

// By the first bytes; none for everything that is not decoded here.
PictureFormat picture_format(Bytes head);

// Pixels of a whole picture file. `damaged` where nothing can be drawn from it; a file that breaks later
// gives what came before, with cut_off. `limit` where it declares more than the limits allow. `unsupported`
// for other formats. Transparent parts show white. The orientation is told, not applied.
Result<Picture> decode_picture(Bytes file, const DecodeWish& wish, const DecodeLimits& limits = {});

}  // namespace ulika
