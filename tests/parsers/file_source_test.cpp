// Files that are no databases, seen as tables: damaged ones, real ones, and how a definition claims them.
#include <gtest/gtest.h>

#include <filesystem>
#include <random>

#include "parsers/definition.h"
#include "tests/evidence_dir.h"
#include "tests/parsers/sample.h"
#include "triage/base/bytes.h"
#include "triage/model/record_schema.h"

namespace ulika::test {
namespace {

std::vector<SampleFile> all_samples() {
  std::vector<std::filesystem::path> paths;
  for (const auto& entry :
       std::filesystem::directory_iterator(std::string(ULIKA_SOURCE_DIR) + "/samples/definitions")) {
    if (entry.path().extension() == ".txt") paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  std::vector<SampleFile> files;
  for (const auto& path : paths) {
    for (auto& file : read_file_sample(read_text(path.string()))) files.push_back(std::move(file));
  }
  return files;
}

std::vector<std::byte> bytes_of(std::string_view text) {
  const Bytes bytes = as_bytes(text);
  return {bytes.begin(), bytes.end()};
}

TEST(FileSources, damaged_files_never_crash_and_keep_the_form) {
  std::mt19937 random(20260302);
  std::size_t given = 0;
  for (const SampleFile& file : all_samples()) {
    for (int round = 0; round < 60; ++round) {
      SampleFile damaged = file;
      const unsigned flips = 1U << random() % 6;
      for (unsigned i = 0; i < flips; ++i)
        damaged.bytes[random() % damaged.bytes.size()] = static_cast<std::byte>(random() & 0xFF);
      if (round % 10 == 0) damaged.bytes.resize(random() % damaged.bytes.size());
      const Parsed parsed = parse_files(built_in(), {damaged}, "application/octet-stream");
      for (const Record& record : parsed.records) {
        const RecordSpec* spec = find_record_spec(record.type);
        ASSERT_TRUE(spec);
        EXPECT_FALSE(record.from.locator.empty());
        for (const auto& [key, value] : record.fields) EXPECT_TRUE(spec->find(key)) << key;
      }
      given += parsed.records.size();
    }
  }
  EXPECT_GT(given, 0u);
}

TEST(FileSources, cut_xml_gives_what_came_before_and_says_so) {
  const std::string whole =
      "<smses><sms address=\"+447700900101\" date=\"1772337906000\" type=\"1\" body=\"a\"/><sms addr";
  const Parsed parsed = parse_files(built_in(), {{"backup/sms-1.xml", "", bytes_of(whole)}}, "text/xml");
  EXPECT_EQ(parsed.count("message"), 1u);
  ASSERT_EQ(parsed.problems.size(), 1u);
  EXPECT_EQ(parsed.problems[0].state, LedgerState::damaged);
}

TEST(FileSources, document_type_is_refused) {
  const std::string text =
      "<!DOCTYPE smses [<!ENTITY a \"aaaa\">]><smses><sms address=\"1\" date=\"1772337906000\" type=\"1\" "
      "body=\"&a;\"/></smses>";
  const Parsed parsed = parse_files(built_in(), {{"backup/sms-1.xml", "", bytes_of(text)}}, "text/xml");
  EXPECT_TRUE(parsed.records.empty());
  ASSERT_EQ(parsed.problems.size(), 1u);
  EXPECT_EQ(parsed.problems[0].state, LedgerState::limited);
}

TEST(FileSources, offset_and_length_lead_to_the_bytes) {
  const std::string text = "BEGIN:VCARD\r\nFN:A\r\nEND:VCARD\r\nBEGIN:VCARD\r\nFN:B\r\nEND:VCARD\r\n";
  const Parsed parsed = parse_files(built_in(), {{"x/two.vcf", "", bytes_of(text)}}, "text/vcard");
  ASSERT_EQ(parsed.records.size(), 2u);
  EXPECT_EQ(parsed.records[1].from.locator, "bytes:30+30");
  EXPECT_EQ(text.substr(30, 11), "BEGIN:VCARD");
}

TEST(FileSources, mistakes_of_a_definition_are_told_with_their_line) {
  const std::string head = "-- id: a\n-- version: 1\n-- source: xml\n-- paths: a.xml\n";
  EXPECT_TRUE(
      parse_definition("a", head + "-- makes: note\nSELECT xpath AS xpath, text AS text FROM element;\n"));
  const auto column =
      parse_definition("a", head + "-- makes: note\nSELECT xpath AS xpath, words AS text FROM element;\n");
  ASSERT_FALSE(column);
  EXPECT_NE(column.error().message.find("a:6"), std::string::npos) << column.error().message;
  EXPECT_FALSE(parse_definition("a", head + "-- makes: note\nSELECT text AS text FROM element;\n"));
  EXPECT_FALSE(
      parse_definition("a", head + "-- match: t\n-- makes: note\nSELECT xpath AS xpath FROM element;\n"));
}

// Cards counted with `grep -ci BEGIN:VCARD`.
TEST(FileSources, real_contact_files_give_a_contact_for_each_card) {
  ULIKA_NEEDS_EVIDENCE();
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(evidence_dir())) {
    if (entry.path().extension() != ".vcf") continue;
    const std::string text = read_text(entry.path().string());
    std::size_t cards = 0;
    for (auto at = text.find("BEGIN:VCARD"); at != std::string::npos; at = text.find("BEGIN:VCARD", at + 1))
      ++cards;
    const Parsed parsed = parse_files(
        built_in(), {{"x/" + entry.path().filename().string(), "", bytes_of(text)}}, "text/vcard");
    EXPECT_EQ(parsed.count("contact"), cards) << entry.path();
    ++files;
  }
  EXPECT_EQ(files, 6u);
}

}  // namespace
}  // namespace ulika::test
