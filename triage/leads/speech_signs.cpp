#include "triage/leads/speech_signs.h"

#include <fmt/format.h>

#include <array>
#include <bit>
#include <stdexcept>
#include <utility>

#include "triage/base/text.h"
#include "triage/leads/rule_lines.h"

namespace ulika {
namespace {

constexpr std::array<std::pair<std::string_view, std::uint32_t>, 10> kKinds = {{
    {"city", kSignCity},
    {"staff", kSignStaff},
    {"tally", kSignTally},
    {"payout", kSignPayout},
    {"advert", kSignAdvert},
    {"duty", kSignDuty},
    {"refuse", kSignRefuse},
    {"terminal", kSignTerminal},
    {"kin", kSignKin},
    {"stock", kSignStock},
}};
constexpr std::size_t kMostLetters = 4000;       // of one text that are looked at
constexpr std::uint32_t kFewestOfTemplate = 10;  // letters of a text that may be a template
constexpr std::size_t kMostDigits = 6;

std::u32string folded(std::string_view text) {
  std::u32string out;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = fold_case(next_code_point(text, at));
    out += c == U'ё' ? U'е' : c;
  }
  return out;
}

std::vector<std::string_view> words_of(std::string_view list) {
  std::vector<std::string_view> words;
  while (!list.empty()) {
    const std::size_t end = list.find(' ');
    if (end != 0) words.push_back(list.substr(0, end));
    list.remove_prefix(end == std::string_view::npos ? list.size() : end + 1);
  }
  return words;
}

bool is_letter(char32_t c) {
  return (c >= U'a' && c <= U'z') || (c >= 0xc0 && c < 0x2b0 && c != 0xd7 && c != 0xf7) ||
         (c >= 0x370 && c < 0x530);
}

constexpr std::uint64_t kFnvStart = 14695981039346656037ULL;
constexpr std::uint64_t kFnvPrime = 1099511628211ULL;

int kinds_in(std::uint32_t signs, std::uint32_t of) {
  return std::popcount(signs & of);
}

}  // namespace

bool is_staff_talk(const SpokenOf& spoken) {
  constexpr std::uint32_t kCore = kSignStaff | kSignTally | kSignPayout | kSignAdvert;
  const int core = kinds_in(spoken.signs, kCore);
  return core >= 2 || (core == 1 && (spoken.signs & (kSignCity | kSignDuty | kSignNumber)) != 0);
}

bool is_ledger(const SpokenOf& spoken) {
  return kinds_in(spoken.signs, kSignStaff | kSignTally | kSignPayout | kSignCity | kSignNumber) >= 3;
}

const SpeechSigns& SpeechSigns::builtin() {
  static const SpeechSigns signs = [] {
    Result<SpeechSigns> parsed = parse(embedded_rules("signs.tsv"));
    if (!parsed) throw std::logic_error(parsed.error().message);
    return std::move(*parsed);
  }();
  return signs;
}

Result<SpeechSigns> SpeechSigns::parse(std::string_view table) {
  SpeechSigns out;
  for (const RuleLine& line : rule_lines(table)) {
    std::uint32_t sign = 0;
    for (const auto& [name, bit] : kKinds) {
      if (line.fields[0] == name) sign = bit;
    }
    if (line.fields.size() != 2 || sign == 0)
      return fail(ErrorKind::usage,
                  fmt::format("signs, line {}: a kind of sign and its stems are wanted", line.number));
    for (const std::string_view word : words_of(line.fields[1])) {
      std::u32string stem = folded(word);
      Stem made;
      made.whole = stem.back() == U'.';
      if (made.whole) stem.pop_back();
      made.sign = sign;
      if (const std::size_t gap = stem.find(U'.'); gap != std::u32string::npos) {
        stem[gap] = U' ';
        out.phrases_.emplace_back(U' ' + stem, sign);
        continue;
      }
      if (stem.empty())
        return fail(ErrorKind::usage, fmt::format("signs, line {}: an empty stem", line.number));
      made.letters = stem;
      out.stems_[stem.front()].push_back(std::move(made));
    }
  }
  return out;
}

std::uint32_t SpeechSigns::signs_of(const std::u32string& word) const {
  std::uint32_t signs = 0;
  const auto it = stems_.find(word.front());
  if (it == stems_.end()) return 0;
  for (const Stem& stem : it->second) {
    if (stem.whole ? word == stem.letters : word.starts_with(stem.letters)) signs |= stem.sign;
  }
  return signs;
}

SpokenOf SpeechSigns::look_at(std::string_view text) const {
  SpokenOf out;
  std::u32string word, line;
  std::uint64_t hash = kFnvStart;
  std::size_t digits = 0;
  const auto end_word = [&] {
    if (word.empty()) return;
    out.signs |= signs_of(word);
    line += U' ';
    line += word;
    word.clear();
  };
  const auto end_number = [&] {
    if (digits > 0 && digits <= kMostDigits) out.signs |= kSignNumber;
    digits = 0;
  };
  for (std::size_t at = 0; at < text.size() && out.letters < kMostLetters;) {
    char32_t c = fold_case(next_code_point(text, at));
    if (c == U'ё') c = U'е';
    if (is_letter(c)) {
      end_number();
      word += c;
      ++out.letters;
      hash = (hash ^ c) * kFnvPrime;
      continue;
    }
    if (c == U'-' && !word.empty()) {
      word += c;
      continue;
    }
    end_word();
    if (c >= U'0' && c <= U'9') {
      ++digits;
    } else {
      end_number();
    }
  }
  end_word();
  end_number();
  for (const auto& [phrase, sign] : phrases_) {
    if (line.find(phrase) != std::u32string::npos) out.signs |= sign;
  }
  out.skeleton = out.letters >= kFewestOfTemplate ? (hash == 0 ? 1 : hash) : 0;
  return out;
}

}  // namespace ulika
