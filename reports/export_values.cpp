#include "reports/export_values.h"

#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "triage/base/time.h"

namespace ulika {
namespace {

constexpr int kMaxDepth = 64;  // of JSON from evidence; deeper is written as a string
constexpr double kMaxTime = 9.2e18;

// Largest magnitude at which every integer is exact in a double.
constexpr double kMaxExact = 9007199254740992.0;

bool is_whole(double number) {
  return std::floor(number) == number && std::fabs(number) <= kMaxExact;
}

std::string time_text(const Value& value) {
  if (const auto* ms = std::get_if<std::int64_t>(&value)) return format_rfc3339(*ms);
  if (const auto* ms = std::get_if<double>(&value)) {
    return std::fabs(*ms) < kMaxTime ? format_rfc3339(std::llround(*ms)) : std::string();
  }
  return {};
}

std::string number_text(const Value& value) {
  if (const auto* number = std::get_if<std::int64_t>(&value)) return std::to_string(*number);
  std::string text;
  JsonWriter(text).value(std::get<double>(value));
  return text;
}

// Nesting only; whether it is JSON is the parser's business.
bool too_deep(std::string_view text) {
  int depth = 0;
  bool in_string = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (in_string) {
      if (c == '\\') ++i;
      if (c == '"') in_string = false;
    } else if (c == '"') {
      in_string = true;
    } else if (c == '{' || c == '[') {
      if (++depth > kMaxDepth) return true;
    } else if (c == '}' || c == ']') {
      --depth;
    }
  }
  return false;
}

// JSON that holds no character at which a reader of lines might break it.
std::string one_line(const std::string& json) {
  const bool has_separator =
      json.find("\u2028") != std::string::npos || json.find("\u2029") != std::string::npos;
  if (!has_separator && json.find_first_of("\n\r") == std::string::npos) return json;
  return nlohmann::ordered_json::parse(json).dump(-1, ' ', has_separator);
}

}  // namespace

bool is_json(std::string_view text) {
  return !too_deep(text) && nlohmann::json::accept(text);
}

bool read_number(const Value* value, double& number) {
  if (value == nullptr) return false;
  if (const auto* whole = std::get_if<std::int64_t>(value)) {
    number = static_cast<double>(*whole);
  } else if (const auto* real = std::get_if<double>(value)) {
    number = *real;
  } else {
    return false;
  }
  return std::isfinite(number);
}

std::string value_text(FieldKind kind, const Value& value) {
  if (is_null(value)) return {};
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  if (kind == FieldKind::time) return time_text(value);
  if (kind == FieldKind::boolean) {
    double number = 0;
    return read_number(&value, number) && number != 0 ? "true" : "false";
  }
  return number_text(value);
}

void write_json_value(JsonWriter& json, FieldKind kind, const Value& value) {
  const auto* text = std::get_if<std::string>(&value);
  double number = 0;
  const bool is_number = read_number(&value, number);
  if (is_null(value)) {
    json.null();
  } else if (text != nullptr) {
    if (kind == FieldKind::json && is_json(*text)) {
      json.raw(one_line(*text));
    } else {
      json.value(std::string_view(*text));
    }
  } else if (kind == FieldKind::time) {
    const std::string time = time_text(value);
    time.empty() ? json.null() : json.value(std::string_view(time));
  } else if (kind == FieldKind::boolean) {
    json.value(number != 0);
  } else if (kind == FieldKind::text || kind == FieldKind::json) {
    json.value(std::string_view(number_text(value)));
  } else if (kind == FieldKind::integer && is_number && is_whole(number) && value.index() == 2) {
    json.value(static_cast<std::int64_t>(number));
  } else if (const auto* whole = std::get_if<std::int64_t>(&value)) {
    json.value(*whole);
  } else {
    json.value(std::get<double>(value));
  }
}

}  // namespace ulika
