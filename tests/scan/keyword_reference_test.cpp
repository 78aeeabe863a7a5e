// The keyword engine against Hyperscan and RE2, and on real evidence. Neither library folds Cyrillic in
// bytes, so each keyword is given to them as alternatives of bytes.
#include <gtest/gtest.h>
#include <hs.h>
#include <re2/re2.h>

#include <fstream>
#include <iterator>
#include <map>

#include "tests/evidence_dir.h"
#include "tests/scan/keyword_samples.h"

namespace ulika {
namespace {

using namespace test;

std::string escaped(std::string_view bytes) {
  std::string out;
  for (const char b : bytes) {
    char text[5];
    std::snprintf(text, sizeof text, "\\x%02x", static_cast<unsigned>(static_cast<unsigned char>(b)));
    out += text;
  }
  return out;
}

// The keyword in an encoding as an expression over bytes, every case spelled out; empty when it cannot be
// written. Spellings that differ in the last byte become a class: RE2 20220601 loses matches of
// (?:\xd0\x97|\xd0\xb7) in Latin-1.
std::string expression(const Keyword& k, Encoding encoding) {
  std::string out;
  for (std::size_t at = 0; at < k.text.size();) {
    const char32_t wanted = folded(next_code_point(k.text, at));
    std::map<std::string, std::string> last_bytes;
    for (char32_t c = 1; c < 0x600; ++c) {
      if (folded(c) != wanted || c == 0x17F) continue;
      std::string utf8;
      append_utf8(utf8, c);
      const std::string bytes = encode(utf8, encoding);
      if (bytes == "?" && c != U'?') continue;
      last_bytes[bytes.substr(0, bytes.size() - 1)] += bytes.back();
    }
    if (last_bytes.empty()) return {};
    std::string alternatives;
    for (const auto& [first, last] : last_bytes) {
      alternatives += (alternatives.empty() ? "" : "|") + escaped(first) + "[" + escaped(last) + "]";
    }
    out += "(?:" + alternatives + ")";
  }
  return out;
}

// Words long enough that their surroundings do not count; none overlaps itself, since RE2 gives no overlaps.
std::vector<Keyword> reference_keywords() {
  std::vector<Keyword> list;
  for (const char* text :
       {"закладчик", "перезаклад", "менеджер", "есірткі", "жасырын бетбелгі", "қалыптаушы", "трафарет",
        "zakladka", "mdma", "x7", "a?b\\c*d$e#f[g^", "blacksprut", "t.me/", "ёлочка", "пере заклад"}) {
    list.push_back(keyword(text));
  }
  return list;
}

// What either library found, cut down to one hit a place as the engine reports it.
std::set<Found> first_encodings(const std::set<Found>& all) {
  std::set<Found> out;
  std::set<std::pair<std::uint64_t, std::uint32_t>> seen;
  for (const Found& f : all) {  // in the order of offset, keyword, encoding
    if (seen.insert({std::get<0>(f), std::get<1>(f)}).second) out.insert(f);
  }
  return out;
}

void expect_equal(const std::set<Found>& reference, const std::set<Found>& found, const char* who) {
  for (const Found& f : found) {
    EXPECT_TRUE(reference.count(f)) << who << " lacks " << std::get<0>(f) << " kw " << std::get<1>(f) << " "
                                    << encoding_name(std::get<2>(f));
  }
  for (const Found& f : reference) {
    if (found.count(f)) continue;
    auto [offset, k, encoding, length] = f;
    const bool little = encoding == Encoding::utf16le;
    EXPECT_TRUE((little || encoding == Encoding::utf16be) &&
                found.count({little ? offset - 1 : offset + 1, k,
                             little ? Encoding::utf16be : Encoding::utf16le, length}))
        << who << " has " << offset << " kw " << k << " " << encoding_name(encoding);
  }
}

class Hyperscan {
 public:
  explicit Hyperscan(const std::vector<Keyword>& keywords) {
    std::vector<std::string> patterns;
    std::vector<const char*> pointers;
    std::vector<unsigned> flags, ids;
    for (std::uint32_t k = 0; k < keywords.size(); ++k) {
      for (const Encoding e : encodings()) {
        const std::string pattern = expression(keywords[k], e);
        if (pattern.empty()) continue;
        ids.push_back(static_cast<unsigned>(rules_.size()));
        rules_.push_back({k, e, static_cast<std::uint32_t>(encode(keywords[k].text, e).size())});
        patterns.push_back(pattern);
        flags.push_back(HS_FLAG_DOTALL);
      }
    }
    for (const std::string& p : patterns) pointers.push_back(p.c_str());
    hs_compile_error_t* error = nullptr;
    const hs_error_t status =
        hs_compile_multi(pointers.data(), flags.data(), ids.data(), static_cast<unsigned>(ids.size()),
                         HS_MODE_BLOCK, nullptr, &db_, &error);
    if (status != HS_SUCCESS) throw std::runtime_error(error->message);
    if (hs_alloc_scratch(db_, &scratch_) != HS_SUCCESS) throw std::runtime_error("no scratch");
  }
  ~Hyperscan() {
    hs_free_scratch(scratch_);
    hs_free_database(db_);
  }

  // 128 bytes follow the region, as Vectorscan needs where it stands in for Hyperscan.
  std::set<Found> search(const std::string& bytes) {
    std::string padded = bytes + std::string(128, '\xFF');
    found_.clear();
    const auto report = [](unsigned id, unsigned long long, unsigned long long to, unsigned, void* self) {
      auto* scan = static_cast<Hyperscan*>(self);
      const Rule& rule = scan->rules_[id];
      scan->found_.insert({to - rule.length, rule.keyword, rule.encoding, rule.length});
      return 0;
    };
    if (hs_scan(db_, padded.data(), static_cast<unsigned>(padded.size()), 0, scratch_, report, this) !=
        HS_SUCCESS) {
      throw std::runtime_error("hs_scan failed");
    }
    return first_encodings(found_);
  }

 private:
  struct Rule {
    std::uint32_t keyword;
    Encoding encoding;
    std::uint32_t length;
  };
  std::vector<Rule> rules_;
  std::set<Found> found_;
  hs_database_t* db_ = nullptr;
  hs_scratch_t* scratch_ = nullptr;
};

std::set<Found> search_with_re2(const std::vector<Keyword>& keywords, const std::string& bytes) {
  RE2::Options options;
  options.set_encoding(RE2::Options::EncodingLatin1);
  options.set_dot_nl(true);
  std::set<Found> found;
  for (std::uint32_t k = 0; k < keywords.size(); ++k) {
    for (const Encoding e : encodings()) {
      const std::string pattern = expression(keywords[k], e);
      if (pattern.empty()) continue;
      const RE2 re(pattern, options);
      re2::StringPiece match;
      for (std::size_t at = 0; re.Match(bytes, at, bytes.size(), RE2::UNANCHORED, &match, 1);) {
        const auto start = static_cast<std::size_t>(match.data() - bytes.data());
        found.insert({start, k, e, static_cast<std::uint32_t>(match.size())});
        at = start + 1;
      }
    }
  }
  return first_encodings(found);
}

TEST(KeywordReference, HyperscanAndRe2OnMixedBytes) {
  const std::vector<Keyword> keywords = reference_keywords();
  const KeywordEngine engine(keywords);
  Hyperscan hyperscan(keywords);
  for (std::uint32_t seed = 100; seed < 104; ++seed) {
    const std::string bytes = make_bytes(keywords, 60'000, seed);
    const auto found = as_set(scan_all(engine, bytes));
    EXPECT_GT(found.size(), 300u);
    expect_equal(hyperscan.search(bytes), found, "Hyperscan");
    expect_equal(search_with_re2(keywords, bytes), found, "RE2");
    if (HasFailure()) return;
  }
}

TEST(KeywordReference, HyperscanAtEveryAlignmentAndTail) {
  const std::vector<Keyword> keywords = reference_keywords();
  const KeywordEngine engine(keywords);
  Hyperscan hyperscan(keywords);
  const std::string pool = make_bytes(keywords, 4096, 7);
  std::size_t total = 0;
  for (std::size_t alignment = 0; alignment < 64; ++alignment) {
    for (std::size_t tail = 0; tail <= 130; tail += 5) {
      const std::string bytes = std::string(alignment, '\xFF') + pool.substr(alignment * 29, 200 + tail);
      const auto found = as_set(scan_all(engine, bytes));
      total += found.size();
      expect_equal(hyperscan.search(bytes), found, "Hyperscan");
      if (HasFailure()) return;
    }
  }
  EXPECT_GT(total, 1000u);
}

// One member of a zip.
std::string unzipped(const std::filesystem::path& zip, const std::string& member) {
  const std::string command =
      "python3 -c 'import sys, zipfile; "
      "sys.stdout.buffer.write(zipfile.ZipFile(sys.argv[1]).read(sys.argv[2]))' '" +
      zip.string() + "' '" + member + "'";
  std::string out;
  if (FILE* pipe = ::popen(command.c_str(), "r")) {
    char buffer[65536];
    for (std::size_t n; (n = std::fread(buffer, 1, sizeof buffer, pipe)) > 0;) out.append(buffer, n);
    ::pclose(pipe);
  }
  return out;
}

std::string bytes_of(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

// The strings of DFTT test image 2 with the sectors and offsets that its index.html lists. Those that lie
// across fragments of a file do not follow each other in the image.
TEST(KeywordReference, DfttKeywordImage) {
  ULIKA_NEEDS_EVIDENCE();
  const auto image = unzipped(evidence_dir() / "sleuthkit_test_data/from_brian/2-kwsrch-fat.zip",
                              "2-kwsrch-fat/fat-img-kw.dd");
  ASSERT_EQ(image.size(), 15'728'640u);
  const KeywordEngine engine({keyword("first"), keyword("SECOND"), keyword("1cross1"), keyword("2cross2"),
                              keyword("3cross3"), keyword("1slack1"), keyword("2slack2"), keyword("3slack3"),
                              keyword("deleted"), keyword("a?b\\c*d$e#f[g^")});
  const auto found = as_set(scan_all(engine, image));
  const std::vector<std::tuple<std::uint32_t, std::uint64_t, std::uint64_t>> listed = {
      {0, 271, 167}, {1, 272, 288}, {1, 239, 480}, {2, 271, 508}, {3, 273, 508}, {4, 283, 508},
      {5, 272, 396}, {6, 274, 508}, {7, 277, 385}, {8, 276, 230}, {9, 279, 160}};
  for (const auto& [k, sector, offset] : listed) {
    const auto length = static_cast<std::uint32_t>(engine.keywords()[k].text.size());
    EXPECT_EQ(found.count({sector * 512 + offset, k, Encoding::utf8, length}), 1u)
        << engine.keywords()[k].text;
  }
}

TEST(KeywordReference, HyperscanOnRealFiles) {
  ULIKA_NEEDS_EVIDENCE();
  std::vector<Keyword> keywords = reference_keywords();
  for (const char* text : {"android", "message", "location", "http", "сообщен", "data", "ata"})
    keywords.push_back(keyword(text));
  const KeywordEngine engine(keywords);
  const KeywordEngine portable(keywords, KeywordEngine::Path::portable);
  Hyperscan hyperscan(keywords);
  std::size_t files = 0;
  std::size_t total = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(evidence_dir())) {
    if (!entry.is_regular_file() || entry.file_size() > 4'000'000 || files == 60) continue;
    ++files;
    const std::string bytes = bytes_of(entry.path());
    const auto matches = scan_all(engine, bytes);
    EXPECT_EQ(matches, scan_all(portable, bytes)) << entry.path();
    expect_equal(hyperscan.search(bytes), as_set(matches), entry.path().c_str());
    total += matches.size();
    if (HasFailure()) return;
  }
  EXPECT_GT(total, 100u);
}

}  // namespace
}  // namespace ulika
