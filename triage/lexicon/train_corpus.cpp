#include "triage/lexicon/train_corpus.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

namespace ulika {
namespace {

struct Label {
  std::string_view name;
  bool relevant = false;
  TextCategory category = TextCategory::none;
};

constexpr std::array kLabels{
    Label{"innocent", false, TextCategory::none},
    Label{"job_scam", false, TextCategory::job_scam},
    Label{"recruitment", true, TextCategory::recruitment},
    Label{"recruit_reply", true, TextCategory::recruitment},
    Label{"instruction", true, TextCategory::instruction},
    Label{"instruction_callcentre", true, TextCategory::instruction},
    Label{"call_centre", true, TextCategory::call_centre},
    Label{"threat", true, TextCategory::instruction},  // what keeps a courier at work
    Label{"dropoff_location", true, TextCategory::drop_location},
    Label{"dropoff_report", true, TextCategory::drop_report},
    Label{"order", true, TextCategory::order},
    Label{"stock", true, TextCategory::order},
    Label{"pickup", true, TextCategory::order},
    Label{"payment", true, TextCategory::payment},
    Label{"notfound_dispute", true, TextCategory::not_found},
    Label{"restock", true, TextCategory::restock},
    Label{"opsec", true, TextCategory::opsec},
    Label{"mule", true, TextCategory::mule},
};

std::string_view cut(std::string_view& rest, char at) {
  const std::size_t end = rest.find(at);
  const std::string_view head = rest.substr(0, end);
  rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
  return head;
}

std::vector<std::string_view> cells_of(std::string_view line) {
  std::vector<std::string_view> cells;
  if (line.ends_with('\r')) line.remove_suffix(1);
  for (std::size_t at = 0; at <= line.size();) {
    const std::size_t end = std::min(line.find('\t', at), line.size());
    cells.push_back(line.substr(at, end - at));
    at = end + 1;
  }
  return cells;
}

std::string unescaped(std::string_view cell) {
  std::string text;
  for (std::size_t i = 0; i < cell.size(); ++i) {
    if (cell[i] == '\\' && i + 1 < cell.size() && (cell[i + 1] == 'n' || cell[i + 1] == '\\')) {
      text += cell[++i] == 'n' ? '\n' : '\\';
    } else {
      text += cell[i];
    }
  }
  return text;
}

}  // namespace

Result<void> read_corpus(std::string_view name, std::string_view table, std::vector<LabelledMessage>& out) {
  std::string_view rest = table;
  const std::vector<std::string_view> heads = cells_of(cut(rest, '\n'));
  const auto column = [&heads](std::string_view head) -> std::optional<std::size_t> {
    const auto at = std::find(heads.begin(), heads.end(), head);
    if (at == heads.end()) return std::nullopt;
    return static_cast<std::size_t>(at - heads.begin());
  };
  const auto id = column("id");
  const auto label = column("label");
  const auto lang = column("lang");
  const auto hard = column("hard_negative");
  const auto text = column("text");
  const auto style = column("style");
  const auto topic = column("topic");
  auto group = column("group");
  if (!group) group = column("template_id");
  if (!id || !label || !lang || !hard || !text || !group) {
    return fail(
        ErrorKind::usage,
        fmt::format("{} lacks a column: id, label, lang, hard_negative, group and text are needed", name));
  }
  for (std::size_t line = 2; !rest.empty(); ++line) {
    const std::string_view row = cut(rest, '\n');
    if (row.empty()) continue;
    const std::vector<std::string_view> cells = cells_of(row);
    if (cells.size() != heads.size()) {
      return fail(ErrorKind::damaged, fmt::format("{}, line {}: {} columns instead of {}", name, line,
                                                  cells.size(), heads.size()));
    }
    std::string_view meant = cells[*label];
    // Older tables tell other crime apart by the topic alone.
    if (meant == "innocent" && topic && cells[*topic] == "scamjob") meant = "job_scam";
    const auto known = std::find_if(kLabels.begin(), kLabels.end(),
                                    [meant](const Label& candidate) { return candidate.name == meant; });
    if (known == kLabels.end()) {
      return fail(ErrorKind::damaged, fmt::format("{}, line {}: unknown label '{}'", name, line, meant));
    }
    LabelledMessage message;
    message.id = cells[*id];
    message.label = meant;
    message.lang = cells[*lang];
    message.hard_negative = cells[*hard] == "1";
    message.group = cells[*group];
    message.text = unescaped(cells[*text]);
    if (style) message.style = cells[*style];
    message.relevant = known->relevant;
    message.category = known->category;
    out.push_back(std::move(message));
  }
  return {};
}

}  // namespace ulika
