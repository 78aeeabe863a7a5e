// Picture: decoded pixels, never more of them than were asked for.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace ulika {

// Rows from the top, each from the left, no padding.
struct Picture {
  std::uint32_t width = 0, height = 0;
  std::uint32_t channels = 1;                     // 1: brightness; 3: red, green, blue
  std::uint32_t full_width = 0, full_height = 0;  // of the picture in its file, before any turn
  // 1–8 as Exif's tag 0x0112 says how the camera was held; `upright` undoes it.
  std::uint8_t orientation = 1;
  bool cut_off = false;  // the file ended or broke before the last row; what follows is grey or black
  std::vector<std::uint8_t> pixels;

  std::size_t row_bytes() const { return static_cast<std::size_t>(width) * channels; }
  std::span<const std::uint8_t> row(std::uint32_t y) const {
    return std::span(pixels).subspan(y * row_bytes(), row_bytes());
  }
};

// Brightness by ITU-R BT.601, as PDQ and most readers of codes expect it.
Picture grey_of(const Picture& picture);

// Averages blocks of `factor` × `factor` pixels; what is left over at the right and at the bottom is dropped.
// 1 gives a copy.
Picture shrunk(const Picture& picture, std::uint32_t factor);

// Pixels of a rectangle, cut to the picture; empty where they do not meet.
Picture cropped(const Picture& picture, std::uint32_t x, std::uint32_t y, std::uint32_t width,
                std::uint32_t height);

// Turned and mirrored as its orientation says; orientation 1 afterwards.
Picture upright(Picture picture);

// Scaled to exactly this size, each pixel the average of the area it covers; for making pictures smaller.
Picture scaled(const Picture& picture, std::uint32_t width, std::uint32_t height);

}  // namespace ulika
