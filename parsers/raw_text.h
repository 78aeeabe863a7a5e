// RawText: the bytes of a text file in the encoding they are in, walked character by character with offsets.
#pragma once

#include <cstddef>
#include <string>

#include "triage/base/bytes.h"
#include "triage/base/text.h"

namespace ulika {

class RawText {
 public:
  // Guesses the encoding; what fits none is read as UTF-8 with replacements. `bytes` must outlive this.
  explicit RawText(Bytes bytes);

  // Offset of the first character, after a byte order mark.
  std::size_t begin() const { return begin_; }
  std::size_t end() const { return bytes_.size(); }
  // Bytes of a code unit: 1 or 2.
  std::size_t width() const { return width_; }

  // The character at an offset where it is ASCII, else 0x80.
  unsigned char at(std::size_t offset) const;

  // The bytes from `from` to `to` as UTF-8.
  std::string text(std::size_t from, std::size_t to) const;

  // The offset of the end of the line that begins at `offset`: of its line end, or the end of the bytes.
  std::size_t line_end(std::size_t offset) const;
  // The offset after the line end (CR LF, LF or CR) that stands at `offset`.
  std::size_t after_line_end(std::size_t offset) const;

 private:
  Bytes bytes_;
  Encoding encoding_ = Encoding::utf8;
  std::size_t begin_ = 0;
  std::size_t width_ = 1;
};

}  // namespace ulika
