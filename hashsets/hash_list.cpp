#include "hashsets/hash_list.h"

#include <fmt/format.h>

#include "hashsets/list_formats.h"
#include "triage/base/rule_file.h"

namespace ulika {
namespace {

std::string_view first_content_line(std::string_view text) {
  text = without_bom(text);
  while (!text.empty()) {
    const std::string_view line = trimmed(take_line(text));
    if (!line.empty() && line.front() != '#') return line;
  }
  return {};
}

// Kinds of file that people give by mistake, by their first bytes.
std::string_view foreign_kind(std::string_view head) {
  if (head.starts_with("PK\x03\x04")) return "a zip archive; unpack it and give the list in it";
  if (head.starts_with("\x1F\x8B")) return "gzip; unpack it and give the list in it";
  if (head.starts_with("7z\xBC\xAF")) return "a 7z archive; unpack it and give the list in it";
  if (head.starts_with("\xFF\xFE") || head.starts_with("\xFE\xFF")) return "UTF-16; save it as UTF-8";
  if (head.starts_with("%PDF")) return "a PDF document, no hash list";
  return {};
}

Result<HashList> read_by_content(InputFile& input, const RowSink& sink) {
  const std::string_view head = as_text(input.head());
  if (head.starts_with(std::string_view("SQLite format 3\0", 16)))
    return read_rds_database(input.path(), sink);
  if (is_encase_hash(input.head())) return read_encase_hash(input, sink);
  if (const std::string_view kind = foreign_kind(head); !kind.empty())
    return fail(ErrorKind::usage, fmt::format("{}, line 1: this is {}", input.path().string(), kind));
  const std::string_view line = first_content_line(head);
  if (line.starts_with('{') || line.starts_with('[')) return read_vics_json(input, sink);
  if (is_csv_header(line)) return read_csv_list(input, sink);
  if (is_rds_delta(input.head())) return read_rds_delta(input, sink);
  return read_sum_list(input, sink);
}

}  // namespace

Result<HashList> read_hash_list(const std::filesystem::path& file, const RowSink& sink) {
  auto input = InputFile::open(file);
  if (!input) return tl::unexpected(input.error());
  auto list = read_by_content(*input, sink);
  if (!list) return list;
  if (list->rows == 0) return fail(ErrorKind::usage, fmt::format("{} holds no digest", file.string()));
  const auto sha256 = input->finish();
  if (!sha256) return tl::unexpected(sha256.error());
  list->sha256 = *sha256;
  return list;
}

}  // namespace ulika
