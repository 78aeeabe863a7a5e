// JsonStream: walks a JSON document of any size and hands over chosen parts of it as small trees.
#pragma once

#include <functional>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "triage/base/byte_source.h"
#include "triage/base/result.h"

namespace ulika {

class JsonStream {
 public:
  // The names on the way to a value: keys as they are, array elements as their index.
  struct Step {
    std::string key;
    std::uint64_t index = 0;
    bool in_array = false;
  };
  using Path = std::vector<Step>;

  struct Handler {
    // Asked at the start of each object: whether it is to be collected and given to `part`.
    std::function<bool(const Path&)> wanted;
    std::function<void(const Path&, const nlohmann::json&)> part;
    // Each number, text or truth outside collected parts.
    std::function<void(const Path&, const nlohmann::json&)> scalar;
    // The start and end of each object outside collected parts.
    std::function<void(const Path&)> begin;
    std::function<void(const Path&)> end;
  };

  // Reads to the end. Fails with ErrorKind::damaged where the bytes are no JSON, ErrorKind::limit where it is
  // nested deeper than 100 levels or one part holds more than 100,000 values.
  static Result<void> read(ByteSource& source, const Handler& handler);

  // RFC 6901.
  static std::string pointer(const Path& path);
};

}  // namespace ulika
