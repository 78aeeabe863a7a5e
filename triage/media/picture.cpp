#include "triage/media/picture.h"

#include <algorithm>

namespace ulika {
namespace {

Picture like(const Picture& picture, std::uint32_t width, std::uint32_t height, std::uint32_t channels) {
  Picture made;
  made.width = width;
  made.height = height;
  made.channels = channels;
  made.full_width = picture.full_width;
  made.full_height = picture.full_height;
  made.orientation = picture.orientation;
  made.cut_off = picture.cut_off;
  made.pixels.resize(static_cast<std::size_t>(width) * height * channels);
  return made;
}

}  // namespace

Picture grey_of(const Picture& picture) {
  if (picture.channels == 1) return picture;
  Picture grey = like(picture, picture.width, picture.height, 1);
  const std::uint8_t* rgb = picture.pixels.data();
  // The weights 0.299, 0.587 and 0.114 in 1/65536; they add up to one.
  for (std::uint8_t& out : grey.pixels) {
    out = static_cast<std::uint8_t>((19595U * rgb[0] + 38470U * rgb[1] + 7471U * rgb[2] + 32768U) >> 16);
    rgb += 3;
  }
  return grey;
}

Picture shrunk(const Picture& picture, std::uint32_t factor) {
  if (factor <= 1) return picture;
  const std::uint32_t width = picture.width / factor;
  const std::uint32_t height = picture.height / factor;
  const std::uint32_t channels = picture.channels;
  Picture small = like(picture, width, height, channels);
  std::vector<std::uint32_t> sums(static_cast<std::size_t>(width) * channels);
  const std::uint32_t area = factor * factor;
  for (std::uint32_t y = 0; y < height; ++y) {
    std::fill(sums.begin(), sums.end(), area / 2);
    for (std::uint32_t dy = 0; dy < factor; ++dy) {
      const std::uint8_t* in = picture.row(y * factor + dy).data();
      for (std::uint32_t x = 0; x < width; ++x) {
        for (std::uint32_t dx = 0; dx < factor; ++dx) {
          for (std::uint32_t c = 0; c < channels; ++c) sums[x * channels + c] += *in++;
        }
      }
    }
    std::uint8_t* out = small.pixels.data() + y * small.row_bytes();
    for (std::size_t i = 0; i < sums.size(); ++i) out[i] = static_cast<std::uint8_t>(sums[i] / area);
  }
  return small;
}

Picture cropped(const Picture& picture, std::uint32_t x, std::uint32_t y, std::uint32_t width,
                std::uint32_t height) {
  x = std::min(x, picture.width);
  y = std::min(y, picture.height);
  width = std::min(width, picture.width - x);
  height = std::min(height, picture.height - y);
  Picture cut = like(picture, width, height, picture.channels);
  for (std::uint32_t row = 0; row < height; ++row) {
    const auto from =
        picture.row(y + row).subspan(static_cast<std::size_t>(x) * picture.channels, cut.row_bytes());
    std::copy(from.begin(), from.end(),
              cut.pixels.begin() + static_cast<std::ptrdiff_t>(row * cut.row_bytes()));
  }
  return cut;
}

Picture upright(Picture picture) {
  const std::uint8_t how = picture.orientation;
  if (how <= 1 || how > 8) {
    picture.orientation = 1;
    return picture;
  }
  const bool swaps = how >= 5;
  Picture turned = like(picture, swaps ? picture.height : picture.width,
                        swaps ? picture.width : picture.height, picture.channels);
  turned.orientation = 1;
  const std::uint32_t channels = picture.channels;
  for (std::uint32_t y = 0; y < turned.height; ++y) {
    std::uint8_t* out = turned.pixels.data() + y * turned.row_bytes();
    for (std::uint32_t x = 0; x < turned.width; ++x) {
      // Where the pixel that is shown at (x, y) is stored: row 0 and column 0 lie as Exif's table says.
      std::uint32_t from_x = swaps ? y : x;
      std::uint32_t from_y = swaps ? x : y;
      if (how == 2 || how == 3 || how == 7 || how == 8) from_x = picture.width - 1 - from_x;
      if (how == 3 || how == 4 || how == 6 || how == 7) from_y = picture.height - 1 - from_y;
      const std::uint8_t* in = picture.row(from_y).data() + static_cast<std::size_t>(from_x) * channels;
      for (std::uint32_t c = 0; c < channels; ++c) *out++ = in[c];
    }
  }
  return turned;
}

Picture scaled(const Picture& picture, std::uint32_t width, std::uint32_t height) {
  Picture made = like(picture, width, height, picture.channels);
  if (picture.width == 0 || picture.height == 0) return made;
  const std::uint32_t channels = picture.channels;
  const auto begin_of = [](std::uint32_t i, std::uint32_t from, std::uint32_t to) {
    return static_cast<std::uint32_t>(static_cast<std::uint64_t>(i) * from / to);
  };
  for (std::uint32_t y = 0; y < height; ++y) {
    const std::uint32_t top = begin_of(y, picture.height, height);
    const std::uint32_t bottom = std::max(top + 1, begin_of(y + 1, picture.height, height));
    std::uint8_t* out = made.pixels.data() + y * made.row_bytes();
    for (std::uint32_t x = 0; x < width; ++x) {
      const std::uint32_t left = begin_of(x, picture.width, width);
      const std::uint32_t right = std::max(left + 1, begin_of(x + 1, picture.width, width));
      std::uint64_t sums[3] = {};
      for (std::uint32_t v = top; v < bottom; ++v) {
        const std::uint8_t* in = picture.row(v).data() + static_cast<std::size_t>(left) * channels;
        for (std::uint32_t u = left; u < right; ++u) {
          for (std::uint32_t c = 0; c < channels; ++c) sums[c] += *in++;
        }
      }
      const std::uint64_t area = static_cast<std::uint64_t>(right - left) * (bottom - top);
      for (std::uint32_t c = 0; c < channels; ++c) {
        *out++ = static_cast<std::uint8_t>((sums[c] + area / 2) / area);
      }
    }
  }
  return made;
}

}  // namespace ulika
