#include "triage/media/decode.h"

#include <fmt/format.h>

#include <algorithm>

#include "triage/media/decode_formats.h"

namespace ulika {

PictureFormat picture_format(Bytes head) {
  using namespace std::string_view_literals;
  const std::string_view text = as_text(head);
  if (text.starts_with("\xff\xd8\xff"sv)) return PictureFormat::jpeg;
  if (text.starts_with("\x89PNG\r\n\x1a\n"sv)) return PictureFormat::png;
  if (text.starts_with("RIFF"sv) && text.size() >= 12 && text.substr(8, 4) == "WEBP"sv) {
    return PictureFormat::webp;
  }
  return PictureFormat::none;
}

Result<void> check_size(std::uint64_t width, std::uint64_t height, bool held, const DecodeLimits& limits) {
  const std::uint64_t allowed = held ? std::min(limits.held_pixels, limits.pixels) : limits.pixels;
  if (width == 0 || height == 0) return fail(ErrorKind::damaged, "the picture declares no pixels");
  if (height > allowed / width) {
    return fail(ErrorKind::limit,
                fmt::format("the picture declares {} x {} pixels, more than are decoded", width, height));
  }
  return {};
}

std::uint32_t reduction(std::uint64_t width, std::uint64_t height, std::uint32_t short_side) {
  if (short_side == 0) return 1;
  return static_cast<std::uint32_t>(std::max<std::uint64_t>(1, std::min(width, height) / short_side));
}

std::uint8_t orientation_of(Bytes tiff) {
  ByteReader reader(tiff);
  const std::uint16_t order = reader.u16le();
  const bool big = order == 0x4d4d;
  if (!big && order != 0x4949) return 1;
  const auto u16 = [&] { return big ? reader.u16be() : reader.u16le(); };
  const auto u32 = [&] { return big ? reader.u32be() : reader.u32le(); };
  if (u16() != 42) return 1;
  reader.seek(u32());
  const std::uint16_t entries = u16();
  for (std::uint16_t i = 0; i < entries && reader.ok(); ++i) {
    const std::uint16_t tag = u16();
    reader.skip(6);  // type and count: SHORT, one
    const std::uint16_t value = u16();
    reader.skip(2);
    if (tag == 0x0112) return reader.ok() && value >= 1 && value <= 8 ? static_cast<std::uint8_t>(value) : 1;
  }
  return 1;
}

Result<Picture> decode_picture(Bytes file, const DecodeWish& wish, const DecodeLimits& limits) {
  switch (picture_format(file)) {
    case PictureFormat::jpeg:
      return decode_jpeg(file, wish, limits);
    case PictureFormat::png:
      return decode_png(file, wish, limits);
    case PictureFormat::webp:
      return decode_webp(file, wish, limits);
    default:
      return fail(ErrorKind::unsupported, "a kind of picture that is not decoded");
  }
}

}  // namespace ulika
