#include "triage/base/digest_openssl.h"

#include <openssl/evp.h>

#include <stdexcept>

namespace ulika::openssl {
namespace {

// Fetched once: an implicit fetch for every digest takes a lock and halves the rate of small files.
struct Algorithms {
  std::array<EVP_MD*, 3> md{EVP_MD_fetch(nullptr, "MD5", nullptr), EVP_MD_fetch(nullptr, "SHA1", nullptr),
                            EVP_MD_fetch(nullptr, "SHA256", nullptr)};
};

const std::array<EVP_MD*, 3>& algorithms() {
  static const Algorithms fetched;
  return fetched.md;
}

void check(int done) {
  if (done != 1) throw std::runtime_error("OpenSSL refuses to compute MD5, SHA-1 or SHA-256");
}

unsigned char* bytes_of(std::byte* data) {
  return reinterpret_cast<unsigned char*>(data);
}

}  // namespace

Stream::Stream() {
  for (EVP_MD_CTX*& context : contexts_) context = EVP_MD_CTX_new();
  try {
    begin();
  } catch (...) {
    for (EVP_MD_CTX* context : contexts_) EVP_MD_CTX_free(context);
    throw;
  }
}

Stream::~Stream() {
  for (EVP_MD_CTX* context : contexts_) EVP_MD_CTX_free(context);
}

void Stream::begin() {
  for (std::size_t i = 0; i < contexts_.size(); ++i) {
    if (contexts_[i] == nullptr || algorithms()[i] == nullptr) check(0);
    check(EVP_DigestInit_ex2(contexts_[i], algorithms()[i], nullptr));
  }
}

void Stream::update(Bytes piece) {
  for (EVP_MD_CTX* context : contexts_) check(EVP_DigestUpdate(context, piece.data(), piece.size()));
}

Digests Stream::finish() {
  Digests out;
  check(EVP_DigestFinal_ex(contexts_[0], bytes_of(out.md5.data()), nullptr));
  check(EVP_DigestFinal_ex(contexts_[1], bytes_of(out.sha1.data()), nullptr));
  check(EVP_DigestFinal_ex(contexts_[2], bytes_of(out.sha256.data()), nullptr));
  begin();
  return out;
}

std::array<std::byte, 32> sha256(Bytes bytes) {
  std::array<std::byte, 32> out{};
  if (algorithms()[2] == nullptr) check(0);
  check(EVP_Digest(bytes.data(), bytes.size(), bytes_of(out.data()), nullptr, algorithms()[2], nullptr));
  return out;
}

}  // namespace ulika::openssl
