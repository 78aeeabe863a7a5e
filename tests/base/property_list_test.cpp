#include "triage/base/property_list.h"

#include <gtest/gtest.h>

#include <string>

namespace ulika {
namespace {

// A binary list of the given objects; the first is the top.
std::string binary(const std::vector<std::string>& objects) {
  std::string list = "bplist00";
  std::string table;
  for (const std::string& object : objects) {
    table.push_back(static_cast<char>(list.size()));
    list += object;
  }
  const char table_at = static_cast<char>(list.size());
  list += table;
  list += std::string(6, '\0') + "\x01\x01";
  for (const char value : {static_cast<char>(objects.size()), '\0', table_at})
    list += std::string(7, '\0') + value;
  return list;
}

TEST(PropertyList, ReadsEveryKindOfValue) {
  using namespace std::string_literals;
  const std::string bytes = binary({
      "\xD5\x01\x03\x05\x07\x09\x02\x04\x06\x08\x0A"s,  // five pairs: keys 1 3 5 7 9, values 2 4 6 8 10
      "\x51n", "\x11\x01\x00"s,                         // "n": 256
      "\x51t", "\x62\x04\x10\x00!"s,                    // "t": UTF-16 "А!"
      "\x51"
      "d",
      "\x42\x00\xFF"s,                                   // "d": data
      "\x51z", "\x33\x41\xC2\x4F\x80\x00\x00\x00\x00"s,  // "z": date
      "\x51"
      "b",
      "\x09",  // "b": true
  });
  const auto list = PropertyList::read(as_bytes(bytes));
  ASSERT_TRUE(list) << list.error().message;
  const auto root = list->root();
  EXPECT_EQ(root.count(), 5U);
  EXPECT_EQ(root.member("n").integer(), 256);
  EXPECT_EQ(root.member("t").text(), "А!");
  EXPECT_EQ(as_text(root.member("d").data()), "\x00\xFF"s);
  // 0x41C24F8000000000 is 614400000.0 seconds after 2001-01-01.
  EXPECT_EQ(root.member("z").date(), (614400000LL + 978307200LL) * 1000);
  EXPECT_EQ(root.member("b").boolean(), true);
  EXPECT_FALSE(root.member("none").exists());
}

TEST(PropertyList, ReadsXml) {
  const std::string xml =
      "<?xml version=\"1.0\"?><plist version=\"1.0\"><dict><key>IMEI</key><string>42</string>"
      "<key>apps</key><array><string>a</string><string>b</string></array></dict></plist>";
  const auto list = PropertyList::read(as_bytes(xml));
  ASSERT_TRUE(list) << list.error().message;
  EXPECT_EQ(list->root().member("IMEI").text(), "42");
  EXPECT_EQ(list->root().member("apps").element(1).text(), "b");
}

TEST(PropertyList, DamageAndLoopsEnd) {
  // An array that holds itself, and one whose length leads out of the bytes.
  const std::string loop = binary({std::string("\xA1\x00", 2)});
  const auto list = PropertyList::read(as_bytes(loop));
  ASSERT_TRUE(list);
  EXPECT_EQ(list->root().element(0).element(0).count(), 1U);
  const std::string wide = binary({std::string("\xAF\x13\x7F\xFF\xFF\xFF\xFF\xFF\xFF\xFF", 10)});
  const auto cut = PropertyList::read(as_bytes(wide));
  ASSERT_TRUE(cut);
  EXPECT_EQ(cut->root().count(), 0U);
  for (std::size_t length = 0; length < loop.size(); ++length) {
    EXPECT_FALSE(PropertyList::read(as_bytes(std::string_view(loop).substr(0, length)))) << length;
  }
  EXPECT_FALSE(PropertyList::read(as_bytes("no list")));
}

}  // namespace
}  // namespace ulika
