#include "triage/lexicon/grams.h"

#include "triage/base/text.h"

namespace ulika {
namespace {

constexpr std::size_t kShortest = 3;
constexpr std::size_t kLongest = 5;
// Words longer than any language's are data; their n-grams say nothing.
constexpr std::size_t kLongestWord = 64;

constexpr GramKey start_of(GramKind kind) {
  return kind == GramKind::letters ? 0x9E3779B97F4A7C15U : 0xC2B2AE3D27D4EB4FU;
}

// One step of a multiplicative hash; a written '_' is the edge of a word.
constexpr GramKey add(GramKey key, char32_t letter) {
  key = (key ^ (letter == U'_' ? U' ' : letter)) * 0xFF51AFD7ED558CCDU;
  return key ^ (key >> 32);
}

GramKey whole(std::u32string_view letters) {
  GramKey key = start_of(GramKind::word);
  for (const char32_t letter : letters) key = add(key, letter);
  return key;
}

}  // namespace

void list_grams(std::u32string_view line, std::vector<Gram>& out) {
  out.clear();
  std::size_t before = line.size();  // where the word before begins
  std::size_t at = 0;
  while (at < line.size()) {
    if (line[at] == U' ') {
      ++at;
      continue;
    }
    std::size_t end = line.find(U' ', at);
    if (end == std::u32string_view::npos) end = line.size();
    if (end - at > kLongestWord) {
      before = line.size();
      at = end;
      continue;
    }
    const std::size_t first = at == 0 ? 0 : at - 1;
    const std::size_t last = end == line.size() ? end : end + 1;
    for (std::size_t begin = first; begin + kShortest <= last; ++begin) {
      GramKey key = start_of(GramKind::letters);
      for (std::size_t length = 1; length <= kLongest && begin + length <= last; ++length) {
        key = add(key, line[begin + length - 1]);
        if (length < kShortest) continue;
        out.push_back(
            {key, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(length), GramKind::letters});
      }
    }
    out.push_back({whole(line.substr(at, end - at)), static_cast<std::uint32_t>(at),
                   static_cast<std::uint32_t>(end - at), GramKind::word});
    if (before != line.size()) {
      out.push_back({whole(line.substr(before, end - before)), static_cast<std::uint32_t>(before),
                     static_cast<std::uint32_t>(end - before), GramKind::pair});
    }
    before = at;
    at = end;
  }
}

std::string gram_name(std::u32string_view line, const Gram& gram) {
  std::string name;
  if (gram.kind != GramKind::letters) name.push_back('=');
  for (const char32_t letter : line.substr(gram.begin, gram.length)) {
    append_utf8(name, letter == U' ' && gram.kind == GramKind::letters ? U'_' : letter);
  }
  return name;
}

GramKey gram_key(std::string_view name) {
  const bool letters = !name.starts_with('=');
  GramKey key = start_of(letters ? GramKind::letters : GramKind::word);
  for (std::size_t at = letters ? 0 : 1; at < name.size();) key = add(key, next_code_point(name, at));
  return key;
}

}  // namespace ulika
