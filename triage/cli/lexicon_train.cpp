#include "triage/cli/lexicon_train.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <fstream>
#include <memory>

#include "triage/base/digest.h"
#include "triage/base/rule_file.h"
#include "triage/lexicon/lexicon.h"
#include "triage/lexicon/train.h"
#include "triage/lexicon/train_report.h"

namespace ulika {
namespace {

constexpr std::size_t kMaxCorpusBytes = std::size_t{64} << 20;
constexpr int kFolds = 10;

struct TrainOptions {
  std::vector<std::filesystem::path> corpus;
  std::vector<std::filesystem::path> held_out;
  std::filesystem::path out;
  std::string date;
};

Result<std::vector<LabelledMessage>> read_all(std::vector<std::filesystem::path> files, std::string& digest) {
  // The order in which a shell names files shall not matter.
  std::sort(files.begin(), files.end(), [](const auto& a, const auto& b) {
    return a.filename() != b.filename() ? a.filename() < b.filename() : a < b;
  });
  std::vector<LabelledMessage> messages;
  std::string digests;
  for (const std::filesystem::path& file : files) {
    const auto table = read_rule_file(file, kMaxCorpusBytes);
    if (!table) return tl::unexpected<Error>(table.error());
    if (auto read = read_corpus(file.string(), *table, messages); !read) {
      return tl::unexpected<Error>(read.error());
    }
    digests += to_hex(sha256(as_bytes(*table)));
  }
  digest = to_hex(sha256(as_bytes(digests)));
  return messages;
}

std::vector<std::pair<std::string, std::string>> card_of(std::span<const LabelledMessage> messages,
                                                         const std::string& digest, const std::string& date,
                                                         const SliceQuality& quality) {
  const auto relevant = std::count_if(messages.begin(), messages.end(),
                                      [](const LabelledMessage& message) { return message.relevant; });
  std::vector<std::pair<std::string, std::string>> card;
  if (!date.empty()) card.emplace_back("date", date);
  card.emplace_back("messages", fmt::format("{}, of them {} of the trade", messages.size(), relevant));
  card.emplace_back("corpus sha256", digest);
  for (const LexiconList& list : Lexicon::builtin().lists()) {
    card.emplace_back("terms sha256", fmt::format("{} {}", list.name, list.sha256));
  }
  card.emplace_back(
      "cross-validation by group",
      fmt::format("AUC {:.3f}, recall {:.3f} where 5 % of hard negatives pass", quality.auc, quality.recall));
  return card;
}

int train(const TrainOptions& options) {
  std::string digest;
  const auto messages = read_all(options.corpus, digest);
  if (!messages) return refuse(messages.error());
  const auto has = [&messages](bool relevant) {
    return std::any_of(messages->begin(), messages->end(),
                       [relevant](const LabelledMessage& message) { return message.relevant == relevant; });
  };
  if (!has(true) || !has(false)) {
    return refuse({ErrorKind::usage, "a model needs messages of the trade and innocent ones"});
  }
  TextScorer scorer(Lexicon::builtin(), nullptr);
  const std::vector<TrainingExample> examples = training_examples(*messages, scorer);
  const auto quality = held_out_quality(*messages, cross_validate(examples, kFolds));
  fmt::print("cross-validation in {} parts by group\n{}", kFolds, quality_table(quality));
  if (!options.held_out.empty()) {
    std::string other_digest;
    const auto others = read_all(options.held_out, other_digest);
    if (!others) return refuse(others.error());
    const auto scores = score_held_out(examples, training_examples(*others, scorer));
    fmt::print("\nheld out, sha256 {}\n{}", other_digest, quality_table(held_out_quality(*others, scores)));
  }
  if (options.out.empty()) return kDone;
  const std::string model = train_model(examples, card_of(*messages, digest, options.date, quality.front()));
  std::ofstream out(options.out, std::ios::binary);
  out << model;
  out.close();
  if (!out) return refuse({ErrorKind::io, fmt::format("{} cannot be written", options.out.string())});
  return kDone;
}

}  // namespace

void add_lexicon_train(CLI::App& lexicon, CommandLine& line) {
  auto options = std::make_shared<TrainOptions>();
  auto* command = lexicon.add_subcommand(
      "train",
      "Train the model over n-grams from labelled messages, and say how well it does on those held out");
  command->add_option("corpus", options->corpus, "Tables of id, label, lang, hard_negative, group and text")
      ->required()
      ->type_name("CORPUS");
  command->add_option("--out", options->out, "Where to write the model; without, it is only measured")
      ->type_name("MODEL");
  command
      ->add_option("--held-out", options->held_out,
                   "Table of messages to measure it on that it is not trained with; may be repeated")
      ->type_name("FILE")
      ->allow_extra_args(false);
  command->add_option("--date", options->date, "Date for the model's card")->type_name("DATE");
  command->callback([options, &line] { line.run = [options] { return train(*options); }; });
}

}  // namespace ulika
