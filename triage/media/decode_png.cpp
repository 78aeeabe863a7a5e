#include <csetjmp>
#include <cstring>
#include <memory>

#include <png.h>

#include "triage/media/decode_formats.h"

namespace ulika {
namespace {

// What the jump out of the library must not skip the destructors of: it lives in the caller.
struct PngWork {
  png_structp png = nullptr;
  png_infop info = nullptr;
  ByteReader reader{Bytes()};
  Picture picture;
  std::vector<std::uint8_t> whole;  // of an interlaced picture
  std::vector<std::uint8_t> line;
  std::vector<std::uint32_t> sums;
  std::uint32_t factor = 1;
  std::uint32_t rows = 0;  // that were drawn into `picture`
  bool header_read = false;
  bool over_limit = false;
  bool interlaced = false;
};

void give(png_structp png, png_bytep out, png_size_t length) {
  auto* work = static_cast<PngWork*>(png_get_io_ptr(png));
  const Bytes piece = work->reader.take(length);
  if (piece.size() != length) png_error(png, "the file ends");
  std::memcpy(out, piece.data(), length);
}

[[noreturn]] void leave(png_structp png, png_const_charp) {
  png_longjmp(png, 1);
}
void stay_silent(png_structp, png_const_charp) {}

// Adds one full-size row; a row of the small picture is finished with its last one.
void add_row(PngWork& work, const std::uint8_t* in, std::uint32_t y) {
  Picture& picture = work.picture;
  const std::uint32_t factor = work.factor;
  const std::uint32_t area = factor * factor;
  if (y / factor >= picture.height) return;
  if (y % factor == 0) std::fill(work.sums.begin(), work.sums.end(), area / 2);
  const std::uint32_t channels = picture.channels;
  for (std::uint32_t x = 0; x < picture.width; ++x) {
    for (std::uint32_t dx = 0; dx < factor; ++dx) {
      for (std::uint32_t c = 0; c < channels; ++c) work.sums[x * channels + c] += *in++;
    }
  }
  if (y % factor != factor - 1) return;
  std::uint8_t* out = picture.pixels.data() + y / factor * picture.row_bytes();
  for (std::size_t i = 0; i < work.sums.size(); ++i) out[i] = static_cast<std::uint8_t>(work.sums[i] / area);
  work.rows = y / factor + 1;
}

// Everything between two jumps; holds nothing with a destructor. False after an error.
bool run(PngWork& work, const DecodeWish& wish, const DecodeLimits& limits) {
  png_structp png = work.png;
  if (setjmp(png_jmpbuf(png)) != 0) return false;
  png_set_user_limits(png, 1'000'000, 1'000'000);
  png_set_chunk_cache_max(png, 64);
  png_set_chunk_malloc_max(png, 8U << 20);
  png_set_crc_action(png, PNG_CRC_WARN_USE, PNG_CRC_WARN_DISCARD);
  png_set_read_fn(png, &work, give);
  png_read_info(png, work.info);
  const std::uint32_t width = png_get_image_width(png, work.info);
  const std::uint32_t height = png_get_image_height(png, work.info);
  Picture& picture = work.picture;
  picture.full_width = width;
  picture.full_height = height;
  work.header_read = true;
  work.interlaced = png_get_interlace_type(png, work.info) != PNG_INTERLACE_NONE;
  const std::uint64_t allowed = work.interlaced ? limits.held_pixels : limits.pixels;
  if (static_cast<std::uint64_t>(width) * height > allowed) {
    work.over_limit = true;
    return false;
  }
  png_bytep exif = nullptr;
  png_uint_32 exif_size = 0;
  if (png_get_eXIf_1(png, work.info, &exif_size, &exif) != 0) {
    picture.orientation = orientation_of({reinterpret_cast<const std::byte*>(exif), exif_size});
  }
  // Whatever is stored becomes eight bits of red, green and blue (or of brightness) over white.
  const int type = png_get_color_type(png, work.info);
  png_set_expand(png);
  png_set_scale_16(png);
  if (!wish.colour && (type & PNG_COLOR_MASK_COLOR) != 0) {
    png_set_rgb_to_gray_fixed(png, PNG_ERROR_ACTION_NONE, 29900, 58700);
  } else if (wish.colour && (type & PNG_COLOR_MASK_COLOR) == 0) {
    png_set_gray_to_rgb(png);
  }
  png_color_16 white{0, 255, 255, 255, 255};
  if ((type & PNG_COLOR_MASK_ALPHA) != 0 || png_get_valid(png, work.info, PNG_INFO_tRNS) != 0) {
    png_set_background_fixed(png, &white, PNG_BACKGROUND_GAMMA_SCREEN, 0, 100'000);
  }
  const int passes = png_set_interlace_handling(png);
  png_read_update_info(png, work.info);
  picture.channels = wish.colour ? 3 : 1;
  const std::size_t row_bytes = png_get_rowbytes(png, work.info);
  if (row_bytes != static_cast<std::size_t>(width) * picture.channels) return false;
  work.factor = reduction(width, height, wish.short_side);
  picture.width = width / work.factor;
  picture.height = height / work.factor;
  picture.pixels.assign(static_cast<std::size_t>(picture.width) * picture.height * picture.channels, 0x80);
  work.sums.resize(picture.row_bytes());
  if (work.interlaced) {
    work.whole.assign(row_bytes * height, 0x80);
    for (int pass = 0; pass < passes; ++pass) {
      for (std::uint32_t y = 0; y < height; ++y)
        png_read_row(png, work.whole.data() + y * row_bytes, nullptr);
    }
    return true;
  }
  work.line.resize(row_bytes);
  for (std::uint32_t y = 0; y < height; ++y) {
    png_read_row(png, work.line.data(), nullptr);
    add_row(work, work.line.data(), y);
  }
  return true;
}

}  // namespace

Result<Picture> decode_png(Bytes file, const DecodeWish& wish, const DecodeLimits& limits) {
  const auto work = std::make_unique<PngWork>();
  work->reader = ByteReader(file);
  work->png = png_create_read_struct(PNG_LIBPNG_VER_STRING, nullptr, leave, stay_silent);
  if (work->png == nullptr) return fail(ErrorKind::limit, "no memory to decode the PNG");
  work->info = png_create_info_struct(work->png);
  const bool whole = work->info != nullptr && run(*work, wish, limits);
  png_destroy_read_struct(&work->png, &work->info, nullptr);
  Picture& picture = work->picture;
  if (work->over_limit) {
    auto sized = check_size(picture.full_width, picture.full_height, work->interlaced, limits);
    if (!sized) return tl::unexpected(sized.error());
  }
  if (work->interlaced && !work->whole.empty()) {
    const std::size_t row_bytes = static_cast<std::size_t>(picture.full_width) * picture.channels;
    for (std::uint32_t y = 0; y < picture.full_height; ++y) {
      add_row(*work, work->whole.data() + y * row_bytes, y);
    }
  }
  if (!whole && work->rows == 0) return fail(ErrorKind::damaged, "the PNG cannot be decoded");
  picture.cut_off = !whole;
  return std::move(picture);
}

}  // namespace ulika
