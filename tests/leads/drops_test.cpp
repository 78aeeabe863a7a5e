// Episodes: what belongs together, and the tourist whose photo and place are no drop.
#include "triage/leads/drops.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "tests/leads/memory_item.h"

namespace ulika {
namespace {

using test::MemoryItem;

constexpr TimeMs kStart = 1'772'337'600'000;
constexpr TimeMs kMinute = 60'000;

// One device with one conversation; times are minutes from kStart.
struct Device {
  explicit Device(std::string name) : item(std::move(name)) {}

  std::string message(TimeMs minute, const char* direction, std::string_view category = {},
                      std::string attachments = {}) {
    std::string id = item.add("message", {{"app", std::string("Telegram")},
                                          {"chat_id", std::string("7000000002")},
                                          {"direction", std::string(direction)},
                                          {"sent_at", kStart + minute * kMinute},
                                          {"attachments", std::move(attachments)}});
    if (!category.empty()) item.speak(id, category);
    return id;
  }
  std::string place(const std::string& message_id, double latitude, double longitude) {
    return item.add(
        "location",
        {{"latitude", latitude}, {"longitude", longitude}, {"origin", std::string("message_text")}},
        message_id);
  }
  std::string photo(TimeMs minute, double latitude, double longitude, bool zone_known = true) {
    std::vector<std::pair<std::string, Value>> fields = {{"latitude", latitude},
                                                         {"longitude", longitude},
                                                         {"at", kStart + minute * kMinute},
                                                         {"origin", std::string("exif")}};
    if (!zone_known) fields.emplace_back("zone", std::string("unknown"));
    return item.add("location", std::move(fields), {}, "DCIM/" + std::to_string(minute) + ".jpg");
  }
  DropEvents events() const {
    SpokenTexts spoken;
    item.for_each_hit([&](const StoredHit& hit) { spoken.add(hit.hit); });
    spoken.seal();
    return gather_drop_events(item, spoken);
  }
  MemoryItem item;
};

std::vector<Drop> drops_of(const std::vector<const Device*>& devices) {
  std::vector<DropEvents> events;
  for (const Device* device : devices) events.push_back(device->events());
  return find_drops(events, EpisodeRules::builtin());
}

bool has_part(const Drop& drop, const std::string& id, std::string_view rule) {
  return std::any_of(drop.parts.begin(), drop.parts.end(),
                     [&](const DropPart& p) { return p.record_id == id && p.rule == rule; });
}

const std::string kPicture = R"([{"name":"a.jpg","mime":"image/jpeg"}])";

TEST(Drops, JoinsPhotoPlaceMessagesAndPayment) {
  Device phone("phone");
  const std::string photo = phone.photo(-40, 46.10326, 69.70249);
  const std::string text = phone.message(0, "out", "drop_report");
  const std::string place = phone.place(text, 46.10325, 69.70248);
  const std::string picture = phone.message(1, "out", "", kPicture);
  const std::string complaint = phone.message(600, "in", "not_found");
  const std::string notice = phone.item.add("message", {{"app", std::string("SMS")},
                                                        {"chat_id", std::string("9")},
                                                        {"direction", std::string("in")},
                                                        {"sent_at", kStart + 50 * kMinute}});
  const std::string payment =
      phone.item.add("payment", {{"amount", std::string("25000")}, {"at", kStart + 50 * kMinute}}, notice);
  const std::vector<Drop> drops = drops_of({&phone});
  ASSERT_EQ(drops.size(), 1u);
  const Drop& drop = drops[0];
  EXPECT_EQ(drop.latitude, 46.10325);
  EXPECT_EQ(drop.at, kStart);
  EXPECT_EQ(drop.score, 100) << "40 + 15 + 25 + 25 + 8, and 100 at most";
  EXPECT_TRUE(has_part(drop, place, "place"));
  EXPECT_TRUE(has_part(drop, text, "message"));
  EXPECT_TRUE(has_part(drop, text, "place_report"));
  EXPECT_TRUE(has_part(drop, picture, "picture"));
  EXPECT_TRUE(has_part(drop, photo, "photo"));
  EXPECT_TRUE(has_part(drop, complaint, "not_found"));
  EXPECT_TRUE(has_part(drop, payment, "payment"));
  ASSERT_EQ(drop.reasons.size(), 5u);
  EXPECT_EQ(drop.reasons[0].rule, "place_report");
}

TEST(Drops, ATouristsPhotosPlacesAndPaymentsAreNone) {
  Device phone("phone");
  for (int i = 0; i < 12; ++i) {
    phone.photo(i * 20, 46.1 + i * 0.01, 69.7);
    phone.place(phone.message(i * 20 + 1, "out", "", kPicture), 46.1 + i * 0.01, 69.7);
    phone.item.add("payment", {{"amount", std::string("900")}, {"at", kStart + i * 20 * kMinute}});
  }
  EXPECT_TRUE(drops_of({&phone}).empty()) << "nothing speaks, however much there is";
}

TEST(Drops, WhatIsOutOfItsWindowRadiusOrConversationIsNoPart) {
  Device phone("phone");
  const std::string text = phone.message(0, "out", "drop_location");
  phone.place(text, 46.10325, 69.70248);
  phone.photo(-60 * 30, 46.10325, 69.70248);  // more than a day before
  phone.photo(-40, 46.12, 69.70248);          // 1.9 km off
  phone.message(500, "out", "", kPicture);    // hours later
  phone.message(-60 * 24, "in", "order");     // the day before
  const std::string other = phone.item.add("message", {{"app", std::string("Telegram")},
                                                       {"chat_id", std::string("8")},
                                                       {"direction", std::string("in")},
                                                       {"sent_at", kStart}});
  phone.item.speak(other, "not_found");
  const std::vector<Drop> drops = drops_of({&phone});
  ASSERT_EQ(drops.size(), 1u);
  EXPECT_EQ(drops[0].score, 45);
  ASSERT_EQ(drops[0].reasons.size(), 1u);
  EXPECT_EQ(drops[0].reasons[0].rule, "place_text");
}

TEST(Drops, ACamerasClockWithoutZoneIsGivenItsHours) {
  for (const bool zone_known : {true, false}) {
    Device phone("phone");
    phone.photo(5 * 60, 46.10325, 69.70248, zone_known);  // local time read as UTC, five hours late
    phone.place(phone.message(0, "out", "drop_location"), 46.10325, 69.70248);
    const std::vector<Drop> drops = drops_of({&phone});
    ASSERT_EQ(drops.size(), 1u);
    EXPECT_EQ(drops[0].reasons.size(), zone_known ? 1u : 2u);
  }
}

TEST(Drops, TheSamePlaceOnTwoDevicesIsOneDrop) {
  Device courier("courier"), curator("curator"), other("other");
  courier.place(courier.message(0, "out", "drop_location"), 46.103250, 69.702480);
  curator.place(curator.message(2, "in", "drop_location"), 46.103350, 69.702480);  // 11 m
  other.place(other.message(2, "in", "drop_location"), 46.103850, 69.702480);      // 67 m from the first
  const std::vector<Drop> drops = drops_of({&courier, &curator, &other});
  ASSERT_EQ(drops.size(), 2u);
  EXPECT_EQ(drops[0].sources, (std::vector<std::string>{"courier", "curator"}));
  EXPECT_EQ(drops[0].score, 55);
  EXPECT_EQ(drops[0].reasons.back().rule, "same_place");
  EXPECT_EQ(drops[1].sources, std::vector<std::string>{"other"});
  // The order of devices changes neither what is found nor its ids.
  std::vector<Drop> again = drops_of({&other, &curator, &courier});
  ASSERT_EQ(again.size(), 2u);
  for (std::size_t i = 0; i < 2; ++i) {
    EXPECT_EQ(again[i].id, drops[i].id);
    EXPECT_TRUE(again[i].parts == drops[i].parts);
  }
}

TEST(Drops, ASeriesOfPlacesAddsToWhatSpeaks) {
  Device phone("phone");
  for (int i = 0; i < 6; ++i) {
    phone.place(phone.message(i * 20, "out", i == 0 ? "drop_report" : ""), 46.1 + i * 0.01, 69.7);
  }
  const std::vector<Drop> drops = drops_of({&phone});
  ASSERT_EQ(drops.size(), 4u) << "the one that speaks, and three within the hour after it";
  EXPECT_EQ(drops[0].score, 65) << "40 + 10 + 15";
  EXPECT_EQ(drops[1].score, 55) << "30 + 10 + 15";
}

TEST(Drops, PlacesThatAreNoneAreLeftOut) {
  Device phone("phone");
  const std::string text = phone.message(0, "out", "drop_location");
  phone.place(text, 0, 0);
  phone.place(text, 91, 10);
  phone.place(text, std::nan(""), 10);
  phone.item.add("location", {{"value", std::string("https://maps.example/short")}}, text);
  EXPECT_TRUE(drops_of({&phone}).empty());
}

TEST(EpisodeRules, RefusesALineThatIsWrong) {
  const std::string settings =
      "!least_score\t40\n!same_place_radius\t30\n!same_place_time\t10\n!same_place_points\t5\n";
  EXPECT_TRUE(EpisodeRules::parse("a\ttext\torder\tchat\t1\t1\t0\t10\t1\n" + settings));
  for (const char* line :
       {"a\ttext\torder\tchat\t1\t1\t0\t10\n", "a\tword\torder\tchat\t1\t1\t0\t10\t1\n",
        "a\ttext\t\tchat\t1\t1\t0\t10\t1\n", "a\ttext\torder\there\t1\t1\t0\t10\t1\n",
        "a\ttext\torder\tchat\t-1\t1\t0\t10\t1\n", "a\ttext\torder\tchat\t1\t1\t0\t900\t1\n",
        "a\tphoto\t\tany\t1\t1\t0\t10\t1\n", "a\tseries\t1\tchat\t1\t1\t0\t10\t1\n", "!least\t1\n", ""}) {
    EXPECT_FALSE(EpisodeRules::parse(line + settings)) << line;
  }
  EXPECT_FALSE(EpisodeRules::parse("a\ttext\torder\tchat\t1\t1\t0\t10\t1\n"));
}

}  // namespace
}  // namespace ulika
