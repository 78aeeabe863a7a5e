#include <gtest/gtest.h>

#include <cmath>
#include <map>

#include "tests/scan/detect_vectors.h"
#include "triage/model/record_schema.h"
#include "triage/scan/checksums.h"
#include "triage/scan/detection.h"

namespace ulika {
namespace {

const Value* field(const Detection& detection, std::string_view key) {
  for (const auto& [name, value] : detection.fields) {
    if (name == key) return &value;
  }
  return nullptr;
}

std::string text_field(const Detection& detection, std::string_view key) {
  const Value* value = field(detection, key);
  return value && std::holds_alternative<std::string>(*value) ? std::get<std::string>(*value) : std::string();
}

std::string describe(const std::vector<Detection>& detections) {
  std::string out;
  for (const Detection& d : detections) {
    out += " [" + d.kind + " " + d.rule + " " + std::to_string(d.offset) + "+" + std::to_string(d.length);
    for (const auto& [name, value] : d.fields) {
      out += " " + name + "=";
      if (std::holds_alternative<std::string>(value)) out += std::get<std::string>(value);
      if (std::holds_alternative<double>(value)) out += std::to_string(std::get<double>(value));
    }
    out += "]";
  }
  return out;
}

const std::map<std::string, std::vector<std::string>> kRulesOfForm = {{"pan", {"pan"}},
                                                                      {"pan_masked", {"pan_masked"}},
                                                                      {"track1", {"track1"}},
                                                                      {"track2", {"track2"}},
                                                                      {"emv_tlv", {"emv_tlv"}},
                                                                      {"iban", {"iban"}},
                                                                      {"kz_iin", {"kz_iin"}},
                                                                      {"kz_bin", {"kz_bin"}},
                                                                      {"ru_inn", {"ru_inn"}},
                                                                      {"ru_account", {"ru_account"}},
                                                                      {"bik", {"ru_bik"}},
                                                                      {"btc", {"btc_base58", "bech32"}},
                                                                      {"eth", {"eth"}},
                                                                      {"tron", {"tron"}},
                                                                      {"ltc", {"ltc_base58", "bech32"}},
                                                                      {"xmr", {"xmr"}},
                                                                      {"ton", {"ton"}},
                                                                      {"ton_raw", {"ton_raw"}}};

// Two forms are taken only where the text says what the number is.
const std::map<std::string, std::string> kLabelOfForm = {{"ru_inn", "ИНН "}, {"bik", "БИК "}};

TEST(DetectVectors, FinanceFormsHoldExactlyWhereTheyShould) {
  const auto rows =
      test::read_vectors(std::string(ULIKA_SOURCE_DIR) + "/tests/scan/data/finance_vectors.tsv");
  ASSERT_EQ(rows.size(), 164u);
  for (const auto& row : rows) {
    const auto& rules = kRulesOfForm.at(row[1]);
    const auto label = kLabelOfForm.find(row[1]);
    for (const std::string before : {"", "вот ", "(", "смотри:\n"}) {
      const std::string text = before + (label == kLabelOfForm.end() ? "" : label->second) + row[3];
      const auto detections = detect(text);
      bool holds = false;
      for (const Detection& d : detections) {
        for (const std::string& rule : rules) holds |= d.rule == rule;
      }
      EXPECT_EQ(holds, row[2] == "yes") << row[0] << " " << text << describe(detections);
    }
  }
}

TEST(DetectVectors, PlacesAreFoundAndNothingElse) {
  const auto rows = test::read_vectors(std::string(ULIKA_SOURCE_DIR) + "/tests/scan/data/geo_vectors.tsv");
  ASSERT_EQ(rows.size(), 144u);
  for (const auto& row : rows) {
    const auto detections = detect(row[5]);
    std::size_t places = 0;
    bool right = false;
    for (const Detection& d : detections) {
      if (d.kind != "location") continue;
      ++places;
      const Value* latitude = field(d, "latitude");
      const Value* longitude = field(d, "longitude");
      if (row[2] == "link") {
        right |= !latitude && d.rule == row[1] && !text_field(d, "value").empty();
      } else if (row[2] == "place" && latitude && longitude) {
        right |= d.rule == row[1] && std::abs(std::get<double>(*latitude) - std::stod(row[3])) < 2e-4 &&
                 std::abs(std::get<double>(*longitude) - std::stod(row[4])) < 2e-4;
      }
    }
    if (row[2] == "nothing") {
      EXPECT_EQ(places, 0u) << row[0] << " " << row[5] << describe(detections);
    } else {
      EXPECT_TRUE(right) << row[0] << " " << row[5] << describe(detections);
      EXPECT_EQ(places, 1u) << row[0] << " " << row[5] << describe(detections);
    }
  }
}

TEST(DetectVectors, EveryFieldIsOneOfTheContract) {
  for (const std::string table : {"finance_vectors.tsv", "geo_vectors.tsv"}) {
    for (const auto& row : test::read_vectors(std::string(ULIKA_SOURCE_DIR) + "/tests/scan/data/" + table)) {
      for (const Detection& d : detect(row.back())) {
        const RecordSpec* spec = find_record_spec(d.kind);
        ASSERT_NE(spec, nullptr) << d.kind;
        for (const auto& [key, value] : d.fields) EXPECT_NE(spec->find(key), nullptr) << d.kind << "." << key;
        EXPECT_GT(d.confidence, 0);
        EXPECT_LE(d.confidence, 1);
        EXPECT_LE(d.offset + d.length, row.back().size());
      }
    }
  }
}

TEST(DetectVectors, CheckDigits) {
  EXPECT_TRUE(luhn_valid("4242424242424242"));
  EXPECT_FALSE(luhn_valid(""));
  EXPECT_FALSE(luhn_valid("4242x"));
  EXPECT_TRUE(ru_inn_valid("7707083893"));
  EXPECT_FALSE(ru_inn_valid("0000000000"));
  EXPECT_TRUE(ru_bik_valid("044525225"));
  EXPECT_FALSE(ru_bik_valid("144525225"));
  EXPECT_EQ(kz_number_kind("991231000014"), "iin");
  EXPECT_EQ(kz_number_kind("200140000014"), "bin");
  EXPECT_EQ(kz_number_kind("000000000000"), "");
  EXPECT_TRUE(iban_valid("KZ86125KZT5004100100", 20));
  EXPECT_FALSE(iban_valid("KZ86125KZT5004100100", 21));
}

}  // namespace
}  // namespace ulika
