// Pictures drawn and written for tests: scenes from a seed, JPEG, PNG and WebP files of them.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "triage/base/bytes.h"
#include "triage/media/picture.h"

namespace ulika::test {

using FileBytes = std::vector<std::byte>;

// Fields, blots and lines of a landscape nobody took; different seeds look different. Three channels.
Picture drawn_scene(std::uint32_t seed, std::uint32_t width, std::uint32_t height);

FileBytes jpeg_file(const Picture& picture, int quality, bool progressive = false);
FileBytes png_file(const Picture& picture, bool interlaced = false);
FileBytes webp_file(const Picture& picture, float quality);
FileBytes read_file(const std::string& path);

// The largest difference of a channel between two pictures of the same size.
unsigned largest_difference(const Picture& a, const Picture& b);
double mean_difference(const Picture& a, const Picture& b);

}  // namespace ulika::test
