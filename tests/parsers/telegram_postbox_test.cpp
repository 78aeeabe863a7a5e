// Postbox, the store of Telegram on iOS: objects, rows of messages, damage.
#include <gtest/gtest.h>

#include <random>

#include "parsers/postbox_message.h"
#include "tests/parsers/sample.h"

namespace ulika::test {
namespace {

std::string le(std::uint64_t value, int bytes) {
  std::string out;
  for (int i = 0; i < bytes; ++i) out.push_back(static_cast<char>(value >> (8 * i) & 255));
  return out;
}
std::string key(const std::string& name, int type) {
  return le(name.size(), 1) + name + le(static_cast<std::uint64_t>(type), 1);
}
std::string text(const std::string& value) {
  return le(value.size(), 4) + value;
}

std::string json_of(const std::string& blob, std::string* trouble = nullptr) {
  PostboxTree tree;
  tree.read(as_bytes(blob));
  std::string out;
  JsonWriter json(out);
  if (!tree.empty()) tree.write(json, tree.root());
  if (trouble) *trouble = tree.trouble();
  return out;
}

// Every type of value once.
TEST(Postbox, all_types_of_values) {
  const std::string inner = key("x", 0) + le(7, 4);
  const std::string object = le(1, 4) + text(inner);
  const std::string body =
      key("i", 0) + le(0xFFFFFFFF, 4) + key("l", 1) + le(1ULL << 40, 8) + key("b", 2) + le(1, 1) +
      key("d", 3) + le(0x3FF8000000000000, 8) + key("s", 4) + text("да") + key("o", 5) + object +
      key("ai", 6) + le(2, 4) + le(1, 4) + le(2, 4) + key("al", 7) + le(1, 4) + le(3, 8) + key("ao", 8) +
      le(1, 4) + object + key("m", 9) + le(1, 4) + object + object + key("y", 10) + text("abc") +
      key("n", 11) + key("as", 12) + le(1, 4) + text("q") + key("ay", 13) + le(1, 4) + text("rs");
  std::string trouble;
  EXPECT_EQ(
      json_of(key("_", 5) + le(postbox_type_hash("TelegramUser"), 4) + text(body), &trouble),
      R"({"@type":"TelegramUser","i":-1,"l":1099511627776,"b":true,"d":1.5,"s":"да","o":{"@type":1,"x":7},"ai":[1,2],"al":[3],)"
      R"("ao":[{"@type":1,"x":7}],"m":[{"@type":1,"x":7},{"@type":1,"x":7}],"y":{"bytes":3},"n":null,"as":["q"],"ay":[{"bytes":2}]})");
  EXPECT_EQ(trouble, "");
}

TEST(Postbox, access_hashes_are_not_shown) {
  const std::string resource =
      le(postbox_type_hash("SecretFileMediaResource"), 4) +
      text(key("i", 1) + le(5, 8) + key("a", 1) + le(99, 8) + key("k", 10) + text("KEY"));
  EXPECT_EQ(json_of(key("_", 5) + resource),
            R"({"@type":"SecretFileMediaResource","i":5,"a":"present","k":"present"})");
}

TEST(Postbox, lengths_and_counts_are_not_believed) {
  std::string trouble;
  EXPECT_EQ(json_of(key("i", 0) + le(1, 4) + key("s", 4) + le(100, 4) + "x", &trouble), R"({"i":1})");
  EXPECT_EQ(trouble, "the object is cut off");
  json_of(key("a", 6) + le(0xFFFFFFFF, 4) + "12345678", &trouble);
  EXPECT_EQ(trouble, "a list is longer than the object");
  EXPECT_EQ(json_of(key("i", 0) + le(1, 4) + key("z", 99), &trouble), R"({"i":1})");
  EXPECT_EQ(trouble, "an entry has a type that is not known");
  std::string nested;
  for (int i = 0; i < 100; ++i) nested = key("o", 5) + le(0, 4) + text(nested);
  json_of(nested, &trouble);
  EXPECT_EQ(trouble, "objects are nested too deep");
  EXPECT_EQ(json_of(""), "");
}

// The first two are stored numbers of users of public test images.
TEST(Postbox, peers) {
  EXPECT_EQ(postbox_peer(1364243771), 1364243771);
  EXPECT_EQ(postbox_peer(37203642159), 7138871087);
  EXPECT_EQ(postbox_peer(4298967297), -4000001);
  EXPECT_EQ(postbox_peer(12884901905), 0x4000000000000000 | 17);
  EXPECT_EQ(postbox_peer(static_cast<std::int64_t>(4) << 32), std::nullopt);
}

TEST(Postbox, keys_of_both_orders) {
  const auto big = [](std::uint64_t value, int bytes) {
    std::string out;
    while (bytes-- > 0) out.push_back(static_cast<char>(value >> (8 * bytes) & 255));
    return out;
  };
  const auto now = read_postbox_key(as_bytes(big(5, 8) + big(0, 4) + big(1772334245, 4) + big(9, 4)));
  const auto old = read_postbox_key(as_bytes(big(5, 8) + big(1772334245, 4) + big(0, 4) + big(9, 4)));
  ASSERT_TRUE(now && old);
  EXPECT_EQ(now->time, 1772334245);
  EXPECT_EQ(old->time, 1772334245);
  EXPECT_EQ(old->space, 0);
  EXPECT_EQ(now->id, 9);
  EXPECT_FALSE(read_postbox_key(as_bytes("short")));
}

TEST(Postbox, damaged_blobs_keep_the_form) {
  const std::string sample =
      read_text(std::string(ULIKA_SOURCE_DIR) + "/samples/definitions/telegram_ios.sql");
  std::vector<std::string> blobs;
  for (auto at = sample.find("X'"); at != std::string::npos; at = sample.find("X'", at + 2)) {
    std::string blob;
    for (auto i = at + 2; sample[i] != '\''; i += 2)
      blob.push_back(static_cast<char>(std::stoi(sample.substr(i, 2), nullptr, 16)));
    if (!blob.empty()) blobs.push_back(blob);
  }
  ASSERT_GT(blobs.size(), 50u);
  std::mt19937 random(20260303);
  std::size_t messages = 0;
  for (int round = 0; round < 20000; ++round) {
    std::string blob = blobs[random() % blobs.size()];
    for (unsigned i = random() % 4; i > 0; --i) blob[random() % blob.size()] = static_cast<char>(random());
    if (random() % 4 == 0) blob.resize(random() % (blob.size() + 1));
    json_of(blob);
    const PostboxMessage message = read_postbox_message(as_bytes(blob));
    if (message.is_message && message.trouble.empty()) {
      ++messages;
      ASSERT_EQ(message.media.attachments.front(), '[');
      ASSERT_EQ(message.media.attachments.back(), ']');
    }
    read_postbox_media(as_bytes(blob));
    read_postbox_key(as_bytes(blob));
  }
  EXPECT_GT(messages, 1000u);
}

}  // namespace
}  // namespace ulika::test
