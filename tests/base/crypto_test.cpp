// Each function against a vector of the paper that defines it.
#include "triage/base/crypto.h"

#include <gtest/gtest.h>

#include <string>

#include "triage/base/digest.h"

namespace ulika {
namespace {

std::vector<std::byte> hex(std::string_view digits) {
  auto bytes = from_hex(digits);
  EXPECT_TRUE(bytes) << digits;
  return bytes.value_or(std::vector<std::byte>());
}

std::vector<std::byte> counting(std::size_t size, unsigned from = 0) {
  std::vector<std::byte> bytes;
  for (std::size_t i = 0; i < size; ++i) bytes.push_back(static_cast<std::byte>(from + i));
  return bytes;
}

TEST(Crypto, Digests) {
  EXPECT_EQ(to_hex(digest(DigestKind::md5, as_bytes("abc"))), "900150983cd24fb0d6963f7d28e17f72");
  EXPECT_EQ(to_hex(digest(DigestKind::sha1, as_bytes("abc"))), "a9993e364706816aba3e25717850c26c9cd0d89d");
  EXPECT_EQ(digest(DigestKind::sha512, as_bytes("abc")).size(), 64U);
}

TEST(Crypto, HmacRfc4231) {
  const auto text = as_bytes("what do ya want for nothing?");
  const std::string wanted = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
  EXPECT_EQ(to_hex(hmac(DigestKind::sha256, as_bytes("Jefe"), text)), wanted);
  EXPECT_EQ(to_hex(hmac(DigestKind::sha1, as_bytes("Jefe"), text)),
            "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79");
  Hmac mac(DigestKind::sha256, as_bytes("Jefe"));
  for (int round = 0; round < 2; ++round) {
    mac.update(text.first(7));
    mac.update(text.subspan(7));
    EXPECT_EQ(to_hex(mac.finish()), wanted) << "message " << round;
  }
}

TEST(Crypto, Pbkdf2Rfc6070AndRfc7914) {
  EXPECT_EQ(to_hex(pbkdf2(DigestKind::sha1, as_bytes("password"), as_bytes("salt"), 4096, 20)),
            "4b007901b765489abead49d926f721d065a429c1");
  EXPECT_EQ(to_hex(pbkdf2(DigestKind::sha256, as_bytes("passwd"), as_bytes("salt"), 1, 64)),
            "55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc"
            "49ca9cccf179b645991664b39d77ef317c71b845b1e30bd509112041d3a19783");
}

TEST(Crypto, HkdfRfc5869) {
  const std::vector<std::byte> secret(22, std::byte{0x0b});
  EXPECT_EQ(to_hex(hkdf(DigestKind::sha256, secret, counting(13), counting(10, 0xf0), 42)),
            "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865");
  EXPECT_EQ(to_hex(hkdf(DigestKind::sha256, secret, {}, {}, 42)),
            "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8");
}

TEST(Crypto, ScryptRfc7914) {
  EXPECT_EQ(to_hex(scrypt(as_bytes("pleaseletmein"), as_bytes("SodiumChloride"), 16384, 8, 1, 64)),
            "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2"
            "d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887");
  EXPECT_TRUE(scrypt(as_bytes("p"), as_bytes("s"), 1ULL << 40, 8, 1, 32).empty()) << "too much memory";
}

TEST(Crypto, AesCbcSp80038a) {
  const auto key = hex("603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4");
  const auto plain = hex("6bc1bee22e409f96e93d7e117393172a"),
             sealed = hex("f58c4c04d6e5f1ba779eabfb5f7bfbd6");
  std::vector<std::byte> out(16);
  ASSERT_TRUE(aes_cbc_encrypt(key, counting(16), plain, out));
  EXPECT_EQ(out, sealed);
  ASSERT_TRUE(aes_cbc_decrypt(key, counting(16), out, out)) << "in place";
  EXPECT_EQ(out, plain);
  EXPECT_FALSE(aes_cbc_decrypt(key, counting(16), Bytes(sealed).first(15), out)) << "no whole block";
  EXPECT_THROW(aes_cbc_decrypt(counting(15), counting(16), sealed, out), std::invalid_argument);
}

TEST(Crypto, PaddingIsCheckedAndTakenOff) {
  const auto key = counting(32), iv = counting(16);
  auto text = counting(16, 'a');
  text[13] = text[14] = text[15] = std::byte{3};
  std::vector<std::byte> sealed(16);
  ASSERT_TRUE(aes_cbc_encrypt(key, iv, text, sealed));
  const auto plain = aes_cbc_decrypt_padded(key, iv, sealed);
  ASSERT_TRUE(plain);
  EXPECT_EQ(*plain, counting(13, 'a'));
  text[15] = std::byte{17};
  ASSERT_TRUE(aes_cbc_encrypt(key, iv, text, sealed));
  EXPECT_FALSE(aes_cbc_decrypt_padded(key, iv, sealed));
}

TEST(Crypto, AesCtrSp80038aFromAnyBlock) {
  const auto key = hex("603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4");
  const auto iv = counting(16, 0xf0);
  const auto plain = hex("6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51");
  const std::string sealed = "601ec313775789a5b7a7f504bbf3d228f443e3ca4d62b59aca84e990cacaf5c5";
  std::vector<std::byte> out(32);
  aes_ctr(key, iv, 0, plain, out);
  EXPECT_EQ(to_hex(out), sealed);
  std::vector<std::byte> second(16);
  aes_ctr(key, iv, 1, Bytes(plain).subspan(16), second);
  EXPECT_EQ(to_hex(second), sealed.substr(32));
  // The counter runs over its last byte, and over all of them.
  const std::vector<std::byte> full(16, std::byte{0xff}), zero(16);
  std::vector<std::byte> wrapped(16), straight(16);
  aes_ctr(key, full, 1, Bytes(plain).first(16), wrapped);
  aes_ctr(key, zero, 0, Bytes(plain).first(16), straight);
  EXPECT_EQ(wrapped, straight);
}

TEST(Crypto, AesGcmTagIsHeld) {
  const std::vector<std::byte> zeros(16);
  const auto sealed = hex("0388dace60b6a392f328c2b971b2fe78");
  auto tag = hex("ab6e47d42cec13bdf53a67b21257bddf");
  const auto plain = aes_gcm_decrypt(zeros, Bytes(zeros).first(12), sealed, tag);
  ASSERT_TRUE(plain);
  EXPECT_EQ(*plain, zeros);
  tag[0] ^= std::byte{1};
  EXPECT_FALSE(aes_gcm_decrypt(zeros, Bytes(zeros).first(12), sealed, tag));
}

TEST(Crypto, AesIgeOfOpenSsl) {
  const std::vector<std::byte> zeros(32);
  std::vector<std::byte> out(32);
  ASSERT_TRUE(aes_ige_encrypt(counting(16), counting(32), zeros, out));
  EXPECT_EQ(to_hex(out), "1a8519a6557be652e9da8e43da4ef4453cf456b4ca488aa383c79c98b34797cb");
  ASSERT_TRUE(aes_ige_decrypt(counting(16), counting(32), out, out));
  EXPECT_EQ(out, zeros);
}

TEST(Crypto, AesUnwrapRfc3394) {
  auto wrapped = hex("1fa68b0a8112b447aef34bd8fb5a7b829d3e862371d2cfe5");
  const auto key = aes_unwrap(counting(16), wrapped);
  ASSERT_TRUE(key);
  EXPECT_EQ(to_hex(*key), "00112233445566778899aabbccddeeff");
  wrapped[5] ^= std::byte{1};
  EXPECT_FALSE(aes_unwrap(counting(16), wrapped));
  EXPECT_FALSE(aes_unwrap(counting(16), Bytes(wrapped).first(23)));
}

TEST(Crypto, SmallThings) {
  EXPECT_TRUE(same_bytes(counting(5), counting(5)));
  EXPECT_FALSE(same_bytes(counting(5), counting(5, 1)));
  EXPECT_FALSE(same_bytes(counting(5), counting(6)));
  EXPECT_FALSE(from_hex("abc"));
  EXPECT_FALSE(from_hex("zz"));
  EXPECT_EQ(from_hex("0aF0"), (std::vector<std::byte>{std::byte{0x0a}, std::byte{0xf0}}));
  EXPECT_NO_THROW(prepare_crypto());
}

}  // namespace
}  // namespace ulika
