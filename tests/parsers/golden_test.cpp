// Every definition has a sample and a golden result; ULIKA_BLESS=1 writes the goldens anew, to be read as a
// diff.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>

#include "tests/parsers/sample.h"

namespace ulika::test {
namespace {

const std::filesystem::path kSamples = std::filesystem::path(ULIKA_SOURCE_DIR) / "samples/definitions";
const std::filesystem::path kGoldens = std::filesystem::path(ULIKA_SOURCE_DIR) / "tests/golden";

// "whatsapp_android", "whatsapp_android.old", …: the part before the dot is the id of the definition.
std::vector<std::string> sample_names(const std::string& extension) {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(kSamples)) {
    if (entry.path().extension() == extension) names.push_back(entry.path().stem().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

class Golden : public testing::TestWithParam<std::string> {};

TEST_P(Golden, sample_gives_what_is_written) {
  const auto golden = kGoldens / (GetParam() + ".jsonl");
  const Parsed parsed =
      parse_files(built_in(), read_sample(read_text((kSamples / (GetParam() + ".sql")).string())));
  const std::string id = GetParam().substr(0, GetParam().find('.'));
  EXPECT_EQ(parsed.outcome.parsers, std::vector<std::string>{id});
  const std::string got = to_jsonl(parsed);
  EXPECT_FALSE(got.empty());
  if (std::getenv("ULIKA_BLESS")) {
    std::ofstream(golden, std::ios::binary) << got;
    return;
  }
  ASSERT_TRUE(std::filesystem::exists(golden)) << "write it with ULIKA_BLESS=1 and review it";
  EXPECT_EQ(read_text(golden.string()), got);
}

INSTANTIATE_TEST_SUITE_P(Definitions, Golden, testing::ValuesIn(sample_names(".sql")), [](const auto& test) {
  std::string name = test.param;
  std::replace(name.begin(), name.end(), '.', '_');
  return name;
});

// Samples of other kinds than databases: each file of one is parsed by itself.
class FileGolden : public testing::TestWithParam<std::string> {};

TEST_P(FileGolden, sample_gives_what_is_written) {
  const auto golden = kGoldens / (GetParam() + ".jsonl");
  const std::string id = GetParam().substr(0, GetParam().find('.'));
  std::string got;
  for (const SampleFile& file : read_file_sample(read_text((kSamples / (GetParam() + ".txt")).string()))) {
    const Parsed parsed = parse_files(built_in(), {file}, "application/octet-stream");
    EXPECT_EQ(parsed.outcome.parsers, std::vector<std::string>{id}) << file.path;
    EXPECT_FALSE(parsed.records.empty()) << file.path;
    got += to_jsonl(parsed);
  }
  if (std::getenv("ULIKA_BLESS")) {
    std::ofstream(golden, std::ios::binary) << got;
    return;
  }
  ASSERT_TRUE(std::filesystem::exists(golden)) << "write it with ULIKA_BLESS=1 and review it";
  EXPECT_EQ(read_text(golden.string()), got);
}

INSTANTIATE_TEST_SUITE_P(Definitions, FileGolden, testing::ValuesIn(sample_names(".txt")),
                         [](const auto& test) {
                           std::string name = test.param;
                           std::replace(name.begin(), name.end(), '.', '_');
                           return name;
                         });

// Formats that a C++ reader knows, with tests of their own.
const std::set<std::string> kReaders = {
    "apple_backup",   "apple_lists",  "biome",           "exif",          "mail",
    "plain_text",     "sqlite_sweep", "telegram_export", "telegram_html", "telegram_prefs_android",
    "telegram_tdata", "ufdr_report",  "xml_text"};

TEST(Goldens, none_is_missing_and_none_is_left_over) {
  std::set<std::string> sampled;
  std::set<std::string> files;
  for (const char* extension : {".sql", ".txt"}) {
    for (const auto& name : sample_names(extension)) {
      sampled.insert(name.substr(0, name.find('.')));
      files.insert(name + ".jsonl");
    }
  }
  for (const ParserFacts& parser : built_in().list()) {
    if (kReaders.count(parser.id) == 0) {
      EXPECT_EQ(sampled.count(parser.id), 1u) << parser.id << " has no sample";
    }
  }
  for (const auto& entry : std::filesystem::directory_iterator(kGoldens)) {
    if (entry.path().extension() == ".jsonl") {
      EXPECT_EQ(files.count(entry.path().filename().string()), 1u) << entry.path() << " belongs to no sample";
    }
  }
}

}  // namespace
}  // namespace ulika::test
