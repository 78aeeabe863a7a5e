// The decoders behind decode_picture, one a format; sources: ITU T.81, the PNG and the WebP specification.
#pragma once

#include "triage/media/decode.h"

namespace ulika {

Result<Picture> decode_jpeg(Bytes file, const DecodeWish& wish, const DecodeLimits& limits);
Result<Picture> decode_png(Bytes file, const DecodeWish& wish, const DecodeLimits& limits);
Result<Picture> decode_webp(Bytes file, const DecodeWish& wish, const DecodeLimits& limits);

// Refuses what a header declares beyond the limits; `held` where the whole picture stays in memory.
Result<void> check_size(std::uint64_t width, std::uint64_t height, bool held, const DecodeLimits& limits);

// The largest whole factor that keeps the shorter side at least as long as wished.
std::uint32_t reduction(std::uint64_t width, std::uint64_t height, std::uint32_t short_side);

// Exif's orientation (1–8) out of a TIFF structure; 1 where it says none.
std::uint8_t orientation_of(Bytes tiff);

}  // namespace ulika
