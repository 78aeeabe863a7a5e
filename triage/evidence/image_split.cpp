#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "triage/evidence/image_source.h"

namespace ulika {
namespace {

bool all_digits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// The suffix after this one: "001" → "002", "az" → "ba". Empty after the last.
std::string next_suffix(std::string suffix) {
  for (std::size_t i = suffix.size(); i-- > 0;) {
    char& c = suffix[i];
    if (c == '9') {
      c = '0';
    } else if (c == 'z') {
      c = 'a';
    } else if (c == 'Z') {
      c = 'A';
    } else {
      ++c;
      return suffix;
    }
  }
  return {};
}

std::filesystem::path with_suffix(const std::filesystem::path& path, const std::string& suffix) {
  std::filesystem::path other = path;
  return other.replace_extension("." + suffix);
}

}  // namespace

bool has_piece_suffix(const std::filesystem::path& path) {
  std::string suffix = path.extension().string();
  if (!suffix.empty()) suffix.erase(0, 1);
  return (suffix.size() == 3 && all_digits(suffix)) || suffix == "aa" || suffix == "AA" || suffix == "aaa";
}

Result<std::vector<std::filesystem::path>> split_pieces(const std::filesystem::path& path) {
  if (!has_piece_suffix(path)) return std::vector{path};
  std::string suffix = path.extension().string().substr(1);
  std::string first = suffix;
  if (all_digits(suffix)) {
    first = std::filesystem::exists(with_suffix(path, "000")) ? "000" : "001";
    if (!std::filesystem::exists(with_suffix(path, first))) {
      if (suffix == "000" || suffix == "001") return std::vector{path};
      return fail(ErrorKind::not_found,
                  fmt::format("{} is a later piece of a split image and its first piece {} is not here",
                              path.string(), with_suffix(path, "001").filename().string()));
    }
  }
  std::vector<std::filesystem::path> pieces;
  std::string at = first;
  for (; !at.empty() && std::filesystem::exists(with_suffix(path, at)); at = next_suffix(at)) {
    pieces.push_back(with_suffix(path, at));
  }
  // A hole in the numbers would shift every sector behind it.
  std::string missing = at;
  for (int ahead = 0; ahead < 16 && !at.empty(); ++ahead) {
    at = next_suffix(at);
    if (!at.empty() && std::filesystem::exists(with_suffix(path, at))) {
      return fail(ErrorKind::not_found, fmt::format("piece {} of the split image is missing while {} is here",
                                                    with_suffix(path, missing).string(),
                                                    with_suffix(path, at).filename().string()));
    }
  }
  return pieces;
}

}  // namespace ulika
