// Every set of one public tool's own tests (its zips of files of two iPhones, its result rows): expected,
// found, and what differs by name. Each row becomes a line of the values that both state; the lines must
// agree as bags.
#include <gtest/gtest.h>

#include <algorithm>
#include <iostream>
#include <nlohmann/json.hpp>
#include <set>

#include "tests/evidence_dir.h"
#include "tests/parsers/ileapp_artefacts.h"
#include "tests/parsers/sample.h"
#include "tests/parsers/zip_evidence.h"

namespace ulika::test {
namespace {

using Json = nlohmann::json;

// Lines that `list` has and `other` has not.
std::vector<std::string> beyond(std::vector<std::string> list, std::vector<std::string> other) {
  std::sort(list.begin(), list.end());
  std::sort(other.begin(), other.end());
  std::vector<std::string> out;
  std::set_difference(list.begin(), list.end(), other.begin(), other.end(), std::back_inserter(out));
  return out;
}

// Takes the explained lines away and fails on the others, and on an explanation that explains nothing.
std::size_t explain(std::vector<std::string>& lines, const std::vector<Explained>& reasons,
                    const char* what) {
  std::size_t explained = 0;
  for (const Explained& reason : reasons) {
    const auto end = std::remove_if(lines.begin(), lines.end(), [&](const std::string& text) {
      return text.find(reason.part) != std::string::npos;
    });
    const auto count = static_cast<std::size_t>(lines.end() - end);
    EXPECT_EQ(count, reason.count) << what << " “" << reason.part << "”: " << reason.why;
    explained += count;
    lines.erase(end, lines.end());
  }
  for (const std::string& text : lines) ADD_FAILURE() << what << ": " << text;
  return explained;
}

std::vector<std::string> expected_lines(const Artefact& artefact) {
  std::vector<std::string> lines;
  if (!artefact.result) return lines;
  const auto path = evidence_dir() / "ileapp/results" / artefact.module / artefact.result;
  const Json result = Json::parse(read_text(path.string()), nullptr, false);
  if (!result.is_object()) {
    ADD_FAILURE() << path << " is not here";
    return lines;
  }
  // Some artefacts put the tables for two kinds of output side by side; the first is the one meant.
  Json rows = result["data"];
  if (!rows.empty() && (rows[0].empty() || rows[0][0].is_array())) rows = rows[0];
  for (const Json& row : rows) lines.push_back(artefact.row(Row(result["headers"], row)));
  return lines;
}

TEST(IleappExpected, every_set_is_named) {
  ULIKA_NEEDS_EVIDENCE();
  std::set<std::string> named;
  for (const Artefact& a : ileapp_artefacts())
    named.insert(std::string("testdata.") + a.module + "." + a.artifact + "." + a.device + ".zip");
  for (const auto& file :
       std::filesystem::recursive_directory_iterator(evidence_dir() / "ileapp/cases/data")) {
    if (file.path().extension() == ".zip") {
      EXPECT_EQ(named.erase(file.path().filename().string()), 1u)
          << file.path() << " is in no row of the table";
    }
  }
  EXPECT_TRUE(named.empty()) << *named.begin() << " is not in the evidence";
}

TEST(IleappExpected, rows_are_found_or_explained) {
  ULIKA_NEEDS_EVIDENCE();
  std::cout << "expected found explained  artefact\n";
  for (const Artefact& artefact : ileapp_artefacts()) {
    SCOPED_TRACE(std::string(artefact.artifact) + " of " + artefact.device);
    const auto zip = evidence_dir() / "ileapp/cases/data" / artefact.module /
                     (std::string("testdata.") + artefact.module + "." + artefact.artifact + "." +
                      artefact.device + ".zip");
    const ParsedZip parsed = parse_zip(zip);
    if (!artefact.type) {
      EXPECT_NE(std::string(artefact.why), "");
      std::printf("%8zu     -         -  %s, %s: out of scope: %s\n", artefact.expected, artefact.artifact,
                  artefact.device, artefact.why);
      continue;
    }
    std::vector<std::string> found;
    for (const Record& record : parsed.records) {
      if (record.type == artefact.type && record.from.recovered == "live" &&
          record.from.locator.rfind(artefact.locator, 0) == 0)
        found.push_back(artefact.record ? artefact.record(record) : record.from.locator);
    }
    if (!artefact.row) {  // counted only
      EXPECT_EQ(found.size(), artefact.expected);
      std::printf("%8zu %5zu %9d  %s, %s\n", artefact.expected, found.size(), 0, artefact.artifact,
                  artefact.device);
      continue;
    }
    const std::vector<std::string> expected = expected_lines(artefact);
    EXPECT_EQ(expected.size(), artefact.expected);
    std::vector<std::string> missing = beyond(expected, found);
    std::vector<std::string> extra = beyond(found, expected);
    const std::size_t hits = expected.size() - missing.size();
    const std::size_t explained = explain(missing, artefact.missing, "expected, not found") +
                                  explain(extra, artefact.extra, "found, not expected");
    std::printf("%8zu %5zu %9zu  %s, %s\n", expected.size(), hits, explained, artefact.artifact,
                artefact.device);
  }
}

}  // namespace
}  // namespace ulika::test
