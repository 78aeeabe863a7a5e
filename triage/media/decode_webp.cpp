#include <webp/decode.h>

#include "triage/media/decode_formats.h"

namespace ulika {
namespace {

// The orientation in the Exif chunk of an extended file (VP8X).
std::uint8_t stored_orientation(Bytes file) {
  ByteReader reader(file);
  reader.skip(12);
  constexpr int kChunks = 64;
  for (int i = 0; i < kChunks && reader.left() >= 8; ++i) {
    const std::string_view name = as_text(reader.take(4));
    const std::uint32_t length = reader.u32le();
    const Bytes payload = reader.take(length);
    reader.skip(length & 1U);
    if (name != "EXIF") continue;
    const std::size_t lead = as_text(payload).starts_with("Exif") ? 6 : 0;  // some writers keep JPEG's
    return payload.size() > lead ? orientation_of(payload.subspan(lead)) : std::uint8_t{1};
  }
  return 1;
}

}  // namespace

Result<Picture> decode_webp(Bytes file, const DecodeWish& wish, const DecodeLimits& limits) {
  const auto* data = reinterpret_cast<const std::uint8_t*>(file.data());
  WebPDecoderConfig config;
  if (!WebPInitDecoderConfig(&config)) return fail(ErrorKind::unsupported, "libwebp of another version");
  if (WebPGetFeatures(data, file.size(), &config.input) != VP8_STATUS_OK) {
    return fail(ErrorKind::damaged, "the WebP has no readable header");
  }
  constexpr int kLossless = 2;
  const auto width = static_cast<std::uint32_t>(config.input.width);
  const auto height = static_cast<std::uint32_t>(config.input.height);
  if (auto sized = check_size(width, height, config.input.format == kLossless, limits); !sized) {
    return tl::unexpected(sized.error());
  }
  if (config.input.has_animation) {
    return fail(ErrorKind::unsupported, "an animated WebP, which is not decoded");
  }
  const std::uint32_t factor = reduction(width, height, wish.short_side);
  Picture picture;
  picture.full_width = width;
  picture.full_height = height;
  picture.width = width / factor;
  picture.height = height / factor;
  picture.orientation = stored_orientation(file);
  std::vector<std::uint8_t> rgba(static_cast<std::size_t>(picture.width) * picture.height * 4, 0xff);
  config.options.use_scaling = factor > 1 ? 1 : 0;
  config.options.scaled_width = static_cast<int>(picture.width);
  config.options.scaled_height = static_cast<int>(picture.height);
  config.output.colorspace = MODE_RGBA;
  config.output.is_external_memory = 1;
  config.output.u.RGBA.rgba = rgba.data();
  config.output.u.RGBA.stride = static_cast<int>(picture.width * 4);
  config.output.u.RGBA.size = rgba.size();
  WebPIDecoder* decoder = WebPIDecode(nullptr, 0, &config);
  if (decoder == nullptr) return fail(ErrorKind::limit, "no memory to decode the WebP");
  // Piecewise decoding keeps the rows that came before the file breaks.
  const VP8StatusCode status = WebPIAppend(decoder, data, file.size());
  int last_row = 0;
  WebPIDecGetRGB(decoder, &last_row, nullptr, nullptr, nullptr);
  WebPIDelete(decoder);
  WebPFreeDecBuffer(&config.output);
  if (status != VP8_STATUS_OK && last_row <= 0) return fail(ErrorKind::damaged, "the WebP cannot be decoded");
  picture.cut_off = status != VP8_STATUS_OK;
  picture.channels = 3;
  picture.pixels.resize(static_cast<std::size_t>(picture.width) * picture.height * 3);
  for (std::size_t i = 0, n = picture.pixels.size() / 3; i < n; ++i) {
    const unsigned alpha = rgba[4 * i + 3];
    for (std::size_t c = 0; c < 3; ++c) {
      picture.pixels[3 * i + c] =
          static_cast<std::uint8_t>((rgba[4 * i + c] * alpha + 255U * (255U - alpha) + 127U) / 255U);
    }
  }
  return wish.colour ? std::move(picture) : grey_of(picture);
}

}  // namespace ulika
