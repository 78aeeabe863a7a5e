#include "hashsets/hash_index.h"

#include <gmock/gmock.h>

#include <cstring>
#include <random>
#include <set>

#include "hashsets/hash_sets.h"
#include "tests/hashsets/set_folder.h"

namespace ulika {
namespace {

using namespace test;
using testing::ElementsAre;
using testing::HasSubstr;

HashRow row_of(const std::string& hex, std::string_view category = {}) {
  HashRow row;
  EXPECT_TRUE(add_digest(hex, row));
  row.category = category;
  return row;
}

Bytes bytes_of(const HashRow& row) {
  for (std::size_t k = 0; k < kHashKinds; ++k) {
    if (row.has[k]) return row.digest(static_cast<HashKind>(k));
  }
  return {};
}

std::string random_hex(std::mt19937_64& random, std::size_t digits) {
  std::string hex;
  for (std::size_t i = 0; i < digits; ++i) hex += "0123456789abcdef"[random() % 16];
  return hex;
}

// As many rows of every kind as go through many temporary runs, half of them twice, and some that are near
// each other.
TEST(HashIndex, HoldsExactlyWhatWasAdded) {
  const SetFolder folder;
  std::mt19937_64 random(20260301);
  for (const std::size_t count : {1u, 7u, 1000u, 30'000u}) {
    for (const std::size_t digits : {32u, 40u, 64u}) {
      std::set<std::string> reference;
      IndexOptions options;
      options.memory_bytes = 100'000;  // a few hundred digests at once
      IndexWriter writer(folder.path() / "index", options);
      std::string hex = random_hex(random, digits);
      for (std::size_t i = 0; i < count; ++i) {
        if (i % 3 == 0) {
          hex.back() = hex.back() == '0' ? '1' : '0';  // differs in the last digit alone
        } else {
          hex = random_hex(random, digits);
        }
        reference.insert(hex);
        ASSERT_TRUE(writer.add(row_of(hex)));
        if (i % 2 == 0) {
          ASSERT_TRUE(writer.add(row_of(*reference.begin())));
        }
      }
      IndexDescription about;
      about.name = "random";
      ASSERT_TRUE(writer.finish(about));
      const auto index = HashIndex::open(folder.path() / "index", HashIndex::Check::content);
      ASSERT_TRUE(index) << index.error().message;
      const auto kind = *hash_kind_of_size(digits / 2);
      EXPECT_EQ(index->about().sections[static_cast<std::size_t>(kind)].digests, reference.size());
      std::vector<std::string> listed;
      index->each(kind, [&](Bytes digest, std::string_view) { listed.push_back(to_hex(digest)); });
      EXPECT_TRUE(std::equal(listed.begin(), listed.end(), reference.begin(), reference.end()));
      for (const std::string& one : reference) {
        EXPECT_TRUE(index->contains(bytes_of(row_of(one))));
        std::string other = one;
        other.back() = other.back() == 'f' ? 'e' : 'f';
        EXPECT_EQ(index->contains(bytes_of(row_of(other))), reference.count(other) != 0);
      }
      for (int i = 0; i < 2000; ++i) {
        const std::string stranger = random_hex(random, digits);
        EXPECT_EQ(index->contains(bytes_of(row_of(stranger))), reference.count(stranger) != 0);
      }
    }
  }
}

// A list that is no sample of random digests: all in one bucket, and the first and last that there are.
TEST(HashIndex, HoldsDigestsThatAreNotSpread) {
  const SetFolder folder;
  IndexWriter writer(folder.path() / "index", {});
  std::vector<std::string> all{std::string(40, '0'), std::string(40, 'f')};
  for (int i = 0; i < 5000; ++i) {
    std::string hex(40, '7');
    std::string number = std::to_string(i);
    hex.replace(40 - number.size(), number.size(), number);
    all.push_back(hex);
  }
  for (const std::string& hex : all) ASSERT_TRUE(writer.add(row_of(hex)));
  ASSERT_TRUE(writer.finish({}));
  const auto index = HashIndex::open(folder.path() / "index", HashIndex::Check::content);
  ASSERT_TRUE(index);
  for (const std::string& hex : all) EXPECT_TRUE(index->contains(bytes_of(row_of(hex)))) << hex;
  EXPECT_FALSE(index->contains(bytes_of(row_of(std::string(39, '7') + "a"))));
  EXPECT_FALSE(index->contains(as_bytes("short")));
}

TEST(HashIndex, TakesFewBytesForAnEntry) {
  const SetFolder folder;
  std::mt19937_64 random(7);
  IndexWriter writer(folder.path() / "index", {});
  constexpr std::size_t kCount = 50'000;
  for (std::size_t i = 0; i < kCount; ++i) ASSERT_TRUE(writer.add(row_of(random_hex(random, 40))));
  ASSERT_TRUE(writer.finish({}));
  EXPECT_LT(std::filesystem::file_size(folder.path() / "index"), kCount * 25);
}

TEST(HashIndex, KeepsCategories) {
  const SetFolder folder;
  IndexWriter writer(folder.path() / "index", {});
  ASSERT_TRUE(writer.add(row_of(kMd5, "2")));
  ASSERT_TRUE(writer.add(row_of(kMd5, "1")));
  ASSERT_TRUE(writer.add(row_of(kMd5, "2")));
  ASSERT_TRUE(writer.add(row_of(kEmptyMd5)));
  IndexDescription about;
  about.category = "all";
  ASSERT_TRUE(writer.finish(about));
  const auto index = HashIndex::open(folder.path() / "index", HashIndex::Check::content);
  ASSERT_TRUE(index);
  EXPECT_EQ(index->about().sections[0].digests, 2u);
  EXPECT_EQ(index->about().sections[0].entries, 3u);
  EXPECT_THAT(index->categories_of(bytes_of(row_of(kMd5))), ElementsAre("1", "2"));
  EXPECT_THAT(index->categories_of(bytes_of(row_of(kEmptyMd5))), ElementsAre("all"));
  EXPECT_TRUE(index->categories_of(bytes_of(row_of(kSha1))).empty());
}

TEST(HashIndex, RefusesMoreCategoriesThanItCanNumber) {
  const SetFolder folder;
  IndexWriter writer(folder.path() / "index", {});
  Result<void> added;
  for (int i = 0; added && i < 300; ++i) added = writer.add(row_of(kMd5, "category " + std::to_string(i)));
  ASSERT_FALSE(added);
  EXPECT_EQ(added.error().kind, ErrorKind::limit);
}

// A file that was made to have a known file's MD5 is not that file.
TEST(HashIndex, TheStrongestDigestDecides) {
  const SetFolder folder;
  IndexWriter writer(folder.path() / "index", {});
  HashRow row = row_of(kMd5);
  ASSERT_TRUE(add_digest(kSha256, row));
  ASSERT_TRUE(writer.add(row));
  ASSERT_TRUE(writer.finish({}));
  const auto index = HashIndex::open(folder.path() / "index", HashIndex::Check::content);
  ASSERT_TRUE(index);
  Digests digests = digests_of("abc");
  EXPECT_TRUE(index->contains(digests));
  digests.sha256 = digests_of("another").sha256;
  EXPECT_FALSE(index->contains(digests));
  EXPECT_TRUE(index->contains(Bytes(digests.md5)));  // asked for the MD5 alone, it is there

  // With an entry that has the MD5 alone, the MD5 counts.
  IndexWriter mixed(folder.path() / "mixed", {});
  ASSERT_TRUE(mixed.add(row));
  ASSERT_TRUE(mixed.add(row_of(kEmptyMd5)));
  ASSERT_TRUE(mixed.finish({}));
  EXPECT_TRUE(HashIndex::open(folder.path() / "mixed", HashIndex::Check::content)->contains(digests_of("")));
}

std::string read_file(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

TEST(HashIndex, RefusesWhatWasCutOrAltered) {
  const SetFolder folder;
  IndexWriter writer(folder.path() / "index", {});
  for (const std::string& hex : {kMd5, kSha1, kSha256}) ASSERT_TRUE(writer.add(row_of(hex, "c")));
  IndexDescription about;
  about.name = "set";
  ASSERT_TRUE(writer.finish(about));
  const std::string whole = read_file(folder.path() / "index");
  for (std::size_t size = 0; size < whole.size(); ++size) {
    const auto cut = HashIndex::open(folder.write("cut", whole.substr(0, size)), HashIndex::Check::head);
    ASSERT_FALSE(cut) << size;
    EXPECT_EQ(cut.error().kind, ErrorKind::damaged);
  }
  EXPECT_FALSE(HashIndex::open(folder.write("longer", whole + "x"), HashIndex::Check::head));
  for (std::size_t at = 0; at < whole.size(); ++at) {
    std::string altered = whole;
    altered[at] = static_cast<char>(altered[at] ^ 4);
    const auto index = HashIndex::open(folder.write("altered", altered), HashIndex::Check::content);
    ASSERT_FALSE(index) << at;
    EXPECT_EQ(index.error().kind, ErrorKind::damaged);
  }
}

// Someone who can write a head can write its digests too: nothing that a file states may lead out of it.
TEST(HashIndex, BelievesNoNumberOfAForgedFile) {
  const SetFolder folder;
  IndexWriter writer(folder.path() / "index", {});
  std::mt19937_64 random(3);
  for (int i = 0; i < 40; ++i) ASSERT_TRUE(writer.add(row_of(random_hex(random, 40), "c")));
  ASSERT_TRUE(writer.finish({}));
  const std::string whole = read_file(folder.path() / "index");
  for (int i = 0; i < 1000; ++i) {
    std::string forged = whole;
    for (int n = 0; n < 4; ++n)
      forged[kHeadSize + random() % (forged.size() - kHeadSize)] = static_cast<char>(random());
    std::string why;
    auto head = decode_head(as_bytes(whole), why);
    ASSERT_TRUE(head);
    head->body_sha256 = sha256(as_bytes(forged).subspan(kHeadSize));
    const auto bytes = encode(*head);
    std::memcpy(forged.data(), bytes.data(), bytes.size());
    const auto index = HashIndex::open(folder.write("forged", forged), HashIndex::Check::content);
    if (!index) continue;
    for (int n = 0; n < 20; ++n) {
      const HashRow row = row_of(random_hex(random, 40));
      (void)index->categories_of(bytes_of(row));
    }
    for (std::size_t k = 0; k < kHashKinds; ++k) {
      std::size_t bytes_seen = 0;
      index->each(static_cast<HashKind>(k),
                  [&](Bytes digest, std::string_view) { bytes_seen += digest.size(); });
      EXPECT_LE(bytes_seen, whole.size());
    }
  }
}

TEST(HashStore, ImportsListsAndRemoves) {
  const SetFolder folder;
  HashStore store(folder.store());
  ImportOptions options;
  options.name = "Windows 11";
  const auto file = folder.write("list.txt", kMd5 + "\n" + kSha1 + "\n");
  const auto made = store.import(file, options);
  ASSERT_TRUE(made) << made.error().message;
  EXPECT_EQ(made->about().kind, HashSetKind::known);
  EXPECT_EQ(made->about().sha256, digests_of(kMd5 + "\n" + kSha1 + "\n").sha256);
  EXPECT_EQ(store.import(file, options).error().kind, ErrorKind::usage);  // the name is taken
  options.replace = true;
  EXPECT_TRUE(store.import(file, options));
  options.name = "Sought";
  options.kind = HashSetKind::notable;
  ASSERT_TRUE(store.import(folder.write("vic.json", R"({"value":[{"MD5":")" + kMd5 + R"(","Category":1}]})"),
                           options));

  const auto sets = store.open_all(HashIndex::Check::content);
  ASSERT_TRUE(sets);
  ASSERT_EQ(sets->size(), 2u);
  const auto loaded = HashSets::load({folder.store()});
  ASSERT_TRUE(loaded);
  const HashVerdict both = loaded->look_up(digests_of("abc"));
  EXPECT_EQ(both.kind(), "notable");
  EXPECT_EQ(both.names(), "Sought, Windows 11");
  EXPECT_THAT(both.matches[0].categories, ElementsAre("1"));
  EXPECT_EQ(loaded->look_up(digests_of("abd")).kind(), "none");

  ASSERT_TRUE(store.remove("Sought"));
  EXPECT_EQ(store.remove("Sought").error().kind, ErrorKind::not_found);
  EXPECT_EQ(HashSets::load({folder.store()})->look_up(digests_of("abc")).kind(), "known");
}

TEST(HashStore, LeavesNothingBehindOfAListThatIsWrong) {
  const SetFolder folder;
  HashStore store(folder.store());
  ImportOptions options;
  options.name = "wrong";
  options.index.memory_bytes = 4096;  // so that temporary files are in use when the mistake comes
  std::string list;
  for (int i = 0; i < 20'000; ++i) list += kMd5 + "\n";
  ASSERT_FALSE(store.import(folder.write("list", list + "mistake\n"), options));
  for (const auto& entry : std::filesystem::directory_iterator(folder.store()))
    EXPECT_EQ(entry.path().filename(), ".lock");
}

TEST(HashStore, RefusesNamesThatLeadElsewhere) {
  const SetFolder folder;
  const auto file = folder.write("list", kMd5);
  for (const char* name : {"", "../x", "a/b", ".hidden", "a\nb", "\xFF"}) {
    ImportOptions options;
    options.name = name;
    EXPECT_EQ(HashStore(folder.store()).import(file, options).error().kind, ErrorKind::usage) << name;
  }
}

TEST(HashSets, TakesListsAndIndexesAsTheyAre) {
  const SetFolder folder;
  ImportOptions options;
  options.name = "a set";
  ASSERT_TRUE(HashStore(folder.store()).import(folder.write("list", kEmptyMd5), options));
  const auto sets = HashSets::load(
      {folder.write("sought.txt", "# notable\n" + kSha1 + "\n"), folder.store() / "a set.hashset"});
  ASSERT_TRUE(sets) << sets.error().message;
  ASSERT_EQ(sets->sets().size(), 2u);
  EXPECT_EQ(sets->sets()[0].about().name, "sought");
  EXPECT_EQ(sets->look_up(digests_of("abc")).kind(), "notable");
  EXPECT_EQ(sets->look_up(digests_of("")).kind(), "known");
  EXPECT_EQ(sets->look_up(digests_of("abd")).kind(), "none");

  std::filesystem::resize_file(folder.store() / "a set.hashset", 200);
  EXPECT_EQ(HashSets::load({folder.store()}).error().kind, ErrorKind::damaged);
  EXPECT_FALSE(HashSets::load({folder.path() / "absent"}));
}

}  // namespace
}  // namespace ulika
