// Property lists of the system: what each known name gives.
#include "parsers/apple_lists.h"

#include <gtest/gtest.h>

#include "tests/parsers/sample.h"
#include "triage/base/bytes.h"

namespace ulika::test {
namespace {

Parsed parse(const std::string& path, const std::string& body) {
  const std::string list =
      R"(<?xml version="1.0" encoding="UTF-8"?><plist version="1.0">)" + body + "</plist>";
  const Bytes bytes = as_bytes(list);
  return parse_files(built_in(), {{path, "", {bytes.begin(), bytes.end()}}}, "text/xml");
}

TEST(AppleLists, cellular_gives_cards_and_numbers) {
  const Parsed parsed =
      parse("private/var/wireless/Library/Preferences/com.apple.commcenter.plist",
            "<dict><key>PhoneNumber</key><string>447700900301</string><key>PersonalWallet</key><dict>"
            "<key>8900000000000000003</key><dict><key>phonebook</key><dict><key>CopiedSIMPhoneNumber"
            "</key><string>+447700900302</string></dict></dict></dict></dict>");
  EXPECT_EQ(parsed.outcome.parsers, std::vector<std::string>{"apple_lists"});
  ASSERT_EQ(parsed.records.size(), 3u);
  EXPECT_EQ(parsed.records[0].text("value"), "447700900301");
  EXPECT_EQ(parsed.records[1].text("kind"), "iccid");
  EXPECT_EQ(parsed.records[1].text("value"), "8900000000000000003");
  EXPECT_EQ(parsed.records[2].text("value"), "+447700900302");
  EXPECT_EQ(parsed.records[2].from.locator,
            "plist:/PersonalWallet/8900000000000000003/phonebook/CopiedSIMPhoneNumber");
}

TEST(AppleLists, networks_give_their_times_and_access_points) {
  const Parsed parsed = parse(
      "private/var/preferences/com.apple.wifi.known-networks.plist",
      "<dict><key>wifi.network.ssid.Example</key><dict><key>SSID</key><data>RXhhbXBsZQ==</data>"
      "<key>AddedAt</key><date>2026-03-01T03:04:05Z</date><key>BSSList</key><array><dict><key>BSSID</key>"
      "<string>02:00:00:00:00:01</string></dict></array></dict></dict>");
  ASSERT_EQ(parsed.records.size(), 2u);
  EXPECT_EQ(parsed.records[0].text("text"), "Example");
  EXPECT_EQ(std::get<std::int64_t>(*parsed.records[0].find("at")), 1772334245000);
  EXPECT_EQ(parsed.records[1].text("text"), "Example, 02:00:00:00:00:01");
  EXPECT_EQ(parsed.records[1].find("at"), nullptr);
}

TEST(AppleLists, delivered_notifications_are_messages_of_their_app) {
  const Parsed parsed = parse(
      "private/var/mobile/Library/UserNotifications/com.example.bank/DeliveredNotifications.plist",
      "<array><dict><key>AppNotificationTitle</key><string>BANK</string><key>AppNotificationMessage</key>"
      "<string>Перевод 5 000 KZT</string><key>AppNotificationCreationDate</key>"
      "<date>2026-03-01T03:04:05Z</date></dict><dict/></array>");
  ASSERT_EQ(parsed.records.size(), 2u);
  EXPECT_EQ(parsed.records[0].text("app"), "com.example.bank");
  EXPECT_EQ(parsed.records[0].text("sender"), "BANK");
  EXPECT_EQ(parsed.records[0].text("text"), "Перевод 5 000 KZT");
  EXPECT_EQ(parsed.records[0].text("kind"), "notification");
}

TEST(AppleLists, what_is_no_list_is_told) {
  const Bytes bytes = as_bytes("none");
  const Parsed parsed =
      parse_files(built_in(), {{"Lockdown/data_ark.plist", "", {bytes.begin(), bytes.end()}}},
                  "application/octet-stream");
  EXPECT_TRUE(parsed.outcome.claimed);
  ASSERT_EQ(parsed.problems.size(), 1u);
}

}  // namespace
}  // namespace ulika::test
