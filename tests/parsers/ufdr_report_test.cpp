// UFED reports: invented ones, key by key, and a real chat.
#include <gtest/gtest.h>

#include <map>

#include "tests/evidence_dir.h"
#include "tests/parsers/sample.h"
#include "triage/base/bytes.h"

namespace ulika::test {
namespace {

Parsed parse_report(const std::string& body) {
  const std::string xml =
      "<?xml version=\"1.0\" encoding=\"utf-8\"?><project id=\"1\" name=\"Sample\" "
      "xmlns=\"http://pa.cellebrite.com/report/2.0\">" +
      body + "</project>";
  SampleFile file;
  file.path = "report.xml";
  const Bytes bytes = as_bytes(xml);
  file.bytes.assign(bytes.begin(), bytes.end());
  return parse_files(built_in(), {file}, "text/xml");
}

std::string field(const std::string& name, const std::string& value) {
  return "<field name=\"" + name + "\" type=\"String\"><value type=\"String\"><![CDATA[" + value +
         "]]></value></field>";
}

std::string party(const std::string& holder, const std::string& id, const std::string& owner) {
  return "<modelField name=\"" + holder + "\" type=\"Party\"><model type=\"Party\" id=\"p\">" +
         field("Identifier", id) + field("IsPhoneOwner", owner) + "</model></modelField>";
}

std::string model(const std::string& type, const std::string& id, const std::string& body) {
  return "<model type=\"" + type + "\" id=\"" + id + "\" deleted_state=\"Intact\">" + body + "</model>";
}

const Record* find_record(const Parsed& parsed, std::string_view locator) {
  for (const Record& record : parsed.records) {
    if (record.from.locator == locator) return &record;
  }
  return nullptr;
}

TEST(UfdrReport, MessagesOfAChatCarryTheChatAndADirectionThatIsStated) {
  const std::string messages =
      "<multiModelField name=\"Messages\" type=\"InstantMessage\">" +
      model("InstantMessage", "m1",
            party("From", "447700900101", "True") + field("Body", "where?") + field("Identifier", "1") +
                field("TimeStamp", "2026-03-01T09:05:06.000+05:00")) +
      model("InstantMessage", "m2",
            party("From", "447700900102", "False") + field("Body", "here") + field("Identifier", "2")) +
      model("InstantMessage", "m3", field("Body", "who?") + field("Identifier", "3")) +
      model("InstantMessage", "again", field("Body", "who?") + field("Identifier", "3")) +
      "</multiModelField>";
  const Parsed parsed = parse_report(
      "<decodedData><modelType type=\"Chat\">" +
      model("Chat", "c1",
            field("Source", "WhatsApp") + field("Id", "447700900102@s.whatsapp.net") +
                field("Name", "Sample") + "<multiModelField name=\"Participants\" type=\"Party\">" +
                model("Party", "p1", field("Identifier", "447700900101") + field("IsPhoneOwner", "True")) +
                model("Party", "p2", field("Identifier", "447700900102")) + "</multiModelField>" + messages) +
      "</modelType></decodedData>");
  EXPECT_EQ(parsed.count("message"), 3U);
  const Record* first = find_record(parsed, "xml:/model/m1");
  ASSERT_NE(first, nullptr);
  EXPECT_EQ(first->text("app"), "WhatsApp");
  EXPECT_EQ(first->text("chat_id"), "447700900102@s.whatsapp.net");
  EXPECT_EQ(first->text("chat"), "Sample");
  EXPECT_EQ(first->text("sender_id"), "447700900101");
  EXPECT_EQ(first->text("direction"), "out");
  EXPECT_EQ(std::get<std::int64_t>(*first->find("sent_at")), 1'772'337'906'000);
  EXPECT_EQ(first->from.parser, "ufdr_report");
  EXPECT_EQ(find_record(parsed, "xml:/model/m2")->text("direction"), "in");
  EXPECT_EQ(find_record(parsed, "xml:/model/m3")->text("direction"), "unknown");
  const Record* chat = find_record(parsed, "xml:/model/c1");
  ASSERT_NE(chat, nullptr);
  EXPECT_EQ(chat->text("participants"), R"(["447700900101","447700900102"])");
}

TEST(UfdrReport, OtherModelsBecomeRecordsAndPasswordsNone) {
  const Parsed parsed = parse_report(
      "<metadata section=\"Device Info\"><item name=\"DeviceInfoOSType\">Android</item><item "
      "name=\"DeviceInfoOSVersion\">"
      "14</item><item name=\"IMEI\">000000000000000</item></metadata><decodedData>" +
      model("Call", "k",
            field("Type", "Missed") + field("Duration", "00:01:05") + "<multiModelField name=\"Parties\">" +
                model("Party", "q", field("Identifier", "+447700900103")) + "</multiModelField>") +
      model("Contact", "n",
            field("Name", "Sample") + "<multiModelField name=\"Entries\">" +
                model("PhoneNumber", "e", field("Value", "+447700900104")) + "</multiModelField>") +
      model("Location", "l",
            "<modelField name=\"Position\">" +
                model("Coordinate", "o", field("Latitude", "46.5") + field("Longitude", "68.25")) +
                "</modelField>") +
      model("Location", "l0", field("Name", "no place")) +
      model("InstalledApplication", "a", field("Identifier", "org.example")) +
      model("Password", "s", field("Data", "hidden-word")) + model("CellTower", "t", "") +
      model("CellTower", "u", "") + "</decodedData>");
  const Record* call = find_record(parsed, "xml:/model/k");
  ASSERT_NE(call, nullptr);
  EXPECT_EQ(call->text("direction"), "in");
  EXPECT_EQ(call->text("party_id"), "+447700900103");
  EXPECT_EQ(std::get<std::int64_t>(*call->find("duration_s")), 65);
  EXPECT_EQ(std::get<std::int64_t>(*call->find("answered")), 0);
  EXPECT_EQ(find_record(parsed, "xml:/model/n")->text("phones"), R"(["+447700900104"])");
  EXPECT_EQ(std::get<double>(*find_record(parsed, "xml:/model/l")->find("latitude")), 46.5);
  EXPECT_EQ(find_record(parsed, "xml:/model/l0"), nullptr);
  EXPECT_EQ(find_record(parsed, "xml:/model/a")->text("package"), "org.example");
  const Record* device = find_record(parsed, "xml:/project/metadata");
  ASSERT_NE(device, nullptr);
  EXPECT_EQ(device->text("os"), "Android 14");
  EXPECT_EQ(device->text("imei"), "000000000000000");
  EXPECT_EQ(to_jsonl(parsed).find("hidden-word"), std::string::npos);
  ASSERT_EQ(parsed.problems.size(), 1U);
  EXPECT_EQ(parsed.problems[0].state, LedgerState::unsupported);
  EXPECT_EQ(parsed.problems[0].reason,
            "ufdr_report: models of the report that no record is made of: CellTower (2)");
}

TEST(UfdrReport, ForbiddenCharactersCostThemselvesAndDamageTheRest) {
  const Parsed odd = parse_report("<decodedData>" +
                                  model("Note", "n",
                                        field("Title",
                                              "a\x01"
                                              "b\xED\xA0\x80"
                                              "c")) +
                                  "</decodedData>");
  ASSERT_EQ(odd.count("note"), 1U);
  EXPECT_EQ(odd.records[0].text("title"), "a?b???c");
  const Parsed cut = parse_report("<decodedData>" + model("Note", "n", field("Title", "kept")) + "<broken");
  EXPECT_EQ(cut.count("note"), 1U);
  ASSERT_EQ(cut.problems.size(), 1U);
  EXPECT_EQ(cut.problems[0].state, LedgerState::damaged);
}

// The file holds 14 models of messages; three of them are quotations inside others.
TEST(UfdrReport, AChatOfARealReport) {
  ULIKA_NEEDS_EVIDENCE();
  const std::string chat =
      read_text((evidence_dir() / "iped/iped-engine/src/test/resources/ufed-model-chat.xml").string());
  const Parsed parsed =
      parse_report("<decodedData><modelType type=\"Chat\">" + chat + "</modelType></decodedData>");
  std::map<std::string, int> messages;
  for (const Record& record : parsed.records) {
    if (record.type == "message") ++messages[std::string(record.text("app"))];
  }
  EXPECT_EQ(messages, (std::map<std::string, int>{{"WhatsApp", 9}, {"Telegram", 2}}));
}

}  // namespace
}  // namespace ulika::test
