#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <iostream>
#include <set>

#include "triage/base/json.h"
#include "triage/cli/commands.h"
#include "triage/leads/compare_cases.h"
#include "triage/leads/join_records.h"

namespace ulika {
namespace {

// One name for each case, though two folders may bear the same.
std::string unique_name(const std::filesystem::path& dir, std::set<std::string>& taken) {
  std::filesystem::path folder = std::filesystem::absolute(dir).lexically_normal();
  if (!folder.has_filename()) folder = folder.parent_path();
  const std::string wanted = folder.filename().string();
  std::string name = wanted;
  for (int n = 2; !taken.insert(name).second; ++n) name = fmt::format("{}-{}", wanted, n);
  return name;
}

int compare(const std::vector<std::filesystem::path>& dirs) {
  std::vector<CaseReader> readers;
  std::vector<std::string> names;
  std::set<std::string> taken;
  for (const std::filesystem::path& dir : dirs) {
    auto reader = CaseReader::open(dir);
    if (!reader) return refuse(reader.error());
    readers.push_back(std::move(*reader));
    names.push_back(unique_name(dir, taken));
  }
  std::vector<ComparedCase> cases;
  for (std::size_t i = 0; i < readers.size(); ++i) cases.push_back({names[i], &readers[i]});
  const CaseComparison found = compare_cases(cases, std::filesystem::temp_directory_path());
  std::ios::sync_with_stdio(false);
  for (const Link& link : found.links) {
    const Record record = link_record(link, found.sources);
    std::string line;
    JsonWriter json(line);
    json.begin_object().key("type").value("link").key("id").value(link_id(link));
    json.key("kind")
        .value(link.form.kind)
        .key("value")
        .value(link.form.value)
        .key("weight")
        .value(link.weight);
    for (const char* key : {"sources", "reasons", "devices", "records"}) json.key(key).raw(record.text(key));
    json.end_object();
    std::cout << line << '\n';
  }
  std::cout.flush();
  if (found.left_out != 0) {
    std::cerr << fmt::format("ulika: the {} strongest links are told, {} weaker ones are not\n",
                             found.links.size(), found.left_out);
  }
  if (!std::cout) {
    complain("standard output cannot be written");
    return kFailed;
  }
  return kDone;
}

}  // namespace

void add_compare(CLI::App& app, CommandLine& line) {
  auto* command = app.add_subcommand("compare", "Tell what the devices of several cases share");
  auto dirs = std::make_shared<std::vector<std::filesystem::path>>();
  command->add_option("cases", *dirs, "Folders of two cases or more")
      ->required()
      ->expected(2, 1000)
      ->type_name("DIR");
  command->footer(
      "Writes one link a line as JSON; the cases are only read. Example: ulika compare case1 case2");
  command->callback([dirs, &line] { line.run = [dirs] { return compare(*dirs); }; });
}

}  // namespace ulika
