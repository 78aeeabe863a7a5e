#include "parsers/apple_backup.h"

#include <gtest/gtest.h>

#include "tests/parsers/sample.h"
#include "triage/base/bytes.h"

namespace ulika::test {
namespace {

Parsed parse_list(const std::string& path, const std::string& body) {
  const std::string xml = "<?xml version=\"1.0\"?><plist version=\"1.0\"><dict>" + body + "</dict></plist>";
  SampleFile file;
  file.path = path;
  const Bytes bytes = as_bytes(xml);
  file.bytes.assign(bytes.begin(), bytes.end());
  return parse_files(built_in(), {file}, "text/xml");
}

TEST(AppleBackup, InfoNamesTheDeviceItsNumbersAndApps) {
  const Parsed parsed = parse_list(
      "phone/Info.plist",
      "<key>Device Name</key><string>Sample phone</string><key>Product Type</key><string>iPhone12,8</string>"
      "<key>Product Version</key><string>17.4</string><key>Build Version</key><string>21E219</string>"
      "<key>Serial Number</key><string>SAMPLE01</string><key>IMEI</key><string>000000000000000</string>"
      "<key>Phone Number</key><string>+44 7700 900123</string><key>Target Identifier</key><string>00</string>"
      "<key>Installed Applications</key><array><string>org.example.app</string></array>");
  ASSERT_EQ(parsed.count("device"), 1U);
  const Record& device = parsed.records.front();
  EXPECT_EQ(device.text("make"), "Apple");
  EXPECT_EQ(device.text("model"), "iPhone12,8");
  EXPECT_EQ(device.text("os"), "iOS 17.4 (21E219)");
  EXPECT_EQ(device.text("serial"), "SAMPLE01");
  EXPECT_EQ(device.text("imei"), "000000000000000");
  EXPECT_EQ(device.text("owner"), "Sample phone");
  EXPECT_EQ(device.text("phone"), "+44 7700 900123");
  EXPECT_EQ(device.from.locator, "plist:/");
  EXPECT_EQ(parsed.count("identifier"), 2U);
  ASSERT_EQ(parsed.count("app_installed"), 1U);
  EXPECT_EQ(parsed.records.back().text("package"), "org.example.app");
  EXPECT_EQ(parsed.records.back().from.locator, "plist:/Installed Applications/0");
}

TEST(AppleBackup, ManifestNamesTheDeviceAndNoKeys) {
  const Parsed parsed = parse_list(
      "Manifest.plist",
      "<key>IsEncrypted</key><true/><key>BackupKeyBag</key><data>VkVSUw==</data><key>ManifestKey</key>"
      "<data>VkVSUw==</data><key>Lockdown</key><dict><key>ProductType</key><string>iPhone12,8</string></"
      "dict>");
  ASSERT_EQ(parsed.records.size(), 1U);
  EXPECT_EQ(parsed.records[0].text("model"), "iPhone12,8");
  EXPECT_EQ(to_jsonl(parsed).find("VkVS"), std::string::npos);
}

TEST(AppleBackup, OtherListsOfThatNameAreLeftAlone) {
  const Parsed parsed = parse_list("App.app/Info.plist", "<key>CFBundleIdentifier</key><string>x.y</string>");
  EXPECT_TRUE(parsed.records.empty());
}

}  // namespace
}  // namespace ulika::test
