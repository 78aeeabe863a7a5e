#include "triage/base/digest.h"

#include <gtest/gtest.h>
#include <openssl/evp.h>

#include <random>

#include "triage/base/digest_kernels.h"

namespace ulika {
namespace {

std::string reference(const EVP_MD* md, Bytes bytes) {
  std::array<std::byte, EVP_MAX_MD_SIZE> out{};
  unsigned length = 0;
  EVP_Digest(bytes.data(), bytes.size(), reinterpret_cast<unsigned char*>(out.data()), &length, md, nullptr);
  return to_hex(Bytes(out).first(length));
}

void expect_equal_to_openssl(const Digests& digests, Bytes bytes) {
  EXPECT_EQ(to_hex(digests.md5), reference(EVP_md5(), bytes)) << bytes.size();
  EXPECT_EQ(to_hex(digests.sha1), reference(EVP_sha1(), bytes)) << bytes.size();
  EXPECT_EQ(to_hex(digests.sha256), reference(EVP_sha256(), bytes)) << bytes.size();
}

std::vector<std::byte> noise(std::size_t size, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  std::vector<std::byte> bytes(size);
  for (std::byte& b : bytes) b = static_cast<std::byte>(random());
  return bytes;
}

// RFC 1321 A.5, RFC 3174 section 7.3, FIPS 180-4 example.
TEST(Digest, PublishedVectors) {
  Hasher hasher;
  hasher.update(as_bytes("abc"));
  const Digests digests = hasher.finish();
  EXPECT_EQ(to_hex(digests.md5), "900150983cd24fb0d6963f7d28e17f72");
  EXPECT_EQ(to_hex(digests.sha1), "a9993e364706816aba3e25717850c26c9cd0d89d");
  EXPECT_EQ(to_hex(digests.sha256), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(sha256(as_bytes("abc")), digests.sha256);
}

TEST(Digest, StreamOfEveryShortLength) {
  const auto bytes = noise(300, 1);
  for (std::size_t n = 0; n <= bytes.size(); ++n) {
    Hasher hasher;
    hasher.update(Bytes(bytes).first(n));
    expect_equal_to_openssl(hasher.finish(), Bytes(bytes).first(n));
  }
}

TEST(Digest, CutsDoNotMatter) {
  std::mt19937_64 random(2);
  for (int round = 0; round < 200; ++round) {
    const auto bytes = noise(random() % 5000, random());
    Hasher hasher;
    Bytes rest(bytes);
    while (!rest.empty()) {
      const std::size_t n = std::min<std::size_t>(rest.size(), random() % (round % 2 != 0 ? 1500 : 70));
      hasher.update(rest.first(n));
      rest = rest.subspan(n);
    }
    expect_equal_to_openssl(hasher.finish(), bytes);
  }
}

TEST(Digest, ManyOfMixedSizes) {
  std::mt19937_64 random(3);
  for (std::size_t count : {0, 1, 2, 3, 7, 8, 9, 15, 16, 17, 40, 200}) {
    std::vector<std::vector<std::byte>> inputs;
    for (std::size_t i = 0; i < count; ++i) {
      const std::size_t limit = std::size_t{1} << random() % 16;
      inputs.push_back(noise(random() % limit, random()));
    }
    const std::vector<Bytes> views(inputs.begin(), inputs.end());
    std::vector<Digests> out(count);
    digest_many(views, out);
    for (std::size_t i = 0; i < count; ++i) expect_equal_to_openssl(out[i], views[i]);
  }
}

TEST(Digest, PrepareNamesWhatIsUsed) {
  const kernels::Kernels* trusted = kernels::trusted_kernels();
  EXPECT_EQ(prepare_digests(), trusted != nullptr ? trusted->name : "openssl");
  // A kernel that the processor can run and that is wrong would be passed over in silence.
  if (!kernels::supported_kernels().empty()) {
    EXPECT_EQ(prepare_digests(), kernels::supported_kernels().front().name);
  }
}

// Every kernel of this processor, not only the one that is chosen.
TEST(DigestKernels, StreamOfEveryShortLength) {
  const auto bytes = noise(300, 4);
  for (const kernels::Kernels& kernels : kernels::supported_kernels()) {
    SCOPED_TRACE(kernels.name);
    for (std::size_t n = 0; n <= bytes.size(); ++n) {
      kernels::BlockHasher hasher(kernels);
      hasher.update(Bytes(bytes).first(n / 2));
      hasher.update(Bytes(bytes).first(n).subspan(n / 2));
      expect_equal_to_openssl(hasher.finish(), Bytes(bytes).first(n));
    }
  }
}

TEST(DigestKernels, LanesOfEveryShortLengthAndAlignment) {
  const auto bytes = noise(700, 5);
  for (const kernels::Kernels& kernels : kernels::supported_kernels()) {
    SCOPED_TRACE(kernels.name);
    std::vector<Bytes> inputs;
    for (std::size_t n = 0; n <= 300; ++n) inputs.push_back(Bytes(bytes).subspan(n, n));
    std::vector<Digests> out(inputs.size());
    kernels::digest_lanes(kernels, inputs, out);
    for (std::size_t i = 0; i < inputs.size(); ++i) expect_equal_to_openssl(out[i], inputs[i]);
  }
}

TEST(DigestKernels, LanesOfMixedSizes) {
  std::mt19937_64 random(6);
  const auto bytes = noise(1 << 17, 6);
  for (const kernels::Kernels& kernels : kernels::supported_kernels()) {
    SCOPED_TRACE(kernels.name);
    for (int round = 0; round < 150; ++round) {
      std::vector<Bytes> inputs(random() % 60);
      for (Bytes& input : inputs) {
        const std::size_t n = random() % (std::size_t{1} << random() % 17);
        input = Bytes(bytes).subspan(random() % 1000, n);
      }
      std::vector<Digests> out(inputs.size());
      kernels::digest_lanes(kernels, inputs, out);
      for (std::size_t i = 0; i < inputs.size(); ++i) expect_equal_to_openssl(out[i], inputs[i]);
    }
  }
}

// The length in bits does not fit in 32 bits: one lane of 600 MB that is not in memory would be needed, so
// the padding is checked by itself.
TEST(DigestKernels, PaddingOfAHugeInput) {
  const kernels::Tail tail = kernels::make_tail({}, 0x1234567890);
  EXPECT_EQ(tail.blocks, 1u);
  EXPECT_EQ(to_hex(Bytes(tail.sha).subspan(56, 8)), "00000091a2b3c480");
  EXPECT_EQ(to_hex(Bytes(tail.md5).subspan(56, 8)), "80c4b3a291000000");
}

}  // namespace
}  // namespace ulika
