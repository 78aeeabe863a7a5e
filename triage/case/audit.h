// Audit: what was done to a case, one JSON object a line, each line chained to the one before by SHA-256.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "triage/base/result.h"

namespace ulika {

class Audit {
 public:
  explicit Audit(std::filesystem::path file);

  // Appends {"n","at","action",<details…>,"previous","hash"}; written and synced before it returns. Throws
  // std::runtime_error when the line cannot be written.
  void log(std::string_view action, const std::vector<std::pair<std::string, std::string>>& details);

  // Walks the chain: the number of lines, or which line breaks it.
  static Result<std::size_t> verify(const std::filesystem::path& file);

 private:
  std::filesystem::path file_;
};

}  // namespace ulika
