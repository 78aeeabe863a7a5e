#include "triage/base/json.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <limits>
#include <nlohmann/json.hpp>
#include <random>

namespace ulika {
namespace {

template <class Value>
std::string written(Value value, bool for_html = false) {
  std::string out;
  JsonWriter(out, for_html).value(value);
  return out;
}

TEST(JsonWriter, NestsAndKeepsTheOrderOfKeys) {
  std::string out;
  JsonWriter json(out);
  json.begin_object().key("z").value(std::int64_t{1}).key("a").begin_array();
  json.value("x").value(true).null().begin_object().end_object().begin_array().end_array().raw("[1]");
  json.end_array().key("").value(false).end_object();
  EXPECT_EQ(out, R"({"z":1,"a":["x",true,null,{},[],[1]],"":false})");
}

TEST(JsonWriter, EscapesWhatCouldBreakALineOrAParser) {
  using namespace std::string_view_literals;
  EXPECT_EQ(written("a\"\\/\n\r\t"sv), R"("a\"\\/\n\r\t")");
  EXPECT_EQ(written("\0\x1f\x7f\xc2\x85"sv), R"("\u0000\u001f\u007f\u0085")");
  EXPECT_EQ(written("\xe2\x80\xa8\xe2\x80\xa9"sv), R"("\u2028\u2029")");
  EXPECT_EQ(written("\xd2\x9b \xf0\x9f\x8d\x84"sv), "\"\xd2\x9b \xf0\x9f\x8d\x84\"");
}

TEST(JsonWriter, TextForScriptsCannotEndThem) {
  EXPECT_EQ(written("</script>&", true), R"("\u003c/script\u003e\u0026")");
  EXPECT_EQ(written("</script>&"), R"("</script>&")");
}

TEST(JsonWriter, MalformedTextBecomesValid) {
  EXPECT_EQ(written("a\xff\x62\xd1"),
            "\"a\xef\xbf\xbd"
            "b\xef\xbf\xbd\"");
}

TEST(JsonWriter, Numbers) {
  EXPECT_EQ(written(std::numeric_limits<std::int64_t>::min()), "-9223372036854775808");
  EXPECT_EQ(written(std::int64_t{0}), "0");
  EXPECT_EQ(written(0.1), "0.1");
  EXPECT_EQ(written(43.238949), "43.238949");
  EXPECT_EQ(written(5.0), "5");
  EXPECT_EQ(written(-0.0), "0");
  EXPECT_EQ(written(std::nan("")), "null");
  EXPECT_EQ(written(-HUGE_VAL), "null");
}

// nlohmann::json is a parser of its own making: what it reads back must be what went in.
TEST(JsonWriter, AnyBytesAndAnyNumberReadBack) {
  std::mt19937_64 random(1);
  for (int round = 0; round < 2000; ++round) {
    std::string text(random() % 40, '\0');
    for (char& c : text) c = static_cast<char>(random() % (round % 2 != 0 ? 128 : 256));
    const nlohmann::json back = nlohmann::json::parse(written(text, round % 3 == 0));
    if (round % 2 != 0) {
      EXPECT_EQ(back.get<std::string>(), text);
    }

    const std::uint64_t bits = random();
    double number = 0;
    std::memcpy(&number, &bits, sizeof number);
    if (std::isfinite(number)) {
      EXPECT_EQ(nlohmann::json::parse(written(number)).get<double>(), number);
    }
  }
}

}  // namespace
}  // namespace ulika
