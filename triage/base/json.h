// JSON that is written in a fixed form, so that equal data gives equal bytes.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace ulika {

// Appends compact JSON to a string. Keys come out in the order they are written. Text that is not valid UTF-8
// is made so; control characters, U+2028 and U+2029 are escaped. `for_html` also escapes <, > and &, for text
// that lies inside a <script> element.
class JsonWriter {
 public:
  explicit JsonWriter(std::string& out, bool for_html = false) : out_(out), for_html_(for_html) {}
  JsonWriter& begin_object();
  JsonWriter& end_object();
  JsonWriter& begin_array();
  JsonWriter& end_array();
  JsonWriter& key(std::string_view name);
  JsonWriter& value(std::string_view text);
  JsonWriter& value(const char* text) { return value(std::string_view(text)); }
  JsonWriter& value(std::int64_t number);
  JsonWriter& value(double number);  // shortest form that reads back the same; null for NaN and infinity
  JsonWriter& value(bool truth);
  JsonWriter& null();
  JsonWriter& raw(std::string_view json);  // precondition: one valid JSON value

 private:
  void comma();
  std::string& out_;
  bool for_html_;
  std::vector<bool> has_item_;
  bool after_key_ = false;
};

}  // namespace ulika
