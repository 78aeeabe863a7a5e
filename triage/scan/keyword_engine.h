// KeywordEngine: finds every keyword in every encoding of the region in one pass over a block of bytes.
//
// What counts as found, whatever the position of the block:
// - Case is folded, and ё is е. Each keyword is looked for in UTF-8, UTF-16LE, UTF-16BE, CP1251, KOI8-R,
// CP866 and
//   KZ-1048, as far as they have its characters.
// - `whole_word` and `prefix` edges are decided in the encoding of the hit (continues_word in
// keyword_pattern.h).
// - A hit whose bytes mean the keyword in several encodings is reported once, in the first of them by the
// order of
//   Encoding: an ASCII keyword is UTF-8, a Russian one in CP1251 and KZ-1048 is CP1251. Where UTF-16 reads in
//   both byte orders, one is reported (reads_as_little_endian).
// - In a single-byte encoding a keyword beyond ASCII with fewer than six letters matches in random bytes. It
// counts
//   only at word edges (a stem: at an edge before it), in one case or with a capital first, and when the
//   eight bytes on either side are text of that encoding (printable ASCII, its letters and quotation marks)
//   as far as a NUL or the end of the content.
#pragma once

#include <cstddef>
#include <cstdint>
#include <unordered_map>
#include <vector>

#include "triage/base/bytes.h"
#include "triage/base/text.h"
#include "triage/model/keyword.h"
#include "triage/scan/gram_filter.h"
#include "triage/scan/keyword_pattern.h"

namespace ulika {

struct KeywordMatch {
  std::uint64_t offset = 0;   // bytes from the begin of the content
  std::uint32_t length = 0;   // bytes
  std::uint32_t keyword = 0;  // index in KeywordEngine::keywords()
  Encoding encoding = Encoding::utf8;
  bool operator==(const KeywordMatch&) const = default;
};

class KeywordEngine {
 public:
  enum class Path { best, portable };  // `best` uses AVX2 where the processor has it; the matches are equal

  // A match and all that decides it lie within this many bytes of its start, to either side.
  static constexpr std::size_t kMargin = 512;

  // Throws std::invalid_argument for a keyword that KeywordPattern::make refuses.
  explicit KeywordEngine(std::vector<Keyword> keywords, Path path = Path::best);

  const std::vector<Keyword>& keywords() const { return keywords_; }

  // Appends every match that starts in [emit_begin, emit_end) of `block`, by offset and keyword.
  // `base_offset` is the block's place in the content. The block must hold kMargin bytes before emit_begin
  // and after emit_end, or begin or end with the content. Safe to call from several threads.
  void scan(Bytes block, std::size_t emit_begin, std::size_t emit_end, std::uint64_t base_offset,
            std::vector<KeywordMatch>& out) const;

 private:
  // A pattern, how far its window lies behind its start, and the codes the letters beside the window may
  // have.
  struct Entry {
    std::uint32_t pattern;
    std::uint32_t distance;
    std::uint32_t before;
    std::uint32_t after;
  };
  // The patterns of each gram in a bitmap, found by counting the bits below the gram's.
  struct GramIndex {
    std::vector<std::uint32_t> below;  // set bits before each word of the bitmap
    std::vector<std::uint32_t> first;  // of each gram in `entries`, and the end
    std::vector<Entry> entries;
  };
  // Patterns without a window by their first one to four bytes, in every spelling.
  using StartIndex = std::unordered_map<std::uint32_t, std::vector<std::uint32_t>>;
  struct Emission;

  void add_pattern(KeywordPattern pattern);
  void add_start(std::uint32_t pattern);
  void build_start_groups();
  void build_index(const std::vector<std::uint64_t>& bitmap,
                   std::vector<std::pair<std::uint32_t, Entry>>& grams, GramIndex& index);
  void confirm(const Candidate& candidate, std::size_t at, Emission& emission) const;
  void try_pattern(std::uint32_t pattern, std::size_t start, Emission& emission) const;
  bool loses_to_other_order(const KeywordPattern& pattern, std::size_t start, const Emission& emission) const;

  std::vector<Keyword> keywords_;
  std::vector<KeywordPattern> patterns_;
  std::vector<std::array<std::uint32_t, 2>> utf16_;  // each keyword's patterns in UTF-16LE and UTF-16BE
  GramTables tables_;
  std::vector<std::pair<std::uint32_t, Entry>> single_grams_, paired_grams_;  // while building
  GramIndex single_, paired_;
  std::array<StartIndex, 5> starts_;  // by length of the key
  std::vector<std::uint32_t> start_patterns_;
  bool use_avx2_ = false;
};

}  // namespace ulika
