// What one device knows: forms of selectors, sightings of records, counts by conversation.
#include "triage/leads/selectors.h"

#include <gtest/gtest.h>

#include <map>

#include "tests/leads/memory_item.h"

namespace ulika {
namespace {

using test::MemoryItem;

std::string form(const SelectorForm& selector) {
  return selector ? selector.kind + " " + selector.value : std::string("-");
}

TEST(SelectorForms, PhonesAgreeHoweverTheyAreWritten) {
  for (const char* text :
       {"+44 7700 900101", "447700900101", "+44(7700)900-101", "tel:+447700900101", "00447700900101"}) {
    EXPECT_EQ(form(phone_selector(text)), "phone +447700900101") << text;
  }
  for (const char* text : {"+7 700 000 00 01", "8 700 000 00 01", "87000000001", "77000000001"}) {
    EXPECT_EQ(form(phone_selector(text)), "phone +77000000001") << text;
  }
  for (const char* text : {"", "5959", "900", "KaspiBank", "+12", "12345678901234567", "00000000000",
                           "7000000001", "7700900101x"}) {
    EXPECT_EQ(form(phone_selector(text)), "-") << text;
  }
}

TEST(SelectorForms, IdsOfAppsKeepTheirAppUnlessTheyArePhones) {
  EXPECT_EQ(form(account_selector("WhatsApp", "447700900101@s.whatsapp.net")), "phone +447700900101");
  EXPECT_EQ(form(account_selector("WhatsApp Business", "447700900101.0:3@s.whatsapp.net")),
            "phone +447700900101");
  EXPECT_EQ(form(account_selector("WhatsApp", "900000000000001@lid")),
            "account WhatsApp:900000000000001@lid");
  EXPECT_EQ(form(account_selector("WhatsApp", "120363000000000001@g.us")), "-");
  EXPECT_EQ(form(account_selector("Plus Messenger", "7000000001")), "account Telegram:7000000001");
  EXPECT_EQ(form(account_selector("Telegram", "7000000001")), "account Telegram:7000000001");
  EXPECT_EQ(form(account_selector("imo", "7000000001")), "account imo:7000000001");
  EXPECT_EQ(form(account_selector("Dino", "example_b@jabber.example/phone")),
            "account Dino:example_b@jabber.example");
  EXPECT_EQ(form(account_selector("SMS", "KaspiBank")), "-");
  EXPECT_EQ(form(account_selector("SMS", "+447700900101")), "phone +447700900101");
  EXPECT_EQ(form(account_selector("Facebook Messenger", "200")), "-") << "a number of one database";
}

TEST(SelectorForms, HandlesBotsAndAddresses) {
  EXPECT_EQ(form(handle_selector("@Example_Shop_Bot")), "bot @example_shop_bot");
  EXPECT_EQ(form(handle_selector("example_kurator")), "handle @example_kurator");
  EXPECT_EQ(form(handle_selector("два слова")), "-");
  EXPECT_EQ(form(handle_selector("@12345")), "-");
  EXPECT_EQ(form(email_selector("Ann@Mail.Example")), "email ann@mail.example");
  EXPECT_EQ(form(email_selector("ann@localhost")), "-");
}

std::map<std::string, Sighting> sightings(const MemoryItem& item) {
  SpokenTexts spoken;
  item.for_each_hit([&](const StoredHit& hit) { spoken.add(hit.hit); });
  spoken.seal();
  std::map<std::string, Sighting> found;
  for_each_sighting(item, spoken, [&](const Sighting& s) {
    const std::string key = form(s.form) + " " + std::to_string(s.role);
    EXPECT_EQ(found.count(key), 0u) << key;
    found[key] = s;
  });
  return found;
}

TEST(Selectors, CountsBothWaysOfAPrivateChatForTheOtherSide) {
  MemoryItem item("phone");
  const auto message = [&](const char* chat, const char* sender, const char* direction) {
    return item.add("message", {{"app", std::string("SMS")},
                                {"chat_id", std::string(chat)},
                                {"sender_id", std::string(sender)},
                                {"direction", std::string(direction)},
                                {"text", std::string("…")}});
  };
  message("1", "+447700900101", "in");
  message("1", "", "out");
  message("1", "", "out");
  message("2", "KaspiBank", "in");
  const auto found = sightings(item);
  ASSERT_EQ(found.size(), 1u);
  const Sighting& s = found.at("phone +447700900101 4");
  EXPECT_EQ(s.in, 1u);
  EXPECT_EQ(s.out, 2u);
  EXPECT_NE(s.chat, 0u);
}

TEST(Selectors, CreditsNobodyWithWhatTheOwnerWroteInAGroup) {
  MemoryItem item("phone");
  const std::string app = "Telegram", chat = "-100500";
  item.add("chat", {{"app", app}, {"chat_id", chat}, {"kind", std::string("group")}});
  item.add("message", {{"app", app},
                       {"chat_id", chat},
                       {"sender_id", std::string("7000000002")},
                       {"direction", std::string("in")}});
  item.add("message", {{"app", app},
                       {"chat_id", chat},
                       {"sender_id", std::string("7000000001")},
                       {"direction", std::string("out")}});
  const auto found = sightings(item);
  EXPECT_EQ(found.at("account Telegram:7000000002 4").out, 0u);
  EXPECT_EQ(found.at("account Telegram:7000000001 1").out, 1u) << "the owner's own id";
}

TEST(Selectors, TellsInWhichConversationAWalletStoodAndWhetherItsTextSpoke) {
  MemoryItem item("phone");
  const std::string id = item.add("message", {{"app", std::string("Telegram")},
                                              {"chat_id", std::string("7000000002")},
                                              {"sender_id", std::string("7000000002")},
                                              {"direction", std::string("in")}});
  item.speak(id, "payment");
  item.add("wallet", {{"currency", std::string("BTC")}, {"address", std::string("bc1qexample")}}, id);
  item.add("wallet",
           {{"currency", std::string("ETH")},
            {"address", std::string("0xdead")},
            {"kind", std::string("contract")}},
           id);
  const auto found = sightings(item);
  const Sighting& wallet = found.at("wallet BTC:bc1qexample 8");
  EXPECT_EQ(wallet.chat, found.at("account Telegram:7000000002 4").chat);
  EXPECT_TRUE(wallet.speaks);
  EXPECT_EQ(found.count("wallet ETH:0xdead 8"), 0u) << "a contract is nobody's wallet";
}

TEST(Selectors, TakesPicturesThatPeopleKeepAndNoIcons) {
  MemoryItem item("phone");
  item.add_file("sdcard/DCIM/Camera/a.jpg", "aa", "image/jpeg", 50'000);
  item.add_file("sdcard/DCIM/.thumbnails/a.jpg", "bb", "image/jpeg", 50'000);
  item.add_file("data/app/x/res/drawable/i.png", "cc", "image/png", 50'000);
  item.add_file("sdcard/DCIM/tiny.jpg", "dd", "image/jpeg", 900);
  item.add_file("vol1/x/camera.jpg", "ee", "image/jpeg", 50'000);
  item.add("photo", {{"make", std::string("Example")}}, {}, "vol1/x/camera.jpg");
  const auto found = sightings(item);
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(found.count("picture aa 8"), 1u);
  EXPECT_EQ(found.count("picture ee 8"), 1u);
}

TEST(Selectors, SurvivesListsThatAreNone) {
  MemoryItem item("phone");
  for (const char* phones : {"", "{}", "[", "[[[[", "[null, 5, {\"a\": 1}]", "\"+447700900101\""}) {
    item.add("contact", {{"app", std::string("Contacts")}, {"phones", std::string(phones)}});
  }
  EXPECT_TRUE(sightings(item).empty());
}

}  // namespace
}  // namespace ulika
