// The containers and the key chain of Telegram Desktop's folder "tdata".
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "triage/base/bytes.h"
#include "triage/base/result.h"

namespace ulika {

// The payload of a file "TDF$", a piece of `file`; damaged where the file's checksum does not hold.
Result<Bytes> open_tdf(Bytes file);

// The content of a block under the 256 bytes of `key`: a message key of 16 bytes, then AES-256 in IGE mode
// under what the old derivation of MTProto makes of both. ErrorKind::encrypted where the key is another one,
// damaged where the lengths cannot be.
Result<std::vector<std::byte>> open_tdata_block(Bytes block, Bytes key);

// What "key_datas" holds behind the passcode.
struct TdataKeys {
  std::vector<std::byte> local_key;     // 256 bytes; opens the files of every account
  std::vector<std::uint32_t> accounts;  // indices; 0 is "data", 1 "data#2", …
  std::uint32_t active = 0;
};

// Tries one passcode, UTF-8, empty for none (a millisecond; 0.4 seconds for any other). `file` is all of
// key_datas. ErrorKind::encrypted where it is not the passcode.
Result<TdataKeys> open_tdata_keys(Bytes file, std::string_view passcode);

}  // namespace ulika
