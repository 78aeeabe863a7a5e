// Android's binary XML ("ABX", since Android 12), event by event.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "triage/base/bytes.h"
#include "triage/base/result.h"

namespace ulika {

struct AbxHandler {
  using Attributes = std::vector<std::pair<std::string, std::string>>;  // values as plain XML would have them
  std::function<bool(const std::string& name, const Attributes&, std::size_t offset)> open;
  std::function<bool(std::size_t offset_after)> close;
  std::function<bool(std::string_view text)> text;
};

bool is_abx(Bytes bytes);

// Walks the document; a handler that returns false ends it without error. ErrorKind::damaged where the bytes
// make no sense, with what came before already given. Source of the format: Android's BinaryXmlSerializer.
Result<void> read_abx(Bytes bytes, const AbxHandler& handler);

}  // namespace ulika
