// CSV with a header: NSRL RDSv2, HashKeeper, iLook and whatever else names its digest columns.
#include <fmt/format.h>

#include <algorithm>

#include "hashsets/list_formats.h"
#include "triage/base/rule_file.h"
#include "triage/base/text.h"

namespace ulika {
namespace {

constexpr std::size_t kMaxColumns = 256;
constexpr std::size_t kMaxCategory = 128;

// The cells of one line (RFC 4180 without line ends inside quotes) as they lie between their quotes, up to
// `wanted` of them. False when a quote stays open anywhere in the line.
bool read_cells(std::string_view line, char separator, std::size_t wanted,
                std::vector<std::string_view>& cells) {
  cells.clear();
  std::size_t at = 0;
  while (cells.size() < wanted && at <= line.size()) {
    while (at < line.size() && line[at] == ' ') ++at;
    if (at < line.size() && line[at] == '"') {
      const std::size_t begin = ++at;
      for (;; at += 2) {
        at = line.find('"', at);
        if (at == std::string_view::npos) return false;
        if (at + 1 >= line.size() || line[at + 1] != '"') break;
      }
      cells.push_back(line.substr(begin, at - begin));
      at = std::min(line.find(separator, at), line.size());
    } else {
      const std::size_t end = std::min(line.find(separator, at), line.size());
      cells.push_back(trimmed(line.substr(at, end - at)));
      at = end;
    }
    ++at;
  }
  // In a cell that is quoted, quotes come in pairs.
  return at >= line.size() ||
         std::count(line.begin() + static_cast<std::ptrdiff_t>(at), line.end(), '"') % 2 == 0;
}

// "SHA-1", "sha1", "Hash SHA1" → "sha1", "sha1", "hashsha1".
std::string column_name(std::string_view cell) {
  std::string name;
  for (const char c : cell) {
    if (c == '-' || c == '_' || c == ' ') continue;
    name += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  }
  return name;
}

struct Header {
  char separator = ',';
  std::string format;
  // Columns of digests: of one kind, or (nothing) of the kind that each digest's length says.
  std::vector<std::pair<std::size_t, std::optional<HashKind>>> digests;
  std::optional<std::size_t> category;
  std::size_t needed = 0;  // columns to look at
};

bool is_one_of(std::string_view name, std::initializer_list<std::string_view> names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

std::optional<Header> read_header(std::string_view line, char separator) {
  Header header;
  header.separator = separator;
  std::vector<std::string_view> cells;
  if (!read_cells(line, separator, kMaxColumns, cells)) return std::nullopt;
  std::vector<std::string> names;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const std::string& name = names.emplace_back(column_name(cells[i]));
    bool used = true;
    if (is_one_of(name, {"md5", "md5hash", "hashmd5", "md5sum", "filemd5"})) {
      header.digests.emplace_back(i, HashKind::md5);
    } else if (is_one_of(name, {"sha1", "sha1hash", "hashsha1", "sha1sum", "filesha1"})) {
      header.digests.emplace_back(i, HashKind::sha1);
    } else if (is_one_of(name, {"sha256", "sha256hash", "hashsha256", "sha256sum", "filesha256"})) {
      header.digests.emplace_back(i, HashKind::sha256);
    } else if (is_one_of(name, {"hash", "hashvalue", "filehash", "digest", "v1hash", "v3hash", "v4hash"})) {
      header.digests.emplace_back(i, std::nullopt);
    } else if (name == "category" && !header.category) {
      header.category = i;
    } else {
      used = false;
    }
    if (used) header.needed = i + 1;
  }
  const auto has = [&](std::string_view name) {
    return std::find(names.begin(), names.end(), name) != names.end();
  };
  header.format = has("productcode") && has("crc32")                ? "NSRL RDSv2"
                  : has("hashsetid") && has("hash")                 ? "HashKeeper"
                  : has("v1hash") || has("v3hash") || has("v4hash") ? "iLook"
                                                                    : "CSV";
  if (header.digests.empty()) return std::nullopt;
  return header;
}

std::optional<Header> read_header(std::string_view line) {
  for (const char separator : {',', ';', '\t', '|'}) {
    if (auto header = read_header(line, separator)) return header;
  }
  return std::nullopt;
}

// What is wrong with the cells; empty when nothing is.
std::string read_row(const std::vector<std::string_view>& cells, const Header& header, HashRow& row) {
  for (const auto& [column, kind] : header.digests) {
    if (column >= cells.size()) return "fewer columns than the header has";
    const std::string_view hex = trimmed(cells[column]);
    if (hex.empty()) continue;
    if (kind ? !add_digest(hex, *kind, row) : !add_digest(hex, row))
      return fmt::format("\"{}\" is no digest{}", to_valid_utf8(hex.substr(0, 80)),
                         kind ? fmt::format(" of {}", hash_kind_name(*kind)) : std::string());
  }
  if (header.category && *header.category < cells.size()) {
    row.category = trimmed(cells[*header.category]);
    if (row.category.size() > kMaxCategory) return "the category is longer than 128 bytes";
    if (!is_valid_utf8(row.category)) return "the category is not UTF-8";
  }
  return {};
}

}  // namespace

bool is_csv_header(std::string_view line) {
  // A digest and the name of a file that is called like a column.
  if (line.size() >= 32 &&
      line.substr(0, 32).find_first_not_of("0123456789abcdefABCDEF") == std::string_view::npos)
    return false;
  return read_header(line).has_value() || line.starts_with("\"hashset_id\",\"name\"");
}

Result<HashList> read_csv_list(InputFile& input, const RowSink& sink) {
  HashList list;
  LineFeed lines(input);
  std::optional<Header> header;
  std::vector<std::string_view> cells;
  std::uint64_t without = 0;
  for (;;) {
    const auto next = lines.next();
    if (!next) return tl::unexpected(next.error());
    if (!*next) break;
    const std::string_view line = **next;
    auto refuse = [&](std::string_view what) {
      return tl::unexpected(line_error(input.path(), lines.number(), what));
    };
    if (lines.number() == 1 && trimmed(line) == "# notable") list.notable = true;
    if (trimmed(line).empty() || line.front() == '#') continue;
    if (!header) {
      header = read_header(trimmed(line));
      if (!header)
        return refuse("the names of HashKeeper's sets (.hke); the digests are in the .hsh beside it");
      list.format = header->format;
      continue;
    }
    if (!read_cells(line, header->separator, header->needed, cells)) return refuse("a quote is not closed");
    HashRow row;
    if (const std::string wrong = read_row(cells, *header, row); !wrong.empty()) return refuse(wrong);
    if (!row.any()) {
      ++without;
      continue;
    }
    if (auto taken = sink(row); !taken) return tl::unexpected(taken.error());
    ++list.rows;
  }
  if (without != 0) list.notes.push_back(fmt::format("{} lines hold no digest", without));
  return list;
}

}  // namespace ulika
