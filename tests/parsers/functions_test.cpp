// The SQL functions, called through SQLite.
#include "parsers/sql_functions.h"

#include <gtest/gtest.h>
#include <sqlite3.h>

namespace ulika::test {
namespace {

class Functions : public testing::Test {
 protected:
  void SetUp() override {
    sqlite3_open(":memory:", &db_);
    register_sql_functions(db_, faults_);
  }
  void TearDown() override { sqlite3_close(db_); }

  std::string eval(const std::string& expression) {
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v2(db_, ("SELECT " + expression).c_str(), -1, &statement, nullptr) != SQLITE_OK)
      return sqlite3_errmsg(db_);
    sqlite3_step(statement);
    const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement, 0));
    std::string out = text ? text : "NULL";
    sqlite3_finalize(statement);
    return out;
  }

  sqlite3* db_ = nullptr;
  FunctionFaults faults_;
};

TEST_F(Functions, clocks) {
  const char* kMoment = "1772334245000";  // 2026-03-01T03:04:05Z
  EXPECT_EQ(eval("unix_s(1772334245)"), kMoment);
  EXPECT_EQ(eval("unix_ms(1772334245000)"), kMoment);
  EXPECT_EQ(eval("unix_ms('1772334245000')"), kMoment);
  EXPECT_EQ(eval("unix_us(1772334245000000)"), kMoment);
  EXPECT_EQ(eval("prtime(1772334245000000)"), kMoment);
  for (const char* any : {"1772334245", "1772334245000", "1772334245000000", "1772334245000000000"}) {
    EXPECT_EQ(eval(std::string("unix_auto(") + any + ")"), kMoment);
  }
  EXPECT_EQ(eval("apple_time(794027045)"), kMoment);
  EXPECT_EQ(eval("apple_time(794027045.25)"), "1772334245250");
  EXPECT_EQ(eval("apple_time(794027045000000000)"), kMoment);
  EXPECT_EQ(eval("webkit_time(13416807845000000)"), kMoment);
  EXPECT_EQ(eval("filetime(134168078450000000)"), kMoment);
  for (const char* none :
       {"unix_s(NULL)", "unix_s(0)", "unix_ms(-1)", "webkit_time(0)", "apple_time(-63114076800)"}) {
    EXPECT_EQ(eval(none), "NULL") << none;
  }
  EXPECT_TRUE(faults_.counts.empty());
  EXPECT_EQ(eval("unix_ms('soon')"), "NULL");
  EXPECT_EQ(eval("unix_s(9e18)"), "NULL");
  EXPECT_EQ(faults_.counts.at("unix_ms"), 1u);
  EXPECT_EQ(faults_.counts.at("unix_s"), 1u);
}

TEST_F(Functions, texts) {
  EXPECT_EQ(eval("jid_user('447700900101:12@s.whatsapp.net')"), "447700900101");
  EXPECT_EQ(eval("jid_kind('447700900101-1@g.us')"), "group");
  EXPECT_EQ(eval("jid_kind('1@newsletter')"), "channel");
  EXPECT_EQ(eval("jid_kind('1@call')"), "call");
  EXPECT_EQ(eval("jid_kind('none')"), "NULL");
  EXPECT_EQ(eval("hex_blob(unbase64('AAEC/w=='))"), "000102ff");
  for (const char* text : {"", "f", "fo", "foo", "foob"}) {
    EXPECT_EQ(eval(std::string("CAST(unbase64(base64('") + text + "')) AS TEXT)"), text);
  }
  EXPECT_EQ(eval("base64('fooba')"), "Zm9vYmE=");  // RFC 4648, section 10
  EXPECT_EQ(eval("hex_blob(unhex('0aFF'))"), "0aff");
  EXPECT_EQ(eval("unhex('0')"), "NULL");
  EXPECT_EQ(eval("path_base('a/b\\c.txt')"), "c.txt");
  EXPECT_EQ(eval("file_uri('file:///C:/a%20b')"), "C:/a b");
  EXPECT_EQ(eval("file_uri('content://x')"), "content://x");
  EXPECT_EQ(eval("vcard('BEGIN:VCARD' || char(10) || 'FN;CHARSET=UTF-8:Ann' || char(10) || ' a' || char(10) "
                 "|| 'END:VCARD', 'FN')"),
            "Anna");
  EXPECT_EQ(eval("markup_text('<t a=\"1\"><x>one &amp; <b>t</b>wo</x>  <x>&#1044;&#x430;&none;</x></t>')"),
            "one & two\nДа&none;");
  EXPECT_EQ(eval("markup_text('<never closed')"), "NULL");
  EXPECT_EQ(eval("markup_text('a &#0; &#x110000; &')"), "a &#0; &#x110000; &");
}

TEST_F(Functions, protobuf) {
  // {1: 150, 2: {1: "ab", 3: 1.5 as double}, 2: {1: "cd"}}
  const std::string blob = "X'0896011A0031120D0A02616219000000000000F83F12040A026364'";
  const std::string good = "X'089601120D0A02616219000000000000F83F12040A026364'";
  EXPECT_EQ(eval("protobuf(" + good + ", '1')"), "150");
  EXPECT_EQ(eval("protobuf(" + good + ", '2.1')"), "ab");
  EXPECT_EQ(eval("protobuf(" + good + ", '2[1].1')"), "cd");
  EXPECT_EQ(eval("protobuf(" + good + ", '2.3:double')"), "1.5");
  EXPECT_EQ(eval("protobuf(" + good + ", '7')"), "NULL");
  EXPECT_TRUE(faults_.counts.empty());
  EXPECT_EQ(eval("protobuf(" + blob + ", '9')"), "NULL");
  EXPECT_EQ(eval("protobuf(X'0AFFFFFFFF0F', '1')"), "NULL");
  EXPECT_EQ(faults_.counts.at("protobuf"), 2u);
}

TEST_F(Functions, plist) {
  const std::string head = "'<?xml version=\"1.0\"?><plist version=\"1.0\">";
  EXPECT_EQ(
      eval("plist(" + head +
           "<dict><key>a</key><array><string>x</string><integer>7</integer></array></dict></plist>', 'a.1')"),
      "7");
  EXPECT_EQ(
      eval("plist(" + head + "<dict><key>d</key><date>2026-03-01T03:04:05Z</date></dict></plist>', 'd')"),
      "1772334245000");
  EXPECT_EQ(eval("plist(" + head + "<dict/></plist>', 'none')"), "NULL");
  EXPECT_TRUE(faults_.counts.empty());
  EXPECT_EQ(eval("plist(X'00', 'a')"), "NULL");
  EXPECT_EQ(faults_.counts.at("plist"), 1u);
}

// {"name": "Ann"} as NSKeyedArchiver keeps it.
TEST_F(Functions, keyed_archive) {
  const auto uid = [](int n) {
    return "<dict><key>CF$UID</key><integer>" + std::to_string(n) + "</integer></dict>";
  };
  const std::string archive =
      "<?xml version=\"1.0\"?><plist "
      "version=\"1.0\"><dict><key>$archiver</key><string>NSKeyedArchiver</string><key>$top</"
      "key><dict><key>root</key>" +
      uid(1) + "</dict><key>$objects</key><array><string>$null</string><dict><key>NS.keys</key><array>" +
      uid(2) + "</array><key>NS.objects</key><array>" + uid(3) +
      "</array></dict><string>name</string><string>Ann</string></array></dict></plist>";
  EXPECT_EQ(eval("plist('" + archive + "', 'name')"), "Ann");
  EXPECT_EQ(eval("plist_json('" + archive + "', '')"), R"({"name":"Ann"})");
  // An object that holds itself ends somewhere.
  std::string circle = archive;
  circle.replace(circle.find(uid(3)), uid(3).size(), uid(1));
  EXPECT_NE(eval("plist_json('" + circle + "', '')").find(R"({"name":{"name":)"), std::string::npos);
  EXPECT_TRUE(faults_.counts.empty());
}

TEST_F(Functions, plist_as_json) {
  const std::string list =
      "'<?xml version=\"1.0\"?><plist version=\"1.0\"><dict><key>a</key><array><string>x</string>"
      "<integer>7</integer><true/><real>1.5</real><date>2026-03-01T03:04:05Z</date><data>AAEC</data></array>"
      "<key>b</key><dict/></dict></plist>'";
  EXPECT_EQ(eval("plist_json(" + list + ", '')"), R"({"a":["x",7,true,1.5,1772334245000,"000102"],"b":{}})");
  EXPECT_EQ(eval("plist_json(" + list + ", 'a.0')"), R"("x")");
  EXPECT_EQ(eval("plist_json(" + list + ", 'c')"), "NULL");
  EXPECT_TRUE(faults_.counts.empty());
  EXPECT_EQ(eval("plist_json(X'00', '')"), "NULL");
  EXPECT_EQ(faults_.counts.at("plist_json"), 1u);
}

TEST_F(Functions, gunzip) {
  // printf abc | gzip -n, and zlib.compress(b'abc')
  EXPECT_EQ(eval("CAST(gunzip(X'1F8B08000000000000034B4C4A0600C241243503000000') AS TEXT)"), "abc");
  EXPECT_EQ(eval("CAST(gunzip(X'789C4B4C4A0600024D0127') AS TEXT)"), "abc");
  EXPECT_TRUE(faults_.counts.empty());
  EXPECT_EQ(eval("gunzip(X'1F8B08000000000000034B4C')"), "NULL");
  EXPECT_EQ(eval("gunzip('none')"), "NULL");
  EXPECT_EQ(faults_.counts.at("gunzip"), 2u);
}

TEST_F(Functions, json) {
  EXPECT_EQ(eval("json_text('{\"a\":{\"b\":5}}', '$.a.b')"), "5");
  EXPECT_EQ(eval("json_text('{\"a\":1}', '$.b')"), "NULL");
  EXPECT_EQ(eval("json_text('[1,{\"a\":[7]}]', '$[1].a[0]')"), "7");
  EXPECT_EQ(eval("json_text('[1]', '$[1]')"), "NULL");
  EXPECT_EQ(eval("json_text('{', '$.b')"), "NULL");
  EXPECT_EQ(faults_.counts.at("json_text"), 1u);
}

}  // namespace
}  // namespace ulika::test
