// The labelled messages a model is trained on: tables of id, label, lang, hard_negative, group, text.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "triage/base/result.h"
#include "triage/lexicon/text_category.h"

namespace ulika {

struct LabelledMessage {
  std::string id;
  std::string label;
  std::string lang;
  bool hard_negative = false;  // innocent, in the words or the form of the trade
  std::string group;           // the idea it was written from; never split between training and test
  std::string text;
  std::string style;  // how it was disguised or misspelt; empty where the table does not say
  // From the label.
  bool relevant = false;  // talk of the drug trade
  TextCategory category = TextCategory::none;
};

// Rows of one table, added to `out`. The first line names the columns, in any order; "topic" or "template_id"
// stands in for a missing group; "\n" and "\\" in a text are a line break and a backslash. `name` is for the
// sentence of a failure: a row of too few columns, an unknown label.
Result<void> read_corpus(std::string_view name, std::string_view table, std::vector<LabelledMessage>& out);

}  // namespace ulika
