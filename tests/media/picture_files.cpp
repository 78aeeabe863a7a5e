#include "tests/media/picture_files.h"

#include <algorithm>
#include <cmath>
#include <csetjmp>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <random>

#include <jpeglib.h>
#include <png.h>
#include <webp/encode.h>

namespace ulika::test {

Picture drawn_scene(std::uint32_t seed, std::uint32_t width, std::uint32_t height) {
  std::mt19937 random(seed);
  const auto between = [&](double low, double high) {
    return low + (high - low) * static_cast<double>(random()) / 4294967296.0;
  };
  struct Blot {
    double x, y, rx, ry, angle;
    double colour[3];
    bool box;
  };
  std::vector<Blot> blots;
  for (int i = 0; i < 28; ++i) {
    const double size = i < 8 ? between(0.15, 0.45) : between(0.03, 0.14);
    blots.push_back({between(0, 1),
                     between(0, 1),
                     size,
                     size * between(0.3, 1.0),
                     between(0, 3.14),
                     {between(0, 255), between(0, 255), between(0, 255)},
                     i % 3 == 0});
  }
  const double sky[3] = {between(90, 230), between(90, 230), between(120, 250)};
  const double soil[3] = {between(30, 180), between(30, 160), between(20, 120)};
  const double horizon = between(0.3, 0.7), slope = between(-0.3, 0.3);
  Picture picture;
  picture.width = picture.full_width = width;
  picture.height = picture.full_height = height;
  picture.channels = 3;
  picture.pixels.resize(static_cast<std::size_t>(width) * height * 3);
  for (std::uint32_t py = 0; py < height; ++py) {
    for (std::uint32_t px = 0; px < width; ++px) {
      const double x = (px + 0.5) / width, y = (py + 0.5) / height;
      const bool below = y > horizon + slope * (x - 0.5);
      double colour[3];
      for (int c = 0; c < 3; ++c)
        colour[c] = (below ? soil[c] : sky[c]) * (0.75 + 0.35 * (below ? 1 - y : y));
      for (const Blot& b : blots) {
        const double dx = x - b.x, dy = y - b.y;
        const double u = (dx * std::cos(b.angle) + dy * std::sin(b.angle)) / b.rx;
        const double v = (dy * std::cos(b.angle) - dx * std::sin(b.angle)) / b.ry;
        const double reach = b.box ? std::max(std::abs(u), std::abs(v)) : std::sqrt(u * u + v * v);
        if (reach > 1) continue;
        for (int c = 0; c < 3; ++c) colour[c] = b.colour[c] * (0.8 + 0.2 * u);
      }
      const double grain = 6.0 * std::sin(px * 0.9 + seed) * std::sin(py * 1.1);
      std::uint8_t* out = picture.pixels.data() + (static_cast<std::size_t>(py) * width + px) * 3;
      for (int c = 0; c < 3; ++c) {
        out[c] = static_cast<std::uint8_t>(std::clamp(colour[c] + grain, 0.0, 255.0));
      }
    }
  }
  return picture;
}

FileBytes jpeg_file(const Picture& picture, int quality, bool progressive) {
  jpeg_compress_struct encoder{};
  jpeg_error_mgr errors{};
  encoder.err = jpeg_std_error(&errors);
  jpeg_create_compress(&encoder);
  unsigned char* out = nullptr;
  unsigned long size = 0;
  jpeg_mem_dest(&encoder, &out, &size);
  encoder.image_width = picture.width;
  encoder.image_height = picture.height;
  encoder.input_components = static_cast<int>(picture.channels);
  encoder.in_color_space = picture.channels == 1 ? JCS_GRAYSCALE : JCS_RGB;
  jpeg_set_defaults(&encoder);
  jpeg_set_quality(&encoder, quality, TRUE);
  if (progressive) jpeg_simple_progression(&encoder);
  jpeg_start_compress(&encoder, TRUE);
  while (encoder.next_scanline < encoder.image_height) {
    auto* row = const_cast<JSAMPROW>(picture.row(encoder.next_scanline).data());
    jpeg_write_scanlines(&encoder, &row, 1);
  }
  jpeg_finish_compress(&encoder);
  const auto* bytes = reinterpret_cast<const std::byte*>(out);
  FileBytes file(bytes, bytes + size);
  jpeg_destroy_compress(&encoder);
  std::free(out);
  return file;
}

FileBytes png_file(const Picture& picture, bool interlaced) {
  FileBytes file;
  png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, nullptr, nullptr, nullptr);
  png_infop info = png_create_info_struct(png);
  png_set_write_fn(
      png, &file,
      [](png_structp p, png_bytep data, png_size_t length) {
        auto* to = static_cast<FileBytes*>(png_get_io_ptr(p));
        const auto* bytes = reinterpret_cast<const std::byte*>(data);
        to->insert(to->end(), bytes, bytes + length);
      },
      [](png_structp) {});
  const int types[5] = {0, PNG_COLOR_TYPE_GRAY, PNG_COLOR_TYPE_GRAY_ALPHA, PNG_COLOR_TYPE_RGB,
                        PNG_COLOR_TYPE_RGB_ALPHA};
  png_set_IHDR(png, info, picture.width, picture.height, 8, types[picture.channels],
               interlaced ? PNG_INTERLACE_ADAM7 : PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT,
               PNG_FILTER_TYPE_DEFAULT);
  std::vector<png_bytep> rows;
  for (std::uint32_t y = 0; y < picture.height; ++y) {
    rows.push_back(const_cast<png_bytep>(picture.row(y).data()));
  }
  png_set_rows(png, info, rows.data());
  png_write_png(png, info, PNG_TRANSFORM_IDENTITY, nullptr);
  png_destroy_write_struct(&png, &info);
  return file;
}

FileBytes webp_file(const Picture& picture, float quality) {
  std::uint8_t* out = nullptr;
  const auto width = static_cast<int>(picture.width), height = static_cast<int>(picture.height);
  const std::size_t size =
      quality >= 100 ? WebPEncodeLosslessRGB(picture.pixels.data(), width, height, 3 * width, &out)
                     : WebPEncodeRGB(picture.pixels.data(), width, height, 3 * width, quality, &out);
  const auto* bytes = reinterpret_cast<const std::byte*>(out);
  FileBytes file(bytes, bytes + size);
  WebPFree(out);
  return file;
}

FileBytes read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  const std::string text((std::istreambuf_iterator<char>(in)), {});
  const Bytes bytes = as_bytes(text);
  return {bytes.begin(), bytes.end()};
}

unsigned largest_difference(const Picture& a, const Picture& b) {
  unsigned largest = a.pixels.size() == b.pixels.size() ? 0 : 999;
  for (std::size_t i = 0; i < std::min(a.pixels.size(), b.pixels.size()); ++i) {
    largest = std::max(largest, static_cast<unsigned>(std::abs(int{a.pixels[i]} - int{b.pixels[i]})));
  }
  return largest;
}

double mean_difference(const Picture& a, const Picture& b) {
  if (a.pixels.size() != b.pixels.size() || a.pixels.empty()) return 999;
  double sum = 0;
  for (std::size_t i = 0; i < a.pixels.size(); ++i) sum += std::abs(int{a.pixels[i]} - int{b.pixels[i]});
  return sum / static_cast<double>(a.pixels.size());
}

}  // namespace ulika::test
