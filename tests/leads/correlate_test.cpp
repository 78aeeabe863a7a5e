// The case-level stage as a whole: read by chat and time from finished databases, made anew, the same each
// time.
#include "triage/leads/correlate.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/case_sample.h"
#include "triage/case/case_reader.h"

namespace ulika {
namespace {

using test::TempDir;

const std::string kPath = "data/data/com.whatsapp/databases/msgstore.db";

// One device: a chat in which the owner is served twice, told by the findings of the text pass.
void fill(EvidenceDatabase& db, const std::string& source, const std::string& peer, bool vpn) {
  FileEntry entry = test::sample_file(kPath);
  db.begin_listing();
  db.add_entries({entry});
  db.finish_listing();
  FileResult result;
  const auto found = db.find(kPath);
  ASSERT_TRUE(found);
  result.file_id = found->id;
  result.entry = found->entry;
  result.digests = test::digests_of("x");
  result.state = LedgerState::parsed;
  const auto say = [&](int row, const char* way, const char* text, const char* topic, double latitude) {
    Record message = test::sample_message(kPath, row, text);
    message.set("direction", std::string(way));
    message.set("chat", peer);
    message.set("sender", peer);
    if (latitude != 0) {
      message.set("latitude", latitude);
      message.set("longitude", 68.5);
    }
    Hit hit;
    hit.rule = "text:" + std::string(topic);
    hit.category = topic;
    hit.value = "x";
    hit.weight = 85;
    hit.path = kPath;
    hit.record_id = record_id(source, message);
    result.records.push_back(std::move(message));
    result.hits.push_back(std::move(hit));
  };
  say(1, "out", "сколько стоит один в центре", "order", 0);
  say(2, "in", "место здесь, ищите у ограды", "drop_location", 45.1);
  say(3, "out", "возьму ещё один такой же завтра", "order", 0);
  say(4, "in", "второе место, под плитой", "drop_location", 45.2);
  say(5, "out", "ничего нет, искал долго", "not_found", 0);
  for (int i = 6; i < 20; ++i) result.records.push_back(test::sample_message(kPath, i, "обычное сообщение"));
  if (vpn) {
    Record app;
    app.type = "app_installed";
    app.set("app", std::string("VPN"));
    app.set("package", std::string("org.example.vpn"));
    app.from = result.records[0].from;
    app.from.locator = "row:app:1";
    result.records.push_back(std::move(app));
  }
  db.write({result});
  db.finish();
}

std::vector<StoredRecord> leads_of(const std::filesystem::path& dir) {
  std::vector<StoredRecord> leads;
  const auto reader = CaseReader::open(dir);
  reader->for_each_finding("lead", [&](const StoredRecord& lead) { leads.push_back(lead); });
  return leads;
}

std::string bytes_of(const std::vector<StoredRecord>& leads) {
  std::string out;
  for (const StoredRecord& lead : leads) {
    out += lead.id;
    for (const auto& [key, value] : lead.record.fields) {
      out += "|" + key + "=";
      if (const auto* text = std::get_if<std::string>(&value)) out += *text;
      if (const auto* real = std::get_if<double>(&value)) out += std::to_string(*real);
      if (const auto* whole = std::get_if<std::int64_t>(&value)) out += std::to_string(*whole);
    }
    out += '\n';
  }
  return out;
}

TEST(Correlate, RanksDevicesAndChatsAndComesToTheSameAgain) {
  TempDir dir;
  test::make_case(dir / "case", test::sample_source("one"),
                  [](EvidenceDatabase& db) { fill(db, "one", "Shop", false); });
  test::make_case(dir / "case", test::sample_source("two"),
                  [](EvidenceDatabase& db) { fill(db, "two", "Имя Фамилия", true); });
  {
    auto folder = CaseFolder::open_or_create(dir / "case", {});
    ASSERT_TRUE(folder);
    EXPECT_EQ(correlate(*folder).leads, 4) << bytes_of(leads_of(dir / "case"));
  }
  const auto first = leads_of(dir / "case");
  ASSERT_EQ(first.size(), 4u) << bytes_of(first);
  EXPECT_EQ(first[0].record.text("target_kind"), "device");
  EXPECT_EQ(first[0].record.text("role"), "buyer");
  EXPECT_EQ(first[2].record.text("target_kind"), "chat");
  EXPECT_EQ(first[2].record.text("target"), "chat-1");
  EXPECT_NE(first[0].record.text("reasons").find("order_flow"), std::string_view::npos);
  // Who the other side is and that a VPN is installed change nothing.
  EXPECT_EQ(std::get<double>(*first[0].record.find("score")),
            std::get<double>(*first[1].record.find("score")));
  {
    auto folder = CaseFolder::open_or_create(dir / "case", {});
    ASSERT_TRUE(folder);
    correlate(*folder);
  }
  EXPECT_EQ(bytes_of(first), bytes_of(leads_of(dir / "case")));
}

TEST(Correlate, PassesOverWhatARunLeftUnfinished) {
  TempDir dir;
  test::make_case(dir / "case", test::sample_source("one"), [](EvidenceDatabase&) {});
  auto folder = CaseFolder::open_or_create(dir / "case", {});
  ASSERT_TRUE(folder);
  EXPECT_EQ(correlate(*folder).leads, 0);
}

}  // namespace
}  // namespace ulika
