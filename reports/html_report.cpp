#include "reports/html_report.h"

#include <stdexcept>

#include "reports/case_page.h"
#include "reports/finding_tables.h"
#include "reports/front.h"
#include "reports/report_folder.h"
#include "reports/report_tables.h"

namespace ulika {

namespace {

bool is_language(std::string_view language) {
  return language == "ru" || language == "kk" || language == "en";
}

}  // namespace

Result<void> write_html_report(const ReportCase& what, const std::filesystem::path& dir,
                               const ReportOptions& options) {
  if (!is_language(options.language)) {
    return fail(ErrorKind::usage,
                "there is no report language '" + options.language + "'; choose ru, kk or en");
  }
  auto folder = ReportFolder::begin(dir);
  if (!folder) return tl::unexpected(folder.error());
  try {
    ReportTables tables;
    tables.activity.resize(what.items.size());
    tables.apps.resize(what.items.size());
    tables.chats.resize(what.items.size());
    References references(what.items, named_ids(what.findings));
    Timeline timeline(*folder, zone_table(what.meta("timezone")), what.items.size());
    write_conversations(what.items, *folder, references, timeline, tables);
    write_records(what.items, *folder, references, timeline, tables);
    tables.tables.push_back(timeline.finish());
    write_findings(what.items, what.findings, *folder, references, tables);
    write_hits(what.items, *folder, references, tables);
    write_files(what.items, *folder, tables);
    write_case_page(what, options, tables, timeline, *folder);
    folder->add("index.html", front_index(options.language, folder_policy(), {}));
    for (const std::string_view name : front_files()) folder->add(std::string(name), *front_file(name));
    folder->add("data/words.js", front_words());
    folder->commit(ULIKA_VERSION, what.name);
  } catch (const std::runtime_error& error) {
    return fail(ErrorKind::io, error.what());
  }
  return {};
}

}  // namespace ulika
