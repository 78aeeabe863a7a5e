#include "triage/model/selector.h"

#include <gtest/gtest.h>

#include "triage/model/phone_number.h"

namespace ulika {
namespace {

TEST(NormalPhone, SpellingsOfOneNumberMeet) {
  for (const char* text :
       {"+7 700 000-00-01", "8 (700) 000 00 01", "87000000001", "7 700 000 00 01", "77000000001",
        "tel:+77000000001", "007 700 000 00 01", "+7\u00A0700\u2011000\u201100\u201101",
        "\u202A+77000000001\u202C", "+77000000001,,12", "+7.700.000.00.01"}) {
    EXPECT_EQ(normal_phone(text), "+77000000001") << text;
  }
  EXPECT_EQ(normal_phone("8 10 996 000 001 002"), "+996000001002");
  EXPECT_EQ(normal_phone("996 000 001 002"), "+996000001002");
  EXPECT_EQ(normal_phone("+44 (0)7700 900123"), "+447700900123");
  EXPECT_EQ(normal_phone("00447700900123"), "+447700900123");
  EXPECT_EQ(normal_phone("+888 0000 0000"), "+88800000000");
}

TEST(NormalPhone, WhatIsNoCompleteNumberGivesNothing) {
  for (const char* text :
       {"", "900", "5959", "7000000001", "+7 700 000 00 0", "+7 700 000 00 011", "Kaspi.kz",
        "8 500 000 00 01", "12345678901234567", "+", "+0 700 000 00 01", "+7+7000000001", "87000000001a"}) {
    EXPECT_EQ(normal_phone(text), "") << text;
  }
}

// A messenger's ids begin with the calling code: "84…" is Viet Nam there, and a Russian town when written.
TEST(NormalPhone, AMessengersNumberIsInternational) {
  EXPECT_EQ(normal_phone("84900000001", PhoneForm::international), "+84900000001");
  EXPECT_EQ(normal_phone("84900000001"), "+74900000001");
  EXPECT_EQ(normal_phone("77000000001", PhoneForm::international), "+77000000001");
}

TEST(NormalSelector, TelegramFormsMeet) {
  for (const char* text : {"@Example_Bot", "t.me/example_bot", "https://t.me/Example_Bot?start=x1",
                           "http://www.t.me/example_bot/12", "https://t.me/s/example_bot",
                           "tg://resolve?domain=example_bot", "telegram.me/EXAMPLE_BOT"}) {
    EXPECT_EQ(normal_handle(text), "@example_bot") << text;
  }
  for (const char* text : {"t.me/+AbCdEf0123456789", "https://t.me/joinchat/AbCdEf0123456789",
                           "tg://join?invite=AbCdEf0123456789", "telegram.dog/joinchat/AbCdEf0123456789"}) {
    EXPECT_EQ(normal_invite(text), "t.me/+AbCdEf0123456789") << text;
  }
  EXPECT_EQ(normal_invite("t.me/+447700900123"), "");
  EXPECT_EQ(normal_handle("t.me/joinchat"), "");
  EXPECT_EQ(normal_handle("@ab"), "");
  EXPECT_EQ(normal_handle("example.org/example_bot"), "");
}

TEST(NormalSelector, AddressesOfPagesLoseWhatDoesNotMatter) {
  EXPECT_EQ(normal_url("HTTPS://www.Example.org:443/Path/?utm_source=a&x=1&fbclid=2"),
            "example.org/Path/?x=1");
  EXPECT_EQ(normal_url("http://example.org/"), "example.org");
  EXPECT_EQ(normal_url("example.org/#/address/T1"), "example.org/#/address/T1");
  EXPECT_EQ(normal_url("no address"), "");
}

TEST(NormalSelector, KindsSayMoreAfterALook) {
  EXPECT_EQ(normal_selector("url", "https://t.me/+AbCdEf0123456789").kind, "invite");
  EXPECT_EQ(normal_selector("url", "https://t.me/example_bot").value, "@example_bot");
  EXPECT_EQ(normal_selector("iban", "kz86 125k zt50 0410 0100").value, "KZ86125KZT5004100100");
  EXPECT_EQ(normal_selector("phone", "900").value, "");
  EXPECT_EQ(normal_selector("email", " Mailto:Test@Example.ORG ").value, "test@example.org");
  EXPECT_EQ(normal_selector("email", "not an address").value, "");
}

TEST(NormalSelector, ATailNeedsItsBank) {
  EXPECT_EQ(card_selector("Sberbank", "VISA0000"), "sberbank*0000");
  EXPECT_EQ(card_selector("Halyk", "041"), "halyk*041");
  EXPECT_EQ(card_selector("", "0000"), "");
  EXPECT_EQ(card_selector("Halyk", "41"), "");
}

TEST(SelectorOfId, TellsByTheForm) {
  const auto said = [](std::string_view id) {
    const auto selector = selector_of_id(id);
    return selector ? selector->kind + " " + selector->value : std::string("-");
  };
  EXPECT_EQ(said("447700900123@s.whatsapp.net"), "phone +447700900123");
  EXPECT_EQ(said("447700900123:12@s.whatsapp.net"), "phone +447700900123");
  EXPECT_EQ(said("447700900123-1500000000@g.us"), "-");
  EXPECT_EQ(said("120000000000000@lid"), "-");
  EXPECT_EQ(said("test@example.org"), "email test@example.org");
  EXPECT_EQ(said("@example_name"), "handle @example_name");
  EXPECT_EQ(said("8 (700) 000-00-01"), "phone +77000000001");
  EXPECT_EQ(said("900"), "-");
  EXPECT_EQ(said("4242424242"), "-");
  EXPECT_EQ(said("Anna"), "-");
}

}  // namespace
}  // namespace ulika
