// Leads, links, persons and drops as tables of the report, each with the rows of the records it rests on.
#pragma once

#include <string>
#include <vector>

#include "reports/references.h"
#include "reports/report_tables.h"

namespace ulika {

// Types of findings, in the order of their tables.
inline constexpr std::string_view kFindingTypes[] = {"lead", "link", "person", "drop"};

// The ids of records that findings name anywhere in their values: every text of 20 hexadecimal digits.
std::vector<std::string> named_ids(const std::vector<StoredRecord>& findings);

// Leads by kind of target and score, links by weight, drops by score, persons as they come. The column `refs`
// leads from each id that a row names to the table and row of the record: {"ID":["message",12]}.
void write_findings(const ItemList& items, const std::vector<StoredRecord>& findings, ReportFolder& folder,
                    const References& references, ReportTables& out);

}  // namespace ulika
