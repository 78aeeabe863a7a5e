// The files of a zip of sample evidence, parsed one by one as a triage would: each with its companions.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "parsers/parser_set.h"

namespace ulika::test {

// Contents by path; empty where the file is no zip.
std::map<std::string, std::vector<std::byte>> read_zip(const std::filesystem::path& file);

struct ParsedZip {
  std::vector<Record> records;
  std::vector<Problem> problems;
};

// Everything the built-in parsers draw from the files of a zip, in the order of their paths.
ParsedZip parse_zip(const std::filesystem::path& file);

}  // namespace ulika::test
