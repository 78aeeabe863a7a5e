// Scores and roles from what was counted: what counts, what does not, and that each part has its words.
#include "triage/leads/lead_score.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "triage/leads/chat_tally.h"

namespace ulika {
namespace {

using ::testing::HasSubstr;

constexpr std::int64_t kMinute = 60'000;

// A chat written down line by line: who, what the text pass said of it, and a place or picture.
class Talk {
 public:
  Talk& say(bool out, std::string_view text, std::string_view topic = "none", float score = 0, int place = 0,
            bool picture = false, std::uint16_t terms = 0) {
    TalkLine line;
    line.id = "id" + std::to_string(++n_);
    line.out = out;
    line.in = !out;
    line.at = 1'770'000'000'000 + n_ * 5 * kMinute;
    if (place != 0) line.place = static_cast<std::uint64_t>(place);
    line.picture = picture;
    line.mark = {topic_of(topic), score, terms};
    line.spoken = SpeechSigns::builtin().look_at(text);
    tally_.add(line);
    return *this;
  }
  ChatFacts facts(std::string name = "c") {
    ChatFacts facts = tally_.finish();
    facts.chat_id = std::move(name);
    return facts;
  }

 private:
  ChatTally tally_;
  int n_ = 0;
};

DeviceFacts device_of(std::vector<ChatFacts> chats) {
  DeviceFacts facts;
  facts.source = "phone";
  facts.messages = 100;
  facts.all_chats = static_cast<std::int64_t>(chats.size());
  facts.chats = std::move(chats);
  return facts;
}

DeviceLead score_of(std::vector<ChatFacts> chats) {
  return score_device(device_of(std::move(chats)), LeadRules::builtin());
}

ChatFacts courier_chat() {
  Talk talk;
  talk.say(false, "забери товар и начинай сегодня", "instruction", 80);
  for (int i = 1; i <= 6; ++i)
    talk.say(true, "номер, описание места " + std::string(static_cast<std::size_t>(i), 'x'), "drop_location",
             75, i, true, kTermHide);
  talk.say(true, "работа на сегодня закончена, снимки у вас", "drop_report", 70);
  return talk.facts("courier");
}

ChatFacts buyer_chat() {
  Talk talk;
  for (int i = 1; i <= 2; ++i) {
    talk.say(true, "сколько стоит один, хочу взять " + std::string(static_cast<std::size_t>(i), 'y'), "order",
             75);
    talk.say(false, "вот описание, всё там лежит", "drop_location", 70, 100 + i);
  }
  talk.say(true, "на месте ничего не оказалось совсем", "not_found", 80);
  return talk.facts("buyer");
}

ChatFacts served_chat(int n) {
  Talk talk;
  talk.say(false, "хочу взять одну штуку в центре", "order", 75);
  talk.say(true, "вот описание, всё там лежит", "drop_location", 75, 200 + n);
  talk.say(false, "ничего там не оказалось, верните", "not_found", 75);
  talk.say(true, "другое место взамен первого", "drop_location", 70, 300 + n);
  return talk.facts("client" + std::to_string(n));
}

ChatFacts staff_chat() {
  Talk talk;
  talk.say(false, "Сводка: Тараз 31, Актау 18, диспутов 4");
  talk.say(true, "наймите ещё троих курьеров, ставку поднимите");
  talk.say(false, "операторы просят выплату раньше срока");
  talk.say(true, "штраф сотруднику за опоздание 5000");
  talk.say(false, "остаток на складе 120, реклама обновлена");
  talk.say(true, "кладмену снизь ставку", "instruction", 55);
  talk.say(false, "двое раскладывают плохо, ненаходы", "not_found", 60);
  return talk.facts("staff");
}

ChatFacts trade_words_only() {
  return Talk()
      .say(false, "прайс на товар как всегда внизу", "order", 90)
      .say(false, "всё разложено по адресам", "drop_report", 90)
      .say(false, "пиши боту если нужно ещё", "order", 80)
      .facts("op");
}

TEST(LeadScore, RolesComeFromWhatTheOwnerDoes) {
  EXPECT_EQ(score_of({courier_chat()}).role, Role::courier);
  EXPECT_EQ(score_of({buyer_chat()}).role, Role::buyer);
  DeviceFacts operator_facts = device_of({served_chat(1), served_chat(2), served_chat(3)});
  operator_facts.counts.put("fan_out", 3);
  operator_facts.counts.put("fan_in_missing", 3);
  EXPECT_EQ(score_device(operator_facts, LeadRules::builtin()).role, Role::operator_);
  EXPECT_EQ(score_of({staff_chat(), trade_words_only()}).role, Role::organiser);
}

TEST(LeadScore, WhoRunsOthersStandsBeforeWhoBuys) {
  const double organiser = score_of({staff_chat(), trade_words_only()}).score;
  const double buyer = score_of({buyer_chat()}).score;
  EXPECT_GT(organiser, buyer);
  EXPECT_GT(score_of({courier_chat()}).score, buyer);
}

TEST(LeadScore, TheSameBehaviourWithoutWordsOfTheTradeIsHonestWork) {
  Talk surveyor;
  for (int i = 1; i <= 12; ++i)
    surveyor.say(true, "опора снята, отчёт и координаты объекта", "none", 0, i, true);
  const DeviceLead lead = score_of({surveyor.facts()});
  EXPECT_EQ(lead.role, Role::uninvolved);
  EXPECT_LT(lead.score, score_of({buyer_chat()}).score);
  Talk cafe;
  cafe.say(true, "по Таразу выручка 310000, по Актау 220000")
      .say(true, "премия сотрудникам 10000 в пятницу")
      .say(false, "остаток кофе 12 кг, новых стажёров двое");
  EXPECT_EQ(score_of({cafe.facts()}).role, Role::uninvolved);
}

TEST(LeadScore, OneMessageIsWeakAndALongChatDoesNotPileUpFalseAlarms) {
  Talk talk;
  talk.say(true, "одно сообщение, похожее на торговлю", "order", 60);
  EXPECT_LT(score_of({talk.facts()}).score, 20);
  Talk family;
  for (int i = 0; i < 2000; ++i)
    family.say(i % 2 == 0, "обычный разговор номер " + std::string(1, static_cast<char>('a' + i % 26)),
               i % 50 == 0 ? "order" : "none", i % 50 == 0 ? 45 : 0);
  EXPECT_LT(score_of({family.facts()}).score, 20);
}

TEST(LeadScore, WhoRefusedIsAWitness) {
  Talk talk;
  talk.say(false, "есть работа, раскладывать свёртки, платим за адрес", "recruitment", 80)
      .say(true, "нет, мне такого не надо, не пишите");
  const DeviceLead lead = score_of({talk.facts()});
  EXPECT_EQ(lead.role, Role::uninvolved);
  ASSERT_FALSE(lead.against.empty());
  EXPECT_TRUE(std::any_of(lead.against.begin(), lead.against.end(),
                          [](const LeadReason& r) { return r.code == "refused"; }));
  EXPECT_LT(lead.score, score_of({buyer_chat()}).score);
}

TEST(LeadScore, ALowDeviceSaysWhy) {
  Talk talk;
  for (int i = 0; i < 20; ++i) talk.say(true, "привет, как дела");
  const DeviceLead lead = score_of({talk.facts()});
  EXPECT_EQ(lead.score, 0);
  ASSERT_EQ(lead.against.size(), 1u);
  EXPECT_EQ(lead.against[0].code, "no_words");
}

TEST(LeadScore, NamesAndAppsDoNotEnter) {
  ChatFacts plain = courier_chat();
  ChatFacts other = courier_chat();
  other.app = "VPN messenger";
  other.chat_id = "77777@example";
  other.name = "Имя Чужеземное";
  const DeviceLead a = score_of({plain}), b = score_of({other});
  EXPECT_EQ(a.score, b.score);
  EXPECT_EQ(a.role, b.role);
  for (const LeadRule& rule : LeadRules::builtin().all()) {
    for (const char* word : {"nation", "name", "relig", "lang", "vpn", "ethnic", "faith"})
      EXPECT_THAT(rule.code, ::testing::Not(HasSubstr(word)));
  }
}

TEST(SpeechSigns, StaffTalkInSeveralLanguages) {
  const SpeechSigns& signs = SpeechSigns::builtin();
  for (const char* text :
       {"итоги недели: 7 новых, двое ушли", "операторам выплата в воскресенье",
        "есеп: Шымкент 40, операторларға айлық жұма күні", "daily report: Almaty 40, staff payout on Friday",
        "остаток на складе в таблице"}) {
    EXPECT_TRUE(is_staff_talk(signs.look_at(text))) << text;
  }
  for (const char* text : {"привет, как дела", "буду к семи", "еду в Алматы на поезде",
                           "купи 2 хлеба и молоко", "рахмет, ертең келемін"})
    EXPECT_FALSE(is_staff_talk(signs.look_at(text))) << text;
}

TEST(SpeechSigns, TextsThatDifferInNumbersAndCaseAreOneTemplate) {
  const SpeechSigns& signs = SpeechSigns::builtin();
  const auto a = signs.look_at("Ваш адрес: 45.1, 68.3, пришлите видео!"),
             b = signs.look_at("ваш адрес 44.9 67.1 пришлите видео");
  EXPECT_NE(a.skeleton, 0u);
  EXPECT_EQ(a.skeleton, b.skeleton);
  EXPECT_NE(a.skeleton, signs.look_at("ваш заказ, пришлите видео").skeleton);
  EXPECT_EQ(signs.look_at("ок").skeleton, 0u);
}

TEST(LeadRules, WrongLinesAreNamed) {
  EXPECT_THAT(LeadRules::parse("x\tchat\t1\t1\t1\t0\t0\t0\t0\t0\t0\t0").error().message, HasSubstr("line 1"));
  EXPECT_THAT(LeadRules::parse("# c\nx\troom\t1\t1\t1\t0\t0\t0\t0\t0\t0\t0\t0").error().message,
              HasSubstr("chat or device"));
  EXPECT_THAT(LeadRules::parse("x\tchat\t1\tmany\t1\t0\t0\t0\t0\t0\t0\t0\t0").error().message,
              HasSubstr("numbers"));
  EXPECT_THAT(LeadRules::parse("x\tchat\t1\t1\t0\t0\t0\t0\t0\t0\t0\t0\t0").error().message,
              HasSubstr("above 0"));
  EXPECT_THAT(SpeechSigns::parse("cities\tx").error().message, HasSubstr("line 1"));
}

TEST(LeadReasons, EveryRuleAndSentenceHasWordsInTheReport) {
  std::vector<std::string> codes;
  for (const auto& [code, sentence] : reason_sentences()) codes.emplace_back(code);
  for (const LeadRule& rule : LeadRules::builtin().all())
    EXPECT_THAT(codes, ::testing::Contains(rule.code)) << "has no sentence";
  for (const char* language : {"ru", "kk", "en"}) {
    std::ifstream file(std::string(ULIKA_SOURCE_DIR) + "/reports/words/" + language + ".json");
    std::stringstream text;
    text << file.rdbuf();
    for (const std::string& code : codes)
      EXPECT_NE(text.str().find("\"reason." + code + "\""), std::string::npos)
          << language << " lacks " << code;
  }
}

TEST(LeadReasons, AreSaidWithTheirNumbers) {
  const LeadReason reason{"fan_out", 12, {{"n", "4"}}, {"0123456789abcdef0123"}};
  EXPECT_EQ(reason_text(reason), "places went to 4 people who asked or paid");
  EXPECT_EQ(reasons_json({reason}),
            "[{\"code\":\"fan_out\",\"points\":12,\"text\":\"places went to 4 people who asked or "
            "paid\",\"values\":{\"n\":\"4\"},"
            "\"ids\":[\"0123456789abcdef0123\"]}]");
}

}  // namespace
}  // namespace ulika
