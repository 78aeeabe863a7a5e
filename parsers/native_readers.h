// The readers written in C++, for what is no SQLite database: one table that says which of them reads a file.
#pragma once

#include <span>
#include <string_view>

#include "parsers/parser_set.h"

namespace ulika {

enum class Interest {
  none,
  maybe,  // by its type: worth a look at the content
  sure,   // by its name: looked at even where it is plain text without a hit
};

struct NativeReader {
  std::string_view id;       // the `parser` of its records
  std::string_view version;  // goes up whenever what it draws changes
  Interest (*interest)(std::string_view path, std::string_view mime);
  // True where the content is what it reads. Called only where there is interest.
  bool (*recognises)(ParseInput& input);
  // The outcome is claimed already, in the name of `id`; a reader for which there is nothing to read
  // after all sets `claimed` to false.
  void (*read)(ParseInput& input, const ParseSink& sink, ParseOutcome& outcome);
};

// In the order in which they are asked: the first that recognises a file reads it, alone.
std::span<const NativeReader> native_readers();

// The first 4 KiB of a content; empty where they cannot be read.
std::string head_of(ByteSource& source);

}  // namespace ulika
