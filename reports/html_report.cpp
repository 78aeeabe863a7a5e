#include "reports/html_report.h"

#include <stdexcept>

#include "reports/case_page.h"
#include "reports/finding_tables.h"
#include "reports/report_folder.h"
#include "reports/report_tables.h"
#include "triage/base/embedded.h"

namespace ulika {

std::span<const EmbeddedFile> embedded_report();

namespace {

bool is_language(std::string_view language) {
  return language == "ru" || language == "kk" || language == "en";
}

// Puts `value` in place of every "{{name}}". Only values of our own go through here, never evidence.
std::string fill(std::string text, std::string_view name, std::string_view value) {
  const std::string mark = "{{" + std::string(name) + "}}";
  for (std::size_t at = text.find(mark); at != std::string::npos; at = text.find(mark, at + value.size())) {
    text.replace(at, mark.size(), value);
  }
  return text;
}

// The page, its scripts and style sheet, and the words of all languages.
void write_front(ReportFolder& folder, const std::string& language) {
  std::string words = "ulika_words({";
  bool first = true;
  for (const EmbeddedFile& file : embedded_report()) {
    const std::filesystem::path name(file.name);
    if (file.name.starts_with("words/")) {
      words += (first ? "\"" : ",\"") + name.stem().string() + "\":" + std::string(file.content);
      first = false;
    } else if (name.filename() == "index.html") {
      folder.add("index.html", fill(std::string(file.content), "language", language));
    } else {
      folder.add(name.filename().string(), file.content);
    }
  }
  folder.add("data/words.js", words + "});\n");
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
    write_front(*folder, options.language);
    folder->commit(ULIKA_VERSION, what.name);
  } catch (const std::runtime_error& error) {
    return fail(ErrorKind::io, error.what());
  }
  return {};
}

}  // namespace ulika
