#include "triage/pipeline/text_meaning.h"

#include <fmt/format.h>

#include <algorithm>

#include "triage/base/text.h"
#include "triage/scan/context.h"

namespace ulika {
namespace {

constexpr double kKeptScore = 25;            // a lower score is not worth a row
constexpr double kBackingTerms = 10;         // the lexicon's part of a score that letters alone do not give
constexpr double kKeptTerm = 1.5;            // what a term must count to be kept in a text that scores lower
constexpr double kNamedTerm = 0.3;           // the same in a text that is kept
constexpr std::size_t kTermsKept = 24;       // hits of one text
constexpr std::size_t kTextBytes = 400;      // of the text in its hit's context
constexpr std::size_t kPassageBytes = 1500;  // documents are scored in pieces of about this size
constexpr std::size_t kPassagesKept = 500;   // of one document

Hit hit_at(const FileResult& result, const std::string& record_id) {
  Hit hit;
  hit.path = result.entry.path;
  hit.record_id = record_id;
  return hit;
}

// "закладка +3.3 (contrast C007); координаты рядом с описанием тайника +7.0; n-gram «прикоп» +0.8"
std::string parts_of(const TextScore& score) {
  std::string parts;
  const auto add = [&](std::string part) { parts += (parts.empty() ? "" : "; ") + std::move(part); };
  for (const TermFound& term : score.terms) {
    if (term.counts < kNamedTerm && term.cleared_by.empty()) continue;
    std::string part = fmt::format("{} +{:.1f}", term.term, term.counts);
    if (term.lane != Lane::plain) part += fmt::format(" [{}]", lane_name(term.lane));
    if (!term.cleared_by.empty()) part += fmt::format(" (lowered by {})", term.cleared_by);
    add(std::move(part));
  }
  for (const ComboFound& combo : score.combos) add(fmt::format("{} +{:.1f}", combo.meaning, combo.adds));
  for (const GramFound& gram : score.grams) add(fmt::format("«{}» {:+.2f}", gram.gram, gram.weight));
  return parts;
}

// The end of the passage that begins at `begin`: at a line end where there is one, else at a character's
// edge.
std::size_t passage_end(std::string_view text, std::size_t begin) {
  if (text.size() - begin <= kPassageBytes) return text.size();
  const std::string_view piece = clip_utf8(text.substr(begin), kPassageBytes);
  std::size_t end = piece.rfind('\n');
  if (end == std::string_view::npos) end = piece.rfind(' ');
  return end == std::string_view::npos || end == 0 ? begin + std::max<std::size_t>(piece.size(), 1)
                                                   : begin + end + 1;
}

}  // namespace

bool TextMeaning::keep(std::string_view text, const Place& place, FileResult& result) {
  const TextScore& score = scorer_.score_backed(text, kBackingTerms, kKeptScore);
  const bool scam = score.category == TextCategory::job_scam;
  const double weight = scam ? score.other_crime : score.score;
  const bool backed = scam || score.lexicon >= kBackingTerms;
  const bool kept = backed && weight >= kKeptScore && score.category != TextCategory::none;
  std::size_t terms = 0;
  for (const TermFound& term : score.terms) {
    if (term.counts < (kept ? kNamedTerm : kKeptTerm) || terms == kTermsKept) continue;
    ++terms;
    Hit hit = hit_at(result, place.record_id);
    hit.rule = fmt::format("lex:{}", term.id);
    hit.category = term.category;
    hit.value = term.term;
    hit.weight = term.counts;
    hit.offset = place.offset + term.offset;
    hit.length = term.length;
    hit.context = readable_context(as_bytes(text), term.offset, term.length, Encoding::utf8);
    result.hits.push_back(std::move(hit));
  }
  if (!kept) return false;
  Hit hit = hit_at(result, place.record_id);
  hit.rule = fmt::format("text:{}", category_name(score.category));
  hit.category = category_name(score.category);
  hit.value = parts_of(score);
  hit.weight = weight;
  hit.offset = place.offset;
  hit.length = text.size();
  hit.context = readable(as_bytes(clip_utf8(text, kTextBytes)), Encoding::utf8);
  result.hits.push_back(std::move(hit));
  return true;
}

void TextMeaning::look_at(std::string_view text, const std::string& record_id, FileResult& result) {
  keep(text, {0, record_id}, result);
}

void TextMeaning::look_at_document(std::string_view text, FileResult& result) {
  const std::string no_record;
  std::size_t kept = 0;
  for (std::size_t begin = 0; begin < text.size() && kept < kPassagesKept;) {
    const std::size_t end = passage_end(text, begin);
    if (keep(text.substr(begin, end - begin), {begin, no_record}, result)) ++kept;
    begin = end;
  }
}

}  // namespace ulika
