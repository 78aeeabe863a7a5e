// ExportRow: one line of an export before it takes the form of a format; made from every kind of thing in a
// case.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "triage/case/case_reader.h"
#include "triage/model/record_schema.h"

namespace ulika {

struct ExportField {
  std::string_view key;
  FieldKind kind = FieldKind::text;
  Value value;  // null: an unknown key, left out where the format can
};

struct ExportRow {
  std::string_view type;
  std::vector<ExportField>
      fields;  // id, source, path, locator, … and the keys of the type, in the contract's order

  const Value* find(std::string_view key) const;  // null when unknown
};

// Types that can be exported, in the order in which they come out: those of one item, then findings.
std::vector<std::string_view> export_types();
// Leads, links, drops and persons: of the case as a whole.
bool is_finding_type(std::string_view type);

// The keys of a type in their order, with their kinds: the columns of a table of it. Precondition: the type
// exists.
std::vector<ExportField> export_columns(std::string_view type);

// Every row of one type of one item; none for a finding. One row is in memory at a time.
void for_each_row(const ItemReader& item, std::string_view type,
                  const std::function<void(const ExportRow&)>& visit);

// Every row of one type of finding of the case.
void for_each_finding_row(const CaseReader& reader, std::string_view type,
                          const std::function<void(const ExportRow&)>& visit);

}  // namespace ulika
