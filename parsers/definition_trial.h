// DefinitionTrial: what one definition, still being written, makes of a file.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "parsers/definition.h"
#include "parsers/parser_set.h"

namespace ulika {

// Times of one key that no phone or computer of today would write.
struct OddTimes {
  std::uint64_t count = 0, of = 0;
  std::int64_t first = 0, last = 0;  // of the odd ones, UTC milliseconds since 1970
};

struct FileTrial {
  bool by_path = false;  // its path matches; else its tables do
  std::vector<QueryRun> queries;
  std::vector<Problem> problems;
  std::map<std::string, std::uint64_t> records;  // by type, those of all states
  std::vector<Record> first;                     // the first few of each type
  std::map<std::string, OddTimes> odd_times;     // by "type.key"; only where there are some
};

class DefinitionTrial {
 public:
  // Errors are "FILE:LINE: sentence".
  static Result<DefinitionTrial> load(const std::filesystem::path& file);

  const Definition& definition() const { return definition_; }
  std::vector<std::string> companions_of(const std::string& path) const { return set_.companions_of(path); }

  // True where a file of this path and these first bytes is worth a try.
  bool may_claim(const std::string& path, std::string_view head) const;

  // Nothing where the definition does not claim the file. Times before `earliest` or after `latest` (UTC
  // milliseconds) count as odd; `examples` records of each type are kept.
  std::optional<FileTrial> run(ParseInput& input, std::size_t examples, std::int64_t earliest,
                               std::int64_t latest) const;

 private:
  DefinitionTrial(Definition definition, ParserSet set)
      : definition_(std::move(definition)), set_(std::move(set)) {}
  Definition definition_;
  ParserSet set_;
};

}  // namespace ulika
