// The floors of the house: an #include may point down, never up or sideways. Also how long a file may become.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace ulika {
namespace {

const std::map<std::string, std::vector<std::string>, std::less<>> kMayInclude{
    {"triage/base", {"triage/base"}},
    {"triage/model", {"triage/base", "triage/model"}},
    {"triage/evidence", {"triage/base", "triage/model", "triage/evidence"}},
    {"triage/scan", {"triage/base", "triage/model", "triage/scan"}},
    {"triage/lexicon", {"triage/base", "triage/model", "triage/lexicon"}},
    {"triage/media", {"triage/base", "triage/model", "triage/media"}},
    {"hashsets", {"triage/base", "triage/model", "hashsets"}},
    {"parsers", {"triage/base", "triage/model", "parsers"}},
    {"triage/case", {"triage/base", "triage/model", "triage/case"}},
    {"triage/leads", {"triage/base", "triage/model", "triage/media", "triage/case", "triage/leads"}},
    {"triage/pipeline",
     {"triage/base", "triage/model", "triage/evidence", "triage/scan", "triage/lexicon", "triage/media",
      "hashsets", "parsers", "triage/case", "triage/leads", "triage/pipeline"}},
    {"reports", {"triage/base", "triage/model", "reports"}},
    {"reports/workbench", {"triage/base", "triage/model", "triage/case", "reports", "reports/workbench"}},
    {"triage/cli",
     {"triage/base", "triage/model", "triage/evidence", "triage/scan", "triage/lexicon", "triage/media",
      "hashsets", "parsers", "triage/case", "triage/leads", "triage/pipeline", "reports", "reports/workbench",
      "triage/cli"}},
};

// The floor a path below the source folder belongs to, the innermost where one lies in another; empty where
// it is none.
std::string_view floor_of(std::string_view path) {
  std::string_view found;
  for (const auto& [name, below] : kMayInclude) {
    if (path.starts_with(name) && path.substr(name.size()).starts_with('/')) found = name;
  }
  return found;
}

bool may_include(std::string_view file, std::string_view include) {
  const auto rule = kMayInclude.find(floor_of(file));
  if (rule == kMayInclude.end()) return false;
  // Reports read a case; they never write one.
  if (rule->first == "reports" &&
      (include == "triage/case/case_reader.h" || include == "triage/case/ids.h")) {
    return true;
  }
  const std::string_view floor = floor_of(include);
  return std::find(rule->second.begin(), rule->second.end(), floor) != rule->second.end();
}

struct Source {
  std::string path;  // below the source folder
  std::size_t lines = 0;
  std::vector<std::string> includes;  // in quotes
  std::vector<std::string> types;     // classes, structs and enums defined outside anonymous namespaces
};

// The name in "class Name final : public Base {"; empty where the line defines no type of its namespace.
std::string defined_type(std::string_view line) {
  for (const std::string_view key : {"class ", "struct ", "enum class "}) {
    if (!line.starts_with(key) || line.ends_with(';')) continue;
    const std::string_view rest = line.substr(key.size());
    const std::string_view name = rest.substr(0, rest.find_first_of(" {"));
    return name.find("::") == std::string_view::npos ? std::string(name) : std::string();
  }
  return {};
}

std::vector<Source> sources() {
  const std::filesystem::path root(ULIKA_SOURCE_DIR);
  std::vector<Source> found;
  for (const char* folder : {"triage", "parsers", "hashsets", "reports"}) {
    for (const auto& item : std::filesystem::recursive_directory_iterator(root / folder)) {
      const auto extension = item.path().extension();
      if (!item.is_regular_file() || (extension != ".h" && extension != ".cpp")) continue;
      Source source;
      source.path = item.path().lexically_relative(root).generic_string();
      std::ifstream file(item.path());
      constexpr std::string_view kInclude = "#include \"";
      bool anonymous = false;
      std::string scope;  // the innermost named namespace
      for (std::string line; std::getline(file, line); ++source.lines) {
        if (line == "namespace {") anonymous = true;
        if (line.starts_with("namespace ") && line != "namespace {") scope = line;
        if (line == "}  // namespace") anonymous = false;
        if (std::string type = defined_type(line); !anonymous && !type.empty()) {
          source.types.push_back(scope + type);
        }
        if (!line.starts_with(kInclude)) continue;
        source.includes.push_back(
            line.substr(kInclude.size(), line.find('"', kInclude.size()) - kInclude.size()));
      }
      found.push_back(std::move(source));
    }
  }
  return found;
}

TEST(Architecture, TheRuleItself) {
  EXPECT_TRUE(may_include("triage/scan/a.cpp", "triage/model/hit.h"));
  EXPECT_TRUE(may_include("triage/pipeline/a.cpp", "parsers/parser_set.h"));
  EXPECT_TRUE(may_include("reports/a.cpp", "triage/case/case_reader.h"));
  EXPECT_FALSE(may_include("reports/a.cpp", "triage/case/evidence_db.h"));
  EXPECT_FALSE(may_include("reports/a.cpp", "triage/evidence/evidence.h"));
  EXPECT_FALSE(may_include("triage/base/a.h", "triage/model/hit.h"));
  EXPECT_FALSE(may_include("triage/scan/a.cpp", "parsers/parser_set.h"));
  EXPECT_FALSE(may_include("parsers/a/b.cpp", "hashsets/hash_set.h"));
  EXPECT_FALSE(may_include("parsers/a/b.cpp", "triage/evidence/evidence.h"));
  EXPECT_FALSE(may_include("triage/case/a.cpp", "triage/pipeline/run.h"));
  EXPECT_FALSE(may_include("triage/case/a.cpp", "case_folder.h"))
      << "includes are written from the source folder";
}

TEST(Architecture, NoIncludePointsUpOrSideways) {
  std::size_t arrows = 0;
  for (const Source& source : sources()) {
    for (const std::string& include : source.includes) {
      ++arrows;
      EXPECT_TRUE(may_include(source.path, include)) << source.path << " may not include " << include;
    }
  }
  EXPECT_GT(arrows, 50u) << "the sources were not found";
}

TEST(Architecture, EveryIncludeExists) {
  for (const Source& source : sources()) {
    for (const std::string& include : source.includes) {
      EXPECT_TRUE(std::filesystem::exists(std::filesystem::path(ULIKA_SOURCE_DIR) / include))
          << source.path << " includes " << include;
    }
  }
}

// Floors are linked into one program: two types of one name would silently share their members' code.
TEST(Architecture, EveryTypeIsDefinedOnce) {
  std::map<std::string, std::string> where;
  for (const Source& source : sources()) {
    for (const std::string& type : source.types) {
      const auto [there, first] = where.emplace(type, source.path);
      EXPECT_TRUE(first) << type << " stands in " << there->second << " and in " << source.path;
    }
  }
  EXPECT_GT(where.size(), 50u) << "the types were not found";
}

TEST(Architecture, FilesStayReadable) {
  for (const Source& source : sources()) {
    const std::size_t limit = source.path.ends_with(".h") ? 200 : 500;
    EXPECT_LE(source.lines, limit) << source.path << " is too long; a file has one job";
  }
}

}  // namespace
}  // namespace ulika
