#include "triage/media/thumbnail.h"

#include <algorithm>
#include <csetjmp>
#include <cstdio>
#include <cstdlib>

#include <jpeglib.h>

namespace ulika {
namespace {

constexpr int kQualities[] = {68, 50, 32};

struct EncoderErrors {
  jpeg_error_mgr base;
  std::jmp_buf escape;
};

void leave(j_common_ptr info) {
  std::longjmp(reinterpret_cast<EncoderErrors*>(info->err)->escape, 1);
}

struct JpegOut {
  jpeg_compress_struct encoder{};
  EncoderErrors errors{};
  unsigned char* bytes = nullptr;
  unsigned long size = 0;
};

// Everything between two jumps; holds nothing with a destructor. False after an error.
bool run(JpegOut& out, const Picture& picture, int quality) {
  if (setjmp(out.errors.escape) != 0) return false;
  jpeg_compress_struct& encoder = out.encoder;
  jpeg_create_compress(&encoder);
  jpeg_mem_dest(&encoder, &out.bytes, &out.size);
  encoder.image_width = picture.width;
  encoder.image_height = picture.height;
  encoder.input_components = static_cast<int>(picture.channels);
  encoder.in_color_space = picture.channels == 1 ? JCS_GRAYSCALE : JCS_RGB;
  jpeg_set_defaults(&encoder);
  jpeg_set_quality(&encoder, quality, TRUE);
  encoder.optimize_coding = TRUE;
  jpeg_start_compress(&encoder, TRUE);
  while (encoder.next_scanline < encoder.image_height) {
    auto* row = const_cast<JSAMPROW>(picture.row(encoder.next_scanline).data());
    jpeg_write_scanlines(&encoder, &row, 1);
  }
  jpeg_finish_compress(&encoder);
  return true;
}

std::string encode(const Picture& picture, int quality) {
  JpegOut out;
  out.encoder.err = jpeg_std_error(&out.errors.base);
  out.errors.base.error_exit = leave;
  const bool done = run(out, picture, quality);
  jpeg_destroy_compress(&out.encoder);
  std::string file;
  if (done) file.assign(reinterpret_cast<const char*>(out.bytes), out.size);
  std::free(out.bytes);
  return file;
}

}  // namespace

std::string thumbnail_of(const Picture& picture) {
  if (picture.width == 0 || picture.height == 0) return {};
  const std::uint32_t longer = std::max(picture.width, picture.height);
  const std::uint32_t side = std::min(longer, kThumbnailSide);
  const auto fit = [&](std::uint32_t length) {
    return std::max<std::uint32_t>(1, static_cast<std::uint32_t>(std::uint64_t{length} * side / longer));
  };
  const Picture small = upright(scaled(picture, fit(picture.width), fit(picture.height)));
  std::string file;
  for (const int quality : kQualities) {
    file = encode(small, quality);
    if (file.size() <= kThumbnailBytes) break;
  }
  return file;
}

}  // namespace ulika
