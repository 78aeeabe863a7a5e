// MB/s of the byte-level search on text, logs, binaries, random bytes and zeros, by the number of keywords.
#include <benchmark/benchmark.h>

#include <fstream>
#include <iterator>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "triage/base/text.h"
#include "triage/lexicon/byte_keywords.h"
#include "triage/scan/byte_scan.h"
#include "triage/scan/keyword_engine.h"

namespace ulika {
namespace {

constexpr std::size_t kSize = std::size_t{16} << 20;

// Consonants and vowels about as frequent as in Russian.
constexpr const char* kConsonants[] = {"н", "н", "н", "т",  "т",  "т",  "с",  "с",  "с",  "р",
                                       "р", "в", "в", "л",  "л",  "к",  "к",  "м",  "м",  "д",
                                       "д", "п", "п", "з",  "б",  "г",  "ч",  "х",  "ж",  "ш",
                                       "ц", "щ", "ф", "ст", "пр", "тр", "вл", "гр", "кл", "сл"};
constexpr const char* kVowels[] = {"о", "о", "о", "о", "е", "е", "е", "а", "а", "а",
                                   "и", "и", "и", "у", "ы", "я", "ь", "ю", "э", "ё"};
constexpr const char* kEnglish[] = {"the",     "error",   "connection", "request", "from",     "server",
                                    "user",    "failed",  "with",       "timeout", "returned", "status",
                                    "session", "warning", "info",       "closed",  "file"};

std::string word(std::mt19937& random, std::size_t syllables) {
  std::string out;
  for (std::size_t i = 0; i < syllables; ++i) {
    out += kConsonants[random() % std::size(kConsonants)];
    out += kVowels[random() % std::size(kVowels)];
  }
  return out;
}

// The built-in terms and made-up words of three to five syllables, up to `count`.
std::vector<Keyword> keywords(std::size_t count) {
  std::vector<Keyword> list = byte_keywords(Lexicon::builtin());
  std::mt19937 random(1);
  while (list.size() < count) {
    Keyword k;
    k.text = word(random, 3 + random() % 3);
    k.id = "kw:" + k.text;
    k.prefix = random() % 2 == 0;
    list.push_back(k);
  }
  list.resize(count);
  return list;
}

std::string russian_text() {
  std::mt19937 random(2);
  std::vector<std::string> vocabulary;
  for (int i = 0; i < 20000; ++i) vocabulary.push_back(word(random, 1 + random() % 4));
  std::string out;
  while (out.size() < kSize) {
    // Frequent words come first, as in any language.
    const double u = static_cast<double>(random()) / 4294967296.0;
    out += vocabulary[static_cast<std::size_t>(static_cast<double>(vocabulary.size()) * u * u * u)];
    out += random() % 9 == 0 ? ".\n" : " ";
  }
  return out;
}

std::string recoded(const std::string& text, Encoding encoding) {
  std::map<char32_t, char> single;
  for (unsigned i = 0; encoding >= Encoding::cp1251 && i < 128; ++i) {
    single[high_half(encoding)[i]] = static_cast<char>(0x80 + i);
  }
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = next_code_point(text, at);
    if (encoding == Encoding::utf16le) {
      out += static_cast<char>(c & 0xFF);
      out += static_cast<char>(c >> 8);
    } else {
      out += c < 0x80 ? static_cast<char>(c) : single[c];
    }
  }
  return out;
}

std::string log_text() {
  std::mt19937 random(3);
  std::string out;
  while (out.size() < kSize) {
    out += "2026-03-01T04:05:" + std::to_string(10 + random() % 50) + " [" +
           std::to_string(random() % 90000) + "] ";
    for (int i = 0; i < 9; ++i) out += std::string(kEnglish[random() % std::size(kEnglish)]) + " ";
    out += "\n";
  }
  return out;
}

std::string content(int kind) {
  switch (kind) {
    case 0:
      return russian_text();
    case 1:
      return recoded(russian_text(), Encoding::cp1251);
    case 2:
      return recoded(russian_text(), Encoding::koi8_r);
    case 3:
      return recoded(russian_text(), Encoding::cp866);
    case 4:
      return recoded(russian_text(), Encoding::utf16le);
    case 5:
      return log_text();
    case 6: {  // machine code and tables: this program
      std::ifstream in("/proc/self/exe", std::ios::binary);
      const std::string self((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
      std::string out;
      while (out.size() < kSize) out += self;
      return out;
    }
    case 7: {
      std::mt19937_64 random(4);
      std::string out;
      while (out.size() < kSize) {
        const std::uint64_t value = random();
        out.append(reinterpret_cast<const char*>(&value), sizeof value);
      }
      return out;
    }
    default:
      return std::string(kSize, '\0');
  }
}

constexpr const char* kNames[] = {"text utf-8", "text cp1251", "text koi8-r", "text cp866", "text utf-16le",
                                  "log",        "binary",      "random",      "zeros"};

void search(benchmark::State& state, KeywordEngine::Path path) {
  const std::string bytes = content(static_cast<int>(state.range(0)));
  const KeywordEngine engine(keywords(static_cast<std::size_t>(state.range(1))), path);
  std::vector<KeywordMatch> matches;
  for (auto _ : state) {
    matches.clear();
    engine.scan(as_bytes(bytes), 0, bytes.size(), 0, matches);
    benchmark::DoNotOptimize(matches.data());
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(bytes.size()) *
                          static_cast<std::int64_t>(state.iterations()));
  state.counters["hits"] = static_cast<double>(matches.size());
  state.SetLabel(kNames[state.range(0)]);
}

void BM_Keywords(benchmark::State& state) {
  search(state, KeywordEngine::Path::best);
}
void BM_KeywordsPortable(benchmark::State& state) {
  search(state, KeywordEngine::Path::portable);
}

void BM_ByteScan(benchmark::State& state) {
  const std::string bytes = content(static_cast<int>(state.range(0)));
  const ScanRules rules(keywords(2000), {});
  ByteScan scan(rules);
  std::size_t hits = 0;
  for (auto _ : state) {
    scan.feed(as_bytes(bytes));
    hits = scan.finish().size();
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(bytes.size()) *
                          static_cast<std::int64_t>(state.iterations()));
  state.counters["hits"] = static_cast<double>(hits);
  state.SetLabel(kNames[state.range(0)]);
}

BENCHMARK(BM_Keywords)
    ->ArgsProduct({benchmark::CreateDenseRange(0, 8, 1), {300, 2000}})
    ->Unit(benchmark::kMillisecond);
BENCHMARK(BM_KeywordsPortable)->ArgsProduct({{0, 5, 6, 7}, {2000}})->Unit(benchmark::kMillisecond);
BENCHMARK(BM_ByteScan)->DenseRange(0, 8)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace ulika
