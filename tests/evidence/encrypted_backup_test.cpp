#include "tests/evidence/backup_writer.h"
#include "tests/evidence/walked.h"
#include "tests/evidence_dir.h"
#include "triage/base/crypto.h"
#include "triage/evidence/backup_keys.h"
#include "triage/evidence/cbc_source.h"

namespace ulika {
namespace {

using namespace std::string_literals;
using test::Scratch;

// RFC 3394, 4.6: 256 bits of key data wrapped with a 256-bit key.
const std::string kWrappingKey = "000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F";
const std::string kKeyData = "00112233445566778899AABBCCDDEEFF000102030405060708090A0B0C0D0E0F";
const std::string kWrapped =
    "28C9F404C4B810F4CBCCB35CFB87F8263F5786E2D80ED326CBC7F0E71A99F43BFB988B9B7A02DD21";

std::string raw(const std::string& hex) {
  const auto bytes = from_hex(hex);
  return bytes ? std::string(as_text(*bytes)) : std::string();
}

std::string tagged(const std::string& tag, const std::string& value) {
  const auto n = static_cast<char>(value.size());
  return tag + "\0\0\0"s + n + value;
}

std::string number(std::uint32_t value) {
  return {static_cast<char>(value >> 24), static_cast<char>(value >> 16), static_cast<char>(value >> 8),
          static_cast<char>(value)};
}

std::string keybag(std::uint32_t rounds, std::uint32_t first_rounds) {
  return tagged("VERS", number(5)) + tagged("TYPE", number(1)) + tagged("UUID", std::string(16, 'u')) +
         tagged("WRAP", number(0)) + tagged("SALT", "salt of the bag") + tagged("ITER", number(rounds)) +
         tagged("DPIC", number(first_rounds)) + tagged("DPSL", "first salt") +
         tagged("UUID", std::string(16, 'v')) + tagged("CLAS", number(3)) + tagged("WRAP", number(2)) +
         tagged("WPKY", std::string(40, 'w')) + tagged("UUID", std::string(16, 'x')) +
         tagged("CLAS", number(4)) + tagged("WRAP", number(1)) + tagged("WPKY", std::string(40, 'y'));
}

TEST(BackupKeys, AKeybagGivesItsLockAndTheClassesOfThePassword) {
  const std::string bytes = keybag(10'000, 10'000'000);
  const auto bag = read_keybag(as_bytes(bytes));
  ASSERT_TRUE(bag) << bag.error().message;
  EXPECT_EQ(bag->lock.salt, "salt of the bag");
  EXPECT_EQ(bag->lock.rounds, 10'000U);
  EXPECT_EQ(bag->lock.first_salt, "first salt");
  EXPECT_EQ(bag->lock.first_rounds, 10'000'000U);
  ASSERT_EQ(bag->classes.size(), 1U);  // class 4 is bound to the device alone
  EXPECT_EQ(bag->classes.at(3), std::string(40, 'w'));
  for (const std::size_t length : {bytes.size() - 1, std::size_t{30}, std::size_t{7}, std::size_t{0}}) {
    const auto cut = read_keybag(as_bytes(std::string_view(bytes).substr(0, length)));
    ASSERT_FALSE(cut) << length;
    EXPECT_EQ(cut.error().kind, ErrorKind::damaged);
  }
  const std::string greedy = keybag(10'000, 4'000'000'000U);
  EXPECT_EQ(read_keybag(as_bytes(greedy)).error().kind, ErrorKind::limit);
}

// The published vector stands in for what a password derives, by way of the file's key.
TEST(BackupKeys, KeysUnwrapAsTheStandardSays) {
  const auto key = aes_unwrap(as_bytes(raw(kWrappingKey)), as_bytes(raw(kWrapped)));
  ASSERT_TRUE(key);
  EXPECT_EQ(std::string(as_text(*key)), raw(kKeyData));
}

TEST(BackupKeys, WrongMissingAndDamagedAreThreeThings) {
  KeyRing none, wrong;
  wrong.passwords = {"wrong"};
  const BackupLock lock{"salt", 10, "", 0};
  BackupKeys without(none), with(wrong);
  const auto missing = without.class_key(lock, std::string(40, 'w'));
  const auto refused = with.class_key(lock, std::string(40, 'w'));
  ASSERT_FALSE(missing);
  ASSERT_FALSE(refused);
  EXPECT_EQ(missing.error().kind, ErrorKind::encrypted);
  EXPECT_EQ(refused.error().kind, ErrorKind::encrypted);
  EXPECT_NE(missing.error().message, refused.error().message);
  EXPECT_EQ(decode_cipher("\x01 cut").error().kind, ErrorKind::damaged);
}

TEST(BackupKeys, ACipherComesBackAsItWas) {
  const FileCipher cipher{{"salt", 7, "first", 9}, "class", "file", 1234};
  const auto back = decode_cipher(encode_cipher(cipher));
  ASSERT_TRUE(back);
  EXPECT_EQ(back->lock.first_salt, "first");
  EXPECT_EQ(back->lock.rounds, 7U);
  EXPECT_EQ(back->wrapped_file_key, "file");
  EXPECT_EQ(back->stored_size, 1234U);
  const auto locked = decode_cipher(encode_locked("why"));
  ASSERT_FALSE(locked);
  EXPECT_EQ(locked.error().kind, ErrorKind::encrypted);
  EXPECT_EQ(locked.error().message, "why");
}

TEST(CbcSource, AnyRangeIsWhatTheWholeHolds) {
  const std::string key = raw(kWrappingKey);
  std::string plain;
  while (plain.size() < 700'000) plain += std::to_string(plain.size()) + ' ';
  std::string padded = plain + std::string(16 - plain.size() % 16, static_cast<char>(16 - plain.size() % 16));
  std::vector<std::byte> iv(16), stored(padded.size());
  ASSERT_TRUE(aes_cbc_encrypt(as_bytes(key), iv, as_bytes(padded), stored));
  const auto keyed = as_bytes(key);
  for (const std::uint64_t size : {std::uint64_t{0}, std::uint64_t{plain.size()}, std::uint64_t{5}}) {
    CbcSource source(std::make_unique<MemorySource>(stored), {keyed.begin(), keyed.end()}, iv, size);
    ASSERT_EQ(source.size(), plain.size()) << size;
    for (const std::uint64_t at :
         {std::uint64_t{0}, std::uint64_t{15}, std::uint64_t{262'144}, std::uint64_t{262'143},
          std::uint64_t{plain.size() - 3}, std::uint64_t{17}}) {
      std::vector<std::byte> out(300'001);
      const auto got = source.read(at, out);
      ASSERT_TRUE(got);
      EXPECT_EQ(as_text(out).substr(0, *got), plain.substr(static_cast<std::size_t>(at), out.size())) << at;
    }
  }
}

KeyRing password(const std::string& text) {
  KeyRing keys;
  keys.passwords = {text};
  return keys;
}

// Password and content as the tests of the backup's origin state them.
TEST(EncryptedBackup, RealBackupOpensWithItsPassword) {
  ULIKA_NEEDS_EVIDENCE();
  const auto folder = test::evidence_dir() / "pyiosbackup/itunes_encrypted_ios10_sqlite";
  const auto opened = open_evidence(folder, password("0000"));
  ASSERT_TRUE(opened);
  const auto walked = test::walk_all(**opened);
  EXPECT_TRUE(walked.problems.empty());
  const FileEntry* file = walked.find("MyTestDomain/Media/Test.txt");
  ASSERT_NE(file, nullptr);
  EXPECT_EQ(file->size, 9U);
  EXPECT_EQ(file->times.modified, 1'628'082'463'000);
  EXPECT_EQ(file->times.changed, 1'628'082'509'000);
  EXPECT_EQ(file->times.created, 1'627'974'948'000);
  EXPECT_EQ(test::content_of(**opened, *file), "Test data");
  EXPECT_TRUE(test::content_of(**opened, *walked.find("Manifest.db")).starts_with("SQLite format 3"));

  // The entry alone is enough for another process that has the password, and of no use without it.
  const auto again = open_evidence(folder, password("0000"));
  EXPECT_EQ(test::content_of(**again, *file), "Test data");
  const auto without = open_evidence(folder);
  EXPECT_EQ(test::content_of(**without, *file),
            "error: the backup is encrypted and no password was given (--password)");
}

TEST(EncryptedBackup, RealBackupStaysShutWithoutItsPassword) {
  ULIKA_NEEDS_EVIDENCE();
  const auto folder = test::evidence_dir() / "pyiosbackup/itunes_encrypted_ios10_sqlite";
  for (const bool given : {false, true}) {
    const auto opened = open_evidence(folder, given ? password("1111") : KeyRing());
    ASSERT_TRUE(opened);
    const auto walked = test::walk_all(**opened);
    ASSERT_EQ(walked.problems.size(), 1U);
    EXPECT_EQ(walked.problems[0].state, LedgerState::encrypted);
    const FileEntry* file = walked.find("57/5727bd1c5fa1055e15d8b4a75a74793c84b5ffdc");
    ASSERT_NE(file, nullptr);
    const auto source = (*opened)->open(*file);
    ASSERT_FALSE(source);
    EXPECT_EQ(source.error().kind, ErrorKind::encrypted);
    EXPECT_EQ(source.error().message,
              given ? "the backup is encrypted and the password that was given does not open it"
                    : "the backup is encrypted and no password was given (--password)");
  }
}

}  // namespace
}  // namespace ulika
