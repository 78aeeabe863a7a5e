// ParserSet: every parser the program has; picks those that claim a file and draws their records.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "triage/base/byte_source.h"
#include "triage/base/result.h"
#include "triage/model/key_ring.h"
#include "triage/model/ledger.h"
#include "triage/model/record.h"

namespace ulika {

struct Definition;

// A file beside the one being parsed: its -wal, -journal, or what a definition asked for by `attach`.
struct Companion {
  std::string path;  // evidence path
  std::unique_ptr<ByteSource> data;
};

struct ParseInput {
  std::string path;  // evidence path of the file
  std::string mime;  // as recognised by its content; "application/vnd.sqlite3", "image/jpeg", …
  ByteSource* data = nullptr;
  std::vector<Companion> companions;
  std::string recovered = "live";  // state of the file itself: "live", or "carved" for a deleted one
  const KeyRing* keys = nullptr;   // null: none were given
};

// One query of a definition that ran on the present state of a file.
struct QueryRun {
  std::string definition;
  std::string group;
  std::string variant;
  std::string missing;  // optional tables and columns that are not there: "table x, column y.z"
  std::uint64_t rows = 0;
};

struct ParseSink {
  std::function<void(Record&&)> record;
  std::function<void(Problem&&)> problem;
  std::function<void(QueryRun&&)> query = nullptr;  // may be empty
};

struct ParseOutcome {
  bool claimed = false;              // some parser knows this file
  std::vector<std::string> parsers;  // ids of those that ran
  // Text inside the file that the scan of decoded text should see (documents, pictures' comments); UTF-8.
  std::string text;
};

// What a parser says about itself.
struct ParserFacts {
  std::string id, version;
  std::string app, platform;  // empty where it reads many
  std::string makes;          // record types, "message, chat"; empty where its code decides
  std::string tested;         // what it was seen to read, in words; empty where nothing is said
};

class ParserSet {
 public:
  // The built-in definitions, and those of `extra_dir`, which replace built-in ones of the same id. A
  // definition with a mistake is refused with its file and line.
  static Result<ParserSet> load(const std::optional<std::filesystem::path>& extra_dir);
  // Nothing but the definition in `file`, and the readers in C++.
  static Result<ParserSet> load_alone(const std::filesystem::path& file);
  ~ParserSet();
  ParserSet(ParserSet&&) noexcept;

  // Paths of the files that a parse of the file at `path` wants as companions, if they exist in the evidence.
  std::vector<std::string> companions_of(const std::string& path) const;

  // True where a file of this path and type is worth a look by `parse` (false for most of a disk).
  bool wants(const std::string& path, const std::string& mime) const;

  // True where the name alone says that a parser is for this file: it is looked at even where it is plain
  // text without a hit.
  bool expects(const std::string& path, const std::string& mime) const;

  // Draws the records of one file. Damage costs what it damages: every other record still comes, and a
  // problem says what did not. Records carry path, locator, parser and recovered state. Runs in a worker.
  ParseOutcome parse(ParseInput& input, const ParseSink& sink) const;

  // Every parser, sorted by id.
  std::vector<ParserFacts> list() const;

 private:
  struct State;
  bool claimed_by_path(const std::string& path) const;
  static ParserSet of(std::vector<Definition> all);
  explicit ParserSet(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace ulika
