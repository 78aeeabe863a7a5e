// Samples of definitions as text: SQL scripts become databases in memory, and what is parsed from them
// becomes JSON.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "parsers/parser_set.h"

namespace ulika::test {

// A file of a sample: "-- file: evidence/path" begins one, what follows fills it.
struct SampleFile {
  std::string path;
  std::string script;
  std::vector<std::byte> bytes;
};

// The bytes of a database that `script` makes.
std::vector<std::byte> make_database(const std::string& script);

// All files of a sample script, the databases made.
std::vector<SampleFile> read_sample(const std::string& text);

// The files of a sample of another kind than a database (samples/definitions/ID.txt): "-- file: path" begins
// one, "-- encoding: windows-1251" (utf-16le, abx, protobuf) right after it says how the text below becomes
// bytes.
std::vector<SampleFile> read_file_sample(const std::string& text);

// XML as Android's binary form: elements, attributes as interned or plain texts, texts.
std::vector<std::byte> to_abx(const std::string& xml);

std::string read_text(const std::string& path);

struct Parsed {
  ParseOutcome outcome;
  std::vector<Record> records;
  std::vector<Problem> problems;

  std::size_t count(std::string_view type) const;
};

// Parses the first of the files; the others are its companions.
Parsed parse_files(const ParserSet& parsers, const std::vector<SampleFile>& files,
                   const std::string& mime = "application/vnd.sqlite3");

// The built-in parsers, loaded once.
const ParserSet& built_in();

// One JSON object a line: records in the order they came, then problems.
std::string to_jsonl(const Parsed& parsed);

}  // namespace ulika::test
