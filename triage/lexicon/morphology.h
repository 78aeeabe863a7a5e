// Which letters after a stem are its inflection: Snowball's stemmer for Russian, chains of suffixes for
// Kazakh, Kyrgyz and Uzbek.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ulika {

// Languages of the lexicon; kazakh_latin is Kazakh in Latin letters, sign are emoji.
enum class Language : std::uint8_t {
  russian,
  kazakh,
  kazakh_latin,
  kyrgyz,
  uzbek,
  ukrainian,
  english,
  sign,
  any
};

std::string_view language_code(
    Language language);  // "ru", "kk", "kk-Latn", "ky", "uz", "uk", "en", "emoji", "any"
std::optional<Language> language_of(std::string_view code);

// Whether `word`, which begins with a stem of `stem_size` letters, is an inflection of it. The word is
// normalised.
bool is_inflection(std::u32string_view word, std::size_t stem_size, Language language);

// The Russian stem of a normalised word, by the Snowball stemmer (libstemmer).
std::u32string russian_stem(std::u32string_view word);

// Stems with the last letter voiced, as before a suffix that begins with a vowel (к as г, қ as ғ, п as б; in
// Uzbek k as g, q as g'); empty where the language or the stem has no such form.
std::u32string voiced_stem(std::u32string_view stem, Language language);

}  // namespace ulika
