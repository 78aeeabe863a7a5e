#include "triage/media/codes.h"

// Texts as UTF-8 std::string.
#define ZX_USE_UTF8 1
#include <ZXing/ReadBarcode.h>

#include <algorithm>
#include <tuple>

namespace ulika {
namespace {

using ZXing::BarcodeFormat;

struct NamedFormat {
  BarcodeFormat format;
  const char* name;
};
// Short linear codes (ITF, Codabar, Code 39) are left out: they are read into any stripes.
constexpr NamedFormat kFormats[] = {
    {BarcodeFormat::QRCode, "qr"},     {BarcodeFormat::MicroQRCode, "micro_qr"},
    {BarcodeFormat::Aztec, "aztec"},   {BarcodeFormat::DataMatrix, "data_matrix"},
    {BarcodeFormat::PDF417, "pdf417"}, {BarcodeFormat::Code128, "code128"},
    {BarcodeFormat::EAN13, "ean13"},
};
constexpr std::size_t kMostCodes = 16;

std::string name_of(BarcodeFormat format) {
  for (const auto& [known, name] : kFormats) {
    if (known == format) return name;
  }
  return {};
}

void read_once(const Picture& grey, ZXing::Binarizer binarizer, std::vector<Code>& codes) {
  ZXing::BarcodeFormats formats;
  for (const auto& [format, name] : kFormats) formats |= format;
  ZXing::DecodeHints hints;
  hints.setFormats(formats);
  hints.setTryHarder(true);
  hints.setTryRotate(true);
  hints.setTryDownscale(true);
  hints.setBinarizer(binarizer);
  hints.setMaxNumberOfSymbols(kMostCodes);
  const ZXing::ImageView view(grey.pixels.data(), static_cast<int>(grey.width), static_cast<int>(grey.height),
                              ZXing::ImageFormat::Lum);
  for (const ZXing::Result& result : ZXing::ReadBarcodes(view, hints)) {
    if (!result.isValid()) continue;
    Code code{name_of(result.format()), result.text()};
    if (!code.format.empty() && !code.text.empty()) codes.push_back(std::move(code));
  }
}

// Light on dark, as dark themes show codes.
Picture inverted(const Picture& grey) {
  Picture made = grey;
  for (std::uint8_t& value : made.pixels) value = static_cast<std::uint8_t>(255 - value);
  return made;
}

// Twice as large with the steps between pixels smoothed, for modules of a pixel or two; a white frame around
// it, which codes that were cut out tightly lack.
Picture enlarged(const Picture& grey) {
  constexpr std::uint32_t kFrame = 16;
  Picture made = grey;
  made.width = 2 * grey.width + 2 * kFrame;
  made.height = 2 * grey.height + 2 * kFrame;
  made.pixels.assign(static_cast<std::size_t>(made.width) * made.height, 255);
  for (std::uint32_t y = 0; y < 2 * grey.height; ++y) {
    const std::uint32_t y0 = y / 2, y1 = std::min(grey.height - 1, y0 + y % 2);
    std::uint8_t* out = made.pixels.data() + static_cast<std::size_t>(y + kFrame) * made.width + kFrame;
    for (std::uint32_t x = 0; x < 2 * grey.width; ++x) {
      const std::uint32_t x0 = x / 2, x1 = std::min(grey.width - 1, x0 + x % 2);
      const unsigned sum = grey.row(y0)[x0] + grey.row(y0)[x1] + grey.row(y1)[x0] + grey.row(y1)[x1];
      *out++ = static_cast<std::uint8_t>(sum / 4);
    }
  }
  return made;
}

}  // namespace

std::vector<Code> read_codes(const Picture& grey) {
  std::vector<Code> codes;
  if (grey.channels != 1 || grey.width == 0 || grey.height == 0) return codes;
  constexpr std::uint32_t kSmall = 640;
  using ZXing::Binarizer;
  read_once(grey, Binarizer::LocalAverage, codes);
  if (codes.empty()) read_once(inverted(grey), Binarizer::LocalAverage, codes);
  if (codes.empty()) read_once(grey, Binarizer::GlobalHistogram, codes);
  if (codes.empty() && std::max(grey.width, grey.height) <= kSmall) {
    read_once(enlarged(grey), Binarizer::LocalAverage, codes);
  }
  if (codes.empty() && std::min(grey.width, grey.height) >= 2 * 120) {
    read_once(shrunk(grey, 2), Binarizer::LocalAverage, codes);
  }
  std::sort(codes.begin(), codes.end(), [](const Code& a, const Code& b) {
    return std::tie(a.text, a.format) < std::tie(b.text, b.format);
  });
  codes.erase(std::unique(codes.begin(), codes.end()), codes.end());
  return codes;
}

}  // namespace ulika
