// Telegram Desktop's folder "tdata": accounts behind no passcode, behind one, and behind what cannot be
// opened. The test writes the files itself, as the app does.
#include "parsers/telegram_tdata.h"

#include <gmock/gmock.h>

#include "parsers/tdata_crypt.h"
#include "tests/parsers/sample.h"
#include "triage/base/crypto.h"

namespace ulika::test {
namespace {

using testing::HasSubstr;
using Blob = std::vector<std::byte>;

constexpr char kFolder[] = "Users/u/AppData/Roaming/Telegram Desktop/tdata/";
constexpr char kAccount[] = "D877F783D5D3EF8Cs";
constexpr std::uint64_t kUser = 5000000171;  // wider than 32 bits

Blob& operator+=(Blob& to, const Blob& more) {
  to.insert(to.end(), more.begin(), more.end());
  return to;
}
Blob operator+(Blob a, const Blob& b) {
  a += b;
  return a;
}

Blob text(std::string_view s) {
  return {as_bytes(s).begin(), as_bytes(s).end()};
}

Blob big(std::uint64_t value, int bytes) {
  Blob out;
  for (int i = bytes - 1; i >= 0; --i) out.push_back(static_cast<std::byte>(value >> 8 * i & 255));
  return out;
}

Blob little(std::size_t value) {
  Blob out = big(value, 4);
  std::reverse(out.begin(), out.end());
  return out;
}

Blob noise(std::size_t size, unsigned seed) {
  Blob out;
  for (std::size_t i = 0; i < size; ++i) {
    seed = seed * 1103515245u + 12345u;
    out.push_back(static_cast<std::byte>(seed >> 16 & 255));
  }
  return out;
}

Blob array(const Blob& content) {
  return big(content.size(), 4) + content;
}

Blob cut(const Blob& from, std::size_t first, std::size_t last) {
  return {from.begin() + static_cast<std::ptrdiff_t>(first),
          from.begin() + static_cast<std::ptrdiff_t>(last)};
}

Blob tdf(const Blob& payload) {
  const Blob version = little(5004003);
  const Blob sum = digest(DigestKind::md5, payload + little(payload.size()) + version + text("TDF$"));
  return text("TDF$") + version + payload + sum;
}

// The derivation as MTProto 1.0's specification writes it, with x = 8.
Blob seal(const Blob& content, const Blob& key) {
  Blob plain = little(content.size() + 4) + content;
  while (plain.size() % 16 != 0) plain.push_back(std::byte{0x5a});
  const Blob mk = cut(digest(DigestKind::sha1, plain), 0, 16);
  const Blob a = digest(DigestKind::sha1, mk + cut(key, 8, 40));
  const Blob b = digest(DigestKind::sha1, cut(key, 40, 56) + mk + cut(key, 56, 72));
  const Blob c = digest(DigestKind::sha1, cut(key, 72, 104) + mk);
  const Blob d = digest(DigestKind::sha1, mk + cut(key, 104, 136));
  const Blob aes = cut(a, 0, 8) + cut(b, 8, 20) + cut(c, 4, 16);
  const Blob iv = cut(a, 8, 20) + cut(b, 0, 8) + cut(c, 16, 20) + cut(d, 0, 8);
  Blob sealed(plain.size());
  EXPECT_TRUE(aes_ige_encrypt(aes, iv, plain, sealed));
  return mk + sealed;
}

Blob local_key() {
  return noise(256, 7);
}

Blob key_file(const std::string& passcode, const Blob& info) {
  const Blob salt = noise(32, 3);
  const Blob hash = digest(DigestKind::sha512, salt + text(passcode) + salt);
  const Blob outer = pbkdf2(DigestKind::sha512, hash, salt, passcode.empty() ? 1 : 100000, 256);
  return tdf(array(salt) + array(seal(local_key(), outer)) + array(seal(info, local_key())));
}

Blob two_accounts() {
  return big(2, 4) + big(0, 4) + big(1, 4) + big(1, 4);
}

Blob account_file(const Blob& block) {
  return tdf(array(seal(big(0x4b, 4) + array(block), local_key())));
}

Blob wide_block(std::uint64_t user) {
  return big(~std::uint64_t{0}, 8) + big(user, 8) + big(2, 4) + big(1, 4) + big(2, 4) + noise(256, 11) +
         big(0, 4);
}

Parsed parse(const std::string& name, const Blob& file, const Blob* keys, const KeyRing* ring = nullptr) {
  MemorySource main(file);
  ParseInput input;
  input.path = kFolder + name;
  input.mime = "application/octet-stream";
  input.data = &main;
  input.keys = ring;
  if (keys != nullptr)
    input.companions.push_back({kFolder + std::string("key_datas"), std::make_unique<MemorySource>(*keys)});
  Parsed parsed;
  ParseSink sink;
  sink.record = [&](Record&& record) { parsed.records.push_back(std::move(record)); };
  sink.problem = [&](Problem&& problem) { parsed.problems.push_back(std::move(problem)); };
  parsed.outcome = built_in().parse(input, sink);
  return parsed;
}

TEST(TelegramTdata, file_names_are_those_of_the_accounts) {
  for (int i = 1; i <= 6; ++i) {
    const Blob md5 = digest(DigestKind::md5, text(i == 1 ? "data" : "data#" + std::to_string(i)));
    std::string name;
    for (std::size_t at = 0; at < 8; ++at) {
      const auto value = std::to_integer<unsigned>(md5[at]);
      name += "0123456789ABCDEF"[value & 15];
      name += "0123456789ABCDEF"[value >> 4];
    }
    EXPECT_TRUE(is_telegram_tdata_path("tdata/" + name + "s")) << i;
    EXPECT_EQ(tdata_keys_beside("a/tdata/" + name + "s"), "a/tdata/key_datas");
  }
  EXPECT_FALSE(is_telegram_tdata_path("tdata/D877F783D5D3EF8C/maps"));
  const auto companions = built_in().companions_of("tdata/D877F783D5D3EF8Cs");
  EXPECT_THAT(companions, testing::Contains("tdata/key_datas"));
}

TEST(TelegramTdata, an_account_without_a_passcode) {
  const Blob keys = key_file("", two_accounts());
  const Parsed parsed = parse(kAccount, account_file(wide_block(kUser)), &keys);
  ASSERT_EQ(parsed.records.size(), 1u);
  const Record& account = parsed.records[0];
  EXPECT_EQ(account.type, "account");
  EXPECT_EQ(account.text("app"), "Telegram");
  EXPECT_EQ(account.text("platform"), "windows");
  EXPECT_EQ(account.text("account_id"), "5000000171");
  EXPECT_EQ(account.text("secret"), "token");
  ASSERT_EQ(parsed.problems.size(), 1u);
  EXPECT_EQ(parsed.problems[0].state, LedgerState::scanned);
  EXPECT_EQ(parsed.problems[0].reason, "telegram_tdata: opened without a passcode; main data centre 2");
}

TEST(TelegramTdata, an_old_account_has_a_narrow_id_and_no_keys) {
  const Blob keys = key_file("", two_accounts());
  const Parsed parsed = parse(kAccount, account_file(big(777000171, 4) + big(4, 4) + big(0, 4)), &keys);
  ASSERT_EQ(parsed.records.size(), 1u);
  EXPECT_EQ(parsed.records[0].text("account_id"), "777000171");
  EXPECT_EQ(parsed.records[0].text("secret"), "");
  EXPECT_THAT(parsed.problems[0].reason, HasSubstr("main data centre 4"));
}

TEST(TelegramTdata, nobody_signed_in_is_no_account) {
  const Blob keys = key_file("", two_accounts());
  const Parsed parsed = parse(kAccount, account_file(wide_block(0)), &keys);
  EXPECT_TRUE(parsed.records.empty());
  EXPECT_THAT(parsed.problems.at(0).reason, HasSubstr("nobody is signed in"));
}

TEST(TelegramTdata, the_key_file_lists_accounts) {
  const Parsed parsed = parse("key_datas", key_file("", two_accounts()), nullptr);
  EXPECT_TRUE(parsed.records.empty());
  ASSERT_EQ(parsed.problems.size(), 1u);
  EXPECT_EQ(parsed.problems[0].reason,
            "telegram_tdata: opened without a passcode; accounts: 0, 1; the active one: 1");
}

TEST(TelegramTdata, a_passcode_opens_it_and_missing_wrong_and_damaged_differ) {
  Blob keys = key_file("пароль", two_accounts());
  const Blob file = account_file(wide_block(kUser));

  KeyRing right;
  right.passwords = {"falsch", "пароль"};
  const Parsed opened = parse(kAccount, file, &keys, &right);
  EXPECT_EQ(opened.count("account"), 1u);
  EXPECT_THAT(opened.problems.at(0).reason, HasSubstr("opened with the password given"));

  const Parsed missing = parse(kAccount, file, &keys);
  ASSERT_EQ(missing.problems.size(), 1u);
  EXPECT_EQ(missing.problems[0].state, LedgerState::encrypted);
  EXPECT_THAT(missing.problems[0].reason, HasSubstr("none was given"));

  KeyRing wrong;
  wrong.keys = {{"telegram", "falsch"}};
  const Parsed refused = parse(kAccount, file, &keys, &wrong);
  ASSERT_EQ(refused.problems.size(), 1u);
  EXPECT_EQ(refused.problems[0].state, LedgerState::encrypted);
  EXPECT_THAT(refused.problems[0].reason, HasSubstr("none that was given opens it"));
  EXPECT_THAT(refused.problems[0].reason, testing::Not(HasSubstr("falsch")));

  keys[100] ^= std::byte{1};
  const Parsed damaged = parse(kAccount, file, &keys, &right);
  ASSERT_EQ(damaged.problems.size(), 1u);
  EXPECT_EQ(damaged.problems[0].state, LedgerState::damaged);
  EXPECT_TRUE(missing.records.empty() && refused.records.empty() && damaged.records.empty());
}

TEST(TelegramTdata, passcodes_that_were_not_tried_are_counted) {
  KeyRing many;
  for (int i = 0; i < 11; ++i) many.passwords.push_back("p" + std::to_string(i));
  const Parsed parsed = parse("key_datas", key_file("p9", two_accounts()), nullptr, &many);
  ASSERT_EQ(parsed.problems.size(), 1u);
  EXPECT_THAT(parsed.problems[0].reason, HasSubstr("3 were not tried"));
}

TEST(TelegramTdata, damage_in_each_place_is_told_and_gives_no_account) {
  const Blob keys = key_file("", two_accounts());
  const Blob file = account_file(wide_block(kUser));
  const auto state_of = [&](const Blob& bytes, const Blob* with) {
    const Parsed parsed = parse(kAccount, bytes, with);
    EXPECT_TRUE(parsed.records.empty());
    return parsed.problems.size() == 1 ? parsed.problems[0].state : LedgerState::scanned;
  };
  EXPECT_EQ(state_of(file, nullptr), LedgerState::encrypted) << "no key file";
  Blob flipped = file;
  flipped[60] ^= std::byte{1};
  EXPECT_EQ(state_of(flipped, &keys), LedgerState::damaged);
  for (const std::size_t size : {std::size_t{0}, std::size_t{3}, std::size_t{20}, file.size() - 1})
    EXPECT_EQ(state_of(cut(file, 0, size), &keys), LedgerState::damaged) << size;
  EXPECT_EQ(state_of(tdf(array(seal(big(0x4b, 4), noise(256, 99)))), &keys), LedgerState::damaged)
      << "sealed with another key";
  EXPECT_EQ(state_of(account_file(big(1, 4)), &keys), LedgerState::damaged) << "a block cut short";
  EXPECT_EQ(state_of(tdf(array(seal(big(0x4c, 4), local_key()))), &keys), LedgerState::unsupported);
  const Blob short_list = key_file("", big(0x7FFFFFFF, 4) + big(0, 4));
  EXPECT_EQ(state_of(file, &short_list), LedgerState::damaged) << "a list longer than its block";
}

TEST(TelegramTdata, a_block_may_not_tell_more_than_it_has) {
  const Blob key = local_key();
  EXPECT_EQ(open_tdata_block(noise(40, 1), key).error().kind, ErrorKind::damaged);
  EXPECT_EQ(open_tdata_block(noise(16, 1), key).error().kind, ErrorKind::damaged);
  EXPECT_EQ(open_tdata_block(noise(48, 1), key).error().kind, ErrorKind::encrypted);
  EXPECT_EQ(open_tdata_block(noise(48, 1), noise(12, 1)).error().kind, ErrorKind::damaged);
}

}  // namespace
}  // namespace ulika::test
