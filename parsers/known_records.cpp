#include "parsers/known_records.h"

#include <bit>

#include "parsers/recovery_record.h"

namespace ulika {
namespace {

constexpr std::string_view kMainState = ";state:main";

std::uint64_t hash_value(std::string_view key, const Value& value) {
  std::uint64_t h = hash_bytes(as_bytes(key), value.index());
  if (const auto* integer = std::get_if<std::int64_t>(&value)) h ^= static_cast<std::uint64_t>(*integer);
  if (const auto* real = std::get_if<double>(&value)) h ^= std::bit_cast<std::uint64_t>(*real);
  if (const auto* text = std::get_if<std::string>(&value)) return hash_bytes(as_bytes(*text), h);
  return hash_bytes({}, h);
}

std::uint64_t content_of(const Record& record) {
  std::uint64_t h = hash_bytes(as_bytes(record.type), 0);
  for (const auto& [key, value] : record.fields) h = (h ^ hash_value(key, value)) * 0x9E3779B97F4A7C15ULL;
  return h;
}

std::uint64_t message_of(const Record& record, std::string_view locator) {
  if (locator.ends_with(kMainState)) locator.remove_suffix(kMainState.size());
  std::uint64_t h = hash_bytes(as_bytes(locator), 1);
  for (const char* key : {"sent_at", "text", "attachments", "latitude", "longitude"}) {
    if (const Value* value = record.find(key)) h = (h ^ hash_value(key, *value)) * 0x9E3779B97F4A7C15ULL;
  }
  return h;
}

}  // namespace

void KnownRecords::add(const Record& record) {
  contents_.insert(content_of(record));
  if (record.type == "message") messages_.insert(message_of(record, record.from.locator));
}

bool KnownRecords::tells_the_same(const Record& record, std::string_view locator) const {
  if (contents_.count(content_of(record)) != 0) return true;
  return record.type == "message" && !locator.empty() && messages_.count(message_of(record, locator)) != 0;
}

}  // namespace ulika
