// Telegram Desktop's files: the container, the key file, an encrypted block.
#include "parsers/tdata_crypt.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const ulika::Bytes bytes(reinterpret_cast<const std::byte*>(data), size);
  (void)ulika::open_tdf(bytes);
  (void)ulika::open_tdata_keys(bytes, "");
  if (size > 256) (void)ulika::open_tdata_block(bytes.subspan(256), bytes.first(256));
  return 0;
}
