#include "parsers/sql_pattern.h"

#include <re2/re2.h>

#include <array>
#include <map>
#include <memory>

#include "parsers/sql_function_table.h"
#include "triage/base/text.h"

namespace ulika {
namespace {

constexpr std::int64_t kMaxMemory = 8 << 20;  // bytes a compiled pattern may take
constexpr std::size_t kMaxKept = 200;         // compiled patterns
constexpr std::size_t kMaxGroups = 16;

// The patterns of definitions are few and asked for again with every row. A worker has one thread.
const RE2& compiled(std::string_view pattern) {
  static std::map<std::string, std::unique_ptr<RE2>, std::less<>> kept;
  const auto found = kept.find(pattern);
  if (found != kept.end()) return *found->second;
  if (kept.size() >= kMaxKept) kept.clear();
  RE2::Options options;
  options.set_log_errors(false);
  options.set_max_mem(kMaxMemory);
  auto made = std::make_unique<RE2>(re2::StringPiece(pattern.data(), pattern.size()), options);
  return *kept.emplace(std::string(pattern), std::move(made)).first->second;
}

SqlResult regex_capture(std::span<const SqlArg> a) {
  if (!a[0].is_bytes() || !a[1].is_bytes() || a[2].kind != SqlArg::Kind::integer) return SqlFault{};
  const RE2& pattern = compiled(a[1].bytes);
  const std::int64_t group = a[2].integer;
  if (!pattern.ok() || group < 0 || group > pattern.NumberOfCapturingGroups() ||
      group >= static_cast<std::int64_t>(kMaxGroups))
    return SqlFault{};
  std::array<re2::StringPiece, kMaxGroups> groups;
  const re2::StringPiece text(a[0].bytes.data(), a[0].bytes.size());
  if (!pattern.Match(text, 0, text.size(), RE2::UNANCHORED, groups.data(), static_cast<int>(group) + 1))
    return {};
  const re2::StringPiece& piece = groups[static_cast<std::size_t>(group)];
  if (!piece.data()) return {};
  return std::string(piece.data(), piece.size());
}

constexpr SqlFunction kFunctions[] = {{"regex_capture", 3, regex_capture}};

}  // namespace

bool pattern_matches(std::string_view text, std::string_view pattern) {
  const RE2& compiled_pattern = compiled(pattern);
  return compiled_pattern.ok() &&
         RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), compiled_pattern);
}

bool is_pattern(std::string_view pattern) {
  return compiled(pattern).ok();
}

std::span<const SqlFunction> pattern_functions() {
  return kFunctions;
}

}  // namespace ulika
