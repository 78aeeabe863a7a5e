#include "hashsets/hash_set.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "triage/base/rule_file.h"

namespace ulika {
namespace {

constexpr std::size_t kMaxSetBytes = std::size_t{16} << 30;

template <std::size_t N>
using Digest = std::array<std::byte, N>;

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// False when `text` is not the hexadecimal form of an N-byte digest.
template <std::size_t N>
bool add_hex(std::string_view text, std::vector<Digest<N>>& digests) {
  if (text.size() != 2 * N) return false;
  Digest<N> digest;
  for (std::size_t i = 0; i < N; ++i) {
    const int high = hex_value(text[2 * i]);
    const int low = hex_value(text[2 * i + 1]);
    if (high < 0 || low < 0) return false;
    digest[i] = static_cast<std::byte>(high << 4 | low);
  }
  digests.push_back(digest);
  return true;
}

template <std::size_t N>
void make_set(std::vector<Digest<N>>& digests) {
  std::sort(digests.begin(), digests.end());
  digests.erase(std::unique(digests.begin(), digests.end()), digests.end());
  digests.shrink_to_fit();
}

// The cells of one CSV line (RFC 4180, without line ends inside quotes); nothing when a quote stays open.
std::optional<std::vector<std::string>> csv_cells(std::string_view line) {
  std::vector<std::string> cells(1);
  bool quoted = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    if (quoted && c == '"' && i + 1 < line.size() && line[i + 1] == '"') {
      cells.back() += '"';
      ++i;
    } else if (c == '"') {
      quoted = !quoted;
    } else if (c == ',' && !quoted) {
      cells.emplace_back();
    } else {
      cells.back() += c;
    }
  }
  if (quoted) return std::nullopt;
  return cells;
}

// "SHA-1", "sha1", " Md5" → "sha1", "sha1", "md5".
std::string column_name(std::string_view cell) {
  std::string name;
  for (const char c : trimmed(cell)) {
    if (c != '-' && c != '_') name += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  }
  return name;
}

// Number of the digest columns of a CSV header in the order md5, sha1, sha256; nothing when the line is no
// header.
using DigestColumns = std::array<std::optional<std::size_t>, 3>;
std::optional<DigestColumns> read_header(std::string_view line) {
  const auto cells = csv_cells(line);
  DigestColumns columns;
  bool any = false;
  for (std::size_t i = 0; cells && i < cells->size(); ++i) {
    const std::string name = column_name((*cells)[i]);
    const std::size_t which = name == "md5" ? 0 : name == "sha1" ? 1 : name == "sha256" ? 2 : 3;
    if (which == 3) continue;
    columns[which] = i;
    any = true;
  }
  if (!any) return std::nullopt;
  return columns;
}

}  // namespace

Result<HashSet> HashSet::load(const std::filesystem::path& file) {
  const Result<std::string> text = read_rule_file(file, kMaxSetBytes);
  if (!text) return tl::unexpected<Error>(text.error());
  HashSet set;
  set.name_ = file.stem().string();
  auto add = [&](std::string_view hex) {
    return add_hex(hex, set.md5_) || add_hex(hex, set.sha1_) || add_hex(hex, set.sha256_);
  };
  std::optional<DigestColumns> columns;
  bool first_content = true;
  std::string_view rest = without_bom(*text);
  for (std::size_t number = 1; !rest.empty(); ++number) {
    const std::string_view line = trimmed(take_line(rest));
    if (number == 1 && line == "# notable") set.notable_ = true;
    if (line.empty() || line.front() == '#') continue;
    if (first_content) {
      first_content = false;
      columns = read_header(line);
      if (columns) continue;
    }
    if (!columns) {
      if (!add(line.substr(0, line.find_first_of(" \t,;")))) {
        return tl::unexpected<Error>(line_error(file, number, "no MD5, SHA-1 or SHA-256 at its begin"));
      }
      continue;
    }
    const auto cells = csv_cells(line);
    if (!cells) return tl::unexpected<Error>(line_error(file, number, "a quote is not closed"));
    for (std::size_t which = 0; which < columns->size(); ++which) {
      if (!(*columns)[which]) continue;
      if (*(*columns)[which] >= cells->size()) {
        return tl::unexpected<Error>(line_error(file, number, "fewer columns than the header has"));
      }
      const std::string_view hex = trimmed((*cells)[*(*columns)[which]]);
      const bool ok = hex.empty() || (which == 0   ? add_hex(hex, set.md5_)
                                      : which == 1 ? add_hex(hex, set.sha1_)
                                                   : add_hex(hex, set.sha256_));
      if (!ok)
        return tl::unexpected<Error>(line_error(file, number, fmt::format("\"{}\" is no digest", hex)));
    }
  }
  make_set(set.md5_);
  make_set(set.sha1_);
  make_set(set.sha256_);
  if (set.size() == 0) return fail(ErrorKind::usage, fmt::format("{} holds no digest", file.string()));
  return set;
}

bool HashSet::contains(const Digests& digests) const {
  return std::binary_search(sha256_.begin(), sha256_.end(), digests.sha256) ||
         std::binary_search(sha1_.begin(), sha1_.end(), digests.sha1) ||
         std::binary_search(md5_.begin(), md5_.end(), digests.md5);
}

}  // namespace ulika
