#include "parsers/file_tables_reader.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <optional>

#include "parsers/definition_run.h"
#include "parsers/evidence_database.h"
#include "parsers/native_readers.h"
#include "parsers/source_tables.h"

namespace ulika {
namespace {

// Records of these types hold the texts of the file they come from.
constexpr std::array<std::string_view, 5> kTextTypes = {"message", "call", "contact", "email", "note"};

// The head with UTF-16 made narrow, for finding a text of ASCII in it.
std::string narrow(std::string_view head) {
  std::string out(head);
  if (head.substr(0, 2) == "\xFF\xFE" || head.substr(0, 2) == "\xFE\xFF")
    out.erase(std::remove(out.begin(), out.end(), '\0'), out.end());
  return out;
}

class FileReader {
 public:
  FileReader(const std::vector<Definition>& definitions, ParseInput& input, const ParseSink& sink,
             ParseOutcome& outcome)
      : definitions_(definitions), input_(input), sink_(sink), outcome_(outcome) {}

  bool read() {
    for (const Definition& definition : definitions_) {
      if (!claims(definition)) continue;
      outcome_.claimed = true;
      outcome_.parsers.push_back(definition.id);
      if (input_.data->size() > 0) run(definition);
    }
    return holds_texts_;
  }

 private:
  bool claims(const Definition& definition) {
    if (!definition.paths.empty() && !definition.claims_path(input_.path)) return false;
    const auto& texts = definition.source.contains;
    if (texts.empty()) return true;
    if (!head_) head_ = narrow(head_of(*input_.data));
    return std::any_of(texts.begin(), texts.end(),
                       [&](const std::string& text) { return head_->find(text) != std::string::npos; });
  }

  void problem(const Definition& definition, const Error& error) {
    Problem problem;
    problem.path = input_.path;
    problem.stage = "parse";
    problem.state = ledger_state_of(error.kind);
    problem.reason = fmt::format("{}: {}", definition.id, error.message);
    sink_.problem(std::move(problem));
  }

  void run(const Definition& definition) {
    auto database = SuspectDatabase::in_memory();
    if (!database) return problem(definition, database.error());
    const auto filled = fill_source(definition.source, input_.path, *input_.data, (*database)->handle());
    if (!filled) problem(definition, filled.error());
    if (const auto known = (*database)->learn_tables(); !known) return problem(definition, known.error());
    ParseSink keep = sink_;
    keep.record = [&](Record&& record) {
      holds_texts_ =
          holds_texts_ || std::find(kTextTypes.begin(), kTextTypes.end(), record.type) != kTextTypes.end();
      sink_.record(std::move(record));
    };
    run_definition({definition, **database, input_.path, input_.recovered, "", false}, keep);
  }

  const std::vector<Definition>& definitions_;
  ParseInput& input_;
  const ParseSink& sink_;
  ParseOutcome& outcome_;
  std::optional<std::string> head_;
  bool holds_texts_ = false;
};

}  // namespace

bool read_file_tables(const std::vector<Definition>& definitions, ParseInput& input, const ParseSink& sink,
                      ParseOutcome& outcome) {
  return FileReader(definitions, input, sink, outcome).read();
}

}  // namespace ulika
