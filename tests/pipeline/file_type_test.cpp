#include "triage/pipeline/file_type.h"

#include <gtest/gtest.h>

namespace ulika {
namespace {

using namespace std::string_view_literals;

std::string type_of(std::string_view bytes) {
  static const FileTypes types;
  return types.type_of(as_bytes(bytes), bytes.size());
}

TEST(FileTypes, SignaturesDecide) {
  EXPECT_EQ(type_of("SQLite format 3\0rest"sv), "application/vnd.sqlite3");
  EXPECT_EQ(type_of("\xff\xd8\xff\xe1 JFIF"sv), "image/jpeg");
  EXPECT_EQ(type_of("PK\x03\x04zip"sv), "application/zip");
  EXPECT_EQ(type_of("\0\0\0\x18"
                    "ftypheic\0\0\0\0"sv),
            "image/heic");
  EXPECT_EQ(type_of("\0\0\0\x18"
                    "ftypmp42\0\0\0\0"sv),
            "video/mp4");
  EXPECT_EQ(type_of("RIFF\x10\0\0\0WEBPVP8 "sv), "image/webp");
  EXPECT_EQ(type_of(""), "application/x-empty");
}

TEST(FileTypes, TextInTheEncodingsOfTheRegionIsText) {
  EXPECT_EQ(type_of("Просто текст\n"), "text/plain");
  EXPECT_EQ(type_of("\xcf\xf0\xe8\xe2\xe5\xf2, \xec\xe8\xf0\r\n"), "text/plain");  // CP1251
  EXPECT_EQ(type_of("\x1f\x04\x40\x04\x38\x04\x32\x04 \0=\0 \0\x1f\x04\x40\x04 \0"sv),
            "text/plain");  // UTF-16LE
  EXPECT_EQ(type_of("{\"a\": 1}"), "application/json");
  EXPECT_EQ(type_of("  <?xml version=\"1.0\"?><a/>"), "text/xml");
  EXPECT_NE(type_of("ab\x01\x02\x03\x04zz"), "text/plain");
}

TEST(FileTypes, UnknownBytesAreOctets) {
  EXPECT_EQ(type_of("\x01\x02\x03\x04\x05\x06\x07\x7f\x13\x37"sv), "application/octet-stream");
}

}  // namespace
}  // namespace ulika
