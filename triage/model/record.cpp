#include "triage/model/record.h"

#include <algorithm>

#include "triage/base/digest.h"

namespace ulika {

void Record::set(std::string_view key, Value value) {
  const auto it = std::find_if(fields.begin(), fields.end(), [&](const auto& f) { return f.first == key; });
  if (is_null(value)) {
    if (it != fields.end()) fields.erase(it);
  } else if (it != fields.end()) {
    it->second = std::move(value);
  } else {
    fields.emplace_back(std::string(key), std::move(value));
  }
}

const Value* Record::find(std::string_view key) const {
  const auto it = std::find_if(fields.begin(), fields.end(), [&](const auto& f) { return f.first == key; });
  return it == fields.end() ? nullptr : &it->second;
}

std::string_view Record::text(std::string_view key) const {
  const Value* value = find(key);
  const auto* held = value ? std::get_if<std::string>(value) : nullptr;
  return held ? std::string_view(*held) : std::string_view();
}

std::string record_id(std::string_view source, const Record& record, unsigned ordinal) {
  std::string key;
  for (std::string_view part :
       {source, std::string_view(record.type), std::string_view(record.from.path),
        std::string_view(record.from.locator), std::string_view(record.from.recovered),
        std::string_view(record.from.parser)}) {
    key.append(part).push_back('\0');
  }
  if (ordinal != 0) key.append(std::to_string(ordinal));
  const auto digest = sha256(as_bytes(key));
  return to_hex(Bytes(digest).first(10));
}

}  // namespace ulika
