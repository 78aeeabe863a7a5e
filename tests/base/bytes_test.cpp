#include "triage/base/bytes.h"

#include <gtest/gtest.h>

#include "triage/base/byte_source.h"

namespace ulika {
namespace {

TEST(ByteReader, ReadsBothOrders) {
  ByteReader reader(as_bytes("\x01\x02\x03\x04\x05\x06\x07\x08\x01\x02\x03\x04\xff"));
  EXPECT_EQ(reader.u64le(), 0x0807060504030201u);
  reader.seek(0);
  EXPECT_EQ(reader.u64be(), 0x0102030405060708u);
  EXPECT_EQ(reader.u16le(), 0x0201u);
  EXPECT_EQ(reader.u16be(), 0x0304u);
  EXPECT_EQ(reader.u8(), 0xffu);
  EXPECT_TRUE(reader.ok());
  EXPECT_EQ(reader.left(), 0u);
}

TEST(ByteReader, FailureIsForGood) {
  ByteReader reader(as_bytes("abc"));
  EXPECT_EQ(reader.u32le(), 0u);
  EXPECT_FALSE(reader.ok());
  EXPECT_EQ(reader.left(), 0u);
  EXPECT_EQ(reader.u8(), 0u);
  EXPECT_TRUE(reader.take(1).empty());
  reader.seek(0);
  EXPECT_FALSE(reader.ok());
}

TEST(ByteReader, SeekPastTheEndFails) {
  ByteReader reader(as_bytes("abc"));
  reader.seek(3);
  EXPECT_TRUE(reader.ok());
  reader.seek(4);
  EXPECT_FALSE(reader.ok());
}

TEST(ByteReader, HugeLengthsDoNotWrap) {
  ByteReader reader(as_bytes("abc"));
  reader.u8();
  EXPECT_TRUE(reader.take(~std::size_t{0}).empty());
  EXPECT_FALSE(reader.ok());
}

TEST(MemorySource, ReadsLessOnlyAtTheEnd) {
  const Bytes bytes = as_bytes("abcdef");
  MemorySource source({bytes.begin(), bytes.end()});
  std::array<std::byte, 4> out{};
  EXPECT_EQ(source.read(1, out).value(), 4u);
  EXPECT_EQ(as_text(out), "bcde");
  EXPECT_EQ(source.read(4, out).value(), 2u);
  EXPECT_EQ(source.read(6, out).value(), 0u);
  EXPECT_EQ(source.read(~std::uint64_t{0}, out).value(), 0u);
  EXPECT_EQ(read_all(source, 6).value().size(), 6u);
  EXPECT_EQ(read_all(source, 5).error().kind, ErrorKind::limit);
}

}  // namespace
}  // namespace ulika
