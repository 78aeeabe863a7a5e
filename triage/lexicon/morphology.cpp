#include "triage/lexicon/morphology.h"

#include <libstemmer.h>

#include <algorithm>
#include <array>
#include <bitset>
#include <map>
#include <memory>
#include <stdexcept>
#include <unordered_set>

#include "triage/lexicon/letter_tables.h"
#include "triage/lexicon/table_rows.h"

namespace ulika {
namespace {

constexpr std::array<std::string_view, 9> kCodes{"ru", "kk", "kk-Latn", "ky", "uz",
                                                 "uk", "en", "emoji",   "any"};
constexpr std::size_t kShortTail =
    3;  // so many letters after a stem are taken as its suffix, whatever they are
constexpr std::size_t kOtherTail = 4;     // the same for languages without a table
constexpr std::size_t kLongestTail = 24;  // letters in a chain of suffixes

struct CloseStemmer {
  void operator()(sb_stemmer* stemmer) const { sb_stemmer_delete(stemmer); }
};

using Suffixes = std::unordered_set<std::u32string>;

const std::array<Suffixes, kCodes.size()>& suffixes() {
  static const auto kTable = [] {
    std::array<Suffixes, kCodes.size()> table;
    const Result<void> read =
        read_table(builtin_table("suffixes.tsv"), "suffixes.tsv", {"language", "suffix"},
                   [&](const std::vector<std::string_view>& row) -> std::string {
                     const auto language = language_of(row[0]);
                     if (!language) return "this language has no suffixes here";
                     table[static_cast<std::size_t>(*language)].insert(to_u32(row[1]));
                     return {};
                   });
    if (!read) throw std::logic_error(read.error().message);
    return table;
  }();
  return kTable;
}

// Whether the tail is suffixes one after another.
bool is_chain(std::u32string_view tail, const Suffixes& known) {
  if (tail.size() > kLongestTail) return false;
  std::u32string folded;
  for (char32_t c : tail) {
    const char32_t kazakh = LetterTables::get().kazakh(c);
    folded.push_back(kazakh != 0 ? kazakh : c);
  }
  std::bitset<kLongestTail + 1> reached;
  reached[0] = true;
  for (std::size_t at = 0; at < folded.size(); ++at) {
    if (!reached[at]) continue;
    for (std::size_t size = 1; size <= 6 && at + size <= folded.size(); ++size) {
      if (known.contains(folded.substr(at, size))) reached[at + size] = true;
    }
  }
  return reached[folded.size()];
}

}  // namespace

std::string_view language_code(Language language) {
  return kCodes[static_cast<std::size_t>(language)];
}

std::optional<Language> language_of(std::string_view code) {
  const auto at = std::find(kCodes.begin(), kCodes.end(), code);
  if (at == kCodes.end()) return std::nullopt;
  return static_cast<Language>(at - kCodes.begin());
}

std::u32string russian_stem(std::u32string_view word) {
  // The stemmer keeps buffers of its own, so each thread has one.
  thread_local const std::unique_ptr<sb_stemmer, CloseStemmer> stemmer(sb_stemmer_new("russian", "UTF_8"));
  if (stemmer == nullptr) throw std::runtime_error("libstemmer has no Russian");
  const std::string utf8 = to_utf8(word);
  const sb_symbol* stem = sb_stemmer_stem(stemmer.get(), reinterpret_cast<const sb_symbol*>(utf8.data()),
                                          static_cast<int>(utf8.size()));
  if (stem == nullptr) throw std::bad_alloc();
  return to_u32(
      {reinterpret_cast<const char*>(stem), static_cast<std::size_t>(sb_stemmer_length(stemmer.get()))});
}

bool is_inflection(std::u32string_view word, std::size_t stem_size, Language language) {
  const std::u32string_view tail = word.substr(stem_size);
  if (tail.empty()) return true;
  switch (language) {
    case Language::russian:
    case Language::any:
      return russian_stem(word).size() <= stem_size;
    case Language::kazakh:
    case Language::kyrgyz:
    case Language::uzbek:
      return tail.size() <= kShortTail || is_chain(tail, suffixes()[static_cast<std::size_t>(language)]);
    case Language::kazakh_latin:
    case Language::ukrainian:
    case Language::english:
    case Language::sign:
      break;
  }
  return tail.size() <= kOtherTail;
}

std::u32string voiced_stem(std::u32string_view stem, Language language) {
  std::u32string voiced(stem);
  if (stem.size() < 3) return {};
  const bool turkic = language == Language::kazakh || language == Language::kyrgyz;
  switch (stem.back()) {
    case U'к':
      voiced.back() = U'г';
      return turkic ? voiced : std::u32string();
    case U'қ':
      voiced.back() = U'ғ';
      return turkic ? voiced : std::u32string();
    case U'п':
      voiced.back() = U'б';
      return turkic ? voiced : std::u32string();
    case U'k':
      voiced.back() = U'g';
      return language == Language::uzbek ? voiced : std::u32string();
    case U'q':
      voiced.back() = U'g';
      voiced.push_back(U'\'');
      return language == Language::uzbek ? voiced : std::u32string();
    default:
      return {};
  }
}

}  // namespace ulika
