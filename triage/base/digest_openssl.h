// MD5, SHA-1 and SHA-256 by OpenSSL: the reference of the kernels, and their stand-in on other processors.
#pragma once

#include <array>

#include "triage/base/digest.h"

struct evp_md_ctx_st;

namespace ulika::openssl {

// One stream through all three digests. Throws std::runtime_error where OpenSSL refuses (a FIPS-only set-up
// has no MD5).
class Stream {
 public:
  Stream();
  ~Stream();
  Stream(const Stream&) = delete;
  Stream& operator=(const Stream&) = delete;

  void update(Bytes piece);
  // Ends the stream and begins the next one.
  Digests finish();

 private:
  void begin();
  std::array<evp_md_ctx_st*, 3> contexts_{};
};

std::array<std::byte, 32> sha256(Bytes bytes);

}  // namespace ulika::openssl
