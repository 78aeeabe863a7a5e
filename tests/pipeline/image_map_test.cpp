#include "triage/pipeline/image_map.h"

#include <gtest/gtest.h>

namespace ulika {
namespace {

TEST(ImageMap, FollowsExtentsAndSlack) {
  FileEntry entry;
  entry.size = 1000;
  entry.content.kind = ContentRef::Kind::extents;
  entry.content.extents = {{8192, 512}, {-1, 100}, {4096, 512}};
  entry.slack = {{4484, 124}};
  const ImageMap map(entry);
  EXPECT_EQ(map.at(0), 8192);
  EXPECT_EQ(map.at(511), 8703);
  EXPECT_EQ(map.at(512), -1);  // a hole
  EXPECT_EQ(map.at(612), 4096);
  EXPECT_EQ(map.at(999), 4483);
  EXPECT_EQ(map.at(1000), 4484);
  EXPECT_EQ(map.at(1123), 4607);
  EXPECT_EQ(map.at(1124), -1);
}

TEST(ImageMap, OtherContentHasNoPlace) {
  FileEntry entry;
  entry.size = 10;
  entry.content.kind = ContentRef::Kind::inline_data;
  EXPECT_EQ(ImageMap(entry).at(3), -1);
  EXPECT_EQ(ImageMap().at(0), -1);
}

}  // namespace
}  // namespace ulika
