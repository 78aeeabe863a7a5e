// Texts a second: normalisation, terms, and the whole score. Texts are made up of Russian words, one message
// in twelve with a term of the lexicon, one in twenty in Latin letters.
#include <benchmark/benchmark.h>

#include <fstream>
#include <random>
#include <string>
#include <vector>

#include "triage/lexicon/lexicon.h"
#include "triage/lexicon/ngram_model.h"
#include "triage/lexicon/normalise.h"
#include "triage/lexicon/text_score.h"

namespace ulika {
namespace {

constexpr std::size_t kMessages = 20000;

const std::vector<std::string>& messages() {
  static const std::vector<std::string> kTexts = [] {
    const char* syllables[] = {"ко", "ра", "ми", "ста", "ло",  "пре", "ну",
                               "вы", "де", "ша", "ть",  "ном", "ие",  "го"};
    const char* terms[] = {"закладка",        "курьер",  "прикоп под деревом",
                           "оплата на карту", "ненаход", "жұмыс бар"};
    const char* latin[] = {"privet", "zavtra", "zakaz", "meeting", "tomorrow", "kak dela"};
    std::mt19937 random(1);
    std::vector<std::string> texts;
    for (std::size_t i = 0; i < kMessages; ++i) {
      std::string text;
      const std::size_t words = 3 + random() % 12;
      for (std::size_t w = 0; w < words; ++w) {
        if (!text.empty()) text += ' ';
        if (i % 20 == 0) {
          text += latin[random() % std::size(latin)];
          continue;
        }
        for (std::size_t s = 1 + random() % 4; s > 0; --s) text += syllables[random() % std::size(syllables)];
      }
      if (i % 12 == 0) text += std::string(" ") + terms[random() % std::size(terms)];
      texts.push_back(text);
    }
    return texts;
  }();
  return kTexts;
}

std::int64_t bytes_of(const std::vector<std::string>& texts) {
  std::size_t bytes = 0;
  for (const std::string& text : texts) bytes += text.size();
  return static_cast<std::int64_t>(bytes);
}

void normalise_texts(benchmark::State& state) {
  NormalText normal;
  for (auto _ : state) {
    for (const std::string& text : messages()) {
      normalise(text, normal);
      benchmark::DoNotOptimize(normal.words.data());
    }
  }
  state.SetBytesProcessed(state.iterations() * bytes_of(messages()));
}
BENCHMARK(normalise_texts)->Unit(benchmark::kMillisecond);

void score_texts(benchmark::State& state) {
  TextScorer scorer(Lexicon::builtin(), state.range(0) != 0 ? &NgramModel::built_in() : nullptr);
  for (auto _ : state) {
    for (const std::string& text : messages()) benchmark::DoNotOptimize(scorer.score(text).score);
  }
  state.SetBytesProcessed(state.iterations() * bytes_of(messages()));
}
BENCHMARK(score_texts)->ArgName("model")->Arg(0)->Arg(1)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace ulika
