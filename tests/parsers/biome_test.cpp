// SEGB streams of both versions, and what is drawn from them.
#include "parsers/biome.h"

#include <gtest/gtest.h>

#include <bit>
#include <random>

#include "parsers/segb.h"
#include "tests/parsers/sample.h"
#include "triage/base/bytes.h"

namespace ulika::test {
namespace {

constexpr double kAt = 794027045.5;  // 2026-03-01T03:04:05.5Z, seconds since 2001

std::string le(std::uint64_t number, int bytes) {
  std::string out;
  for (int i = 0; i < bytes; ++i) out.push_back(static_cast<char>(number >> 8 * i & 0xFF));
  return out;
}
std::string real(double value) {
  return le(std::bit_cast<std::uint64_t>(value), 8);
}
std::string text_field(unsigned number, const std::string& text) {
  return std::string(1, static_cast<char>(number << 3 | 2)) + static_cast<char>(text.size()) + text;
}
std::string real_field(unsigned number, double value) {
  return std::string(1, static_cast<char>(number << 3 | 1)) + real(value);
}

struct Entry {
  std::string payload;
  unsigned state;
};

std::string old_file(const std::vector<Entry>& entries) {
  std::string body;
  for (const Entry& entry : entries) {
    body +=
        le(entry.payload.size(), 4) + le(entry.state, 4) + real(kAt) + real(kAt) + le(0, 8) + entry.payload;
    body.resize((body.size() + 7) / 8 * 8);
  }
  return le(56 + body.size(), 4) + std::string(48, '\0') + "SEGB" + body;
}

std::string new_file(const std::vector<Entry>& entries) {
  std::string body;
  std::string trailer;
  for (const Entry& entry : entries) {
    body += le(0, 8) + entry.payload;
    trailer += le(body.size(), 4) + le(entry.state, 4) + real(kAt);
    body.resize((body.size() + 3) / 4 * 4);
  }
  return "SEGB" + le(entries.size(), 4) + real(kAt) + std::string(16, '\0') + body + trailer;
}

Parsed parse(const std::string& stream, const std::string& content) {
  const Bytes bytes = as_bytes(content);
  return parse_files(built_in(),
                     {{"private/var/mobile/Library/Biome/streams/public/" + stream + "/local/700000000000000",
                       "",
                       {bytes.begin(), bytes.end()}}},
                     "application/octet-stream");
}

const std::string kPush = text_field(1, "A-1") + real_field(2, kAt) + text_field(8, "BANK") +
                          text_field(9, "Поступление 15 000 KZT") + text_field(14, "com.example.bank");
const std::string kFocus =
    std::string("\x18\x01") + real_field(4, kAt) + text_field(6, "ph.telegra.Telegraph");

TEST(Segb, both_versions_give_the_same_entries) {
  const std::vector<Entry> entries = {{"first", 1}, {"second", 3}, {"", 4}, {"последний", 1}};
  for (const std::string& content : {old_file(entries), new_file(entries)}) {
    const auto file = read_segb(as_bytes(content));
    ASSERT_TRUE(file);
    EXPECT_FALSE(file->damaged);
    ASSERT_EQ(file->entries.size(), 3u) << file->version;
    EXPECT_EQ(as_text(file->entries[0].data), "first");
    EXPECT_EQ(file->entries[1].state, 3);
    EXPECT_EQ(as_text(file->entries[2].data), "последний");
    EXPECT_EQ(file->entries[2].at, kAt);
    for (const SegbEntry& entry : file->entries)
      EXPECT_EQ(content.substr(entry.offset, entry.data.size()), as_text(entry.data));
  }
  EXPECT_FALSE(read_segb(as_bytes("SQLite format 3")));
}

TEST(Segb, damage_ends_the_reading_and_is_told) {
  const std::vector<Entry> entries = {{"first", 1}, {"second", 1}};
  std::string content = old_file(entries);
  content.resize(content.size() - 6);
  auto file = read_segb(as_bytes(content));
  ASSERT_TRUE(file);
  EXPECT_TRUE(file->damaged);
  EXPECT_EQ(file->entries.size(), 1u);
  content = new_file(entries);
  content.replace(4, 4, le(0xFFFFFFFF, 4));
  file = read_segb(as_bytes(content));
  ASSERT_TRUE(file);
  EXPECT_TRUE(file->damaged);
  EXPECT_TRUE(file->entries.empty());
}

TEST(Segb, whatever_the_bytes_every_entry_lies_within_the_file) {
  std::mt19937 random(20260301);
  for (int round = 0; round < 2000; ++round) {
    std::string content =
        round % 2 == 0 ? old_file({{kPush, 1}, {kFocus, 3}}) : new_file({{kPush, 1}, {kFocus, 3}});
    for (unsigned i = 0; i < 8; ++i) {
      const std::size_t at = random() % content.size();
      if (content.substr(0, 4) == "SEGB" ? at < 4 : at >= 52 && at < 56) continue;
      content[at] = static_cast<char>(random() & 0xFF);
    }
    content.resize(content.size() - random() % 8);
    const auto file = read_segb(as_bytes(content));
    if (!file) continue;
    for (const SegbEntry& entry : file->entries) EXPECT_LE(entry.offset + entry.data.size(), content.size());
    parse("Notification", content);
  }
}

TEST(Biome, notifications_keep_texts_also_of_deleted_entries) {
  const Parsed parsed =
      parse("Notification", new_file({{kPush, 1}, {kPush, 3}, {std::string(12, '\0'), 3}, {"\xFF\xFF", 1}}));
  EXPECT_EQ(parsed.outcome.parsers, std::vector<std::string>{"biome"});
  ASSERT_EQ(parsed.records.size(), 2u);
  const Record& push = parsed.records[0];
  EXPECT_EQ(push.type, "message");
  EXPECT_EQ(push.text("app"), "com.example.bank");
  EXPECT_EQ(push.text("text"), "BANK\nПоступление 15 000 KZT");
  EXPECT_EQ(std::get<std::int64_t>(*push.find("sent_at")), 1772334245500);
  EXPECT_EQ(push.find("deleted"), nullptr);
  EXPECT_TRUE(parsed.records[1].find("deleted"));
  ASSERT_EQ(parsed.problems.size(), 1u);
  EXPECT_EQ(parsed.problems[0].reason, "biome: entries that are no messages: 1");
}

TEST(Biome, focus_and_streams_that_are_not_read) {
  const Parsed parsed = parse("App.InFocus", old_file({{kFocus, 1}}));
  ASSERT_EQ(parsed.records.size(), 1u);
  EXPECT_EQ(parsed.records[0].text("app"), "ph.telegra.Telegraph");
  EXPECT_EQ(parsed.records[0].text("text"), "begins");
  EXPECT_EQ(parsed.records[0].from.locator, "bytes:88+" + std::to_string(kFocus.size()));
  EXPECT_FALSE(parse("Device.Power", old_file({{kFocus, 1}})).outcome.claimed);
}

}  // namespace
}  // namespace ulika::test
