// Lists of lines: sums with file names, hashdeep, plain digests.
#include <fmt/format.h>

#include <algorithm>

#include "hashsets/list_formats.h"
#include "triage/base/rule_file.h"
#include "triage/base/text.h"

namespace ulika {
namespace {

constexpr std::string_view kNoDigest = "no MD5, SHA-1 or SHA-256 at its begin";

bool is_number(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::string upper(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
  return out;
}

// The columns that "%%%% size,md5,sha256,filename" names.
struct HashdeepColumns {
  std::vector<std::optional<HashKind>> kinds;  // of each column but the last, the name
};

std::optional<HashdeepColumns> read_columns(std::string_view names) {
  HashdeepColumns columns;
  const auto fields = split(trimmed(names), ',');
  if (fields.size() < 3 || fields.front() != "size" || fields.back() != "filename") return std::nullopt;
  for (std::size_t i = 0; i + 1 < fields.size(); ++i) {
    columns.kinds.emplace_back();
    for (std::size_t k = 0; k < kHashKinds; ++k) {
      if (fields[i] == hash_kind_name(static_cast<HashKind>(k)))
        columns.kinds.back() = static_cast<HashKind>(k);
    }
  }
  return columns;
}

// What is wrong with a hashdeep line; empty when nothing is.
std::string read_hashdeep(std::string_view line, const HashdeepColumns& columns, HashRow& row) {
  for (std::size_t i = 0; i < columns.kinds.size(); ++i) {
    const std::size_t comma = line.find(',');
    if (comma == std::string_view::npos) return "fewer columns than the header has";
    const std::string_view cell = line.substr(0, comma);
    line.remove_prefix(comma + 1);
    if (i == 0 && !is_number(cell)) return "it does not begin with a size";
    if (columns.kinds[i] && !add_digest(cell, *columns.kinds[i], row))
      return fmt::format("\"{}\" is no digest of {}", to_valid_utf8(cell.substr(0, 80)),
                         hash_kind_name(*columns.kinds[i]));
  }
  return {};
}

// "SHA256 (name) = hex" and OpenSSL's "SHA2-256(name)= hex"; false when the line has another form.
bool read_tagged(std::string_view line, HashRow& row, std::string& wrong) {
  const std::size_t open = line.find('(');
  const std::size_t equals = line.rfind('=');
  if (open == std::string_view::npos || equals == std::string_view::npos || equals < open) return false;
  if (line.substr(0, equals).find_last_not_of(" \t") == std::string_view::npos) return false;
  const std::string tag = upper(trimmed(line.substr(0, open)));
  if (tag.empty() || tag.size() > 16 || trimmed(line.substr(0, equals)).back() != ')') return false;
  const std::string_view hex = trimmed(line.substr(equals + 1));
  std::optional<HashKind> kind;
  if (tag == "MD5") kind = HashKind::md5;
  if (tag == "SHA1" || tag == "SHA-1") kind = HashKind::sha1;
  if (tag == "SHA256" || tag == "SHA-256" || tag == "SHA2-256") kind = HashKind::sha256;
  if (!kind) {
    wrong = fmt::format("a digest of {}; MD5, SHA-1 and SHA-256 are used", to_valid_utf8(tag));
  } else if (!add_digest(hex, *kind, row)) {
    wrong = fmt::format("\"{}\" is no digest of {}", to_valid_utf8(hex.substr(0, 80)), tag);
  }
  return true;
}

// What is wrong with the line; empty when it gave a digest.
std::string read_sum(std::string_view line, HashRow& row) {
  std::string wrong;
  if (read_tagged(line, row, wrong)) return wrong;
  if (line.front() == '\\') line.remove_prefix(1);  // GNU: the name has escapes
  std::string_view first = line.substr(0, line.find_first_of(" \t,;|*"));
  if (is_number(first) && first.size() < 20) {  // md5deep -z: the size comes first
    line = trimmed(line.substr(first.size()));
    first = line.substr(0, line.find_first_of(" \t,;|*"));
  }
  if (add_digest(first, row)) return {};
  if (first.size() == 128 || first.size() == 96 || first.size() == 56)
    return fmt::format("a digest of {} bits; MD5, SHA-1 and SHA-256 are used", first.size() * 4);
  return std::string(kNoDigest);
}

}  // namespace

Result<HashList> read_sum_list(InputFile& input, const RowSink& sink) {
  HashList list;
  list.format = "list of digests";
  LineFeed lines(input);
  std::optional<HashdeepColumns> hashdeep;
  bool announced = false;
  bool hfind_index = false;
  for (;;) {
    const auto next = lines.next();
    if (!next) return tl::unexpected(next.error());
    if (!*next) break;
    const std::string_view line = trimmed(**next);
    auto refuse = [&](std::string_view what) {
      return tl::unexpected(line_error(input.path(), lines.number(), what));
    };
    if (lines.number() == 1 && line == "# notable") list.notable = true;
    if (line.starts_with("%%%% HASHDEEP-")) {
      list.format = "hashdeep";
      announced = true;
      continue;
    }
    if (announced && line.starts_with("%%%% ")) {
      hashdeep = read_columns(line.substr(5));
      if (!hashdeep) return refuse("these columns are not hashdeep's: size, digests, filename");
      continue;
    }
    if (line.empty() || line.front() == '#') continue;
    if (announced && !hashdeep) return refuse("the line that names hashdeep's columns is missing");
    // hfind's index begins with a digest of zeros that is one digit too long, and the kind of its list.
    if (const std::size_t bar = line.find('|');
        bar != std::string_view::npos && bar % 2 == 1 &&
        line.substr(0, 32).find_first_not_of('0') == std::string_view::npos) {
      list.format = "index of hfind";
      hfind_index = true;
      continue;
    }
    HashRow row;
    std::string wrong = hashdeep ? read_hashdeep(**next, *hashdeep, row) : read_sum(line, row);
    if (wrong.empty() && hfind_index && line.find('|') == std::string_view::npos)
      wrong = "the place in the list is missing";
    if (!wrong.empty()) return refuse(wrong);
    if (!row.any()) continue;  // a hashdeep list of other digests
    if (auto taken = sink(row); !taken) return tl::unexpected(taken.error());
    ++list.rows;
  }
  return list;
}

}  // namespace ulika
