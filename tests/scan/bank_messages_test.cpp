#include "triage/scan/bank_messages.h"

#include <gtest/gtest.h>
#include <re2/re2.h>

#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <map>

#include "tests/evidence_dir.h"
#include "tests/scan/detect_vectors.h"
#include "triage/model/record_schema.h"
#include "triage/scan/money_words.h"

namespace ulika {
namespace {

using Channel = BankText::Channel;

std::optional<BankPayment> read(std::string_view text, std::string_view sender,
                                Channel channel = Channel::sms) {
  return BankMessages::built_in().read({channel, text, sender, std::nullopt});
}

// The fields in the order of the columns of the test's tables.
std::string shown(const std::optional<BankPayment>& p) {
  if (!p) return "nothing";
  return p->direction + "|" + p->operation + "|" + p->amount + "|" + p->currency + "|" + p->card_tail + "|" +
         p->balance + "|" + p->counterparty + "|" + p->bank;
}

TEST(BankMessages, EveryTemplateReadsItsSample) {
  for (const auto& row :
       test::read_vectors(std::string(ULIKA_SOURCE_DIR) + "/tests/scan/data/bank_messages.tsv")) {
    EXPECT_EQ(shown(read(row[2], row[0])), row[1]) << row[2];
  }
}

TEST(BankMessages, WhatTellsOfNoPaymentGivesNone) {
  for (const auto& row :
       test::read_vectors(std::string(ULIKA_SOURCE_DIR) + "/tests/scan/data/bank_messages_none.tsv")) {
    for (const Channel channel : {Channel::sms, Channel::push, Channel::chat})
      EXPECT_EQ(shown(read(row[1], row[0], channel)), "nothing") << row[1];
  }
}

TEST(BankMessages, ThePersonWhoWritesIsNoBank) {
  const std::string text = "Перевод: 6000т\nНа Kaspi Gold\nДоступно: 10 000,00т";
  EXPECT_FALSE(read(text, "Kaspi.kz")->low_confidence);
  EXPECT_TRUE(read(text, "+447700900123")->low_confidence);
  EXPECT_TRUE(read(text, "@example_name", Channel::chat)->low_confidence);
  const std::string unknown = "Покупка 500 р в EXAMPLE, карта *0000, баланс 100 р";
  EXPECT_EQ(shown(read(unknown, "+447700900123")), "nothing");
  EXPECT_EQ(shown(read(unknown, "@example_name", Channel::chat)), "nothing");
  EXPECT_TRUE(read(unknown, "ExampleBank")->low_confidence);
  EXPECT_EQ(read(unknown, "example_pay_bot", Channel::chat)->card_tail, "0000");
}

TEST(BankMessages, HostileTextsAreNoHarm) {
  const std::string digits(1900, '1');
  EXPECT_EQ(shown(read(digits, "900")), "nothing");
  std::string many;
  for (int i = 0; i < 300; ++i) many += "1 р ";
  EXPECT_EQ(shown(read(many, "900")), "nothing");
  EXPECT_EQ(read("VISA0000 12:00 покупка \xFF\xFE 1р", "900")->amount, "1");
}

TEST(BankMessages, ATableThatIsWrongSaysWhere) {
  const std::string head =
      "id\tbank\tcountry\tsenders\tpackages\toperation\tdirection\tcurrency\tconfidence\ttemplate\n";
  const auto why = [&](const std::string& row) {
    const auto made = BankMessages::with_templates(head + row);
    return made ? std::string("fine") : made.error().message;
  };
  EXPECT_EQ(why("a\tExample\t\tEX\t\t\tin\tKZT\t\tGot {amount} {currency}\n"), "fine");
  EXPECT_NE(why("a\tExample\t\tEX\t\t\tin\tKZT\t\tGot {sum}\n").find("line 2: no field {sum}"),
            std::string::npos);
  EXPECT_NE(why("a\tExample\t\tEX\t\t\tin\tKZT\t\tGot money\n").find("{amount}"), std::string::npos);
  EXPECT_NE(why("a\tExample\n").find("columns"), std::string::npos);
  EXPECT_NE(why("a\tExample\t\tEX\t\t\taway\tKZT\t\t{amount}\n").find("direction"), std::string::npos);
  EXPECT_NE(why("a\tExample\t\tEX\t\t\tin\tKZT\t\t({amount}\n").find("line 2"), std::string::npos);
}

TEST(BankMessages, TheRecordPointsAtItsMessage) {
  Record message;
  message.type = "message";
  message.from.path = "mmssms.db";
  message.from.locator = "row:sms:1";
  message.set("app", std::string("SMS"));
  message.set("sender_id", std::string("900"));
  message.set("direction", std::string("in"));
  message.set("sent_at", from_civil(2026, 3, 1, 5, 34, 20).value());
  message.set("text", std::string("VISA0000 01.03.26 10:34 зачисление 15000р ATM 1 Баланс: 15500р"));
  const auto payment = payment_record(BankMessages::built_in(), message, "abc");
  ASSERT_TRUE(payment);
  EXPECT_EQ(payment->from.derived_from, "abc");
  EXPECT_EQ(payment->from.locator, "row:sms:1;payment");
  EXPECT_EQ(payment->from.parser, "bank:sber-credit");
  EXPECT_EQ(payment->text("origin"), "sms");
  // 10:34 in a zone of +05:00.
  EXPECT_EQ(std::get<std::int64_t>(*payment->find("at")), from_civil(2026, 3, 1, 5, 34, 0).value());
  EXPECT_EQ(payment->find("zone"), nullptr);
  for (const auto& [key, value] : payment->fields)
    EXPECT_NE(find_record_spec("payment")->find(key), nullptr) << key;
  message.set("direction", std::string("out"));
  EXPECT_FALSE(payment_record(BankMessages::built_in(), message, "abc"));
}

TEST(WrittenTime, IsPlacedByTheMessage) {
  const auto placed = [](std::string_view text, std::optional<TimeMs> message) {
    const auto at = place_time(find_written_time(text), message);
    return !at ? std::string("-") : format_rfc3339(at->at) + (at->zone_known ? "" : " unknown");
  };
  const TimeMs message = from_civil(2026, 3, 1, 20, 35, 0).value();
  EXPECT_EQ(placed("02.03.2026 01:34", message), "2026-03-01T20:34:00.000Z");
  EXPECT_EQ(placed("2026-03-02 01:34:30", message), "2026-03-01T20:34:30.000Z");
  EXPECT_EQ(placed("01:34", message), "2026-03-01T20:34:00.000Z");
  EXPECT_EQ(placed("02/03, 01:34", message), "2026-03-01T20:34:00.000Z");
  EXPECT_EQ(placed("01.03.26", message), "2026-03-01T20:35:00.000Z");
  EXPECT_EQ(placed("15.01.2026 10:00", message), "2026-01-15T10:00:00.000Z unknown");
  EXPECT_EQ(placed("15.01.2026 10:00", std::nullopt), "2026-01-15T10:00:00.000Z unknown");
  EXPECT_EQ(placed("10:00", std::nullopt), "-");
  EXPECT_EQ(placed("31.02.2026, 25:00, 1.2.3.4, 5.50", message), "2026-03-01T20:35:00.000Z");
}

TEST(MoneyWords, AmountsAsWritten) {
  for (const auto& [written, decimal] : std::map<std::string, std::string>{{"133 296,44", "133296.44"},
                                                                           {"1,300.00", "1300.00"},
                                                                           {"13,30,614.75", "1330614.75"},
                                                                           {"1.246,69", "1246.69"},
                                                                           {"5000", "5000"},
                                                                           {"1 500", "1500"},
                                                                           {"1.500", "1500"},
                                                                           {"0.125", "0.125"},
                                                                           {"12,5", "12.5"},
                                                                           {"1\u00A0000\u202F000", "1000000"},
                                                                           {"1.2.3", ""},
                                                                           {"", ""},
                                                                           {"12.", ""},
                                                                           {"1234567890123456", ""},
                                                                           {"1,234,567", "1234567"}}) {
    EXPECT_EQ(decimal_amount(written), decimal) << written;
  }
  EXPECT_EQ(fold_word("Покупка"), "pokupka");
  EXPECT_EQ(fold_word("Рokupkа"), "pokupka");
}

// Our reading against the reference's own patterns, run on its samples.
TEST(BankMessages, TheReferenceSamplesHold) {
  const char* domain = std::getenv("ULIKA_DOMAIN");
  if (domain == nullptr) GTEST_SKIP() << "no reference tables (set ULIKA_DOMAIN)";
  std::size_t rows = 0;
  for (const auto& row : test::read_vectors(std::string(domain) + "/bank_sms.tsv")) {
    std::string text = row[7];
    for (std::size_t at = text.find("\\n"); at != std::string::npos; at = text.find("\\n", at))
      text.replace(at, 2, "\n");
    const std::string sender = row[3] == "*" ? "ExampleBank" : row[3].substr(0, row[3].find(';'));
    const auto payment = read(text, sender);
    ASSERT_TRUE(payment) << row[0] << " " << text;
    std::string expression = row[6];
    for (std::size_t at = expression.find("\\u"); at != std::string::npos; at = expression.find("\\u", at))
      expression.replace(at, 6, "\\x{" + expression.substr(at + 2, 4) + "}");
    for (std::size_t at = expression.find("\\w"); at != std::string::npos; at = expression.find("\\w", at))
      expression.replace(at, 2, "[\\pL\\d_]");
    re2::RE2 pattern(expression);
    ASSERT_TRUE(pattern.ok()) << row[0];
    std::vector<re2::StringPiece> groups(static_cast<std::size_t>(pattern.NumberOfCapturingGroups() + 1));
    ASSERT_TRUE(pattern.Match(text, 0, text.size(), re2::RE2::UNANCHORED, groups.data(),
                              static_cast<int>(groups.size())))
        << row[0];
    const auto expected = [&](const std::string& name) {
      const auto& names = pattern.NamedCapturingGroups();
      const auto it = names.find(name);
      return it == names.end() ? std::string() : groups[static_cast<std::size_t>(it->second)].as_string();
    };
    const auto same_number = [](std::string a, const std::string& b) {
      if (!a.empty() && (a[0] == '+' || a[0] == '-')) a.erase(0, 1);
      return std::abs(std::atof(decimal_amount(a).c_str()) - std::atof(b.c_str())) < 0.001;
    };
    const auto bare = [](std::string text_of) {
      while (!text_of.empty() && (text_of.back() == ' ' || text_of.back() == '.')) text_of.pop_back();
      return text_of;
    };
    EXPECT_TRUE(same_number(bare(expected("amt")), payment->amount)) << row[0] << shown(payment);
    if (!expected("bal").empty()) {
      EXPECT_TRUE(same_number(bare(expected("bal")), payment->balance)) << row[0] << shown(payment);
    }
    if (const std::string card = expected("card"); !payment->card_tail.empty()) {
      EXPECT_EQ(card.substr(card.size() - std::min(card.size(), payment->card_tail.size())),
                card.empty() ? "" : payment->card_tail)
          << row[0];
    } else {
      EXPECT_TRUE(card.empty() || card == "RUB") << row[0] << shown(payment);
    }
    if (!expected("dt").empty()) {
      EXPECT_TRUE(payment->time) << row[0];
    }
    ++rows;
  }
  EXPECT_EQ(rows, 28u);
}

// Other people's samples of many banks: how many are read, and none of those that tell of no payment.
TEST(BankMessages, SamplesOfManyBanks) {
  ULIKA_NEEDS_EVIDENCE();
  const std::string dir = test::evidence_dir().string();

  std::size_t rows = 0, amounts = 0, directions = 0, cards = 0, with_card = 0, with_direction = 0;
  const bool verbose = std::getenv("ULIKA_VERBOSE") != nullptr;
  for (const auto& line : test::read_vectors(dir + "/banksms/bank_sms_expected_A.tsv")) {
    auto row = line;
    row.resize(7);
    std::string text = row[2];
    for (std::size_t at = text.find("\\n"); at != std::string::npos; at = text.find("\\n", at))
      text.replace(at, 2, "\n");
    ++rows;
    const auto payment = read(text, row[1] + " bank");
    const bool amount =
        payment && std::abs(std::atof(payment->amount.c_str()) - std::atof(row[5].c_str())) < 0.001;
    amounts += amount;
    const std::string& type = row[3];
    const std::string way = type == "popolnenie" || type == "zachislenie" || type == "vozvrat" ? "in"
                            : type == "expense" || type == "payment" || type == "cash_atm" ||
                                    type == "cash_ATM" || type == "service_pay"
                                ? "out"
                                : "";
    const bool direction = way.empty() || (payment && payment->direction == way);
    with_direction += !way.empty();
    directions += !way.empty() && direction;
    std::string digits;
    for (const char c : row[4]) digits = c >= '0' && c <= '9' ? digits + c : std::string();
    const bool card =
        digits.size() < 3 ||
        (payment && payment->card_tail.size() >= 3 && digits.size() >= payment->card_tail.size() &&
         digits.substr(digits.size() - payment->card_tail.size()) == payment->card_tail);
    with_card += digits.size() >= 3;
    cards += digits.size() >= 3 && card;
    if (verbose && (!amount || !direction || !card))
      std::cout << (amount ? "" : "AMOUNT ") << (direction ? "" : "WAY ") << (card ? "" : "CARD ") << type
                << " " << row[4] << " " << row[5] << " | " << shown(payment) << " | " << row[2] << "\n";
  }
  std::cout << "amounts " << amounts << "/" << rows << ", directions " << directions << "/" << with_direction
            << ", cards " << cards << "/" << with_card << "\n";
  EXPECT_GE(amounts * 100, rows * 97);
  EXPECT_GE(directions * 100, with_direction * 95);
  EXPECT_GE(cards * 100, with_card * 95);
}

TEST(BankMessages, ServiceMessagesOfBanksAreNoPayments) {
  ULIKA_NEEDS_EVIDENCE();
  const std::string dir = test::evidence_dir().string();

  std::ifstream file(dir + "/banksms/system_sms.txt");
  std::string text, line;
  std::size_t messages = 0, read_as_payment = 0;
  const auto take = [&] {
    if (text.empty()) return;
    ++messages;
    if (const auto payment = read(text, "Example bank")) {
      ++read_as_payment;
      std::cout << shown(payment) << " | " << text << "\n";
    }
    text.clear();
  };
  while (std::getline(file, line)) {
    if (line.empty()) {
      take();
    } else {
      text += line + "\n";
    }
  }
  take();
  std::cout << read_as_payment << " of " << messages << " read as payments\n";
  EXPECT_LE(read_as_payment * 100, messages * 5);
}

}  // namespace
}  // namespace ulika
