// Telegram's TL objects: the schema, the decoder on bytes written by hand, damage.
#include <gtest/gtest.h>

#include <random>
#include <set>

#include "parsers/telegram_message.h"
#include "tests/parsers/sample.h"

namespace ulika::test {
namespace {

std::string le(std::uint64_t value, int bytes) {
  std::string out;
  for (int i = 0; i < bytes; ++i) out.push_back(static_cast<char>(value >> (8 * i) & 255));
  return out;
}
std::string u32(std::uint32_t value) {
  return le(value, 4);
}
std::string text(const std::string& value) {
  std::string out = value.size() < 254 ? le(value.size(), 1) + value : "\xFE" + le(value.size(), 3) + value;
  out.resize((out.size() + 3) / 4 * 4, '\0');
  return out;
}

std::string json_of(const TlTree& tree) {
  std::string out;
  JsonWriter json(out);
  if (!tree.empty()) tree.write(json, tree.root());
  return out;
}

struct Decoded {
  explicit Decoded(std::string bytes) : blob(std::move(bytes)) {
    tree.read(TlSchema::built_in(), as_bytes(blob));
  }
  Decoded(const Decoded&) = delete;
  Decoded& operator=(const Decoded&) = delete;
  std::string blob;
  TlTree tree;
};

// CRC-32 (IEEE 802.3), bit by bit.
std::uint32_t crc32_of(const std::string& bytes) {
  std::uint32_t crc = 0xFFFFFFFF;
  for (char c : bytes) {
    crc ^= static_cast<unsigned char>(c);
    for (int i = 0; i < 8; ++i) crc = crc >> 1 ^ (0xEDB88320U & (0U - (crc & 1U)));
  }
  return ~crc;
}

std::string notation(const TlField& field, const TlSchema& schema, TlKind kind) {
  switch (kind) {
    case TlKind::flags:
      return "#";
    case TlKind::truth:
      return "true";
    case TlKind::int32:
      return "int";
    case TlKind::int64:
      return "long";
    case TlKind::real:
      return "double";
    case TlKind::text:
    case TlKind::bytes:
      return "string";  // what `bytes` count as in an id
    case TlKind::vector:
      // Inside a vector `bytes` keep their name.
      return "Vector " + (field.element == TlKind::bytes ? "bytes" : notation(field, schema, field.element));
    case TlKind::object:
      return std::string(schema.type_name(field.type));
  }
  return {};
}

TEST(TlSchema, each_public_id_is_the_checksum_of_its_line) {
  const TlSchema& schema = TlSchema::built_in();
  ASSERT_GT(schema.constructors().size(), 1000u);
  std::vector<std::string> differ;
  for (const TlConstructor& constructor : schema.constructors()) {
    if (constructor.id >> 8 == 0x555555) continue;  // the client's own
    std::string line(constructor.name);
    std::vector<std::string_view> words;
    for (const TlField& field : schema.fields(constructor)) {
      if (field.kind == TlKind::flags) words.push_back(field.name);
      if (field.kind == TlKind::truth) continue;  // not counted
      line += " " + std::string(field.name) + ":";
      if (field.flag_word >= 0) {
        line += std::string(words.at(static_cast<std::size_t>(field.flag_word))) + "." +
                std::to_string(field.flag_bit) + "?";
      }
      line += notation(field, schema, field.kind);
    }
    line += " = " + std::string(schema.type_name(constructor.type));
    if (crc32_of(line) != constructor.id) differ.push_back(line);
  }
  // A field that was dropped again left this one with the id of its older form.
  ASSERT_EQ(differ.size(), 1u);
  EXPECT_EQ(differ[0].substr(0, 8), "channel ");
}

TEST(TlSchema, every_type_that_a_field_has_is_there) {
  const TlSchema& schema = TlSchema::built_in();
  std::set<std::uint16_t> known;
  for (const auto& constructor : schema.constructors()) known.insert(constructor.type);
  for (const auto& constructor : schema.constructors()) {
    for (const TlField& field : schema.fields(constructor)) {
      if (field.kind != TlKind::object && (field.kind != TlKind::vector || field.element != TlKind::object))
        continue;
      EXPECT_EQ(known.count(field.type), 1u) << constructor.name << " " << field.name;
    }
  }
}

TEST(TlSchema, lines_that_make_no_sense_are_refused_with_their_number) {
  EXPECT_TRUE(TlSchema::parse("# note\n0000000a\ta\tA\tx:int y:Vector<A>\n"));
  for (const char* bad :
       {"xyz\ta\tA\t", "01\t\tA\t", "01\ta\tA\tx", "01\ta\tA\tx:flags.1?int",
        "01\ta\tA\tflags:# x:flags.32?int", "01\ta\tA\tx:true", "01\ta\tA\tx:Vector<true>"}) {
    const auto parsed = TlSchema::parse(std::string("# note\n") + bad);
    ASSERT_FALSE(parsed) << bad;
    EXPECT_NE(parsed.error().message.find("line 2"), std::string::npos);
  }
}

// message of layers 225: flags, flags2, id, from_id (8), peer, date, text, entities (7).
TEST(TlTree, newest_message) {
  const Decoded d(u32(0x95ef6f2b) + u32(1 << 7 | 1 << 8 | 2) + u32(0) + u32(5) + u32(0x59511722) +
                  le(7000000001, 8) + u32(0x36c6019a) + le(41, 8) + u32(1772334245) + text("сегодня") +
                  u32(0x1cb5c415) + u32(1) + u32(0x6ed02538) + u32(0) + u32(3));
  EXPECT_EQ(d.tree.trouble(), "");
  EXPECT_EQ(d.tree.end(), d.blob.size());
  EXPECT_EQ(json_of(d.tree),
            R"({"_":"message","out":true,"id":5,"from_id":{"_":"peerUser","user_id":7000000001},)"
            R"("peer_id":{"_":"peerChat","chat_id":41},"date":1772334245,"message":"сегодня",)"
            R"("entities":[{"_":"messageEntityUrl","offset":0,"length":3}]})");
  EXPECT_EQ(telegram_peer(d.tree, d.tree.at("from_id")), 7000000001);
  EXPECT_EQ(telegram_peer(d.tree, d.tree.at("peer_id")), -41);
  EXPECT_EQ(d.tree.at("entities.0.length")->integer, 3);
  EXPECT_EQ(d.tree.at("entities.1"), nullptr);
  EXPECT_EQ(d.tree.at("entities.x"), nullptr);
}

TEST(TlTree, oldest_message_and_long_text) {
  const std::string body(300, 'x');
  const Decoded d(u32(0x567699b3) + u32(2) + u32(9) + u32(111) + u32(0x9db1bc6d) + u32(222) +
                  u32(1400000000) + text(body) + u32(0x3ded6320));
  EXPECT_EQ(d.tree.trouble(), "");
  EXPECT_EQ(d.tree.at("message")->bytes, body);
  EXPECT_EQ(d.tree.at("from_id")->integer, 111);
  EXPECT_EQ(telegram_kind(d.tree, as_bytes(d.blob)), "message");
}

TEST(TlTree, both_widths_of_a_secret_message) {
  const std::string rest =
      u32(0x59511722) + le(2, 8) + u32(1772334245) + text("a") + u32(0x3ded6320) + u32(0x1cb5c415) + u32(0);
  const Decoded wide(u32(0x555555fa) + u32(0) + u32(1) + u32(0) + le(7000000001, 8) + rest);
  const Decoded narrow(u32(0x555555fa) + u32(0) + u32(1) + u32(0) + u32(700001) + rest);
  EXPECT_EQ(wide.tree.trouble() + narrow.tree.trouble(), "");
  EXPECT_EQ(wide.tree.at("from_id")->integer, 7000000001);
  EXPECT_EQ(narrow.tree.at("from_id")->integer, 700001);
  EXPECT_EQ(narrow.tree.at("message")->bytes, "a");
}

TEST(TlTree, keys_are_read_past) {
  const Decoded d(u32(0x55555554) + u32(2) + le(3, 8) + u32(4) + le(0x1122334455667788, 8) +
                  text("KEYKEYKEY") + text("IVIVIV"));
  EXPECT_EQ(d.tree.trouble(), "");
  EXPECT_EQ(json_of(d.tree),
            R"({"_":"fileEncryptedLocation","dc_id":2,"volume_id":3,"local_id":4,"secret":"present",)"
            R"("key":"present","iv":"present"})");
}

TEST(TlTree, unknown_constructor_keeps_what_came_before_it) {
  const Decoded d(u32(0x94345242) + u32(1 << 9) + u32(0) + u32(5) + u32(0x59511722) + le(1, 8) +
                  u32(1772334245) + text("было") + u32(0xdeadbeef) + u32(1));
  EXPECT_EQ(d.tree.trouble(), "constructor 0xdeadbeef is not known");
  EXPECT_EQ(telegram_text(d.tree, as_bytes(d.blob), 1772334245), "было");
  const Decoded wrong(u32(0x94345242) + u32(0) + u32(0) + u32(5) + u32(0x3ded6320));
  EXPECT_EQ(wrong.tree.trouble(), "messageMediaEmpty stands where a Peer should");
}

TEST(TlTree, text_of_an_unknown_layer_is_found_behind_its_date) {
  const Decoded d(u32(0x0badf00d) + u32(7) + u32(1772334245) + text("новый слой") + u32(1));
  EXPECT_EQ(telegram_text(d.tree, as_bytes(d.blob), 1772334245), "новый слой");
  EXPECT_EQ(telegram_text(d.tree, as_bytes(d.blob), 1772334246), "");
  EXPECT_EQ(telegram_kind(d.tree, as_bytes(d.blob)), "unknown:0x0badf00d");
}

TEST(TlTree, counts_and_depth_are_not_believed) {
  const Decoded many(u32(0xbd47cbad) + text("t") + u32(0x1cb5c415) + u32(0xFFFFFFFF) + le(1, 8));
  EXPECT_EQ(many.tree.trouble(), "a vector is longer than the object");
  std::string nested;
  for (int i = 0; i < 100000; ++i) nested += u32(0x6724abc4);  // textBold(text: RichText)
  const Decoded deep(nested);
  EXPECT_EQ(deep.tree.trouble(), "objects are nested too deep");
  EXPECT_EQ(Decoded("").tree.trouble(), "the object is cut off");
  EXPECT_EQ(Decoded(u32(0x94345242).substr(0, 3)).tree.trouble(), "the object is cut off");
}

// What the app keeps beside its database; made by the encoder of samples/telegram_tl.py.
TEST(TelegramPrefs, account_and_drafts_are_read_and_nothing_else) {
  const auto parse = [](const std::string& path, const std::string& inside) {
    std::vector<std::byte> bytes;
    for (const char c :
         "<?xml version='1.0' encoding='utf-8' standalone='yes' ?>\n<map>\n" + inside + "</map>\n")
      bytes.push_back(static_cast<std::byte>(c));
    return parse_files(built_in(), {{path, "", bytes}}, "text/xml");
  };
  const Parsed account =
      parse("data/data/org.telegram.messenger/shared_prefs/userconfing.xml",
            "<string name=\"passcodeHash1\">0123</string><boolean name=\"x\" value=\"true\" />\n"
            "<string "
            "name=\"user\">yk8xg1YEAAAAAAAAAYY7oQEAAAAK0JzQsNGA0LDRggAD0JEuDDQ0NzcwMDkwMDEwMQAAAD9wjAAAk55p&#"
            "10;</string>\n");
  EXPECT_EQ(
      to_jsonl(account),
      R"({"type":"account","app":"Telegram","platform":"android","account_id":"7000000001","name":"Марат Б.","phone":"447700900101",)"
      R"("path":"data/data/org.telegram.messenger/shared_prefs/userconfing.xml","locator":"xml:/map/string[@name='user']",)"
      R"("parser":"telegram_prefs_android","recovered":"live"})"
      "\n");
  const Parsed drafts =
      parse("shared_prefs/drafts1.xml",
            "<string "
            "name=\"t_-123_4\">"
            "1f718efd01000000370000001dd0bdd0b520d0bed182d0bfd180d0b0d0b2d0bbd0b5d0bdd0bdd0bed0b50000a5aca369"
            "</string><string name=\"r_5\">00</string><string name=\"6\">zz</string>");
  ASSERT_EQ(drafts.records.size(), 1u);
  EXPECT_EQ(drafts.records[0].text("chat_id"), "-123");
  EXPECT_EQ(drafts.records[0].text("text"), "не отправленное");
  ASSERT_EQ(drafts.problems.size(), 1u);
  EXPECT_NE(drafts.problems[0].reason.find("“6”"), std::string::npos);
}

// Whatever the bytes: it ends, and what it gives is whole JSON.
TEST(TlTree, damaged_blobs_keep_the_form) {
  const std::string sample =
      read_text(std::string(ULIKA_SOURCE_DIR) + "/samples/definitions/telegram_android.sql");
  std::vector<std::string> blobs;
  for (auto at = sample.find("X'"); at != std::string::npos; at = sample.find("X'", at + 2)) {
    std::string blob;
    for (auto i = at + 2; sample[i] != '\''; i += 2)
      blob.push_back(static_cast<char>(std::stoi(sample.substr(i, 2), nullptr, 16)));
    blobs.push_back(blob);
  }
  ASSERT_GT(blobs.size(), 30u);
  std::mt19937 random(20260302);
  std::size_t whole = 0;
  for (int round = 0; round < 20000; ++round) {
    std::string blob = blobs[random() % blobs.size()];
    for (unsigned i = random() % 4; i > 0; --i) blob[random() % blob.size()] = static_cast<char>(random());
    if (random() % 4 == 0) blob.resize(random() % (blob.size() + 1));
    const Decoded d(blob);
    if (d.tree.trouble().empty()) ++whole;
    if (!d.tree.empty()) {
      ASSERT_FALSE(json_of(d.tree).empty());
    }
    telegram_text(d.tree, as_bytes(d.blob), 1772334245);
    telegram_kind(d.tree, as_bytes(d.blob));
    telegram_name(d.tree);
    telegram_origin(d.tree);
    ASSERT_EQ(telegram_attachments(d.tree, as_bytes(d.blob)).front(), '[');
    ASSERT_LE(d.tree.end(), d.blob.size());
  }
  EXPECT_GT(whole, 1000u);
}

}  // namespace
}  // namespace ulika::test
