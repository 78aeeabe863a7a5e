// Encrypted databases and backups: opened with their key, and told apart where the key is missing, wrong, or
// the bytes are damaged.
#include "parsers/unlock.h"

#include <gmock/gmock.h>
#include <sqlite3.h>
#include <unistd.h>
#include <zlib.h>

#include <filesystem>

#include "parsers/evidence_database.h"
#include "parsers/sqlcipher.h"
#include "parsers/whatsapp_crypt.h"
#include "tests/evidence_dir.h"
#include "tests/parsers/sample.h"
#include "triage/base/bytes.h"
#include "triage/base/crypto.h"

namespace ulika::test {
namespace {

using testing::HasSubstr;

using Blob = std::vector<std::byte>;

Blob blob_of(std::string_view text) {
  return {as_bytes(text).begin(), as_bytes(text).end()};
}

Blob counting(std::size_t size, unsigned first = 0) {
  Blob out;
  for (std::size_t i = 0; i < size; ++i) out.push_back(static_cast<std::byte>(first + i));
  return out;
}

// A plain WhatsApp store in WAL mode with room for what a cipher keeps in each page, and its log, written by
// SQLite.
struct PlainStore {
  Blob database, wal;
};

PlainStore make_store(int reserve, int page_size) {
  const auto dir = std::filesystem::temp_directory_path() / ("ulika-unlock-" + std::to_string(getpid()));
  std::filesystem::create_directories(dir);
  sqlite3* db = nullptr;
  EXPECT_EQ(sqlite3_open((dir / "a.db").c_str(), &db), SQLITE_OK);
  const auto run = [&](const std::string& sql) {
    EXPECT_EQ(sqlite3_exec(db, sql.c_str(), nullptr, nullptr, nullptr), SQLITE_OK) << sqlite3_errmsg(db);
  };
  run("PRAGMA page_size=" + std::to_string(page_size));
  EXPECT_EQ(sqlite3_file_control(db, "main", SQLITE_FCNTL_RESERVE_BYTES, &reserve), SQLITE_OK);
  run("VACUUM; PRAGMA journal_mode=WAL; PRAGMA wal_autocheckpoint=0;"
      "CREATE TABLE canonical_addresses(_id INTEGER PRIMARY KEY, address TEXT);"
      "CREATE TABLE sms(_id INTEGER PRIMARY KEY, thread_id INTEGER, address TEXT, date INTEGER, type "
      "INTEGER, body TEXT);"
      "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300) INSERT INTO sms "
      "SELECT i, 1, '+447700900171', 1772334245000 + i, 1, 'text ' || i FROM n;"
      "PRAGMA wal_checkpoint(TRUNCATE);"
      "INSERT INTO sms VALUES (301, 1, '+447700900171', 1772334245301, 1, 'only in the log');");
  const auto file = [&](const char* name) { return blob_of(read_text((dir / name).string())); };
  PlainStore store{file("a.db"), file("a.db-wal")};
  sqlite3_close(db);
  std::filesystem::remove_all(dir);
  return store;
}

struct Scheme {
  DigestKind digest;
  std::uint32_t rounds;
  std::size_t page_size, reserve, mac_size;
};
constexpr Scheme kFour{DigestKind::sha512, 256000, 4096, 80, 64};
constexpr Scheme kThree{DigestKind::sha1, 64000, 1024, 48, 20};

// What SQLCipher's pager does on writing.
void seal_page(const Scheme& scheme, const Blob& key, const Blob& salt, std::uint32_t number,
               std::span<std::byte> page) {
  Blob mac_salt = salt;
  for (std::byte& b : mac_salt) b ^= std::byte{0x3a};
  const Blob mac_key = pbkdf2(scheme.digest, key, mac_salt, 2, 32);
  const std::size_t clear = number == 1 ? 16 : 0;
  const std::size_t end = page.size() - scheme.reserve;
  const Blob iv = counting(16, number);
  std::copy(iv.begin(), iv.end(), page.begin() + static_cast<std::ptrdiff_t>(end));
  const auto body = page.subspan(clear, end - clear);
  ASSERT_TRUE(aes_cbc_encrypt(key, iv, body, body));
  if (number == 1) std::copy(salt.begin(), salt.end(), page.begin());
  Blob message(page.begin() + static_cast<std::ptrdiff_t>(clear),
               page.begin() + static_cast<std::ptrdiff_t>(end + 16));
  for (unsigned i = 0; i < 4; ++i) message.push_back(static_cast<std::byte>(number >> 8 * i & 0xFF));
  const Blob mac = hmac(scheme.digest, mac_key, message);
  std::copy(mac.begin(), mac.end(), page.begin() + static_cast<std::ptrdiff_t>(end + 16));
}

std::uint32_t big(Bytes bytes) {
  return ByteReader(bytes).u32be();
}

void put_big(std::span<std::byte> at, std::uint32_t value) {
  for (unsigned i = 0; i < 4; ++i) at[i] = static_cast<std::byte>(value >> (24 - 8 * i) & 0xFF);
}

PlainStore seal(const Scheme& scheme, const std::string& passphrase, PlainStore store) {
  const Blob salt = counting(16, 200);
  const Blob key = pbkdf2(scheme.digest, as_bytes(passphrase), salt, scheme.rounds, 32);
  const std::span<std::byte> all(store.database);
  for (std::size_t at = 0; at < all.size(); at += scheme.page_size) {
    seal_page(scheme, key, salt, static_cast<std::uint32_t>(at / scheme.page_size + 1),
              all.subspan(at, scheme.page_size));
  }
  // The log's checksums run over what is encrypted.
  std::span<std::byte> wal(store.wal);
  std::uint32_t s0 = 0, s1 = 0;
  const bool big_endian = (big(wal) & 1) != 0;
  const auto add = [&](Bytes bytes) {
    for (ByteReader reader(bytes); reader.left() >= 8;) {
      s0 += (big_endian ? reader.u32be() : reader.u32le()) + s1;
      s1 += (big_endian ? reader.u32be() : reader.u32le()) + s0;
    }
  };
  add(wal.first(24));
  for (std::size_t at = 32; at + 24 + scheme.page_size <= wal.size(); at += 24 + scheme.page_size) {
    const auto frame = wal.subspan(at, 24 + scheme.page_size);
    seal_page(scheme, key, salt, big(frame), frame.subspan(24));
    add(frame.first(8));
    add(frame.subspan(24));
    put_big(frame.subspan(16), s0);
    put_big(frame.subspan(20), s1);
  }
  return store;
}

Parsed parse_locked(const PlainStore& store, const KeyRing& keys, const Blob& journal = {}) {
  MemorySource main(store.database);
  Parsed parsed;
  ParseInput input;
  input.path = "data/data/com.android.providers.telephony/databases/mmssms.db";
  input.mime = "application/octet-stream";
  input.data = &main;
  input.companions.push_back({input.path + "-wal", std::make_unique<MemorySource>(store.wal)});
  if (!journal.empty())
    input.companions.push_back({input.path + "-journal", std::make_unique<MemorySource>(journal)});
  input.keys = &keys;
  ParseSink sink;
  sink.record = [&](Record&& record) { parsed.records.push_back(std::move(record)); };
  sink.problem = [&](Problem&& problem) { parsed.problems.push_back(std::move(problem)); };
  parsed.outcome = built_in().parse(input, sink);
  return parsed;
}

class Sqlcipher : public testing::TestWithParam<Scheme> {};

TEST_P(Sqlcipher, opens_with_its_passphrase_log_included) {
  const Scheme scheme = GetParam();
  const auto page_size = static_cast<int>(scheme.page_size);
  const auto store = seal(scheme, "geheim", make_store(static_cast<int>(scheme.reserve), page_size));
  KeyRing keys;
  keys.passwords = {"wrong", "geheim"};
  const Parsed parsed = parse_locked(store, keys);
  EXPECT_TRUE(parsed.outcome.claimed);
  std::size_t live = 0;
  bool log = false;
  for (const Record& record : parsed.records) {
    if (record.type != "message" || record.from.recovered != "live") continue;
    ++live;
    log = log || record.text("text") == "only in the log";
  }
  EXPECT_EQ(live, 301u);
  EXPECT_TRUE(log);
  ASSERT_FALSE(parsed.problems.empty());
  EXPECT_THAT(parsed.problems.front().reason, HasSubstr("decrypted with the password given"));
  EXPECT_EQ(parsed.problems.front().state, LedgerState::scanned);
}

INSTANTIATE_TEST_SUITE_P(Generations, Sqlcipher, testing::Values(kFour, kThree));

TEST(SqlcipherTrouble, missing_key_wrong_key_and_damage_are_three_things) {
  PlainStore store = seal(kFour, "geheim", make_store(80, 4096));
  const Parsed without = parse_locked(store, {});
  ASSERT_EQ(without.problems.size(), 1u);
  EXPECT_EQ(without.problems[0].state, LedgerState::encrypted);
  EXPECT_THAT(without.problems[0].reason, HasSubstr("no key was given"));

  KeyRing wrong;
  wrong.keys = {{"sms", "falsch"}};
  const Parsed refused = parse_locked(store, wrong);
  ASSERT_EQ(refused.problems.size(), 1u);
  EXPECT_EQ(refused.problems[0].state, LedgerState::encrypted);
  EXPECT_THAT(refused.problems[0].reason, HasSubstr("no key that was given opens it"));
  EXPECT_THAT(refused.problems[0].reason, testing::Not(HasSubstr("falsch")));

  KeyRing right;
  right.passwords = {"geheim"};
  store.database[4096 * 2 + 700] ^= std::byte{1};
  store.wal.clear();
  const Parsed damaged = parse_locked(store, right);
  EXPECT_TRUE(std::any_of(damaged.problems.begin(), damaged.problems.end(), [](const Problem& p) {
    return p.state == LedgerState::damaged && p.reason.find("fail their check") != std::string::npos;
  }));
  for (const Record& record : damaged.records) EXPECT_THAT(record.text("text"), HasSubstr("text"));
}

TEST(SqlcipherTrouble, a_torn_log_is_told_and_used_as_far_as_it_is_whole) {
  constexpr std::size_t kFrame = 24 + 4096;
  PlainStore store = seal(kFour, "geheim", make_store(80, 4096));
  ASSERT_GE(store.wal.size(), 32 + kFrame);
  KeyRing keys;
  keys.passwords = {"geheim"};
  const auto tells = [](const Problem& p) {
    return p.state == LedgerState::damaged &&
           p.reason.find("write-ahead log is damaged") != std::string::npos;
  };
  const Parsed whole = parse_locked(store, keys);
  EXPECT_TRUE(std::none_of(whole.problems.begin(), whole.problems.end(), tells));
  const std::size_t last = 32 + ((store.wal.size() - 32) / kFrame - 1) * kFrame;
  store.wal[last + 24 + 100] ^= std::byte{1};
  const Parsed torn = parse_locked(store, keys);
  EXPECT_TRUE(std::any_of(torn.problems.begin(), torn.problems.end(), tells));
  EXPECT_FALSE(torn.records.empty());
}

TEST(SqlcipherTrouble, companions_that_are_not_read_are_told) {
  PlainStore store = seal(kFour, "geheim", make_store(80, 4096));
  store.wal = counting(5000);
  KeyRing keys;
  keys.passwords = {"geheim"};
  const Parsed parsed = parse_locked(store, keys, counting(2000));
  EXPECT_FALSE(parsed.records.empty());
  for (const auto& [end, why] :
       {std::pair{"-wal", "no write-ahead log"}, std::pair{"-journal", "is not read"}}) {
    EXPECT_TRUE(std::any_of(parsed.problems.begin(), parsed.problems.end(), [&](const Problem& p) {
      return p.path.ends_with(end) && p.state == LedgerState::unsupported &&
             p.reason.find(why) != std::string::npos;
    })) << end;
  }
}

TEST(SqlcipherTrouble, keys_that_were_not_tried_are_counted) {
  const PlainStore store = seal(kThree, "geheim", make_store(48, 1024));
  KeyRing keys;
  for (int i = 0; i < 10; ++i) keys.passwords.push_back("wrong" + std::to_string(i));
  const Parsed parsed = parse_locked(store, keys);
  ASSERT_EQ(parsed.problems.size(), 1u);
  EXPECT_EQ(parsed.problems[0].state, LedgerState::encrypted);
  EXPECT_THAT(parsed.problems[0].reason, HasSubstr("2 further keys were not tried"));
}

TEST(SqlcipherTrouble, plain_databases_and_noise_are_not_taken_for_it) {
  MemorySource plain(make_database("CREATE TABLE t(a); INSERT INTO t VALUES (randomblob(9000));"));
  EXPECT_FALSE(may_be_sqlcipher(plain));
  EXPECT_FALSE(has_encrypted_pages(plain));
  MemorySource text(Blob(4096, std::byte{'a'}));
  EXPECT_FALSE(may_be_sqlcipher(text));
  MemorySource odd(counting(1500));
  EXPECT_FALSE(may_be_sqlcipher(odd));
}

TEST(SqlcipherEvidence, public_samples_open) {
  ULIKA_NEEDS_EVIDENCE();
  for (const char* name : {"sqlcipher-4.0-testkey.db", "sqlcipher-2.0-le-testkey.db"}) {
    MemorySource source(blob_of(read_text((evidence_dir() / "sqlcipher" / name).string())));
    ASSERT_TRUE(may_be_sqlcipher(source)) << name;
    EXPECT_FALSE(find_cipher_key(source, "otherkey")) << name;
    const auto key = find_cipher_key(source, "testkey");
    ASSERT_TRUE(key) << name;
    const auto plain = decrypt_database(source, *key, std::make_shared<std::uint64_t>(0));
    auto database = SuspectDatabase::open({{"main", plain.get()}});
    ASSERT_TRUE(database) << name;
    sqlite3_stmt* rows = nullptr;
    ASSERT_EQ(sqlite3_prepare_v2((*database)->handle(), "SELECT count(*) FROM t1", -1, &rows, nullptr),
              SQLITE_OK);
    ASSERT_EQ(sqlite3_step(rows), SQLITE_ROW);
    EXPECT_EQ(sqlite3_column_int(rows, 0), 78536) << name;
    sqlite3_finalize(rows);
  }
}

// The keys and offsets are stated beside the samples.
TEST(WhatsappBackupEvidence, public_samples_open_to_the_same_database) {
  ULIKA_NEEDS_EVIDENCE();
  const auto dir = evidence_dir() / "wa-crypt-tools/tests/res";
  const std::string key = read_text((dir / "key").string());
  const std::string expected = read_text((dir / "msgstore.db").string());
  for (const char* name : {"msgstore.db.crypt12", "msgstore.db.crypt14"}) {
    MemorySource source(blob_of(read_text((dir / name).string())));
    const auto plain = open_whatsapp_backup(source, key);
    ASSERT_TRUE(plain) << name << ": " << plain.error().message;
    EXPECT_TRUE(as_text(*plain) == expected) << name;
    std::string other = key;
    other[other.size() - 1] = static_cast<char>(other.back() ^ 1);
    const auto refused = open_whatsapp_backup(source, other);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().kind, ErrorKind::encrypted);
    other = key;
    other[27 + 3] = static_cast<char>(other[27 + 3] ^ 1);  // the server salt alone
    EXPECT_TRUE(open_whatsapp_backup(source, other)) << "the salt only tells whose key it is";
    Blob damaged = blob_of(read_text((dir / name).string()));
    damaged[damaged.size() / 2] ^= std::byte{1};
    MemorySource broken(damaged);
    const auto told = open_whatsapp_backup(broken, key);
    ASSERT_FALSE(told);
    EXPECT_EQ(told.error().kind, ErrorKind::damaged) << name;
  }
  MemorySource source(blob_of(read_text((dir / "msgstore.db.crypt14").string())));
  EXPECT_FALSE(open_whatsapp_backup(source, std::string(64, '0')));
  EXPECT_FALSE(open_whatsapp_backup(source, "not a key"));
}

TEST(WhatsappBackup, hostile_bytes_are_refused) {
  const std::string key(64, '1');
  for (const std::size_t size : {0, 1, 2, 100, 128, 300, 5000}) {
    for (const unsigned first : {0u, 1u, 130u, 255u}) {
      MemorySource source(counting(size, first));
      EXPECT_FALSE(open_whatsapp_backup(source, key)) << size << ' ' << first;
    }
  }
}

}  // namespace
}  // namespace ulika::test
