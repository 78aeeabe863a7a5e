#include "triage/lexicon/ngram_file.h"

#include <fmt/format.h>

#include <bit>
#include <charconv>
#include <cstdlib>
#include <optional>
#include <stdexcept>

#include "triage/lexicon/ngram_model.h"
#include "triage/lexicon/table_rows.h"

namespace ulika {

namespace {

constexpr std::string_view kMagic = "ulika-ngram-model\t1";
constexpr std::int32_t kHeaviest = 32767;

std::string weights_text(const ModelWeights& weights) {
  std::string text;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    if (weights[i] == 0) continue;
    if (!text.empty()) text += ' ';
    text +=
        fmt::format("{}:{}", i == 0 ? "relevance" : category_name(static_cast<TextCategory>(i)), weights[i]);
  }
  return text;
}

template <class T>
std::optional<T> number(std::string_view text) {
  T value{};
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (failed != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::string_view cut(std::string_view& rest, char at) {
  const std::size_t end = rest.find(at);
  const std::string_view head = rest.substr(0, end);
  rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
  return head;
}

bool read_weights(std::string_view text, ModelWeights& weights) {
  weights = {};
  while (!text.empty()) {
    std::string_view value = cut(text, ' ');
    const std::string_view name = cut(value, ':');
    const auto weight = number<std::int32_t>(value);
    if (!weight || *weight < -kHeaviest || *weight > kHeaviest) return false;
    if (name == "relevance") {
      weights[0] = *weight;
      continue;
    }
    const auto category = text_category(name);
    if (!category || *category == TextCategory::none) return false;
    weights[static_cast<std::size_t>(*category)] = *weight;
  }
  return true;
}

}  // namespace

std::string write_model(const ModelLines& lines) {
  std::string text = fmt::format("{}\n", kMagic);
  for (const auto& [name, value] : lines.card) text += fmt::format("card\t{}\t{}\n", name, value);
  text += fmt::format("calibration\t{:.4f}\t{:.4f}\nbias\t{}\n", lines.slope, lines.shift,
                      weights_text(lines.bias));
  for (const auto& [name, weights] : lines.features) {
    text += fmt::format("feature\t{}\t{}\n", name, weights_text(weights));
  }
  for (const auto& [name, weights] : lines.grams) {
    text += fmt::format("gram\t{}\t{}\n", name, weights_text(weights));
  }
  return text;
}

Result<NgramModel> NgramModel::parse(std::string_view file) {
  std::string_view rest = file;
  if (cut(rest, '\n') != kMagic) {
    return fail(ErrorKind::unsupported, "this is no n-gram model, or one of another version");
  }
  NgramModel model;
  std::size_t line_number = 1;
  std::size_t features = 0;
  const auto damaged = [&line_number] {
    return fail(ErrorKind::damaged, fmt::format("line {} of the n-gram model cannot be read", line_number));
  };
  std::vector<GramKey> keys;
  ModelWeights weights;
  while (!rest.empty()) {
    std::string_view line = cut(rest, '\n');
    ++line_number;
    const std::string_view kind = cut(line, '\t');
    if (kind == "card") {
      const std::string_view name = cut(line, '\t');
      model.card_.emplace_back(name, line);
    } else if (kind == "calibration") {
      const auto slope = number<double>(cut(line, '\t'));
      const auto shift = number<double>(line);
      if (!slope || !shift) return damaged();
      model.slope_ = *slope;
      model.shift_ = *shift;
    } else if (kind == "bias") {
      if (!read_weights(line, weights)) return damaged();
      for (std::size_t i = 0; i < kTextCategories; ++i) model.bias_[i] = weights[i] / 1000.0;
    } else if (kind == "feature") {
      const std::string_view name = cut(line, '\t');
      if (features >= kFeatureCount || feature_name(features) != name) {
        return fail(ErrorKind::unsupported,
                    fmt::format("the n-gram model was trained with another feature than '{}'", name));
      }
      if (!read_weights(line, weights)) return damaged();
      for (std::size_t i = 0; i < kTextCategories; ++i) {
        model.feature_weights_[features][i] = weights[i] / 1000.0;
      }
      ++features;
    } else if (kind == "gram") {
      const std::string_view name = cut(line, '\t');
      if (name.empty() || !read_weights(line, weights)) return damaged();
      keys.push_back(gram_key(name));
      model.relevance_.push_back(static_cast<std::int16_t>(weights[0]));
      model.first_category_.push_back(static_cast<std::uint32_t>(model.categories_.size()));
      for (std::size_t i = 1; i < kTextCategories; ++i) {
        if (weights[i] == 0) continue;
        model.categories_.push_back({static_cast<TextCategory>(i), static_cast<std::int16_t>(weights[i])});
      }
    } else {
      return damaged();
    }
  }
  if (features != kFeatureCount) {
    return fail(ErrorKind::unsupported,
                "the n-gram model was trained with fewer features than the program has");
  }
  model.first_category_.push_back(static_cast<std::uint32_t>(model.categories_.size()));
  model.slots_.resize(std::bit_ceil(2 * keys.size() + 2));
  for (std::size_t i = 0; i < keys.size(); ++i) {
    if (!model.insert(keys[i], static_cast<std::uint32_t>(i))) {
      return fail(ErrorKind::damaged, "the n-gram model names an n-gram twice");
    }
  }
  return model;
}

const NgramModel& NgramModel::built_in() {
  static const NgramModel kModel = [] {
    auto model = parse(builtin_table("model.tsv"));
    // A program whose own model cannot be read was built wrongly; nothing useful can follow.
    if (!model) throw std::runtime_error("the built-in n-gram model: " + model.error().message);
    return std::move(*model);
  }();
  return kModel;
}

}  // namespace ulika
