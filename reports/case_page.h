// The page's first data: the case, its exhibits, counts, what was not read, and the list of tables.
#pragma once

#include "reports/html_report.h"
#include "reports/report_folder.h"
#include "reports/report_tables.h"

namespace ulika {

// Writes data/case.js and print.css (the case's name at the foot of printed pages).
void write_case_page(const ReportCase& what, const ReportOptions& options, const ReportTables& tables,
                     const Timeline& timeline, ReportFolder& folder);

}  // namespace ulika
