#include "reports/report_tables.h"

#include <algorithm>
#include <map>

#include "reports/row_spool.h"

namespace ulika {
namespace {

// Hits of one rule lie together; their group is found by category and rule.
class HitGroups {
 public:
  std::uint32_t of(const Hit& hit, std::size_t item, std::size_t items) {
    const auto [it, is_new] =
        index_.try_emplace({hit.category, hit.rule}, static_cast<std::uint32_t>(all.size()));
    if (is_new) all.push_back({hit.category, hit.rule, 0, 0, 0, std::vector<std::int64_t>(items)});
    HitGroup& group = all[it->second];
    group.weight = std::max(group.weight, hit.weight);
    ++group.rows;
    ++group.by_item[item];
    return it->second;
  }
  std::vector<HitGroup> all;

 private:
  std::map<std::pair<std::string, std::string>, std::uint32_t> index_;
};

}  // namespace

std::string_view kind_name(FieldKind kind) {
  switch (kind) {
    case FieldKind::integer:
      return "integer";
    case FieldKind::real:
      return "real";
    case FieldKind::boolean:
      return "boolean";
    case FieldKind::time:
      return "time";
    case FieldKind::json:
      return "json";
    default:
      return "text";
  }
}

std::vector<std::pair<std::string, std::string>> record_columns(const RecordSpec& spec) {
  std::vector<std::pair<std::string, std::string>> columns = {
      {"id", "text"},
      {"locator", "text"},
      {"derived_from", "text"},
      {spec.type == "message" ? "hits" : "ref", "integer"}};
  for (const FieldSpec& field : spec.fields) columns.emplace_back(field.key, kind_name(field.kind));
  return columns;
}

void write_records(const ItemList& items, ReportFolder& folder, References& references, Timeline& timeline,
                   ReportTables& out) {
  std::string cells;
  for (const RecordSpec& spec : record_specs()) {
    if (spec.type == "message" || spec.type == "chat") continue;
    const auto time = std::find_if(spec.fields.begin(), spec.fields.end(),
                                   [](const FieldSpec& field) { return field.kind == FieldKind::time; });
    RowSpool spool(folder.scratch("records.spool"));
    for (std::size_t i = 0; i < items.size(); ++i) {
      items[i]->for_each_record(spec.type, [&](const StoredRecord& stored) {
        const Record& r = stored.record;
        const auto at = time != spec.fields.end() ? integer_of(r, time->key) : std::nullopt;
        out.activity[i][std::string(spec.type)].see(at);
        cells.clear();
        Cells row(cells);
        row.text(stored.id)
            .text(r.from.locator)
            .text(r.from.derived_from)
            .number(references.row_of(r.from.derived_from));
        for (const FieldSpec& field : spec.fields) row.value(r.find(field.key));
        const std::string origin = origin_json(i, r.from, stored.file_sha256);
        timeline.note(i, r, spool.add(0, at.value_or(kUndated), origin, cells), origin);
      });
    }
    ShardWriter writer(folder, std::string(spec.type), record_columns(spec));
    spool.for_each({0}, [&](std::uint32_t n, std::string_view origin, std::string_view row) {
      const std::int64_t at = writer.add(origin, row);
      timeline.place(spec.type, n, at);
      references.place(row.substr(1, 20), spec.type, at);  // the id opens the row, in quotes
    });
    out.tables.push_back(writer.finish());
  }
}

void write_hits(const ItemList& items, ReportFolder& folder, const References& references,
                ReportTables& out) {
  HitGroups groups;
  RowSpool spool(folder.scratch("hits.spool"));
  std::string cells;
  std::int64_t order = 0;
  for (std::size_t i = 0; i < items.size(); ++i) {
    items[i]->for_each_hit([&](const StoredHit& stored) {
      const Hit& hit = stored.hit;
      cells.clear();
      Cells row(cells);
      row.text(stored.id)
          .text(hit.rule)
          .text(hit.category)
          .text(hit.value)
          .text(hit.context)
          .text(hit.encoding);
      const Value weight = hit.weight;
      row.value(&weight).number(hit.offset).number(hit.length);
      hit.image_offset >= 0 ? row.number(hit.image_offset) : row.null();
      row.text(hit.record_id).number(references.row_of(hit.record_id));
      Provenance from;
      from.path = hit.path;
      from.parser = hit.rule;
      spool.add(groups.of(hit, i, items.size()), order++, origin_json(i, from, ""), cells);
    });
  }
  std::map<std::string, double> category_weight;
  for (const HitGroup& group : groups.all) {
    double& weight = category_weight[group.category];
    weight = std::max(weight, group.weight);
  }
  std::vector<std::uint32_t> by_weight(groups.all.size());
  for (std::size_t i = 0; i < by_weight.size(); ++i) by_weight[i] = static_cast<std::uint32_t>(i);
  std::sort(by_weight.begin(), by_weight.end(), [&](std::uint32_t a, std::uint32_t b) {
    const HitGroup& x = groups.all[a];
    const HitGroup& y = groups.all[b];
    const double wx = category_weight[x.category], wy = category_weight[y.category];
    if (wx != wy) return wx > wy;
    if (x.category != y.category) return x.category < y.category;
    if (x.weight != y.weight) return x.weight > y.weight;
    return x.rule < y.rule;
  });
  std::vector<std::uint32_t> rank(by_weight.size());
  std::int64_t first = 0;
  for (std::size_t i = 0; i < by_weight.size(); ++i) {
    HitGroup& group = groups.all[by_weight[i]];
    rank[by_weight[i]] = static_cast<std::uint32_t>(i);
    group.row = first;
    first += group.rows;
    out.hit_groups.push_back(group);
  }
  ShardWriter writer(folder, "hit",
                     {{"id", "text"},
                      {"rule", "text"},
                      {"category", "text"},
                      {"value", "text"},
                      {"context", "text"},
                      {"encoding", "text"},
                      {"weight", "real"},
                      {"offset", "integer"},
                      {"length", "integer"},
                      {"image_offset", "integer"},
                      {"record_id", "text"},
                      {"ref", "integer"}});
  spool.for_each(
      rank, [&](std::uint32_t, std::string_view origin, std::string_view row) { writer.add(origin, row); });
  out.tables.push_back(writer.finish());
}

}  // namespace ulika
