// A case in which every field that evidence can fill holds texts that try to get out of the page.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "triage/case/case_reader.h"

namespace ulika::test {

// Three hundred and more: markup with handlers, ends of scripts and attributes, addresses that run,
// templates, styles, formulas, controls, bidirectional texts, broken UTF-8, long words. What runs among them
// calls owned().
std::vector<std::string> hostile_texts();

// One device with a record of every type for every text, in all of its text and JSON fields.
std::vector<std::unique_ptr<ItemReader>> hostile_corpus(const std::vector<std::string>& texts);
// A lead of each kind, a link, a person and a drop for every text.
std::vector<StoredRecord> hostile_findings(const std::vector<std::string>& texts);

}  // namespace ulika::test
