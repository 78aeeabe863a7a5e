// The whole of joining on items in memory: findings with their keys, and what machines send left out.
#include "triage/leads/join_devices.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "tests/case_sample.h"
#include "tests/leads/memory_item.h"
#include "triage/base/sqlite.h"

namespace ulika {
namespace {

using test::MemoryItem;
using test::TempDir;

std::string message(MemoryItem& item, const char* app, const char* chat, const char* sender,
                    const char* direction, const std::string& text, std::int64_t at = 1'772'337'600'000) {
  return item.add("message", {{"app", std::string(app)},
                              {"chat_id", std::string(chat)},
                              {"sender_id", std::string(sender)},
                              {"direction", std::string(direction)},
                              {"sent_at", at},
                              {"text", text}});
}

std::vector<nlohmann::json> of_kind(const Joined& joined, std::string_view kind) {
  std::vector<nlohmann::json> found;
  for (const auto& [id, link] : joined.links) {
    if (link.text("kind") != kind) continue;
    nlohmann::json json = {{"value", std::string(link.text("value"))}};
    for (const char* key : {"sources", "reasons", "devices", "records"}) {
      json[key] = nlohmann::json::parse(link.text(key));
    }
    found.push_back(std::move(json));
  }
  return found;
}

constexpr const char* kAdvert =
    "Требуются курьеры в ваш город, оплата каждую неделю, опыт не нужен, всему научим, пишите сегодня";

TEST(JoinDevices, NearTextsOfPeopleJoinAndThoseOfFirmsAndChannelsDoNot) {
  const std::string code = "Никому не сообщайте код из этого сообщения, даже если вам звонят из банка: 4821";
  const std::string greeting =
      "С праздником вас, пусть этот год принесёт в ваш дом мир, здоровье, радость и тепло";
  const std::string post =
      "Новости канала: завтра в городе отключат воду, запаситесь заранее, подробности в описании";
  MemoryItem a("a"), b("b");
  for (MemoryItem* item : {&a, &b}) {
    item->add("chat", {{"app", std::string("Telegram")},
                       {"chat_id", std::string("-100777")},
                       {"kind", std::string("channel")}});
    message(*item, "SMS", "1", "MyBank", "in", code);
    message(*item, "SMS", "1", "", "out", "стоп");
    message(*item, "Telegram", "-100777", "-100777", "in", post);
    message(*item, "Telegram", "-100777", "7000001", "out", "комментарий");
    message(*item, "Telegram", "7000099", "7000099", "in", greeting);  // nobody answered
  }
  a.speak(message(a, "Telegram", "7000055", "7000055", "in", kAdvert), "recruitment");
  b.speak(message(b, "Telegram", "7000055", "7000055", "in", std::string(kAdvert) + "!!"), "recruitment");
  const TempDir dir;
  const Joined joined = join_devices({&a, &b}, dir.path());
  const auto texts = of_kind(joined, "text");
  ASSERT_EQ(texts.size(), 1u);
  EXPECT_EQ(texts[0]["value"].get<std::string>().substr(0, 20), std::string(kAdvert).substr(0, 20));
  EXPECT_EQ(texts[0]["sources"], (nlohmann::json{"a", "b"}));
  EXPECT_EQ(texts[0]["records"].size(), 2u);
  EXPECT_TRUE(std::filesystem::is_empty(dir.path())) << "a temporary file is left";
}

TEST(JoinDevices, HandsOverDropsAndPersonsWithTheRecordsTheyRestOn) {
  MemoryItem courier("courier"), curator("curator");
  courier.add("account", {{"app", std::string("Telegram")},
                          {"account_id", std::string("7000001")},
                          {"name", std::string("Тимур")}});
  const std::string sent = message(courier, "Telegram", "7000002", "7000001", "out", "под камнем");
  const std::string place = courier.add("location", {{"latitude", 46.1}, {"longitude", 69.7}}, sent);
  courier.speak(sent, "drop_location");
  const std::string got = message(curator, "Telegram", "7000001", "7000001", "in", "под камнем");
  curator.add("location", {{"latitude", 46.1}, {"longitude", 69.7}}, got);
  curator.speak(got, "drop_location");
  const TempDir dir;
  const Joined joined = join_devices({&courier, &curator}, dir.path());
  ASSERT_EQ(joined.drops.size(), 1u);
  const Record& drop = joined.drops[0].second;
  const auto parts = nlohmann::json::parse(drop.text("parts"));
  for (const std::string& id : {sent, place, got}) {
    EXPECT_NE(std::find(parts.begin(), parts.end(), id), parts.end()) << id;
  }
  EXPECT_EQ(nlohmann::json::parse(drop.text("sources")), (nlohmann::json{"courier", "curator"}));
  EXPECT_EQ(nlohmann::json::parse(drop.text("reasons"))[0]["code"], "drop_place_text");
  ASSERT_FALSE(joined.persons.empty());
  const Record& person = joined.persons[0].second;
  EXPECT_EQ(person.text("name"), "Тимур");
  EXPECT_EQ(nlohmann::json::parse(person.text("devices"))[0]["roles"], nlohmann::json{"own"});
  EXPECT_EQ(of_kind(joined, "place").size(), 1u);
  EXPECT_EQ(of_kind(joined, "account").size(), 1u);
}

TEST(JoinDevices, ReadsTheSplitsOfAnExaminer) {
  const TempDir dir;
  EXPECT_TRUE(read_splits(dir.path()).empty());
  {
    Database db(dir / "review.db", Database::Mode::create);
    db.exec("CREATE TABLE tags(x)");
  }
  EXPECT_TRUE(read_splits(dir.path()).empty()) << "a review without the table";
  {
    Database db(dir / "review.db", Database::Mode::read_write);
    db.exec("CREATE TABLE splits(kind_a TEXT, value_a TEXT, kind_b TEXT, value_b TEXT)");
    db.exec("INSERT INTO splits VALUES('phone', '+447700900101', 'email', 'a@example.org')");
  }
  const PersonSplits splits = read_splits(dir.path());
  ASSERT_EQ(splits.size(), 1u);
  MemoryItem item("phone");
  item.add("contact", {{"app", std::string("Contacts")},
                       {"phones", std::string("[\"+447700900101\"]")},
                       {"emails", std::string("[\"a@example.org\"]")}});
  item.add("call", {{"app", std::string("Phone")},
                    {"party_id", std::string("+447700900101")},
                    {"direction", std::string("out")}});
  const auto selectors_of_first = [&](const PersonSplits& apart) {
    const Joined joined = join_devices({&item}, dir.path(), apart);
    return nlohmann::json::parse(joined.persons.at(0).second.text("identifiers")).size();
  };
  EXPECT_EQ(selectors_of_first({}), 2u);
  EXPECT_EQ(selectors_of_first(splits), 1u);
}

}  // namespace
}  // namespace ulika
