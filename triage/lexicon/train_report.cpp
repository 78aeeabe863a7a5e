#include "triage/lexicon/train_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <limits>
#include <map>

namespace ulika {
namespace {

constexpr double kFalseShare = 0.05;

// The chance that a relevant message scores higher than an innocent one; ties count half.
double auc_of(std::span<const std::size_t> members, std::span<const LabelledMessage> messages,
              std::span<const double> scores) {
  std::vector<std::size_t> order(members.begin(), members.end());
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return scores[a] < scores[b]; });
  double pairs = 0;
  double below = 0;  // innocent messages with a lower score
  double relevant = 0;
  for (std::size_t i = 0; i < order.size();) {
    double ties = 0;
    double hits = 0;
    std::size_t end = i;
    for (; end < order.size() && scores[order[end]] == scores[order[i]]; ++end) {
      (messages[order[end]].relevant ? hits : ties) += 1;
    }
    pairs += hits * (below + ties / 2);
    relevant += hits;
    below += ties;
    i = end;
  }
  return relevant == 0 || below == 0 ? 0 : pairs / (relevant * below);
}

double threshold_of(std::span<const LabelledMessage> messages, std::span<const double> scores) {
  const bool any_hard =
      std::any_of(messages.begin(), messages.end(), [](const LabelledMessage& m) { return m.hard_negative; });
  std::vector<double> innocent;
  for (std::size_t i = 0; i < messages.size(); ++i) {
    if (!messages[i].relevant && (messages[i].hard_negative || !any_hard)) innocent.push_back(scores[i]);
  }
  if (innocent.empty()) return -std::numeric_limits<double>::infinity();
  std::sort(innocent.begin(), innocent.end(), std::greater<>());
  return innocent[static_cast<std::size_t>(static_cast<double>(innocent.size()) * kFalseShare)];
}

}  // namespace

std::vector<SliceQuality> held_out_quality(std::span<const LabelledMessage> messages,
                                           std::span<const double> scores) {
  std::map<std::string, std::vector<std::size_t>> members;
  for (std::size_t i = 0; i < messages.size(); ++i) {
    const LabelledMessage& message = messages[i];
    members["1 all"].push_back(i);
    members["2 language " + message.lang].push_back(i);
    if (message.hard_negative) members["3 hard negatives"].push_back(i);
    if (message.relevant) members["4 label " + message.label].push_back(i);
    if (!message.style.empty()) {
      const bool as_written = message.style == "plain" || message.style == "lower";
      members[as_written ? "5 as written" : "5 disguised or misspelt"].push_back(i);
    }
  }
  const double threshold = threshold_of(messages, scores);
  std::vector<SliceQuality> slices;
  for (const auto& [name, indexes] : members) {
    SliceQuality slice;
    slice.slice = name.substr(2);
    std::size_t hits = 0;
    std::size_t false_hits = 0;
    for (const std::size_t i : indexes) {
      ++(messages[i].relevant ? slice.relevant : slice.innocent);
      if (scores[i] > threshold) ++(messages[i].relevant ? hits : false_hits);
    }
    slice.auc = auc_of(indexes, messages, scores);
    if (slice.relevant > 0) slice.recall = static_cast<double>(hits) / static_cast<double>(slice.relevant);
    if (slice.innocent > 0) {
      slice.false_share = static_cast<double>(false_hits) / static_cast<double>(slice.innocent);
    }
    slices.push_back(std::move(slice));
  }
  return slices;
}

std::string quality_table(std::span<const SliceQuality> slices) {
  std::string table = "slice\trelevant\tinnocent\tauc\trecall\tfalse\n";
  for (const SliceQuality& slice : slices) {
    table += fmt::format("{}\t{}\t{}\t{:.3f}\t{:.3f}\t{:.3f}\n", slice.slice, slice.relevant, slice.innocent,
                         slice.auc, slice.recall, slice.false_share);
  }
  return table;
}

}  // namespace ulika
