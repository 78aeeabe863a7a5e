// The HTML export of Telegram Desktop, and the reader of HTML below it.
#include "parsers/telegram_html.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <random>
#include <sstream>

#include "parsers/html_stream.h"
#include "parsers/telegram_html_parts.h"
#include "tests/parsers/sample.h"

namespace ulika::test {
namespace {

std::vector<std::byte> to_bytes(std::string_view text) {
  std::vector<std::byte> bytes;
  for (const char c : text) bytes.push_back(static_cast<std::byte>(c));
  return bytes;
}

Parsed parse_page(const std::string& page, const std::string& path = "ChatExport/messages.html") {
  return parse_files(built_in(), {{path, "", to_bytes(page)}}, "text/html");
}

const std::string kHead = R"(<!DOCTYPE html>
<html>
 <head>
  <meta charset="utf-8"/>
<title>Exported Data</title>
  <link href="css/style.css" rel="stylesheet"/>
  <script src="js/script.js" type="text/javascript">
if (1 < 2) { x = "<div class='message'>"; }
  </script>
 </head>
 <body onload="CheckLocation();">
  <!-- <div class="message default clearfix" id="message0"> -->
  <div class="page_wrap">
   <div class="page_header">
    <div class="content">
     <div class="text bold">
Смена &amp; Ко
     </div>
    </div>
   </div>
   <div class="page_body chat_page">
    <div class="history">
)";

std::string message(const std::string& id, const std::string& inside, const std::string& more = "") {
  return "     <div class=\"message default clearfix" + more + "\" id=\"message" + id +
         "\">\n      <div class=\"body\">\n" + inside + "\n      </div>\n     </div>\n";
}

std::string dated(const std::string& time, const std::string& name = "Алия &lt;Т&gt;") {
  std::string out = "<div class=\"pull_right date details\" title=\"" + time + "\">\n08:04\n       </div>\n";
  if (!name.empty()) out += "       <div class=\"from_name\">\n" + name + " \n       </div>\n";
  return out;
}

const std::string kTime = "01.03.2026 08:04:05 UTC+05:00";

std::string page() {
  return kHead + R"(     <div class="message service" id="message-1">
      <div class="body details">
1 March 2026
      </div>
     </div>
     <div class="message service" id="message5">
      <div class="body details">
Алия joined group by link
      </div>
     </div>
)" +
         message("6", dated(kTime) +
                          "<div class=\"text\">\nпервая<br>вторая <a "
                          "href=\"https://example.org/\">ссылка</a> &#1078;\n       </div>") +
         message("7",
                 dated(kTime, "") +
                     "<div class=\"reply_to details\">\nIn reply to <a href=\"#go_to_message6\" "
                     "onclick=\"return GoToMessage(6)\">this message</a>\n"
                     "       </div>\n<div class=\"text\">\nда\n       </div>",
                 " joined") +
         message("8",
                 dated(kTime) +
                     "<div class=\"media_wrap clearfix\">\n<a class=\"photo_wrap clearfix pull_left\" "
                     "href=\"photos/photo_1@01-03-2026.jpg\">\n"
                     "<img class=\"photo\" src=\"photos/photo_1@01-03-2026_thumb.jpg\"/>\n</a>\n</div>") +
         message("9",
                 dated(kTime) +
                     "<div class=\"media_wrap clearfix\">\n<a class=\"media clearfix pull_left block_link "
                     "media_location\" "
                     "href=\"https://maps.google.com/maps?q=45.5,68.25&amp;ll=45.5,68.25&amp;z=16\">\n<div "
                     "class=\"fill pull_left\">\n</div>\n"
                     "<div class=\"body\">\n<div class=\"title bold\">\nLocation\n</div>\n<div "
                     "class=\"status details\">\n45.5, 68.25\n</div>\n"
                     "</div>\n</a>\n</div>") +
         message("10", dated(kTime) +
                           "<div class=\"pull_left forwarded userpic_wrap\">\n<div class=\"userpic\"><div "
                           "class=\"initials\">\nС\n</div></div></div>\n"
                           "<div class=\"forwarded body\">\n<div class=\"from_name\">\nСклад <span "
                           "class=\"date details\" title=\"28.02.2026 10:00:00 "
                           "UTC+05:00\"> 28.02.2026 10:00:00</span>\n</div>\n<div "
                           "class=\"text\">\nпереслано\n</div>\n</div>") +
         message("11", dated(kTime) +
                           "<div class=\"media_wrap clearfix\">\n<div class=\"media clearfix pull_left "
                           "media_call success\">\n<div class=\"body\">\n"
                           "<div class=\"title bold\">\nАлия\n</div>\n<div class=\"status "
                           "details\">\nOutgoing (65 seconds)\n</div>\n</div>\n</div>\n</div>") +
         message("12", dated(kTime) +
                           "<div class=\"media_wrap clearfix\">\n<div class=\"media_poll\">\n<div "
                           "class=\"question bold\">\nГде?\n</div>\n"
                           "<div class=\"details\">\nAnonymous poll\n</div>\n<div class=\"answer\">\n- Север "
                           "<span class=\"details\">2 votes</span>\n"
                           "</div>\n<div class=\"answer\">\n- Юг\n</div>\n<div class=\"total details\">\n2 "
                           "votes\n</div>\n</div>\n</div>") +
         message("13", dated("01.03.2019 08:04:05") +
                           "<div class=\"media_wrap clearfix\">\n<div class=\"media clearfix pull_left "
                           "media_contact\">\n<div class=\"body\">\n"
                           "<div class=\"title bold\">\nЕржан\n</div>\n<div class=\"status details\">\n+44 "
                           "7700 900103\n</div>\n</div>\n</div>\n</div>") +
         message("14", dated(kTime) +
                           "<div class=\"media_wrap clearfix\">\n<a class=\"media clearfix pull_left "
                           "block_link media_file\" href=\"files/1.pdf\">\n"
                           "<div class=\"body\">\n<div class=\"title bold\">\nопись.pdf\n</div>\n<div "
                           "class=\"status details\">\n4.0 KB\n</div>\n</div>\n"
                           "</a>\n</div>\n<div class=\"text\">\nсмотри\n</div>") +
         message("15", dated(kTime) +
                           "<div class=\"media_wrap clearfix\">\n<div class=\"media clearfix pull_left "
                           "media_photo\">\n<div class=\"body\">\n"
                           "<div class=\"title bold\">\nPhoto\n</div>\n<div class=\"description\">\nNot "
                           "included, change data exporting settings to "
                           "download.\n</div>\n</div>\n</div>\n</div>") +
         "    </div>\n   </div>\n  </div>\n </body>\n</html>\n";
}

// Without path, locator, parser and recovered.
std::string short_form(const Parsed& parsed) {
  std::string out;
  std::istringstream lines(to_jsonl(parsed));
  for (std::string line; std::getline(lines, line);)
    out += line.substr(0, line.find(",\"path\":\"ChatExport")) + "\n";
  return out;
}

TEST(TelegramHtml, page_gives_what_it_shows) {
  const Parsed parsed = parse_page(page());
  EXPECT_EQ(parsed.outcome.parsers, std::vector<std::string>{"telegram_html"});
  EXPECT_EQ(short_form(parsed),
            R"x({"type":"chat","app":"Telegram","name":"Смена & Ко"
{"type":"message","app":"Telegram","chat":"Смена & Ко","direction":"system","text":"Алия joined group by link","kind":"service"
{"type":"message","app":"Telegram","chat":"Смена & Ко","sender":"Алия <Т>","sent_at":"2026-03-01T03:04:05.000Z","text":"первая\nвторая ссылка ж"
{"type":"message","app":"Telegram","chat":"Смена & Ко","sender":"Алия <Т>","sent_at":"2026-03-01T03:04:05.000Z","text":"да","reply_to":"6"
{"type":"message","app":"Telegram","chat":"Смена & Ко","sender":"Алия <Т>","sent_at":"2026-03-01T03:04:05.000Z","attachments":[{"mime":"image/jpeg","name":"photo_1@01-03-2026.jpg","path":"photos/photo_1@01-03-2026.jpg"}],"kind":"photo"
{"type":"location","latitude":45.5,"longitude":68.25,"at":"2026-03-01T03:04:05.000Z","origin":"app_db","value":"https://maps.google.com/maps?q=45.5,68.25&ll=45.5,68.25&z=16"
{"type":"message","app":"Telegram","chat":"Смена & Ко","sender":"Алия <Т>","sent_at":"2026-03-01T03:04:05.000Z","latitude":45.5,"longitude":68.25,"kind":"location"
{"type":"message","app":"Telegram","chat":"Смена & Ко","sender":"Алия <Т>","sent_at":"2026-03-01T03:04:05.000Z","text":"переслано","forwarded_from":"Склад"
{"type":"call","app":"Telegram","direction":"out","party":"Смена & Ко","started_at":"2026-03-01T03:04:05.000Z","duration_s":65,"answered":true,"kind":"Outgoing (65 seconds)"
{"type":"message","app":"Telegram","chat":"Смена & Ко","sender":"Алия <Т>","sent_at":"2026-03-01T03:04:05.000Z","kind":"call"
{"type":"message","app":"Telegram","chat":"Смена & Ко","sender":"Алия <Т>","sent_at":"2026-03-01T03:04:05.000Z","text":"Где?\n- Север\n- Юг","kind":"poll"
{"type":"message","app":"Telegram","chat":"Смена & Ко","sender":"Алия <Т>","sent_at":"2019-03-01T08:04:05.000Z","zone":"unknown","attachments":[{"mime":"text/vcard","name":"Ержан +44 7700 900103"}],"kind":"contact"
{"type":"message","app":"Telegram","chat":"Смена & Ко","sender":"Алия <Т>","sent_at":"2026-03-01T03:04:05.000Z","text":"смотри","attachments":[{"name":"опись.pdf","path":"files/1.pdf"}],"kind":"file"
{"type":"message","app":"Telegram","chat":"Смена & Ко","sender":"Алия <Т>","sent_at":"2026-03-01T03:04:05.000Z","attachments":[{"mime":"image/jpeg"}],"kind":"photo"
)x");
}

TEST(TelegramHtml, locator_names_the_bytes_of_the_element) {
  const std::string text = page();
  const Parsed parsed = parse_page(text);
  for (const Record& record : parsed.records) {
    if (record.type != "message") continue;
    std::size_t offset = 0, length = 0;
    ASSERT_EQ(std::sscanf(record.from.locator.c_str(), "bytes:%zu+%zu", &offset, &length), 2);
    const std::string element = text.substr(offset, length);
    EXPECT_EQ(element.substr(0, 19), "<div class=\"message");
    EXPECT_EQ(element.substr(element.size() - 6), "</div>");
    EXPECT_EQ(element.find("id=\"message", 25), element.rfind("id=\"message")) << "more than one message";
  }
}

TEST(TelegramHtml, further_page_tells_no_chat_and_other_pages_are_not_claimed) {
  EXPECT_EQ(parse_page(page(), "ChatExport/messages2.html").count("chat"), 0u);
  const Parsed other = parse_page(
      "<html><body><div class=\"message default\" id=\"message1\"><div "
      "class=\"text\">x</div></div></body></html>");
  EXPECT_EQ(other.outcome.parsers, std::vector<std::string>{"plain_text"});
}

TEST(TelegramHtml, cut_or_unclosed_page_keeps_what_is_there) {
  std::string text = page();
  text = text.substr(0, text.find("вторая"));
  EXPECT_EQ(parse_page(text).count("message"), 2u);
  const std::string open =
      "<div class=\"message default\" id=\"message1\"><div class=\"text\">a<div class=\"message "
      "default\" id=\"message2\"><div class=\"text\">b";
  EXPECT_EQ(parse_page(kHead + open).count("message"), 2u);
}

TEST(TelegramHtml, deep_page_is_told) {
  std::string text = kHead;
  for (int i = 0; i < 5000; ++i) text += "<div>";
  const Parsed parsed = parse_page(text);
  ASSERT_EQ(parsed.problems.size(), 1u);
  EXPECT_EQ(parsed.problems[0].state, LedgerState::limited);
}

TEST(TelegramHtml, times_places_and_calls) {
  EXPECT_EQ(telegram_html_time("01.03.2026 08:04:05 UTC+05:00").time, 1772334245000);
  EXPECT_EQ(telegram_html_time("28.02.2026 22:34:05 UTC-04:30").time, 1772334245000);
  EXPECT_FALSE(telegram_html_time("31.02.2026 08:04:05 UTC+05:00").time);
  EXPECT_FALSE(telegram_html_time("soon").time);
  EXPECT_FALSE(telegram_html_time("01.03.2026 08:04:05").zone_known);
  EXPECT_FALSE(telegram_html_place("https://maps.google.com/maps?q=95,68"));
  EXPECT_FALSE(telegram_html_place("https://maps.google.com/maps"));
  EXPECT_EQ(telegram_html_call("Missed").direction, "in");
  EXPECT_EQ(telegram_html_call("Cancelled").direction, "out");
  EXPECT_EQ(telegram_html_call("Жіберілді").direction, "");
  EXPECT_EQ(telegram_html_call("Incoming (5 seconds)").seconds, 5);
}

TEST(Html, references) {
  EXPECT_EQ(html_text("a&amp;b&lt;&#x416;&#1078;&nope;&#0;&#xD800;&"), "a&b<Жж&nope;&#0;&#xD800;&");
}

TEST(Html, damaged_pages_end) {
  const std::string whole = page();
  std::mt19937 random(20260304);
  std::size_t given = 0;
  for (int round = 0; round < 2000; ++round) {
    std::string text = whole;
    for (unsigned i = random() % 8; i > 0; --i)
      text[1200 + random() % (text.size() - 1200)] = "<>\"/&'\0="[random() % 8];
    if (random() % 4 == 0) text.resize(random() % text.size());
    given += parse_page(text).records.size();
  }
  EXPECT_GT(given, 10000u);
}

}  // namespace
}  // namespace ulika::test
