// What the case as a whole says, as data: leads, links, drops and persons with the keys of the contract.
#pragma once

#include <span>
#include <string_view>

#include "triage/model/record_schema.h"

namespace ulika {

// In the order of their exports. Findings are drawn from finished evidence databases, stand in case.db and
// have no path or locator of their own: they name the records they rest on.
std::span<const RecordSpec> finding_specs();

// Null for a type that is no finding.
const RecordSpec* find_finding_spec(std::string_view type);

}  // namespace ulika
