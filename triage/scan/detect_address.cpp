// E-mail addresses and handles: what an '@' joins.
#include <array>
#include <string>

#include "triage/scan/detect_chars.h"
#include "triage/scan/detect_parts.h"
#include "triage/scan/detect_tables.h"

namespace ulika::detect_parts {
namespace {

using namespace detect_chars;

constexpr std::size_t kLongestLocal = 64;  // RFC 5321
constexpr std::size_t kLongestDomain = 120;
constexpr std::size_t kShortestHandle = 5;  // Telegram; shorter ones are auctioned
constexpr std::size_t kLongestHandle = 32;

bool is_local(char c) {
  return is_alnum(c) || c == '.' || c == '_' || c == '%' || c == '+' || c == '-';
}

std::string lowered(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = lower(c);
  return out;
}

// The end of the longest domain at `begin` whose last label is a top-level domain; `begin` when there is
// none.
std::size_t domain_end(std::string_view text, std::size_t begin) {
  std::size_t end = begin;
  while (end < text.size() && end - begin < kLongestDomain &&
         (is_alnum(text[end]) || text[end] == '-' || text[end] == '.'))
    ++end;
  if (end - begin == kLongestDomain || text.substr(begin, end - begin).find("..") != std::string_view::npos)
    return begin;
  for (int cut = 0; cut < 2; ++cut) {
    while (end > begin && (text[end - 1] == '.' || text[end - 1] == '-')) --end;
    const std::size_t dot = text.substr(0, end).rfind('.');
    if (dot == std::string_view::npos || dot <= begin) return begin;
    if (text[begin] != '-' && is_top_level_domain(lowered(text.substr(dot + 1, end - dot - 1)))) return end;
    end = dot;
  }
  return begin;
}

bool find_email(const Scope& scope, std::size_t at, Found& found) {
  const std::string_view text = scope.text;
  std::size_t begin = at;
  while (begin > 0 && at - begin <= kLongestLocal && is_local(text[begin - 1])) --begin;
  if (at - begin > kLongestLocal) return false;
  while (begin < at && !is_alnum(text[begin]) && text[begin] != '_') ++begin;
  if (at - begin < (scope.strict ? 2u : 1u) || text[at - 1] == '.') return false;
  const std::size_t end = domain_end(text, at + 1);
  if (end == at + 1) return false;
  if (scope.strict && (end - begin < 8 || !is_alnum(text[at - 1]) || !is_alnum(text[at - 2]) ||
                       !is_alnum(text[at + 1]) || !is_alnum(text[at + 2]))) {
    return false;
  }
  return found.add(
      make_identifier("email", "email", begin, end, 0.95, lowered(text.substr(begin, end - begin))));
}

// Words that follow '@' in programs, style sheets and documentation.
constexpr std::array<std::string_view, 28> kNotNames = {
    "media",   "import",           "keyframes",  "charset",   "supports", "param",
    "return",  "returns",          "override",   "property",  "author",   "throws",
    "since",   "version",          "deprecated", "interface", "override", "nullable",
    "nonnull", "suppresswarnings", "override",   "example",   "ignore",   "inheritdoc",
    "license", "package",          "private",    "public"};
constexpr std::array<std::string_view, 6> kWalletBots = {"cryptobot", "send",         "xrocket",
                                                         "wallet",    "tonrocketbot", "xjetswapbot"};

bool stands_in_text(std::string_view text, std::size_t begin, std::size_t end) {
  const auto readable = [](Letter letter) {
    return letter.code != kBroken &&
           (letter.code >= 0x20 || letter.code == '\n' || letter.code == '\r' || letter.code == '\t') &&
           letter.code != 0x7F;
  };
  std::size_t i = begin;
  for (int n = 0; n < 4 && i > 0; ++n) {
    const Letter letter = letter_before(text, i);
    if (!readable(letter)) return false;
    i -= letter.size;
  }
  i = end;
  for (int n = 0; n < 4 && i < text.size(); ++n) {
    const Letter letter = letter_at(text, i);
    if (!readable(letter)) return false;
    i += letter.size;
  }
  return true;
}

void find_handle(const Scope& scope, std::size_t at, Found& found) {
  const std::string_view text = scope.text;
  const char before = byte_before(text, at);
  if (is_token(before) || before == '.' || before == '/' || before == '@' || word_before(text, at)) return;
  if (!is_alpha(byte_at(text, at + 1))) return;
  std::size_t end = at + 1;
  while (end < text.size() && end - at <= kLongestHandle + 1 && (is_alnum(text[end]) || text[end] == '_'))
    ++end;
  const std::size_t length = end - at - 1;
  const std::string name = lowered(text.substr(at + 1, length));
  bool bot = false;
  for (const std::string_view wallet : kWalletBots) bot |= name == wallet;
  if ((length < kShortestHandle && !bot) || length > kLongestHandle) return;
  const char after = byte_at(text, end);
  if (after == '@' || after == '(' || after == '-' || word_at(text, end)) return;
  if (after == '.' && is_alnum(byte_at(text, end + 1))) return;
  for (const std::string_view word : kNotNames) {
    if (name == word) return;
  }
  if (name.compare(0, 8, "abcdefgh") == 0) return;  // a table of characters: '@' stands before 'A'
  if (scope.strict && (length < kShortestHandle || !stands_in_text(text, at, end))) return;
  found.add(make_identifier("handle", bot ? "wallet_bot" : "handle", at, end, scope.strict ? 0.5 : 0.7,
                            "@" + name));
}

}  // namespace

void find_address(const Scope& scope, std::size_t at, Found& found) {
  if (found.taken("identifier", at)) return;
  if (!find_email(scope, at, found)) find_handle(scope, at, found);
}

}  // namespace ulika::detect_parts
