// Thumbnails: small, upright, made anew, the same bytes for the same pixels.
#include "triage/media/thumbnail.h"

#include <gtest/gtest.h>

#include "tests/media/picture_files.h"
#include "triage/media/decode.h"

namespace ulika {
namespace {

TEST(Thumbnail, IsSmallAndLooksLikeThePicture) {
  const Picture scene = test::drawn_scene(11, 800, 500);
  const std::string file = thumbnail_of(scene);
  EXPECT_LE(file.size(), kThumbnailBytes);
  const auto small = decode_picture(as_bytes(file), {});
  ASSERT_TRUE(small);
  EXPECT_EQ(small->width, kThumbnailSide);
  EXPECT_EQ(small->height, 150u);
  EXPECT_LT(test::mean_difference(*small, scaled(scene, 240, 150)), 8.0);
  EXPECT_EQ(thumbnail_of(scene), file);
}

TEST(Thumbnail, NoiseStaysWithinTheLimitToo) {
  Picture noise;
  noise.width = noise.height = 240;
  noise.channels = 3;
  std::uint32_t state = 1;
  for (int i = 0; i < 240 * 240 * 3; ++i) {
    state = state * 1664525 + 1013904223;
    noise.pixels.push_back(static_cast<std::uint8_t>(state >> 24));
  }
  EXPECT_LE(thumbnail_of(noise).size(), 2 * kThumbnailBytes);
}

TEST(Thumbnail, StandsUprightWithoutMetadata) {
  Picture scene = test::drawn_scene(12, 400, 200);
  scene.orientation = 8;
  const std::string file = thumbnail_of(scene);
  const auto small = decode_picture(as_bytes(file), {});
  ASSERT_TRUE(small);
  EXPECT_EQ(small->width, 120u);
  EXPECT_EQ(small->height, 240u);
  EXPECT_EQ(small->orientation, 1);
  EXPECT_EQ(file.find("Exif"), std::string::npos);
}

TEST(Thumbnail, OfNothingIsNothing) {
  EXPECT_TRUE(thumbnail_of(Picture()).empty());
}

}  // namespace
}  // namespace ulika
