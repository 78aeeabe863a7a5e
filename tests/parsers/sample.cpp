#include "tests/parsers/sample.h"

#include <sqlite3.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <sstream>
#include <stdexcept>

#include "triage/base/json.h"
#include "triage/base/time.h"
#include "triage/model/record_schema.h"

namespace ulika::test {

std::string read_text(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

std::vector<std::byte> make_database(const std::string& script) {
  sqlite3* db = nullptr;
  sqlite3_open(":memory:", &db);
  char* message = nullptr;
  sqlite3_exec(db, script.c_str(), nullptr, nullptr, &message);
  if (message) throw std::runtime_error(message);
  sqlite3_int64 size = 0;
  unsigned char* data = sqlite3_serialize(db, "main", &size, 0);
  std::vector<std::byte> bytes(static_cast<std::size_t>(size));
  std::transform(data, data + size, bytes.begin(), [](unsigned char c) { return std::byte{c}; });
  sqlite3_free(data);
  sqlite3_close(db);
  return bytes;
}

std::vector<SampleFile> read_sample(const std::string& text) {
  static const std::string kMark = "-- file: ";
  std::vector<SampleFile> files;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    if (line.rfind(kMark, 0) == 0) {
      files.push_back({line.substr(kMark.size()), {}, {}});
    } else if (!files.empty()) {
      files.back().script += line + "\n";
    }
  }
  for (auto& file : files) file.bytes = make_database(file.script);
  return files;
}

std::size_t Parsed::count(std::string_view type) const {
  return static_cast<std::size_t>(
      std::count_if(records.begin(), records.end(), [&](const Record& r) { return r.type == type; }));
}

Parsed parse_files(const ParserSet& parsers, const std::vector<SampleFile>& files, const std::string& mime) {
  Parsed parsed;
  MemorySource source(files.at(0).bytes);
  ParseInput input;
  input.path = files[0].path;
  input.mime = mime;
  input.data = &source;
  for (std::size_t i = 1; i < files.size(); ++i) {
    input.companions.push_back({files[i].path, std::make_unique<MemorySource>(files[i].bytes)});
  }
  ParseSink sink;
  sink.record = [&](Record&& record) { parsed.records.push_back(std::move(record)); };
  sink.problem = [&](Problem&& problem) { parsed.problems.push_back(std::move(problem)); };
  parsed.outcome = parsers.parse(input, sink);
  return parsed;
}

const ParserSet& built_in() {
  static const ParserSet parsers = [] {
    auto loaded = ParserSet::load({});
    if (!loaded) throw std::runtime_error(loaded.error().message);
    return std::move(*loaded);
  }();
  return parsers;
}

std::string to_jsonl(const Parsed& parsed) {
  std::string out;
  for (const Record& record : parsed.records) {
    JsonWriter json(out);
    json.begin_object().key("type").value(record.type);
    for (const FieldSpec& field : find_record_spec(record.type)->fields) {
      const Value* value = record.find(field.key);
      if (!value) continue;
      json.key(field.key);
      if (const auto* number = std::get_if<std::int64_t>(value)) {
        if (field.kind == FieldKind::time) {
          json.value(format_rfc3339(*number));
        } else if (field.kind == FieldKind::boolean) {
          json.value(*number != 0);
        } else {
          json.value(*number);
        }
      } else if (const auto* real = std::get_if<double>(value)) {
        json.value(*real);
      } else if (const auto* text = std::get_if<std::string>(value)) {
        if (field.kind == FieldKind::json) {
          json.raw(*text);
        } else {
          json.value(*text);
        }
      }
    }
    json.key("path").value(record.from.path).key("locator").value(record.from.locator);
    json.key("parser").value(record.from.parser).key("recovered").value(record.from.recovered).end_object();
    out += "\n";
  }
  for (const Problem& problem : parsed.problems) {
    JsonWriter json(out);
    json.begin_object().key("type").value("problem").key("state").value(ledger_state_name(problem.state));
    json.key("reason").value(problem.reason).key("path").value(problem.path).end_object();
    out += "\n";
  }
  if (!parsed.outcome.text.empty()) {
    JsonWriter json(out);
    json.begin_object().key("type").value("text").key("text").value(parsed.outcome.text).end_object();
    out += "\n";
  }
  return out;
}

}  // namespace ulika::test
