// What kind of file some bytes are, by their signature rather than their name.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "triage/base/bytes.h"

namespace ulika {

// How many bytes from the start are enough to tell the type.
inline constexpr std::size_t kTypeHead = 4096;

class FileTypes {
 public:
  // Loads libmagic's database once, before workers are forked; without it the built-in signatures serve
  // alone.
  FileTypes();
  ~FileTypes();
  FileTypes(const FileTypes&) = delete;
  FileTypes& operator=(const FileTypes&) = delete;

  // MIME type of content that begins with `head` and is `size` bytes long. "application/octet-stream" when
  // unknown, "application/x-empty" for nothing. The kinds that the program reads itself are recognised by
  // built-in signatures; libmagic names the rest.
  std::string type_of(Bytes head, std::uint64_t size) const;

 private:
  struct Magic;
  std::unique_ptr<Magic> magic_;
};

}  // namespace ulika
