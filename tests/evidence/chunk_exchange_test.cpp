// What one process leaves in the exchange, and when another finds it.
#include "triage/evidence/chunk_exchange.h"

#include <gtest/gtest.h>

#include <memory>
#include <vector>

namespace ulika {
namespace {

std::vector<std::byte> chunk_of(unsigned char value) {
  return std::vector<std::byte>(ChunkExchange::kChunk, std::byte{value});
}

TEST(ChunkExchange, GivesBackWhatWasPutForThatItemAndIndex) {
  const auto exchange = std::make_unique<ChunkExchange>();
  exchange->put(1, 7, chunk_of(0xA5));
  std::vector<std::byte> out(ChunkExchange::kChunk);
  ASSERT_TRUE(exchange->take(1, 7, out));
  EXPECT_EQ(out, chunk_of(0xA5));
  EXPECT_FALSE(exchange->take(2, 7, out));
  EXPECT_FALSE(exchange->take(1, 8, out));
  EXPECT_FALSE(exchange->take(0, 0, out)) << "an empty place is no chunk";
}

TEST(ChunkExchange, ALaterChunkTakesThePlaceOfAnEarlierOne) {
  const auto exchange = std::make_unique<ChunkExchange>();
  exchange->put(0, 3, chunk_of(1));
  exchange->put(0, 3 + ChunkExchange::kSlots, chunk_of(2));
  std::vector<std::byte> out(ChunkExchange::kChunk);
  EXPECT_FALSE(exchange->take(0, 3, out));
  ASSERT_TRUE(exchange->take(0, 3 + ChunkExchange::kSlots, out));
  EXPECT_EQ(out, chunk_of(2));
}

TEST(ChunkExchange, ChunksOfAnotherSizeAreNotExchanged) {
  const auto exchange = std::make_unique<ChunkExchange>();
  const std::vector<std::byte> half(ChunkExchange::kChunk / 2, std::byte{3});
  exchange->put(0, 5, half);
  std::vector<std::byte> out(ChunkExchange::kChunk / 2);
  EXPECT_FALSE(exchange->take(0, 5, out));
  exchange->put(0, 5, chunk_of(4));
  EXPECT_FALSE(exchange->take(0, 5, out));
}

}  // namespace
}  // namespace ulika
