// FindingSink: where the finders of the case-level stage hand over what they found.
#pragma once

#include <functional>
#include <string>

#include "triage/model/record.h"

namespace ulika {

// A finding with its id, which is stable for the same evidence. Findings of one type come in their rank.
using FindingSink = std::function<void(std::string id, const Record& finding)>;

}  // namespace ulika
