// Who is one person, and who is not.
#include "triage/leads/persons.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <random>

namespace ulika {
namespace {

Sighting known(std::string kind, std::string value, std::uint8_t role, std::string label = {}) {
  Sighting s;
  s.form = {std::move(kind), std::move(value)};
  s.role = role;
  s.label = std::move(label);
  s.record_id = "rec";
  return s;
}

Sighting talked(std::string kind, std::string value, std::uint32_t in, std::uint32_t out) {
  Sighting s = known(std::move(kind), std::move(value), kRolePeer);
  s.in = in;
  s.out = out;
  s.count = in + out;
  s.chat = 5;
  return s;
}

const Person* with(const std::vector<Person>& persons, const std::string& value) {
  for (const Person& person : persons) {
    for (const SelectorForm& form : person.selectors) {
      if (form.value == value) return &person;
    }
  }
  return nullptr;
}

TEST(Persons, CardsAndAccountsJoinWhatTheyHoldAndSayWhy) {
  PersonMerge merge(LinkRules::builtin());
  merge.add_card(0, "",
                 {known("phone", "+447700900101", kRoleOwn, "Марат Б."),
                  known("account", "Telegram:7000001", kRoleOwn)});
  merge.add_card(1, "",
                 {known("phone", "+447700900101", kRoleContact, "Куратор"),
                  known("handle", "@example_kurator", kRoleContact)});
  merge.add_sighting(1, talked("account", "Telegram:7000001", 4, 3));
  const std::vector<Person> persons = merge.persons();
  ASSERT_EQ(persons.size(), 1u);
  const Person& person = persons[0];
  EXPECT_EQ(person.selectors.size(), 3u);
  EXPECT_EQ(person.name, "Марат Б.") << "one's own name before what others say";
  EXPECT_TRUE(person.owns(0));
  EXPECT_FALSE(person.owns(1));
  ASSERT_EQ(person.joins.size(), 2u);
  EXPECT_EQ(person.joins[0].code, "account");
  EXPECT_EQ(person.joins[1].code, "card");
  ASSERT_EQ(person.devices.size(), 2u);
  EXPECT_EQ(person.devices[1].in, 4u);
  EXPECT_EQ(person.devices[1].out, 3u);
  EXPECT_EQ(person.devices[1].names, std::vector<std::string>{"Куратор"});
}

TEST(Persons, ANameAloneJoinsNobody) {
  PersonMerge merge(LinkRules::builtin());
  for (int i = 0; i < 3; ++i) {
    merge.add_card(0, "", {known("phone", "+44770090010" + std::to_string(i), kRoleContact, "Серик")});
    merge.add_sighting(0, talked("phone", "+44770090010" + std::to_string(i), 1, 1));
  }
  EXPECT_EQ(merge.persons().size(), 3u);
}

TEST(Persons, ASelectorOfManyOwnersJoinsNobody) {
  PersonMerge merge(LinkRules::builtin());
  const std::string shared = "office@example.org";
  for (int i = 0; i < 6; ++i) {
    const std::string phone = "+44770090010" + std::to_string(i);
    merge.add_card(0, "", {known("phone", phone, kRoleContact), known("email", shared, kRoleContact)});
    merge.add_sighting(0, talked("phone", phone, 1, 1));
  }
  for (const Person& person : merge.persons()) EXPECT_EQ(person.selectors.size(), 1u);
}

TEST(Persons, AListIsNoCard) {
  PersonMerge merge(LinkRules::builtin());
  std::vector<Sighting> list;
  for (int i = 0; i < 9; ++i)
    list.push_back(known("phone", "+44770090010" + std::to_string(i), kRoleContact));
  merge.add_card(0, "", list);
  merge.add_sighting(0, talked("phone", "+447700900100", 1, 1));
  ASSERT_EQ(merge.persons().size(), 1u);
  EXPECT_EQ(merge.left_out(), 1u);
}

TEST(Persons, TheOwnOfOneUserIsOnePersonAndAnotherUsersIsNot) {
  PersonMerge merge(LinkRules::builtin());
  merge.add_card(0, "", {known("account", "Telegram:7000001", kRoleOwn)});
  merge.add_card(0, "", {known("email", "ann@mail.example", kRoleOwn)});
  merge.add_card(0, "user 10", {known("account", "Telegram:7000009", kRoleOwn)});
  const std::vector<Person> persons = merge.persons();
  ASSERT_EQ(persons.size(), 2u);
  EXPECT_EQ(with(persons, "ann@mail.example"), with(persons, "Telegram:7000001"));
  EXPECT_EQ(with(persons, "ann@mail.example")->joins[0].code, "owner");
}

TEST(Persons, AnExaminersSplitHolds) {
  const auto build = [](bool split) {
    PersonMerge merge(LinkRules::builtin());
    merge.add_card(
        0, "", {known("phone", "+447700900101", kRoleOwn), known("account", "Telegram:7000001", kRoleOwn)});
    merge.add_card(
        1, "",
        {known("account", "Telegram:7000001", kRoleContact), known("handle", "@example_a", kRoleContact)});
    merge.add_card(
        2, "", {known("phone", "+447700900101", kRoleContact), known("handle", "@example_a", kRoleContact)});
    if (split) merge.never_merge({"phone", "+447700900101"}, {"handle", "@example_a"});
    return merge.persons();
  };
  EXPECT_EQ(build(false).size(), 1u);
  const std::vector<Person> apart = build(true);
  EXPECT_NE(with(apart, "+447700900101"), with(apart, "@example_a"));
}

TEST(Persons, WhoOnlyWroteIntoAGroupIsNobodysAcquaintance) {
  PersonMerge merge(LinkRules::builtin());
  merge.add_sighting(0, talked("account", "Telegram:7000077", 40, 0));
  EXPECT_TRUE(merge.persons().empty());
}

// Whatever the order of cards, the same persons come out, and no two that an examiner keeps apart are one.
TEST(Persons, AreTheSameInAnyOrderAndKeepEverySplit) {
  std::mt19937 chance(17);
  const auto pick = [&](std::uint32_t below) { return static_cast<std::uint32_t>(chance() % below); };
  for (int round = 0; round < 60; ++round) {
    std::vector<std::vector<Sighting>> cards;
    for (int i = 0; i < 40; ++i) {
      std::vector<Sighting> card;
      for (std::uint32_t n = 1 + pick(3); n > 0; --n) {
        card.push_back(known(pick(2) != 0 ? "phone" : "email", "v" + std::to_string(pick(40)), kRoleOwn));
      }
      cards.push_back(std::move(card));
    }
    const SelectorForm a{"phone", "v1"}, b{"phone", "v2"};
    std::vector<std::string> told;
    for (int again = 0; again < 2; ++again) {
      PersonMerge merge(LinkRules::builtin());
      merge.never_merge(a, b);
      for (std::size_t i = 0; i < cards.size(); ++i)
        merge.add_card(static_cast<std::uint16_t>(i), "", cards[i]);
      std::string text;
      for (const Person& person : merge.persons()) {
        text += "\n" + person.id;
        for (const SelectorForm& form : person.selectors) text += " " + form.kind + form.value;
        const auto has = [&](const SelectorForm& form) {
          return std::find(person.selectors.begin(), person.selectors.end(), form) != person.selectors.end();
        };
        EXPECT_FALSE(has(a) && has(b));
        EXPECT_EQ(person.joins.size() + 1, person.selectors.size()) << "joins are a tree over the selectors";
      }
      told.push_back(std::move(text));
      for (auto& card : cards) std::reverse(card.begin(), card.end());
    }
    EXPECT_EQ(told[0], told[1]);
    EXPECT_GT(told[0].size(), 100u);
  }
}

}  // namespace
}  // namespace ulika
