// E-mails: single messages, mailboxes, encodings of the region, and what is broken in them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "parsers/mail_headers.h"
#include "parsers/mail_message.h"
#include "tests/parsers/sample.h"

namespace ulika::test {
namespace {

using testing::ElementsAre;

Parsed parse(const std::string& path, const std::string& text) {
  const auto* first = reinterpret_cast<const std::byte*>(text.data());
  return parse_files(built_in(), {{path, "", std::vector<std::byte>(first, first + text.size())}},
                     "text/plain");
}

const std::string kPlain =
    "Return-Path: <a@example.org>\r\n"
    "From: =?koi8-r?B?4cnEwQ==?= <a@example.org>\r\n"
    "To: \"B, C\" <b@example.org>,\r\n  c@example.org (Cc, too)\r\n"
    "Cc: d@example.org\r\n"
    "Subject: =?UTF-8?Q?=D0=A1=D0=BA=D0=BB=D0=B0?=\r\n =?UTF-8?Q?=D0=B4?= today\r\n"
    "Date: Tue, 3 Mar 2026 14:05:06 +0500\r\n"
    "Message-ID: <1@example.org>\r\n"
    "Content-Type: text/plain; charset=windows-1251\r\n"
    "Content-Transfer-Encoding: quoted-printable\r\n"
    "\r\n"
    "=CF=F0=E8=E2=E5=F2, =\r\n=EC=E8=F0\r\n";

TEST(Mail, fields_and_text_come_decoded) {
  const auto mail = read_mail_message(kPlain);
  ASSERT_TRUE(mail);
  EXPECT_EQ(mail->from, "Аида <a@example.org>");
  EXPECT_THAT(mail->to, ElementsAre("\"B, C\" <b@example.org>", "c@example.org (Cc, too)", "d@example.org"));
  EXPECT_EQ(mail->subject, "Склад today");
  EXPECT_EQ(mail->message_id, "<1@example.org>");
  ASSERT_TRUE(mail->sent_at);
  EXPECT_EQ(format_rfc3339(*mail->sent_at), "2026-03-03T09:05:06.000Z");
  EXPECT_EQ(mail->text, "Привет, мир");
  EXPECT_FALSE(mail->damaged);
}

TEST(Mail, parts_give_text_and_names_of_attachments) {
  const std::string text =
      "From: a@example.org\nSubject: x\nDate: 1 Jan 2026 00:00:00 GMT\nMIME-Version: 1.0\n"
      "Content-Type: multipart/mixed; boundary=\"out=er\"\n\nignored\n"
      "--out=er\nContent-Type: multipart/alternative; boundary=in\n\n"
      "--in\nContent-Type: text/html; charset=utf-8\n\n<p>из <b>HTML</b></p>\n"
      "--in\nContent-Type: text/plain; charset=utf-8\n\nиз текста\n"
      "--in--\n"
      "--out=er\nContent-Type: image/jpeg\n"
      "Content-Disposition: attachment; filename*0*=utf-8''%D1%84%D0%BE;\n filename*1=to.jpg\n"
      "Content-Transfer-Encoding: base64\n\nAAECAwQF\nBgc=\n"
      "--out=er--\n";
  const auto mail = read_mail_message(text);
  ASSERT_TRUE(mail);
  EXPECT_EQ(mail->text, "из текста");
  ASSERT_EQ(mail->attachments.size(), 1u);
  EXPECT_EQ(mail->attachments[0].name, "фоto.jpg");
  EXPECT_EQ(mail->attachments[0].mime, "image/jpeg");
  EXPECT_EQ(mail->attachments[0].size, 8u);
  EXPECT_FALSE(mail->damaged);

  const auto cut = read_mail_message(text.substr(0, text.find("--in--")));
  ASSERT_TRUE(cut);
  EXPECT_EQ(cut->text, "из текста");
  EXPECT_TRUE(cut->damaged);
}

TEST(Mail, html_alone_is_read_as_text) {
  const auto mail = read_mail_message(
      "From: a@example.org\nDate: 1 Jan 2026 00:00 +0000\nContent-Type: text/html\n\n"
      "<html><style>p{}</style><body>одна<br>две &amp; три<script>x()</script></body>");
  ASSERT_TRUE(mail);
  EXPECT_EQ(mail->text, "одна\nдве & три");
}

TEST(Mail, dates_are_read_with_their_zones_only) {
  EXPECT_EQ(mail_time("Tue, 03 Mar 2026 09:05:06 GMT"), mail_time("3 Mar 26 14:05:06 +0500 (Almaty)"));
  EXPECT_EQ(mail_time("Tue, 3 Mar 2026 14:05 EST"), mail_time("3 Mar 2026 19:05:00 +0000"));
  for (const char* wrong :
       {"", "today", "Tue, 3 Mar 2026 14:05:06", "3 Xyz 2026 14:05:06 +0500", "31 Feb 2026 14:05:06 +0500",
        "3 Mar 2026 14:05:06 +9999", "3 Mar 2026 25:05:06 +0500"}) {
    EXPECT_FALSE(mail_time(wrong)) << wrong;
  }
}

TEST(Mail, encoded_words_of_any_quality) {
  EXPECT_EQ(decode_words("=?windows-1251?Q?=CF=F0_=E8?= =?utf-8?b?0LM=?="), "Пр иг");
  EXPECT_EQ(decode_words("a =?utf-8?Q?b?= c"), "a b c");
  EXPECT_EQ(decode_words("=?iso-8859-1?Q?Fr=F6sche=80?="), "Frösche€");
  EXPECT_EQ(decode_words("=?iso-8859-5?Q?=BF=E0=D8=F0?="), "При№");
  for (const char* odd : {"=?utf-8?X?b?=", "=?utf-8?B?*?=", "=?utf-8", "=?", "a=?b"})
    EXPECT_EQ(decode_words(odd), odd);
  EXPECT_EQ(decode_words("\xCF\xF0\xE8\xE2\xE5\xF2"), "Привет");  // not encoded at all, Windows-1251
}

TEST(Mailbox, messages_are_told_apart_by_their_marks) {
  const std::string two = "From a@example.org Tue Mar  3 14:05:06 2026\r\n" + kPlain +
                          "From here on it is text.\r\n\r\nFrom b@example.org Tue Mar  3 15:05:06 2026\r\n" +
                          kPlain;
  const Parsed parsed = parse("Profiles/x.default/Mail/Local Folders/Inbox", two);
  ASSERT_EQ(parsed.records.size(), 2u);
  EXPECT_EQ(parsed.outcome.parsers, std::vector<std::string>{"mail"});
  const std::size_t second = two.find("From b@example.org");
  EXPECT_EQ(parsed.records[0].from.locator, "bytes:0+" + std::to_string(second));
  EXPECT_EQ(parsed.records[1].from.locator,
            "bytes:" + std::to_string(second) + "+" + std::to_string(two.size() - second));
  EXPECT_THAT(std::string(parsed.records[0].text("text")), testing::EndsWith("From here on it is text."));
  EXPECT_EQ(parsed.records[1].text("subject"), "Склад today");
  const std::string to = R"x(["\"B, C\" <b@example.org>","c@example.org (Cc, too)","d@example.org"])x";
  EXPECT_EQ(parsed.records[1].text("to"), to);
}

// A mark is found wherever the pieces in which a file is read end.
TEST(Mailbox, marks_across_pieces_are_found) {
  constexpr std::size_t kPiece = 1 << 20;
  for (const std::size_t shift : {0, 1, 2, 3, 4, 5, 6, 7, 8, 9}) {
    std::string first = "From x\r\n" + kPlain;
    first.append(kPiece - first.size() - 6 + shift, 'z').append("\r\n\r\n");
    EXPECT_EQ(parse("a.mbox", first + "From y\r\n" + kPlain).records.size(), 2u) << shift;
  }
}

TEST(Mailbox, apples_single_messages_and_what_is_no_mail) {
  const Parsed emlx =
      parse("Messages/7.emlx", std::to_string(kPlain.size()) + "       \n" + kPlain + "<plist/>");
  ASSERT_EQ(emlx.records.size(), 1u);
  EXPECT_EQ(emlx.records[0].text("text"), "Привет, мир");
  EXPECT_TRUE(parse("notes.eml", "just some text: nothing of a mail\n").records.empty());
}

TEST(Mailbox, damage_is_told) {
  const Parsed parsed = parse("a.eml",
                              "From: a@example.org\nDate: 1 Jan 2026 00:00 +0000\nSubject: s\n"
                              "Content-Transfer-Encoding: base64\n\n*** no base64 ***\n");
  ASSERT_EQ(parsed.records.size(), 1u);
  ASSERT_EQ(parsed.problems.size(), 1u);
  EXPECT_EQ(parsed.problems[0].state, LedgerState::damaged);
}

}  // namespace
}  // namespace ulika::test
