// What devices share, and what everybody has.
#include "triage/leads/links.h"

#include <gtest/gtest.h>

#include <random>

#include "tests/case_sample.h"

namespace ulika {
namespace {

Sighting seen(std::string kind, std::string value, std::uint8_t role, std::uint32_t in = 0,
              std::uint32_t out = 0, std::uint32_t chat = 0) {
  Sighting s;
  s.form = {std::move(kind), std::move(value)};
  s.role = role;
  s.in = in;
  s.out = out;
  s.chat = chat;
  s.record_id = "r";
  return s;
}

std::vector<Link> links_of(SelectorMerge& merge, std::size_t devices) {
  std::vector<Link> links;
  merge.for_each([&](const SelectorForm& form, const std::vector<DeviceSighting>& there) {
    if (auto link = weigh_link(form, there, devices, LinkRules::builtin())) links.push_back(std::move(*link));
  });
  return links;
}

TEST(Links, JoinsDevicesThatShareAPersonAndSaysWhy) {
  const test::TempDir dir;
  SelectorMerge merge(dir.path());
  merge.add(0, seen("phone", "+447700900101", kRoleOwn));
  merge.add(1, seen("phone", "+447700900101", kRolePeer, 5, 4, 77));
  merge.add(1, seen("phone", "+447700900101", kRoleContact));
  merge.add(1, seen("phone", "+447700900199", kRolePeer, 1, 1, 78));
  const std::vector<Link> links = links_of(merge, 2);
  ASSERT_EQ(links.size(), 1u);
  EXPECT_EQ(links[0].form.value, "+447700900101");
  EXPECT_EQ(links[0].weight, 1.0) << "0.9 for a phone, times 1.25 for one's own, and 1 at most";
  EXPECT_EQ(links[0].devices.size(), 2u);
  EXPECT_EQ(links[0].devices[1].roles, kRolePeer | kRoleContact);
  EXPECT_EQ(links[0].devices[1].out, 4u);
  EXPECT_EQ(links[0].reasons.back().code, "own");
}

TEST(Links, ASenderWhomNobodyAnswersJoinsNobody) {
  const test::TempDir dir;
  SelectorMerge merge(dir.path());
  for (std::uint16_t device = 0; device < 40; ++device) {
    merge.add(device, seen("phone", "+77000000900", kRolePeer, 200, 0, 5));     // an operator's service
    merge.add(device, seen("account", "Telegram:777000", kRolePeer, 9, 3, 6));  // Telegram itself
    merge.add(device, seen("web_host", "example.org", kRoleMentioned));         // a page
    merge.add(device, seen("bot", "@botfather", kRoleMentioned));
  }
  EXPECT_TRUE(links_of(merge, 40).empty());
}

TEST(Links, WhatFewHaveWeighsMoreThanWhatManyHave) {
  const LinkRules& rules = LinkRules::builtin();
  double before = 2;
  for (const std::size_t shared : {2u, 5u, 10u, 20u, 40u}) {
    std::vector<DeviceSighting> devices(shared);
    for (DeviceSighting& d : devices) d.roles = kRoleContact | kRolePeer, d.in = d.out = 1;
    const auto link = weigh_link({"phone", "+447700900101"}, devices, 40, rules);
    ASSERT_TRUE(link) << shared;
    EXPECT_LT(link->weight, before) << shared;
    before = link->weight;
  }
  EXPECT_GT(before, 0.2) << "one whom forty devices really talk with is still worth a look";
}

TEST(Links, ALinkInManyConversationsIsPublic) {
  const LinkRules& rules = LinkRules::builtin();
  std::vector<DeviceSighting> devices(2);
  for (DeviceSighting& d : devices) d.roles = kRoleMentioned;
  const double rare = weigh_link({"handle", "@example_shop"}, devices, 2, rules)->weight;
  for (std::uint32_t chat = 1; chat <= 30; ++chat) devices[0].chats.push_back(chat);
  const auto common = weigh_link({"handle", "@example_shop"}, devices, 2, rules);
  EXPECT_FALSE(common) << "0.8 * 0.8 * 3/30 is below the least weight";
  EXPECT_NEAR(rare, 0.64, 1e-9);
}

TEST(Links, MergesTheSameInAnyOrderAndAnyMemory) {
  std::vector<std::pair<std::uint16_t, Sighting>> all;
  std::mt19937 chance(11);
  const auto pick = [&](std::uint32_t below) { return static_cast<std::uint32_t>(chance() % below); };
  for (int i = 0; i < 30'000; ++i) {
    Sighting s = seen(pick(2) != 0 ? "phone" : "handle", "v" + std::to_string(pick(3000)),
                      static_cast<std::uint8_t>(1u << pick(4)), pick(3), pick(3), 1 + pick(50));
    s.label = std::string(pick(5), 'n');
    s.record_id = std::to_string(pick(100));
    all.emplace_back(static_cast<std::uint16_t>(pick(7)), std::move(s));
  }
  const test::TempDir dir;
  std::vector<std::string> told;
  for (const std::size_t memory : {std::size_t{1} << 28, std::size_t{40'000}}) {
    std::shuffle(all.begin(), all.end(), chance);
    SelectorMerge merge(dir.path(), memory);
    for (const auto& [device, sighting] : all) merge.add(device, sighting);
    std::string text;
    merge.for_each([&](const SelectorForm& form, const std::vector<DeviceSighting>& devices) {
      text += form.kind + form.value;
      for (const DeviceSighting& d : devices) {
        text += " " + std::to_string(d.device) + "," + std::to_string(d.roles) + "," +
                std::to_string(d.count) + "," + std::to_string(d.in) + "," + std::to_string(d.out) + "," +
                d.label;
        for (const auto chat : d.chats) text += ";" + std::to_string(chat);
        for (const auto& id : d.record_ids) text += ":" + id;
      }
    });
    told.push_back(std::move(text));
  }
  EXPECT_EQ(told[0], told[1]);
  EXPECT_GT(told[0].size(), 100'000u);
}

TEST(LinkRules, RefusesALineThatIsWrong) {
  EXPECT_TRUE(LinkRules::parse("phone\t0.5\tnumber\n"));
  for (const char* table : {"phone\t0.5\n", "phone\t2\tx\n", "phone\tabc\tx\n", "phone\t1\tx\nphone\t1\tx\n",
                            "!bot\t@gif\tx\n"}) {
    EXPECT_FALSE(LinkRules::parse(table)) << table;
  }
}

}  // namespace
}  // namespace ulika
