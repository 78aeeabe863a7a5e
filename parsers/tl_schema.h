// TlSchema: the constructors of Telegram's TL objects as data, so that one decoder reads every layer.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "triage/base/result.h"

namespace ulika {

enum class TlKind : std::uint8_t {
  flags,  // 32 bits that say which optional fields follow; no value of its own
  truth,  // takes no bytes: there while its flag is set
  int32,
  int64,
  real,
  text,
  bytes,
  object,  // boxed: begins with the id of its constructor
  vector,  // boxed: id, count, elements
};

struct TlField {
  std::string_view name;
  TlKind kind = TlKind::int32;
  TlKind element = TlKind::int32;  // of a vector
  std::uint16_t type = 0;          // of an object, or of a vector's elements that are objects
  std::int8_t flag_word = -1;      // which word of flags decides whether it is there; -1: it always is
  std::uint8_t flag_bit = 0;
  bool secret = false;  // a key or token: read past, its value is kept nowhere
};

struct TlConstructor {
  std::uint32_t id = 0;
  std::string_view name;
  std::uint16_t type = 0;
  std::uint32_t first_field = 0;
  std::uint32_t field_count = 0;
};

class TlSchema {
 public:
  static constexpr std::size_t kMaxFlagWords = 4;

  // Lines "id, predicate, type, fields" separated by tabs, '#' begins a comment; fields as in TL notation,
  // separated by spaces. `text` must outlive the schema. A line that cannot be read fails with its number.
  static Result<TlSchema> parse(std::string_view text);

  // The table that is part of the program (parsers/telegram/tl_schema.tsv).
  static const TlSchema& built_in();

  // The constructors of an id in the order in which they are to be tried; empty for an unknown one.
  std::span<const TlConstructor> find(std::uint32_t id) const;
  std::span<const TlField> fields(const TlConstructor& constructor) const {
    return std::span(fields_).subspan(constructor.first_field, constructor.field_count);
  }
  std::string_view type_name(std::uint16_t type) const { return types_[type]; }
  std::span<const TlConstructor> constructors() const { return constructors_; }

 private:
  std::uint16_t type_of(std::string_view name);
  bool add_field(std::string_view field, std::vector<std::string_view>& words);

  std::vector<TlConstructor> constructors_;  // sorted by id
  std::vector<TlField> fields_;
  std::vector<std::string_view> types_;
  std::unordered_map<std::string_view, std::uint16_t> type_numbers_;
  std::unordered_map<std::uint32_t, std::uint32_t> first_of_;  // index of the first constructor of an id
};

}  // namespace ulika
