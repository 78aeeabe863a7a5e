// Reports of a part of a case, and masked ones: what must be in them, and what must not.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "reports/masking.h"
#include "reports/selection.h"
#include "tests/reports/fake_case.h"

namespace ulika {
namespace {

using ::testing::ElementsAre;
using ::testing::UnorderedElementsAre;

std::vector<std::string> locators(const ItemReader& item, std::string_view type) {
  std::vector<std::string> out;
  item.for_each_record(type, [&](const StoredRecord& each) { out.push_back(each.record.from.locator); });
  return out;
}

std::string id_at(const ItemReader& item, std::string_view type, std::string_view locator) {
  std::string id;
  item.for_each_record(type, [&](const StoredRecord& each) {
    if (each.record.from.locator == locator) id = each.id;
  });
  return id;
}

TEST(Masking, HidesCardNumbersAndNothingElse) {
  EXPECT_EQ(mask_cards("карта 4111 1111 1111 1111 до 5"), "карта •••• •••• •••• 1111 до 5");
  EXPECT_EQ(mask_cards("4111111111111111"), "••••••••••••1111");
  EXPECT_EQ(mask_cards("5555-5555-5555-4444."), "••••-••••-••••-4444.");
  EXPECT_EQ(mask_cards("4111111111111112"), "4111111111111112") << "no card by its check digit";
  EXPECT_EQ(mask_cards("+44 7700 900101"), "+44 7700 900101");
  EXPECT_EQ(mask_cards("4111  1111  1111  1111"), "4111  1111  1111  1111") << "two spaces part numbers";
  EXPECT_EQ(mask_cards(""), "");
  EXPECT_EQ(mask_cards("41111111111111114111111111111111"), "41111111111111114111111111111111") << "too long";
}

TEST(Masking, WithholdsConversationsWithoutAHit) {
  const auto items = test::small_case();
  const auto masked = mask_items(items);
  const ItemReader& phone = *masked.at(1);
  std::map<std::string, Record> messages;
  phone.for_each_record("message",
                        [&](const StoredRecord& each) { messages[each.record.from.locator] = each.record; });
  ASSERT_EQ(messages.size(), 10u) << "every message is still counted";
  EXPECT_EQ(messages["row:message:1"].text("text"), "Салам. На связи?") << "the chat in which a rule matched";
  EXPECT_EQ(messages["row:message:1"].text("sender"), "Куратор");
  EXPECT_EQ(messages["row:message:9"].text("text"), "█×28");
  EXPECT_EQ(messages["row:message:9"].text("sender").rfind("№", 0), 0u);
  EXPECT_EQ(messages["row:message:9"].text("chat"), messages["row:message:10"].text("chat"))
      << "one name, one number";
  phone.for_each_record(
      "card", [&](const StoredRecord& each) { EXPECT_EQ(each.record.text("pan"), "••••••••••••1111"); });
  phone.for_each_record(
      "call", [&](const StoredRecord& each) { EXPECT_EQ(each.record.text("party").rfind("№", 0), 0u); });
}

TEST(Selection, KeepsTheChosenAndWhatItHangsFrom) {
  const auto items = test::small_case();
  const std::string card = id_at(*items[1], "card", "row:message:5");
  const auto selected = select_items(items, {card});
  const ItemReader& phone = *selected.at(1);
  EXPECT_THAT(locators(phone, "card"), ElementsAre("row:message:5"));
  // The card was drawn from the message of row 4, which has five before and after it in a chat of eight.
  EXPECT_THAT(locators(phone, "message"),
              UnorderedElementsAre("row:message:1", "row:message:2", "row:message:3", "row:message:4",
                                   "row:message:5", "row:message:6", "row:message:7", "row:message:8"));
  EXPECT_THAT(locators(phone, "chat"), ElementsAre("row:chat:1"));
  EXPECT_THAT(locators(phone, "call"), ElementsAre());
  EXPECT_EQ(phone.count("message"), 8);
  EXPECT_EQ(phone.count("call"), 0);
  EXPECT_EQ(phone.count("hit"), 1) << "the hit in the message's text, not the one in a cache";
  EXPECT_EQ(phone.count("file"), 1);
  EXPECT_EQ(phone.ledger().size(), items[1]->ledger().size()) << "what was not read stays told";
  EXPECT_EQ(selected.at(0)->count("file"), 0);
}

}  // namespace
}  // namespace ulika
