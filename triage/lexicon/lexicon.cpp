#include "triage/lexicon/lexicon.h"

#include <fmt/format.h>

#include <stdexcept>

#include "triage/base/rule_file.h"
#include "triage/lexicon/lexicon_reader.h"
#include "triage/lexicon/table_rows.h"

namespace ulika {
namespace {

constexpr std::size_t kMaxListBytes = std::size_t{64} << 20;

void must(const Result<void>& read) {
  if (!read) throw std::logic_error(read.error().message);
}

void read_contexts(LexiconReader& reader) {
  must(reader.read_contrasts(builtin_table("contrast.tsv"), "contrast.tsv"));
  must(reader.read_combos(builtin_table("combos.tsv"), "combos.tsv"));
}

// The first line that says something.
std::string_view first_line(std::string_view text) {
  std::string_view rest = without_bom(text);
  while (!rest.empty()) {
    const std::string_view line = take_line(rest);
    if (!trimmed(line).empty() && line != "#" && !line.starts_with("# ")) return line;
  }
  return {};
}

bool has_column(std::string_view header, std::string_view name) {
  for (std::string_view column : split(header, '\t')) {
    if (trimmed(column) == name) return true;
  }
  return false;
}

}  // namespace

const Lexicon& Lexicon::builtin() {
  static const Lexicon kLexicon = [] {
    LexiconReader reader;
    must(reader.read_terms(builtin_table("terms.tsv"), "lexicon.tsv"));
    read_contexts(reader);
    return reader.compile();
  }();
  return kLexicon;
}

Result<Lexicon> Lexicon::load(const std::vector<std::filesystem::path>& files) {
  LexiconReader reader;
  for (const std::filesystem::path& file : files) {
    const Result<std::string> text = read_rule_file(file, kMaxListBytes);
    if (!text) return tl::unexpected<Error>(text.error());
    if (text->starts_with("\xFF\xFE") || text->starts_with("\xFE\xFF"))
      return tl::unexpected<Error>(line_error(file, 1, "the list is UTF-16; save it as UTF-8"));
    const Result<void> read = has_column(first_line(*text), "forms") ? reader.read_terms(*text, file)
                                                                     : reader.read_keywords(*text, file);
    if (!read) return tl::unexpected<Error>(read.error());
  }
  read_contexts(reader);
  return reader.compile();
}

}  // namespace ulika
