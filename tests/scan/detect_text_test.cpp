#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>

#include "tests/scan/detect_vectors.h"
#include "triage/scan/detection.h"
#include "triage/scan/detection_records.h"

namespace ulika {
namespace {

std::string text_field(const Detection& d, std::string_view key) {
  for (const auto& [name, value] : d.fields) {
    if (name == key && std::holds_alternative<std::string>(value)) return std::get<std::string>(value);
  }
  return {};
}

// "kind value" of every identifier in the text, joined by '|'.
std::string identifiers(std::string_view text) {
  std::string out;
  for (const Detection& d : detect(text)) {
    if (d.kind != "identifier") continue;
    out += (out.empty() ? "" : "|") + text_field(d, "kind") + " " + text_field(d, "value");
  }
  return out;
}

std::string cards(std::string_view text) {
  std::string out;
  for (const Detection& d : detect(text)) {
    if (d.kind != "card") continue;
    out += (out.empty() ? "" : "|") + text_field(d, "pan");
    if (const std::string expiry = text_field(d, "expiry"); !expiry.empty()) out += " " + expiry;
  }
  return out;
}

TEST(DetectText, PhonesAreNormalised) {
  EXPECT_EQ(identifiers("звони +7 700 000-00-01 вечером"), "phone +77000000001");
  EXPECT_EQ(identifiers("8 (700) 000-00-02"), "phone +77000000002");
  EXPECT_EQ(identifiers("87000000003"), "phone +77000000003");
  EXPECT_EQ(identifiers("тел:8-700-000-00-04."), "phone +77000000004");
  EXPECT_EQ(identifiers("+44 7700 900123"), "phone +447700900123");
  EXPECT_EQ(identifiers("+1 202 555 0143, и +998 00 000 00 01"), "phone +12025550143|phone +998000000001");
  EXPECT_EQ(identifiers("+888 0000 0000"), "phone +88800000000");
  EXPECT_EQ(identifiers("998 90 000 00 01"), "phone +998900000001");
}

TEST(DetectText, WhatOnlyLooksLikeAPhoneIsNone) {
  for (const char* text :
       {"8 700 000 тг", "сумма 87 000 000 000", "v8.7000000001", "IMEI 490154203237519",
        "2024-06-15 12:34:56", "x+45.9", "8700 1234 5678 9012", "a87000000003b", "артикул 12345678901234"}) {
    EXPECT_EQ(identifiers(text), "") << text;
  }
}

TEST(DetectText, AddressesAndHandles) {
  EXPECT_EQ(identifiers("пиши Ivan.Test@Example.ORG."), "email ivan.test@example.org");
  EXPECT_EQ(identifiers("пиши @example_shop, ответим"), "handle @example_shop");
  EXPECT_EQ(identifiers("icon@2x.png и @media screen"), "");
  EXPECT_EQ(identifiers("https://t.me/Example_Shop"), "handle @example_shop");
  EXPECT_EQ(identifiers("t.me/example_shop/15"), "handle @example_shop");
  EXPECT_EQ(identifiers("t.me/+AbCdEf123456"), "invite t.me/+AbCdEf123456");
  EXPECT_EQ(identifiers("tg://resolve?domain=example_shop&x=1"), "handle @example_shop");
  EXPECT_EQ(identifiers("https://wa.me/447700900123?text=hi"), "phone +447700900123");
  EXPECT_EQ(identifiers("t.me/send?start=CQtest"), "wallet_link t.me/send?start=CQtest");
}

TEST(DetectText, Links) {
  EXPECT_EQ(identifiers("смотри (https://example.org/a_(b)?c=1)."), "url https://example.org/a_(b)?c=1");
  EXPECT_EQ(identifiers("«http://example.org/путь»"), "url http://example.org/путь");
  EXPECT_EQ(identifiers("обмен на bestchange.ru тут"), "exchange_link bestchange.ru");
  EXPECT_EQ(identifiers("vless://abc@example.org:443?x=1#y"), "url vless://abc@example.org:443?x=1#y");
  EXPECT_EQ(identifiers("readme.txt, foo.bar/baz и 12:30"), "");
  EXPECT_EQ(identifiers("https://example.org/4242424242424242"), "url https://example.org/4242424242424242");
}

TEST(DetectText, CardsInChatForm) {
  EXPECT_EQ(cards("4242 4242 4242 4242 12/30 123"), "4242424242424242 3012");
  EXPECT_EQ(cards("на 4242424242424242 5000 тг"), "4242424242424242");
  EXPECT_EQ(cards("5**1000, 2**1024, **2024**, * 2024 год"), "");
  EXPECT_EQ(cards("%B4242424242424242^TEST/CARD^30121010000000000000?"), "4242424242424242 3012");
}

TEST(DetectText, BrokenMapLinksAreNoHarm) {
  for (const char* text :
       {"dgis://2g69rsT{pe/car/to/68.845678,45.912345", "dgis://x", "2gis.kz/?", "geo:%2C",
        "yandexmaps://?ll=,", "om://map?ll=", "https://osm.org/go/", "https://google.com/maps?q=%", "ge0://",
        "https://2gis.kz/%7C", "google.navigation:q"}) {
    for (const Detection& d : detect(text))
      EXPECT_LE(d.offset + d.length, std::string_view(text).size()) << text;
  }
}

TEST(DetectText, HemispheresSetTheSign) {
  const auto signs = [](std::string_view text) {
    const auto found = detect(text);
    std::string out;
    for (const Detection& d : found) {
      for (const auto& [key, value] : d.fields) {
        if (std::holds_alternative<double>(value)) out += std::get<double>(value) < 0 ? "-" : "+";
      }
    }
    return out;
  };
  EXPECT_EQ(signs("33.512345° S, 70.034567° W"), "--");
  EXPECT_EQ(signs("45.912345, 69.845678 з дому"), "++");  // Ukrainian «з» is "from"
  EXPECT_EQ(signs("lat: -33.512345 lon: -70.034567"), "--");
  EXPECT_EQ(signs("S 33°30'44.44\" W 70°02'4.44\""), "--");
}

TEST(DetectText, SpansOfOneKindDoNotOverlapAndAreSorted) {
  const std::string text =
      "https://2gis.kz/almaty?m=69.845678%2C45.912345%2F16 45.912345, 69.845678, 46.1, 8JQFWR6W+W7 "
      "lat=45.912345&lng=69.845678 "
      "карта 4242 4242 4242 4242 +7 700 000-00-01 @example_one ivan@example.org KZ86125KZT5004100100";
  std::uint64_t last = 0;
  std::vector<std::pair<std::string, std::uint64_t>> ends;
  for (const Detection& d : detect(text)) {
    EXPECT_GE(d.offset, last);
    last = d.offset;
    for (const auto& [kind, end] : ends) {
      if (kind == d.kind) {
        EXPECT_GE(d.offset, end) << kind;
      }
    }
    ends.emplace_back(d.kind, d.offset + d.length);
  }
  EXPECT_EQ(ends.size(), 9u);
}

TEST(DetectText, LongHostileTextsTakeLinearTime) {
  const auto repeated = [](std::string_view piece) {
    std::string text;
    while (text.size() < 2'000'000) text += piece;
    return text;
  };
  for (const char* piece : {"://", "@", "a.", "4242 ", "45.9123, ", "https://", "+7", "*", "/", "a@a.", "T",
                            "KZ86 ", "0:", "°'\"", "%2B", "1°2'", "lat", "5A08"}) {
    detect(repeated(piece));
  }
}

TEST(DetectRecords, CarryWhereTheyComeFrom) {
  Provenance base;
  base.path = "data/msgstore.db";
  base.locator = "row:message:7";
  base.recovered = "wal";
  const auto records = detection_records(
      "45.912345, 69.845678 и снова 45.912345,69.845678, https://maps.app.goo.gl/AbCdEf123456 карта "
      "4242424242424242",
      "message_text", base, "00112233445566778899");
  ASSERT_EQ(records.size(), 3u);
  EXPECT_EQ(records[0].type, "location");
  EXPECT_EQ(records[0].text("origin"), "message_text");
  EXPECT_EQ(records[0].from.path, base.path);
  EXPECT_EQ(records[0].from.locator, "row:message:7;text:0+20");
  EXPECT_EQ(records[0].from.parser, "detector:dec_dot");
  EXPECT_EQ(records[0].from.recovered, "wal");
  EXPECT_EQ(records[0].from.derived_from, "00112233445566778899");
  EXPECT_EQ(records[1].text("origin"), "map_link");
  EXPECT_EQ(records[1].text("value"), "https://maps.app.goo.gl/AbCdEf123456");
  EXPECT_EQ(records[1].find("latitude"), nullptr);
  EXPECT_EQ(records[2].type, "card");
  ASSERT_NE(records[2].find("test"), nullptr);
}

// Labelled messages for development, kept beside the checkout; "entities" holds the coordinates that are in
// each.
TEST(DetectText, LabelledMessagesGiveTheirCoordinatesAndNoOthers) {
  const char* named = std::getenv("ULIKA_EVAL_MESSAGES");
  const std::string path =
      named ? named : std::string(ULIKA_SOURCE_DIR) + "/../shared/domain/eval_messages.tsv";
  if (!std::filesystem::exists(path)) GTEST_SKIP() << "no labelled messages (set ULIKA_EVAL_MESSAGES)";
  std::size_t wanted = 0;
  for (const auto& row : test::read_vectors(path)) {
    ASSERT_EQ(row.size(), 11u);
    std::string text = row[9];
    for (std::size_t at = text.find("\\n"); at != std::string::npos; at = text.find("\\n", at))
      text.replace(at, 2, "\n");
    std::vector<std::pair<double, double>> places;
    for (std::size_t at = row[10].find("\"geo\","); at != std::string::npos;
         at = row[10].find("\"geo\",", at + 1)) {
      char* end = nullptr;
      const double latitude = std::strtod(row[10].c_str() + at + 6, &end);
      places.emplace_back(latitude, std::strtod(end + 1, nullptr));
    }
    wanted += places.size();
    for (const Detection& d : detect(text)) {
      if (d.kind != "location") continue;
      std::vector<double> numbers;
      for (const auto& [key, value] : d.fields) {
        if (std::holds_alternative<double>(value)) numbers.push_back(std::get<double>(value));
      }
      if (numbers.empty()) continue;
      const auto match = std::find_if(places.begin(), places.end(), [&](const auto& p) {
        return std::abs(p.first - numbers[0]) < 2e-4 && std::abs(p.second - numbers[1]) < 2e-4;
      });
      EXPECT_NE(match, places.end()) << "false: " << row[0] << " " << text;
      if (match != places.end()) places.erase(match);
    }
    EXPECT_TRUE(places.empty()) << "missed: " << row[0] << " " << text;
  }
  EXPECT_GT(wanted, 100u);
}

}  // namespace
}  // namespace ulika
