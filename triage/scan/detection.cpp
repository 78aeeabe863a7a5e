#include "triage/scan/detection.h"

#include <algorithm>
#include <array>

#include "triage/scan/detect_chars.h"
#include "triage/scan/detect_parts.h"

namespace ulika {
namespace {

using namespace detect_chars;
using namespace detect_parts;

// What a byte may start; most bytes of ordinary text start nothing.
enum class Anchor : std::uint8_t { none, token, at_sign, colon, slash, dot, plus, percent };

constexpr std::array<Anchor, 256> make_anchors() {
  std::array<Anchor, 256> table{};
  for (int c = 0; c < 128; ++c) {
    const bool token =
        (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '-';
    if (token) table[static_cast<std::size_t>(c)] = Anchor::token;
  }
  table['@'] = Anchor::at_sign;
  table[':'] = Anchor::colon;
  table['/'] = Anchor::slash;
  table['.'] = Anchor::dot;
  table['+'] = Anchor::plus;
  table['%'] = Anchor::percent;
  return table;
}
constexpr auto kAnchors = make_anchors();

Anchor anchor_of(char c) {
  return kAnchors[static_cast<unsigned char>(c)];
}

bool may_be_ton(std::string_view text, std::size_t begin) {
  const char second = byte_at(text, begin + 1);
  return (second == 'Q' || second == 'f') &&
         std::string_view("EUk0").find(text[begin]) != std::string_view::npos;
}

class TextPass {
 public:
  TextPass(std::string_view text, std::vector<Detection>& out) : scope_{text, false}, found_(out, true) {}

  void run() {
    const std::string_view text = scope_.text;
    for (std::size_t i = 0; i < text.size();) {
      switch (anchor_of(text[i])) {
        case Anchor::none:
          ++i;
          break;
        case Anchor::token:
          i = token(i);
          break;
        default:
          mark(i++);
          break;
      }
    }
  }

 private:
  bool in_link(std::size_t at) const { return at < link_end_; }
  void took_link(std::size_t end) { link_end_ = std::max(link_end_, end); }

  // A run of letters, digits, '_' and '-', and the digit runs in it. Returns its end.
  std::size_t token(std::size_t begin) {
    const std::string_view text = scope_.text;
    std::size_t end = begin;
    bool digits = false;
    for (; end < text.size() && anchor_of(text[end]) == Anchor::token; ++end) digits |= is_digit(text[end]);
    if (end - begin >= kShortestToken || may_be_ton(text, begin)) find_token(scope_, begin, end, found_);
    if (!digits) return end;
    for (std::size_t i = begin; i < end;) {
      if (!is_digit(text[i])) {
        ++i;
        continue;
      }
      const std::size_t run_end = digits_end(text, i);
      if (in_link(i)) {
        if (run_end - i <= 3) find_decimal_pair(scope_, i, run_end, found_);
      } else {
        find_numbers(scope_, i, run_end, found_);
      }
      i = run_end;
    }
    return end;
  }

  void mark(std::size_t i) {
    const std::string_view text = scope_.text;
    switch (anchor_of(text[i])) {
      case Anchor::plus:
        find_plus_code(scope_, i, found_);
        return;
      case Anchor::percent:
        if (reads(text, i, "%2b") != 0) find_plus_code(scope_, i, found_);
        return;
      default:
        break;
    }
    if (in_link(i)) return;
    switch (anchor_of(text[i])) {
      case Anchor::at_sign:
        find_address(scope_, i, found_);
        break;
      case Anchor::colon:
        took_link(find_link_at_colon(scope_, i, found_));
        break;
      case Anchor::slash:
        if (text.substr(i, 3) == "///" && byte_at(text, i + 3) != '/') {
          find_three_words(scope_, i, found_);
        } else if (is_alpha(byte_before(text, i))) {
          took_link(find_link_at_slash(scope_, i, found_));
        }
        break;
      case Anchor::dot:
        if (is_alnum(byte_before(text, i)) && is_alpha(byte_at(text, i + 1)))
          took_link(find_link_at_dot(scope_, i, found_));
        break;
      default:
        break;
    }
  }

  Scope scope_;
  Found found_;
  std::size_t link_end_ = 0;
};

}  // namespace

std::vector<Detection> detect(std::string_view text) {
  std::vector<Detection> out;
  TextPass(text, out).run();
  const auto earlier = [](const Detection& a, const Detection& b) { return a.offset < b.offset; };
  if (!std::is_sorted(out.begin(), out.end(), earlier)) std::stable_sort(out.begin(), out.end(), earlier);
  return out;
}

}  // namespace ulika
