// Decoding: pixels come back, small is small, and hostile files cost nothing.
#include "triage/media/decode.h"

#include <gtest/gtest.h>

#include "tests/media/picture_files.h"

namespace ulika {
namespace {

using test::FileBytes;

void put_be32(FileBytes& file, std::size_t at, std::uint32_t value) {
  for (std::size_t i = 0; i < 4; ++i) file[at + i] = static_cast<std::byte>(value >> (24 - 8 * i) & 0xff);
}

TEST(Decode, EachFormatGivesItsPixels) {
  const Picture scene = test::drawn_scene(1, 333, 207);
  for (const auto& [file, allowed] : {std::pair{test::png_file(scene), 0.0},
                                      {test::png_file(scene, true), 0.0},
                                      {test::jpeg_file(scene, 95), 4.0},
                                      {test::jpeg_file(scene, 95, true), 4.0},
                                      {test::webp_file(scene, 100), 0.0},
                                      {test::webp_file(scene, 95), 4.0}}) {
    const auto picture = decode_picture(file, {});
    ASSERT_TRUE(picture);
    EXPECT_EQ(picture->width, 333u);
    EXPECT_EQ(picture->full_height, 207u);
    EXPECT_EQ(picture->channels, 3u);
    EXPECT_FALSE(picture->cut_off);
    EXPECT_LE(test::mean_difference(*picture, scene), allowed);
  }
}

TEST(Decode, BrightnessAloneIsThatOfTheColours) {
  const Picture scene = test::drawn_scene(2, 200, 100);
  const Picture grey = grey_of(scene);
  for (const FileBytes& file :
       {test::png_file(scene), test::jpeg_file(scene, 95), test::webp_file(scene, 100)}) {
    const auto picture = decode_picture(file, {0, false});
    ASSERT_TRUE(picture);
    ASSERT_EQ(picture->channels, 1u);
    EXPECT_LE(test::mean_difference(*picture, grey), 3.0);
  }
}

TEST(Decode, SmallerWhereThatIsEnough) {
  const Picture scene = test::drawn_scene(3, 1100, 800);
  for (const FileBytes& file :
       {test::jpeg_file(scene, 90), test::png_file(scene), test::webp_file(scene, 90)}) {
    const auto picture = decode_picture(file, {256, true});
    ASSERT_TRUE(picture);
    EXPECT_GE(std::min(picture->width, picture->height), 256u);
    EXPECT_LT(std::min(picture->width, picture->height), 512u);
    EXPECT_EQ(picture->full_width, 1100u);
    EXPECT_LE(test::mean_difference(*picture, scaled(scene, picture->width, picture->height)), 6.0);
  }
}

TEST(Decode, TransparentPartsAreWhite) {
  Picture glass;
  glass.width = glass.height = 8;
  glass.channels = 4;
  glass.pixels.assign(8 * 8 * 4, 0);
  const auto picture = decode_picture(test::png_file(glass), {});
  ASSERT_TRUE(picture);
  EXPECT_EQ(picture->pixels, std::vector<std::uint8_t>(8 * 8 * 3, 255));
}

TEST(Decode, OrientationIsToldAndUndone) {
  FileBytes file = test::jpeg_file(test::drawn_scene(4, 60, 40), 90);
  // An Exif block with one tag, 0x0112 = 6, right behind the start marker.
  const std::string exif(
      "\xff\xe1\x00\x22"
      "Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0",
      36);
  const Bytes block = as_bytes(exif);
  file.insert(file.begin() + 2, block.begin(), block.end());
  auto picture = decode_picture(file, {});
  ASSERT_TRUE(picture);
  EXPECT_EQ(picture->orientation, 6);
  const Picture turned = upright(*picture);
  EXPECT_EQ(turned.width, 40u);
  EXPECT_EQ(turned.height, 60u);
  // Orientation 6: the stored left edge is shown at the top, so the stored bottom left is shown top left.
  for (std::size_t c = 0; c < 3; ++c) EXPECT_EQ(turned.pixels[c], picture->row(39)[c]);
}

TEST(Decode, CutOffFilesGiveWhatCameBefore) {
  const Picture scene = test::drawn_scene(5, 300, 300);
  for (FileBytes file : {test::jpeg_file(scene, 90), test::png_file(scene), test::webp_file(scene, 90)}) {
    file.resize(file.size() / 2);
    const auto picture = decode_picture(file, {});
    ASSERT_TRUE(picture);
    EXPECT_TRUE(picture->cut_off);
    EXPECT_EQ(picture->width, 300u);
  }
  for (FileBytes file : {test::jpeg_file(scene, 90), test::png_file(scene), test::webp_file(scene, 90)}) {
    file.resize(16);
    const auto picture = decode_picture(file, {});
    ASSERT_FALSE(picture);
    EXPECT_EQ(picture.error().kind, ErrorKind::damaged) << picture.error().message;
  }
}

TEST(Decode, HugeDimensionsAreRefusedBeforeAnyWork) {
  FileBytes png = test::png_file(test::drawn_scene(6, 32, 32));
  put_be32(png, 16, 900'000);
  put_be32(png, 20, 900'000);
  const auto bomb = decode_picture(png, {256, true});
  ASSERT_FALSE(bomb);
  EXPECT_EQ(bomb.error().kind, ErrorKind::limit) << bomb.error().message;

  FileBytes jpeg = test::jpeg_file(test::drawn_scene(6, 32, 32), 80);
  for (std::size_t i = 0; i + 9 < jpeg.size(); ++i) {
    if (jpeg[i] != std::byte{0xff} || jpeg[i + 1] != std::byte{0xc0}) continue;
    for (std::size_t k = 5; k < 9; ++k) jpeg[i + k] = std::byte{0xf0};
  }
  const auto large = decode_picture(jpeg, {256, true});
  ASSERT_FALSE(large);
  EXPECT_EQ(large.error().kind, ErrorKind::limit) << large.error().message;
}

// A bomb that inflates: 12,000 × 12,000 of one colour in some 140 kB.
TEST(Decode, BombsOfOneColourStaySmallInMemory) {
  Picture flat;
  flat.width = flat.height = 12'000;
  flat.channels = 1;
  flat.pixels.assign(144'000'000, 9);
  const FileBytes file = test::png_file(flat);
  EXPECT_LT(file.size(), 1U << 20);
  flat = Picture();
  const auto picture = decode_picture(file, {256, true});
  ASSERT_TRUE(picture) << picture.error().message;
  EXPECT_LT(picture->pixels.size(), 512u * 512u * 3u);
  DecodeLimits limits;
  limits.pixels = 50'000'000;
  EXPECT_FALSE(decode_picture(file, {256, true}, limits));
}

TEST(Decode, ProgressiveScansAreBounded) {
  const FileBytes file = test::jpeg_file(test::drawn_scene(7, 200, 200), 90, true);
  DecodeLimits limits;
  limits.scans = 3;
  const auto picture = decode_picture(file, {}, limits);
  EXPECT_TRUE(!picture || picture->cut_off);
}

TEST(Decode, OtherBytesAreNotAPicture) {
  const auto picture = decode_picture(as_bytes("GIF89a and so on"), {});
  ASSERT_FALSE(picture);
  EXPECT_EQ(picture.error().kind, ErrorKind::unsupported);
}

// Every flipped byte of small files: no crash, no hang, and what comes is of the declared size.
TEST(Decode, FlippedBytesNeverBreakOut) {
  const Picture scene = test::drawn_scene(8, 24, 20);
  for (const FileBytes& whole :
       {test::jpeg_file(scene, 60), test::png_file(scene), test::webp_file(scene, 60),
        test::png_file(scene, true), test::jpeg_file(scene, 60, true)}) {
    for (std::size_t at = 0; at < whole.size(); ++at) {
      FileBytes file = whole;
      file[at] ^= std::byte{0x41};
      DecodeLimits limits;
      limits.pixels = limits.held_pixels = 4'000'000;
      const auto picture = decode_picture(file, {16, true}, limits);
      if (picture) {
        EXPECT_EQ(picture->pixels.size(), picture->row_bytes() * picture->height);
      }
    }
  }
}

}  // namespace
}  // namespace ulika
