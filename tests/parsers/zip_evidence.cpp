#include "tests/parsers/zip_evidence.h"

#include <archive.h>
#include <archive_entry.h>

#include <iterator>
#include <memory>

#include "tests/parsers/sample.h"

namespace ulika::test {
namespace {

// As the file typing of a triage would call it, as far as parsers ask.
std::string mime_of(const std::vector<std::byte>& bytes) {
  const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  if (text.substr(0, 15) == "SQLite format 3") return "application/vnd.sqlite3";
  if (text.substr(0, 8) == "bplist00") return "application/x-bplist";
  if (text.substr(0, 5) == "<?xml") return "text/xml";
  if (text.substr(0, 1) == "{" || text.substr(0, 1) == "[") return "application/json";
  return "application/octet-stream";
}

}  // namespace

std::map<std::string, std::vector<std::byte>> read_zip(const std::filesystem::path& file) {
  std::map<std::string, std::vector<std::byte>> files;
  const std::unique_ptr<archive, decltype(&archive_read_free)> zip(archive_read_new(), archive_read_free);
  archive_read_support_format_zip(zip.get());
  if (archive_read_open_filename(zip.get(), file.c_str(), 1 << 16) != ARCHIVE_OK) return files;
  archive_entry* entry = nullptr;
  while (archive_read_next_header(zip.get(), &entry) == ARCHIVE_OK) {
    if (archive_entry_filetype(entry) != AE_IFREG) continue;
    std::vector<std::byte>& bytes = files[archive_entry_pathname(entry)];
    std::vector<std::byte> block(1 << 16);
    for (la_ssize_t got = 0; (got = archive_read_data(zip.get(), block.data(), block.size())) > 0;)
      bytes.insert(bytes.end(), block.begin(), block.begin() + got);
  }
  return files;
}

ParsedZip parse_zip(const std::filesystem::path& file) {
  ParsedZip out;
  const auto files = read_zip(file);
  for (const auto& [path, bytes] : files) {
    if (!built_in().wants(path, mime_of(bytes))) continue;
    std::vector<SampleFile> parts = {{path, "", bytes}};
    for (const std::string& companion : built_in().companions_of(path)) {
      if (const auto it = files.find(companion); it != files.end())
        parts.push_back({companion, "", it->second});
    }
    Parsed parsed = parse_files(built_in(), parts, mime_of(bytes));
    std::move(parsed.records.begin(), parsed.records.end(), std::back_inserter(out.records));
    std::move(parsed.problems.begin(), parsed.problems.end(), std::back_inserter(out.problems));
  }
  return out;
}

}  // namespace ulika::test
