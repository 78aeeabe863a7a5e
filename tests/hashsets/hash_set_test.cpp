#include "hashsets/hash_set.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/hashsets/rule_file.h"

namespace ulika {
namespace {

using test::RuleFile;
using testing::HasSubstr;

// Digests of "abc": RFC 1321, FIPS 180-4.
constexpr const char* kMd5 = "900150983cd24fb0d6963f7d28e17f72";
constexpr const char* kSha1 = "a9993e364706816aba3e25717850c26c9cd0d89d";
constexpr const char* kSha256 = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

Digests digests_of(std::string_view text) {
  Hasher hasher;
  hasher.update(as_bytes(text));
  return hasher.finish();
}

TEST(HashSet, ListOfEachDigest) {
  for (const char* hex : {kMd5, kSha1, kSha256}) {
    const RuleFile file("list.txt", std::string("\xEF\xBB\xBF# a list\r\n") + hex + " *abc.txt\r\n");
    const auto set = HashSet::load(file.path());
    ASSERT_TRUE(set) << set.error().message;
    EXPECT_EQ(set->size(), 1u);
    EXPECT_FALSE(set->notable());
    EXPECT_TRUE(set->contains(digests_of("abc")));
    EXPECT_FALSE(set->contains(digests_of("abd")));
  }
}

TEST(HashSet, NotableAndRepeated) {
  const RuleFile file(
      "bad.txt", std::string("# notable\n") + kMd5 + "\n\n" + kMd5 + "\n900150983CD24FB0D6963F7D28E17F73");
  const auto set = HashSet::load(file.path());
  ASSERT_TRUE(set) << set.error().message;
  EXPECT_TRUE(set->notable());
  EXPECT_EQ(set->size(), 2u);
  EXPECT_TRUE(set->contains(digests_of("abc")));
}

TEST(HashSet, CsvInTheFormOfNsrl) {
  const RuleFile file("nsrl.csv", std::string("\"SHA-1\",\"MD5\",\"CRC32\",\"FileName\"\r\n\"") + kSha1 +
                                      "\",\"\",\"352441C2\",\"a, \"\"b\"\".txt\"\r\n");
  const auto set = HashSet::load(file.path());
  ASSERT_TRUE(set) << set.error().message;
  EXPECT_EQ(set->size(), 1u);
  EXPECT_TRUE(set->contains(digests_of("abc")));
}

TEST(HashSet, NamesTheLineOfAMistake) {
  const std::pair<std::string, const char*> cases[] = {
      {std::string(kMd5) + "\nnothing\n", "line 2: no MD5, SHA-1 or SHA-256"},
      {std::string(kMd5) + "0\n", "line 1: no MD5"},
      {"name,md5\nx," + std::string(kSha1) + "\n", "is no digest"},
      {"name,md5\nx\n", "line 2: fewer columns"},
      {"name,md5\n\"x," + std::string(kMd5) + "\n", "line 2: a quote is not closed"},
      {"# nothing\n", "holds no digest"},
  };
  for (const auto& [bytes, message] : cases) {
    const RuleFile file("mistake.csv", bytes);
    const auto set = HashSet::load(file.path());
    ASSERT_FALSE(set) << bytes;
    EXPECT_THAT(set.error().message, HasSubstr(message));
  }
  EXPECT_EQ(HashSet::load("/nonexistent.txt").error().kind, ErrorKind::not_found);
}

}  // namespace
}  // namespace ulika
