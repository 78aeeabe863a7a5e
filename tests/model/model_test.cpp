#include <gtest/gtest.h>

#include <random>
#include <set>

#include "triage/model/file_entry.h"
#include "triage/model/ledger.h"
#include "triage/model/profile.h"
#include "triage/model/record.h"
#include "triage/model/record_schema.h"

namespace ulika {
namespace {

FileEntry invented_entry() {
  FileEntry entry;
  entry.path = "vol1/a.txt";
  entry.slack = {{4096, 12}, {-1, 500}};
  ContentRef& content = entry.content;
  content.kind = ContentRef::Kind::extents;
  content.extents = {{1 << 20, 4096}, {-1, 8192}, {0x7fffffffffff, 1}};
  content.inline_data = std::string("a\0b", 3);
  content.volume = 3;
  content.meta = ~std::uint64_t{0};
  content.attr_type = 128;
  content.attr_id = 7;
  content.packed_size = 99;
  content.method = 8;
  content.crc32 = 0xdeadbeef;
  content.has_crc = true;
  return entry;
}

TEST(FileEntry, ContentComesBackFromItsBytes) {
  const FileEntry entry = invented_entry();
  FileEntry back;
  ASSERT_TRUE(decode_content(encode_content(entry), back));
  EXPECT_EQ(back.content, entry.content);
  EXPECT_EQ(back.slack, entry.slack);

  const FileEntry nothing;
  ASSERT_TRUE(decode_content(encode_content(nothing), back));
  EXPECT_EQ(back.content, nothing.content);
  EXPECT_TRUE(back.slack.empty());
}

TEST(FileEntry, DamagedContentIsRefused) {
  const std::string bytes = encode_content(invented_entry());
  FileEntry entry;
  for (std::size_t n = 0; n < bytes.size(); ++n) EXPECT_FALSE(decode_content(bytes.substr(0, n), entry)) << n;
  EXPECT_FALSE(decode_content(bytes + "x", entry));
}

// Any bytes at all: refused, or something that is written the same way again; never more memory than they
// justify.
TEST(FileEntry, AnyBytesAreReadSafely) {
  std::mt19937_64 random(1);
  const std::string good = encode_content(invented_entry());
  for (int round = 0; round < 20000; ++round) {
    std::string bytes = good;
    for (std::size_t i = random() % 4 + 1; i > 0; --i)
      bytes[random() % bytes.size()] = static_cast<char>(random());
    FileEntry entry;
    if (!decode_content(bytes, entry)) continue;
    FileEntry again;
    ASSERT_TRUE(decode_content(encode_content(entry), again));
    EXPECT_EQ(again.content, entry.content);
  }
}

TEST(Ledger, NamesReadBack) {
  std::set<std::string_view> names;
  for (int i = 0; i <= static_cast<int>(LedgerState::not_examined); ++i) {
    const auto state = static_cast<LedgerState>(i);
    EXPECT_EQ(parse_ledger_state(ledger_state_name(state)).value(), state);
    names.insert(ledger_state_name(state));
  }
  EXPECT_EQ(names.size(), static_cast<std::size_t>(LedgerState::not_examined) + 1);
  EXPECT_FALSE(parse_ledger_state("lost"));
  EXPECT_FALSE(parse_ledger_state(""));
}

// CONTRACT: damaged, failed, timed out or over a limit make the exit status 3; unsupported and encrypted do
// not.
TEST(Ledger, WhatCountsAsALoss) {
  for (auto state :
       {LedgerState::damaged, LedgerState::failed, LedgerState::timed_out, LedgerState::limited}) {
    EXPECT_TRUE(is_loss(state)) << ledger_state_name(state);
  }
  for (auto state : {LedgerState::parsed, LedgerState::scanned, LedgerState::known, LedgerState::duplicate,
                     LedgerState::unsupported, LedgerState::encrypted}) {
    EXPECT_FALSE(is_loss(state)) << ledger_state_name(state);
  }
}

Record invented_record() {
  Record record;
  record.type = "message";
  record.set("text", std::string("hello"));
  record.from = {"vol1/a.db", "row:messages:1", "app_android", "live", ""};
  return record;
}

TEST(Record, SetReplacesAndNullRemoves) {
  Record record = invented_record();
  record.set("text", std::string("again"));
  record.set("sent_at", std::int64_t{5});
  EXPECT_EQ(record.fields.size(), 2u);
  EXPECT_EQ(record.text("text"), "again");
  EXPECT_EQ(record.text("sent_at"), "");
  record.set("text", Value());
  EXPECT_EQ(record.find("text"), nullptr);
  EXPECT_EQ(record.fields.size(), 1u);
}

TEST(Record, IdFollowsWhereItCameFromAndNothingElse) {
  const Record record = invented_record();
  const std::string id = record_id("phone1", record);
  EXPECT_EQ(id.size(), 20u);
  EXPECT_EQ(id.find_first_not_of("0123456789abcdef"), std::string::npos);

  Record edited = record;
  edited.set("text", std::string("other"));
  EXPECT_EQ(record_id("phone1", edited), id);

  std::set<std::string> ids{id, record_id("phone2", record), record_id("phone1", record, 1)};
  for (int i = 0; i < 5; ++i) {
    Record other = record;
    std::string* parts[] = {&other.type, &other.from.path, &other.from.locator, &other.from.recovered,
                            &other.from.parser};
    *parts[i] += 'x';
    ids.insert(record_id("phone1", other));
  }
  EXPECT_EQ(ids.size(), 8u);
  // Where one part ends and the next begins matters.
  Record shifted = record;
  shifted.from.path = "vol1/a.dbrow";
  shifted.from.locator = ":messages:1";
  EXPECT_NE(record_id("phone1", shifted), id);
}

TEST(RecordSchema, TypesAndKeysAreUniqueAndDocumented) {
  std::set<std::string_view> types;
  for (const RecordSpec& spec : record_specs()) {
    EXPECT_TRUE(types.insert(spec.type).second) << spec.type;
    EXPECT_FALSE(spec.doc.empty()) << spec.type;
    EXPECT_EQ(find_record_spec(spec.type), &spec);
    std::set<std::string_view> keys;
    for (const FieldSpec& field : spec.fields) {
      EXPECT_TRUE(keys.insert(field.key).second) << spec.type << '.' << field.key;
      EXPECT_FALSE(field.doc.empty()) << spec.type << '.' << field.key;
      EXPECT_EQ(spec.find(field.key), &field);
    }
  }
  // Of the contract's table.
  for (const char* type : {"account", "contact", "chat", "message", "call", "location", "payment", "card",
                           "wallet", "identifier", "web_visit", "web_search", "download", "autofill",
                           "app_installed", "note", "email", "device_event"}) {
    EXPECT_TRUE(types.contains(type)) << type;
  }
  EXPECT_EQ(find_record_spec("file"), nullptr);
  EXPECT_EQ(find_record_spec("message")->find("sent_at")->kind, FieldKind::time);
  EXPECT_EQ(find_record_spec("message")->find("no_such_key"), nullptr);
}

TEST(Profile, IsToldFromThePath) {
  EXPECT_EQ(profile_of("data/user/10/com.whatsapp/databases/msgstore.db"), "user 10");
  EXPECT_EQ(profile_of("data/media/999/WhatsApp/Media/1.jpg"), "user 999");
  EXPECT_EQ(profile_of("phone.zip!/storage/emulated/95/x"), "user 95");
  EXPECT_EQ(profile_of("data/user/0/com.whatsapp/databases/msgstore.db"), "");
  EXPECT_EQ(profile_of("data/data/com.whatsapp/databases/msgstore.db"), "");
  EXPECT_EQ(profile_of("data/user/10"), "");
  EXPECT_EQ(profile_of("metadata/user/10/x"), "");
  EXPECT_EQ(profile_of("vol2/Users/Тест/AppData/Local/x"), "Тест");
  EXPECT_EQ(profile_of("vol2/Users/Public/x"), "");
  EXPECT_EQ(profile_of("vol1/home/example/.mozilla/x"), "example");
  EXPECT_EQ(profile_of("HomeDomain/Library/SMS/sms.db"), "");
}

}  // namespace
}  // namespace ulika
