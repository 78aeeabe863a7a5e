#include "triage/case/result_order.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <tuple>
#include <unordered_set>

#include "triage/case/ids.h"

namespace ulika {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// The run of digits at the start of `text`.
std::string_view digits_of(std::string_view text) {
  std::size_t n = 0;
  while (n < text.size() && is_digit(text[n])) ++n;
  return text.substr(0, n);
}

std::string_view without_zeros(std::string_view digits) {
  const std::size_t first = digits.find_first_not_of('0');
  return first == std::string_view::npos ? std::string_view() : digits.substr(first);
}

int compare_numbers(std::string_view a, std::string_view b) {
  a = without_zeros(a);
  b = without_zeros(b);
  if (a.size() != b.size()) return a.size() < b.size() ? -1 : 1;
  return a.compare(b);
}

int compare_keys(const Record& a, const Record& b) {
  if (const int c = a.type.compare(b.type)) return c;
  if (const int c = compare_locators(a.from.locator, b.from.locator)) return c;
  if (const int c = a.from.recovered.compare(b.from.recovered)) return c;
  return a.from.parser.compare(b.from.parser);
}

void append_part(std::string& out, std::string_view part) {
  out += fmt::format("{}:", part.size());
  out += part;
}

// Gives the records of [first, last), which share everything an id is made of, their order and ordinals.
void number_group(std::string_view source, Record& scratch, std::vector<const Record*>::const_iterator first,
                  std::vector<const Record*>::const_iterator last, std::vector<KeptRecord>& kept) {
  if (last - first == 1) {
    kept.push_back({*first, record_id(source, scratch, 0), 0});
    return;
  }
  std::vector<std::pair<std::string, const Record*>> group;
  for (auto it = first; it != last; ++it) group.emplace_back(content_key(**it), *it);
  std::stable_sort(group.begin(), group.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  unsigned ordinal = 0;
  for (std::size_t i = 0; i < group.size(); ++i) {
    if (i > 0 && group[i].first == group[i - 1].first) continue;
    kept.push_back({group[i].second, record_id(source, scratch, ordinal), ordinal});
    ++ordinal;
  }
}

}  // namespace

int compare_locators(std::string_view a, std::string_view b) {
  const std::string_view whole_a = a;
  const std::string_view whole_b = b;
  while (!a.empty() && !b.empty()) {
    if (is_digit(a.front()) && is_digit(b.front())) {
      const std::string_view da = digits_of(a);
      const std::string_view db = digits_of(b);
      if (const int c = compare_numbers(da, db)) return c;
      a.remove_prefix(da.size());
      b.remove_prefix(db.size());
      continue;
    }
    if (a.front() != b.front()) {
      return static_cast<unsigned char>(a.front()) < static_cast<unsigned char>(b.front()) ? -1 : 1;
    }
    a.remove_prefix(1);
    b.remove_prefix(1);
  }
  if (a.empty() != b.empty()) return a.empty() ? -1 : 1;
  return whole_a.compare(whole_b);  // equal but for leading zeros
}

std::string content_key(const Record& record) {
  std::vector<const std::pair<std::string, Value>*> fields;
  for (const auto& field : record.fields) fields.push_back(&field);
  std::stable_sort(fields.begin(), fields.end(),
                   [](const auto* a, const auto* b) { return a->first < b->first; });
  std::string out;
  for (const auto* field : fields) {
    if (is_null(field->second)) continue;
    append_part(out, field->first);
    if (const auto* text = std::get_if<std::string>(&field->second)) {
      append_part(out, *text);
    } else if (const auto* number = std::get_if<std::int64_t>(&field->second)) {
      out += fmt::format("i{};", *number);
    } else {
      out += fmt::format("r{};", std::get<double>(field->second));
    }
  }
  append_part(out, record.from.derived_from);
  return out;
}

std::vector<KeptRecord> keep_records(std::string_view source, std::string_view path,
                                     const std::vector<Record>& records) {
  std::vector<const Record*> order;
  order.reserve(records.size());
  for (const Record& record : records) order.push_back(&record);
  const auto before = [](const Record* a, const Record* b) { return compare_keys(*a, *b) < 0; };
  if (!std::is_sorted(order.begin(), order.end(), before))
    std::stable_sort(order.begin(), order.end(), before);

  std::vector<KeptRecord> kept;
  kept.reserve(records.size());
  Record scratch;  // what an id is made of, without the fields
  for (auto first = order.cbegin(); first != order.cend();) {
    auto last = first + 1;
    while (last != order.cend() && compare_keys(**first, **last) == 0) ++last;
    scratch.type = (*first)->type;
    scratch.from = (*first)->from;
    scratch.from.path = path;
    number_group(source, scratch, first, last, kept);
    first = last;
  }
  return kept;
}

std::vector<KeptHit> keep_hits(std::string_view source, std::string_view path, const std::vector<Hit>& hits) {
  std::vector<const Hit*> order;
  order.reserve(hits.size());
  for (const Hit& hit : hits) order.push_back(&hit);
  const auto before = [](const Hit* a, const Hit* b) {
    return std::tie(a->record_id, a->offset, a->length, a->rule, a->encoding, a->value, a->context,
                    a->category, a->weight, a->image_offset) <
           std::tie(b->record_id, b->offset, b->length, b->rule, b->encoding, b->value, b->context,
                    b->category, b->weight, b->image_offset);
  };
  if (!std::is_sorted(order.begin(), order.end(), before))
    std::stable_sort(order.begin(), order.end(), before);
  std::vector<KeptHit> kept;
  kept.reserve(hits.size());
  std::unordered_set<std::string> seen;
  for (const Hit* hit : order) {
    std::string id = hit_id(source, path, *hit);
    if (seen.insert(id).second) kept.push_back({hit, std::move(id)});
  }
  return kept;
}

}  // namespace ulika
