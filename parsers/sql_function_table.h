// The SQL functions as plain C++: values in, a value out, no SQLite in sight.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <variant>

namespace ulika {

struct SqlArg {
  enum class Kind { null, integer, real, text, blob };
  Kind kind = Kind::null;
  std::int64_t integer = 0;
  double real = 0;         // also of an integer
  std::string_view bytes;  // of a text or blob

  bool is_bytes() const { return kind == Kind::text || kind == Kind::blob; }
};

struct SqlBlob {
  std::string bytes;
};
struct SqlFault {};  // the value could not be read: NULL, and counted

// A value whose source could be read in part only: `trouble` is counted and told.
struct SqlPartial {
  std::variant<std::monostate, std::int64_t, double, std::string, SqlBlob> value;
  std::string trouble;
};

// monostate is NULL without fault.
using SqlResult =
    std::variant<std::monostate, std::int64_t, double, std::string, SqlBlob, SqlFault, SqlPartial>;

// Called with non-NULL arguments only.
struct SqlFunction {
  const char* name;
  int arguments;
  SqlResult (*call)(std::span<const SqlArg> args);
};

std::span<const SqlFunction> clock_functions();
std::span<const SqlFunction> text_functions();
std::span<const SqlFunction> decoder_functions();
std::span<const SqlFunction> pattern_functions();
std::span<const SqlFunction> written_functions();
std::span<const SqlFunction> telegram_functions();
std::span<const SqlFunction> postbox_functions();

// Drops what the last two keep of earlier values. Until then a value that they had to tell of is told
// once.
void forget_telegram_values();
void forget_postbox_values();

}  // namespace ulika
