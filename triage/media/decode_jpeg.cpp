#include <csetjmp>
#include <cstdio>
#include <memory>

#include <jpeglib.h>

#include <fmt/format.h>

#include "triage/media/decode_formats.h"

namespace ulika {
namespace {

// The library reports errors by a function that must not return.
struct JpegErrors {
  jpeg_error_mgr base;
  std::jmp_buf escape;
  char message[JMSG_LENGTH_MAX];
};

void leave(j_common_ptr info) {
  auto* errors = reinterpret_cast<JpegErrors*>(info->err);
  info->err->format_message(info, errors->message);
  std::longjmp(errors->escape, 1);
}

void stay_silent(j_common_ptr) {}
void count_warning(j_common_ptr info, int level) {
  if (level < 0) ++info->err->num_warnings;
}

struct JpegProgress {
  jpeg_progress_mgr base;
  int scans;
};

void count_scans(j_common_ptr info) {
  if (!info->is_decompressor) return;
  const auto* decoder = reinterpret_cast<j_decompress_ptr>(info);
  const auto* progress = reinterpret_cast<JpegProgress*>(info->progress);
  if (decoder->input_scan_number > progress->scans) {
    info->err->msg_code = 0;
    leave(info);
  }
}

// Scratch that the jump out of the library must not skip the destructors of: it lives in the caller.
struct JpegWork {
  jpeg_decompress_struct decoder;
  JpegErrors errors;
  JpegProgress progress;
  Picture picture;
  bool header_read = false;
  bool rows_begun = false;
};

// Everything between two jumps; holds nothing with a destructor. False after an error.
bool run(JpegWork& work, Bytes file, const DecodeWish& wish, const DecodeLimits& limits) {
  jpeg_decompress_struct& decoder = work.decoder;
  if (setjmp(work.errors.escape) != 0) return false;
  jpeg_create_decompress(&decoder);
  decoder.mem->max_memory_to_use = static_cast<long>(limits.work_bytes);
  decoder.progress = &work.progress.base;
  jpeg_mem_src(&decoder, reinterpret_cast<const unsigned char*>(file.data()), file.size());
  jpeg_save_markers(&decoder, JPEG_APP0 + 1, 0xffff);
  if (jpeg_read_header(&decoder, TRUE) != JPEG_HEADER_OK) return false;
  work.header_read = true;
  work.picture.full_width = decoder.image_width;
  work.picture.full_height = decoder.image_height;
  for (jpeg_saved_marker_ptr m = decoder.marker_list; m != nullptr; m = m->next) {
    const Bytes bytes(reinterpret_cast<const std::byte*>(m->data), m->data_length);
    if (as_text(bytes).starts_with("Exif")) {
      work.picture.orientation = orientation_of(bytes.subspan(std::min<std::size_t>(6, bytes.size())));
      break;
    }
  }
  if (static_cast<std::uint64_t>(decoder.image_width) * decoder.image_height > limits.pixels) return false;

  std::uint32_t factor = reduction(decoder.image_width, decoder.image_height, wish.short_side);
  decoder.scale_num = 1;
  decoder.scale_denom = factor >= 8 ? 8 : factor >= 4 ? 4 : factor >= 2 ? 2 : 1;
  const bool has_grey = decoder.jpeg_color_space == JCS_YCbCr || decoder.jpeg_color_space == JCS_GRAYSCALE;
  const bool has_cmyk = decoder.jpeg_color_space == JCS_CMYK || decoder.jpeg_color_space == JCS_YCCK;
  decoder.out_color_space = !wish.colour && has_grey ? JCS_GRAYSCALE : has_cmyk ? JCS_CMYK : JCS_RGB;
  decoder.dct_method = JDCT_ISLOW;
  decoder.do_fancy_upsampling = FALSE;
  if (!jpeg_start_decompress(&decoder)) return false;
  Picture& picture = work.picture;
  picture.width = decoder.output_width;
  picture.height = decoder.output_height;
  picture.channels = static_cast<std::uint32_t>(decoder.output_components);
  picture.pixels.assign(static_cast<std::size_t>(picture.width) * picture.height * picture.channels, 0x80);
  work.rows_begun = true;
  while (decoder.output_scanline < decoder.output_height) {
    unsigned char* row = picture.pixels.data() + decoder.output_scanline * picture.row_bytes();
    if (jpeg_read_scanlines(&decoder, &row, 1) != 1) return false;
  }
  jpeg_finish_decompress(&decoder);
  return true;
}

// Adobe's four inks are stored inverted: 255 is no ink.
Picture rgb_of_inks(const Picture& inks) {
  Picture rgb = inks;
  rgb.channels = 3;
  rgb.pixels.resize(static_cast<std::size_t>(inks.width) * inks.height * 3);
  for (std::size_t i = 0, n = rgb.pixels.size() / 3; i < n; ++i) {
    for (std::size_t c = 0; c < 3; ++c) {
      rgb.pixels[3 * i + c] =
          static_cast<std::uint8_t>(inks.pixels[4 * i + c] * unsigned{inks.pixels[4 * i + 3]} / 255);
    }
  }
  return rgb;
}

}  // namespace

Result<Picture> decode_jpeg(Bytes file, const DecodeWish& wish, const DecodeLimits& limits) {
  const auto work = std::make_unique<JpegWork>();
  work->decoder = {};
  work->decoder.err = jpeg_std_error(&work->errors.base);
  work->errors.base.error_exit = leave;
  work->errors.base.output_message = stay_silent;
  work->errors.base.emit_message = count_warning;
  work->errors.message[0] = '\0';
  work->progress.base.progress_monitor = count_scans;
  work->progress.scans = static_cast<int>(limits.scans);
  const bool whole = run(*work, file, wish, limits);
  const bool broken = !whole || work->errors.base.num_warnings != 0;
  jpeg_destroy_decompress(&work->decoder);
  Picture& picture = work->picture;
  if (!work->rows_begun) {
    if (work->header_read) {
      if (auto sized = check_size(picture.full_width, picture.full_height, false, limits); !sized) {
        return tl::unexpected(sized.error());
      }
    }
    return fail(ErrorKind::damaged,
                fmt::format("the JPEG cannot be decoded: {}",
                            work->errors.message[0] != '\0' ? work->errors.message : "too many scans"));
  }
  picture.cut_off = broken;
  if (picture.channels == 4) picture = rgb_of_inks(picture);
  if (!wish.colour) picture = grey_of(picture);
  return shrunk(picture, reduction(picture.width, picture.height, wish.short_side));
}

}  // namespace ulika
