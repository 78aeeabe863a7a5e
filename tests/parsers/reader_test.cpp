// What is no SQLite: Telegram's exports, pictures, documents, plain texts.
#include <gtest/gtest.h>

#include "parsers/exif.h"
#include "parsers/plain_text.h"
#include "tests/parsers/sample.h"

namespace ulika::test {
namespace {

std::vector<std::byte> to_bytes(std::string_view text) {
  std::vector<std::byte> out;
  for (char c : text) out.push_back(static_cast<std::byte>(c));
  return out;
}

Parsed parse_text(const std::string& path, const std::string& mime, std::string_view content) {
  return parse_files(built_in(), {{path, "", to_bytes(content)}}, mime);
}

const Record& only(const Parsed& parsed, std::string_view type) {
  static const Record none;
  for (const Record& record : parsed.records) {
    if (record.type == type) return record;
  }
  ADD_FAILURE() << "no " << type;
  return none;
}

TEST(Telegram, full_export_knows_its_owner) {
  const Parsed parsed = parse_text("tg/result.json", "application/json", R"({
    "about": "Here is the data you requested. Remember: Telegram is ad free",
    "personal_information": {"user_id": 111, "first_name": "A", "last_name": "B", "phone_number": "+44 7700 900181"},
    "contacts": {"list": [{"user_id": 0, "first_name": "C", "last_name": "", "phone_number": "+44 7700 900182"}]},
    "chats": {"list": [
      {"name": "C", "type": "personal_chat", "id": 222, "messages": [
        {"id": 1, "type": "message", "date": "2026-03-01T08:04:05", "date_unixtime": "1772334245", "from": "A B", "from_id": "user111",
         "text": ["см. ", {"type": "link", "text": "https://example.org/"}], "edited_unixtime": "1772334300"},
        {"id": 2, "type": "message", "date": "2026-03-01T08:05:00", "date_unixtime": "1772334300", "from": "C", "from_id": "user222",
         "forwarded_from": "D", "reply_to_message_id": 1, "text": "", "photo": "chats/chat_1/photos/photo_1.jpg",
         "location_information": {"latitude": 45.5, "longitude": 68.25}},
        {"id": 3, "type": "service", "date": "2026-03-01T08:06:00", "date_unixtime": "1772334360", "actor": "C", "actor_id": "user222",
         "action": "phone_call", "duration_seconds": 5, "discard_reason": "hangup", "text": ""}]},
      {"name": "G", "type": "private_supergroup", "id": 333, "messages": [
        {"id": 9, "type": "message", "date": "2019-03-01T08:04:05", "from": "X", "from_id": 444, "text": "old"}]}]}})");
  EXPECT_TRUE(parsed.problems.empty());
  EXPECT_EQ(
      to_jsonl(parsed),
      R"({"type":"account","app":"Telegram","account_id":"111","name":"A B","phone":"+44 7700 900181","path":"tg/result.json","locator":"json:/personal_information","parser":"telegram_export","recovered":"live"}
{"type":"contact","app":"Telegram","name":"C","phones":["+44 7700 900182"],"path":"tg/result.json","locator":"json:/contacts/list/0","parser":"telegram_export","recovered":"live"}
{"type":"message","app":"Telegram","chat_id":"222","chat":"C","sender_id":"user111","sender":"A B","direction":"out","sent_at":"2026-03-01T03:04:05.000Z","text":"см. https://example.org/","edited":true,"path":"tg/result.json","locator":"json:/chats/list/0/messages/0","parser":"telegram_export","recovered":"live"}
{"type":"location","latitude":45.5,"longitude":68.25,"at":"2026-03-01T03:05:00.000Z","origin":"app_db","path":"tg/result.json","locator":"json:/chats/list/0/messages/1/location_information","parser":"telegram_export","recovered":"live"}
{"type":"message","app":"Telegram","chat_id":"222","chat":"C","sender_id":"user222","sender":"C","direction":"in","sent_at":"2026-03-01T03:05:00.000Z","attachments":[{"mime":"image/jpeg","name":"photo_1.jpg","path":"chats/chat_1/photos/photo_1.jpg"}],"latitude":45.5,"longitude":68.25,"forwarded_from":"D","reply_to":"1","path":"tg/result.json","locator":"json:/chats/list/0/messages/1","parser":"telegram_export","recovered":"live"}
{"type":"call","app":"Telegram","direction":"in","party_id":"222","party":"C","started_at":"2026-03-01T03:06:00.000Z","duration_s":5,"answered":true,"kind":"hangup","path":"tg/result.json","locator":"json:/chats/list/0/messages/2","parser":"telegram_export","recovered":"live"}
{"type":"message","app":"Telegram","chat_id":"222","chat":"C","sender_id":"user222","sender":"C","direction":"system","sent_at":"2026-03-01T03:06:00.000Z","kind":"service:phone_call","path":"tg/result.json","locator":"json:/chats/list/0/messages/2","parser":"telegram_export","recovered":"live"}
{"type":"chat","app":"Telegram","chat_id":"222","name":"C","kind":"private","path":"tg/result.json","locator":"json:/chats/list/0","parser":"telegram_export","recovered":"live"}
{"type":"message","app":"Telegram","chat_id":"333","chat":"G","sender_id":"444","sender":"X","direction":"in","sent_at":"2019-03-01T08:04:05.000Z","zone":"unknown","text":"old","path":"tg/result.json","locator":"json:/chats/list/1/messages/0","parser":"telegram_export","recovered":"live"}
{"type":"chat","app":"Telegram","chat_id":"333","name":"G","kind":"group","path":"tg/result.json","locator":"json:/chats/list/1","parser":"telegram_export","recovered":"live"}
)");
}

TEST(Telegram, polls_and_members_are_part_of_the_text) {
  const Parsed parsed = parse_text("r.json", "application/json",
                                   R"({"name": "G", "type": "private_group", "id": 5, "messages": [
      {"id": 1, "type": "message", "date_unixtime": "1772334245", "from": "C", "from_id": "user5", "text": "vote",
       "poll": {"question": "Where?", "answers": [{"text": "North"}, {"text": "South"}, 3]}},
      {"id": 2, "type": "service", "date_unixtime": "1772334245", "actor": "C", "actor_id": "user5", "action": "create_group",
       "title": "G", "members": ["C", null, "D"], "text": ""}]})");
  ASSERT_EQ(parsed.count("message"), 2u);
  EXPECT_EQ(parsed.records[0].text("text"), "vote\nWhere?\n- North\n- South");
  EXPECT_EQ(parsed.records[1].text("text"), "G, C, D");
}

TEST(Telegram, copy_of_the_form_without_kind_of_chat_is_read) {
  const Parsed parsed = parse_text("result.json", "application/json", R"({"name": "T", "messages": [
      {"id": 1, "type": "message", "date": "2026-03-01T08:04:05+05:00", "from": "O", "text": "a", "file": "media/1.jpg"}]})");
  ASSERT_EQ(parsed.count("message"), 1u);
  EXPECT_EQ(std::get<std::int64_t>(*only(parsed, "message").find("sent_at")), 1772334245000);
  EXPECT_FALSE(only(parsed, "message").find("zone"));
}

TEST(Telegram, cut_export_of_one_chat_keeps_what_came_before) {
  const Parsed parsed = parse_text("r.json", "application/json",
                                   R"({"name": "C", "type": "personal_chat", "id": 5, "messages": [
      {"id": 1, "type": "message", "date_unixtime": "1772334245", "from": "C", "from_id": "user5", "text": "a"},
      {"id": 2, "type": "mess)");
  EXPECT_EQ(parsed.count("message"), 1u);
  EXPECT_FALSE(only(parsed, "message").find("direction"));
  ASSERT_EQ(parsed.problems.size(), 1u);
  EXPECT_EQ(parsed.problems[0].state, LedgerState::damaged);
}

TEST(Telegram, other_json_is_not_claimed) {
  EXPECT_FALSE(
      parse_text("package.json", "application/json", R"({"name": "x", "messages": []})").outcome.claimed);
}

// Little-endian TIFF: IFD0 with make, Exif and GPS directories.
std::string tiff() {
  std::string t("II*\0\x08\0\0\0", 8);
  const auto u16 = [&](unsigned v) {
    t.push_back(static_cast<char>(v & 255)), t.push_back(static_cast<char>(v >> 8));
  };
  const auto u32 = [&](unsigned v) { u16(v & 0xFFFF), u16(v >> 16); };
  const auto entry = [&](unsigned tag, unsigned type, unsigned count, unsigned value) {
    u16(tag), u16(type), u32(count), u32(value);
  };
  const unsigned exif = 8 + 2 + 3 * 12 + 4;
  const unsigned gps = exif + 2 + 2 * 12 + 4;
  const unsigned data = gps + 2 + 4 * 12 + 4;
  u16(3), entry(0x10F, 2, 4, 0x00636241), entry(0x8769, 4, 1, exif), entry(0x8825, 4, 1, gps),
      u32(0);  // make "Abc"
  u16(2), entry(0x9003, 2, 20, data), entry(0x9011, 2, 7, data + 20), u32(0);
  u16(4), entry(1, 2, 2, 'S'), entry(2, 5, 3, data + 28), entry(3, 2, 2, 'E'), entry(4, 5, 3, data + 52),
      u32(0);
  t.append("2026:03:01 08:04:05", 20).append("+05:00\0", 8);
  for (unsigned v : {25u, 1u, 30u, 1u, 0u, 1u, 134u, 1u, 15u, 1u, 36u, 1u}) u32(v);
  return t;
}

std::string big(std::size_t value, int bytes) {
  std::string out;
  while (bytes-- > 0) out.push_back(static_cast<char>(value >> (8 * bytes) & 255));
  return out;
}

std::string box(const std::string& kind, const std::string& body) {
  return big(body.size() + 8, 4) + kind + body;
}

TEST(Exif, every_container_gives_the_same) {
  const std::string block = tiff();
  const std::string exif = std::string("Exif\0\0", 6) + block;
  const std::string jpeg = "\xFF\xD8\xFF\xE1" + big(exif.size() + 2, 2) + exif + "\xFF\xD9";
  const std::string png = "\x89PNG\r\n\x1A\n" + big(block.size(), 4) + "eXIf" + block + big(0, 4) +
                          big(0, 4) + "IEND" + big(0, 4);
  std::string webp =
      "EXIF" +
      std::string{static_cast<char>(block.size() & 255), static_cast<char>(block.size() >> 8), 0, 0} + block;
  webp = "RIFF" + std::string(4, '\0') + "WEBP" + webp;
  const std::string ftyp = box("ftyp", "heic" + big(0, 4));
  const std::string infe = box("infe", big(2, 1) + big(0, 3) + big(7, 2) + big(0, 2) + "Exif" + big(0, 1));
  const std::string iinf = box("iinf", big(0, 4) + big(1, 2) + infe);
  const std::size_t meta_size = 8 + 4 + iinf.size() + 8 + 4 + 2 + 2 + 2 + 2 + 2 + 4 + 4;
  const std::string iloc =
      box("iloc", big(0, 4) + big(0x4400, 2) + big(1, 2) + big(7, 2) + big(0, 2) + big(1, 2) +
                      big(ftyp.size() + meta_size + 8, 4) + big(exif.size() + 4, 4));
  const std::string heic = ftyp + box("meta", big(0, 4) + iinf + iloc) + box("mdat", big(6, 4) + exif);
  const std::pair<const char*, std::string> pictures[] = {
      {"image/jpeg", jpeg}, {"image/png", png}, {"image/webp", webp}, {"image/heic", heic}};
  for (const auto& [mime, content] : pictures) {
    SCOPED_TRACE(mime);
    const Parsed parsed = parse_text("p", mime, content);
    EXPECT_TRUE(parsed.problems.empty());
    ASSERT_EQ(parsed.records.size(), 2u);
    const Record& photo = only(parsed, "photo");
    EXPECT_EQ(photo.text("make"), "Abc");
    EXPECT_EQ(std::get<std::int64_t>(*photo.find("taken_at")), 1772334245000);  // 08:04:05 at +05:00
    EXPECT_FALSE(photo.find("zone"));
    const Record& place = only(parsed, "location");
    EXPECT_DOUBLE_EQ(std::get<double>(*place.find("latitude")), -25.5);
    EXPECT_DOUBLE_EQ(std::get<double>(*place.find("longitude")), 134.26);
    EXPECT_EQ(place.from.locator,
              "bytes:" + std::to_string(content.find("II*")) + "+" + std::to_string(block.size()));
  }
}

TEST(Exif, cut_picture_is_a_problem) {
  EXPECT_EQ(parse_text("p.jpg", "image/jpeg", "\xFF\xD8\xFF\xE1\x10").problems.size(), 1u);
}

TEST(Documents, office_parts_give_their_text) {
  const Parsed word = parse_text(
      "a.docx!/word/document.xml", "text/xml",
      "<w:document><w:body><w:p><w:r><w:t>Склад</w:t></w:r><w:r><w:tab/><w:t>№1</w:t></w:r></w:p>"
      "<w:p><w:r><w:instrText>HIDDEN</w:instrText><w:t>конец</w:t></w:r></w:p></w:body></w:document>");
  EXPECT_EQ(word.outcome.text, "Склад\t№1\nконец");
  const Parsed odt =
      parse_text("a.odt!/content.xml", "text/xml",
                 "<office:text><text:h>Тема</text:h><text:p>раз<text:line-break/>два</text:p></office:text>");
  EXPECT_EQ(odt.outcome.text, "Тема\nраз\nдва");
}

TEST(Documents, document_type_declaration_ends_the_reading) {
  const Parsed parsed = parse_text("a.docx!/word/document.xml", "text/xml",
                                   "<!DOCTYPE d [<!ENTITY a \"aaaaaaaaaa\">]><d><w:t>&a;</w:t></d>");
  EXPECT_TRUE(parsed.outcome.text.empty());
  ASSERT_EQ(parsed.problems.size(), 1u);
}

TEST(PlainText, encodings_are_told_apart) {
  EXPECT_EQ(guess_encoding(as_bytes(std::string_view("plain"))), Encoding::utf8);
  EXPECT_EQ(guess_encoding(as_bytes(std::string_view("закладка"))), Encoding::utf8);
  // "Привет, где забрать посылку?" in four code pages.
  EXPECT_EQ(guess_encoding(
                as_bytes(std::string_view("\xCF\xF0\xE8\xE2\xE5\xF2, \xE3\xE4\xE5 "
                                          "\xE7\xE0\xE1\xF0\xE0\xF2\xFC \xEF\xEE\xF1\xFB\xEB\xEA\xF3?"))),
            Encoding::cp1251);
  EXPECT_EQ(guess_encoding(
                as_bytes(std::string_view("\xF0\xD2\xC9\xD7\xC5\xD4, \xC7\xC4\xC5 "
                                          "\xDA\xC1\xC2\xD2\xC1\xD4\xD8 \xD0\xCF\xD3\xD9\xCC\xCB\xD5?"))),
            Encoding::koi8_r);
  EXPECT_EQ(guess_encoding(
                as_bytes(std::string_view("\x8F\xE0\xA8\xA2\xA5\xE2, \xA3\xA4\xA5 "
                                          "\xA7\xA0\xA1\xE0\xA0\xE2\xEC \xAF\xAE\xE1\xEB\xAB\xAA\xE3?"))),
            Encoding::cp866);
  std::string wide;
  for (unsigned c : {0x43Fu, 0x440u, 0x438u, 0x432u, 0x435u, 0x442u}) {
    wide.push_back(static_cast<char>(c & 255));
    wide.push_back(static_cast<char>(c >> 8));
  }
  EXPECT_EQ(guess_encoding(as_bytes(std::string_view(wide))), Encoding::utf16le);
  EXPECT_EQ(parse_text("a.txt", "text/plain", wide).outcome.text, "привет");
  EXPECT_FALSE(guess_encoding(as_bytes(std::string_view("\xFF\xFF\xFF\x80\x80\x81\x81\x90"))).has_value());
}

}  // namespace
}  // namespace ulika::test
