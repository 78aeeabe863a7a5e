// Hash lists of every form, and what an index is made of.
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "hashsets/hash_list.h"
#include "hashsets/index_format.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  static const std::filesystem::path file =
      std::filesystem::temp_directory_path() / ("ulika-fuzz-" + std::to_string(::getpid()));
  {
    std::ofstream out(file, std::ios::binary | std::ios::trunc);
    out.write(reinterpret_cast<const char*>(data), static_cast<std::streamsize>(size));
  }
  (void)ulika::read_hash_list(file, [](const ulika::HashRow& row) -> ulika::Result<void> {
    if (!row.any()) std::abort();
    return {};
  });
  const ulika::Bytes bytes(reinterpret_cast<const std::byte*>(data), size);
  std::string why;
  (void)ulika::decode_head(bytes, why);
  (void)ulika::decode_description(bytes, size);
  return 0;
}
