// How fast texts are scored, and how well the n-gram model tells messages apart that it was not trained with.
#include <benchmark/benchmark.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "triage/lexicon/lexicon.h"
#include "triage/lexicon/train.h"
#include "triage/lexicon/train_report.h"

namespace ulika {
namespace {

std::string whole_file(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

std::vector<LabelledMessage> corpus() {
  std::set<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(ULIKA_SOURCE_DIR "/triage/lexicon/corpus")) {
    if (entry.path().extension() == ".tsv") files.insert(entry.path());
  }
  std::vector<LabelledMessage> messages;
  for (const auto& file : files) {
    if (auto read = read_corpus(file.string(), whole_file(file), messages); !read) {
      throw std::runtime_error(read.error().message);
    }
  }
  return messages;
}

// Labelled messages of other authors, from the folder that ULIKA_DOMAIN names; empty without it.
std::vector<LabelledMessage> unseen() {
  std::vector<LabelledMessage> messages;
  if (const char* folder = std::getenv("ULIKA_DOMAIN")) {
    const auto file = std::filesystem::path(folder) / "eval_messages.tsv";
    if (auto read = read_corpus(file.string(), whole_file(file), messages); !read) messages.clear();
  }
  return messages;
}

void count(benchmark::State& state, std::span<const LabelledMessage> messages,
           std::span<const double> scores) {
  for (const SliceQuality& slice : held_out_quality(messages, scores)) {
    if (slice.slice == "all") {
      state.counters["auc"] = slice.auc;
      state.counters["recall_at_5"] = slice.recall;
    } else if (slice.slice.starts_with("language ")) {
      state.counters["auc_" + slice.slice.substr(9)] = slice.auc;
      state.counters["recall_" + slice.slice.substr(9)] = slice.recall;
    }
  }
}

void BM_ScoreTexts(benchmark::State& state) {
  const auto messages = corpus();
  TextScorer scorer(Lexicon::builtin());
  std::int64_t bytes = 0;
  for (const LabelledMessage& message : messages) bytes += static_cast<std::int64_t>(message.text.size());
  for (auto _ : state) {
    for (const LabelledMessage& message : messages)
      benchmark::DoNotOptimize(scorer.score(message.text).score);
  }
  state.SetBytesProcessed(state.iterations() * bytes);
}
BENCHMARK(BM_ScoreTexts)->Unit(benchmark::kMillisecond);

void BM_CrossValidationByGroup(benchmark::State& state) {
  const auto messages = corpus();
  TextScorer scorer(Lexicon::builtin(), nullptr);
  const auto examples = training_examples(messages, scorer);
  for (auto _ : state) count(state, messages, cross_validate(examples, 10));
}
BENCHMARK(BM_CrossValidationByGroup)->Iterations(1)->Unit(benchmark::kSecond);

void BM_CorpusAgainstUnseenMessages(benchmark::State& state) {
  const auto messages = corpus();
  const auto others = unseen();
  if (others.empty()) {
    state.SkipWithError("ULIKA_DOMAIN names no folder with eval_messages.tsv");
    return;
  }
  TextScorer scorer(Lexicon::builtin(), nullptr);
  const auto examples = training_examples(messages, scorer);
  const auto held_out = training_examples(others, scorer);
  for (auto _ : state) count(state, others, score_held_out(examples, held_out));
}
BENCHMARK(BM_CorpusAgainstUnseenMessages)->Iterations(1)->Unit(benchmark::kSecond);

void BM_UnseenMessagesAgainstCorpus(benchmark::State& state) {
  const auto messages = corpus();
  const auto others = unseen();
  if (others.empty()) {
    state.SkipWithError("ULIKA_DOMAIN names no folder with eval_messages.tsv");
    return;
  }
  TextScorer scorer(Lexicon::builtin(), nullptr);
  const auto examples = training_examples(others, scorer);
  const auto held_out = training_examples(messages, scorer);
  for (auto _ : state) count(state, messages, score_held_out(examples, held_out));
}
BENCHMARK(BM_UnseenMessagesAgainstCorpus)->Iterations(1)->Unit(benchmark::kSecond);

}  // namespace
}  // namespace ulika
