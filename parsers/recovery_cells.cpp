#include "parsers/recovery_cells.h"

#include <algorithm>

namespace ulika {
namespace {

constexpr std::size_t kMaxAlike = 64;  // tables with one number of columns that are compared
constexpr std::size_t kMaxEnds = 32;
constexpr std::uint32_t kFreeblockHead = 4;

std::uint32_t u16_at(Bytes page, std::size_t at) {
  return at + 2 <= page.size()
             ? std::to_integer<std::uint32_t>(page[at]) << 8 | std::to_integer<std::uint32_t>(page[at + 1])
             : 0;
}

// Size of a freeblock whose head may have been left at `at`, or 0.
std::size_t stale_block(Bytes page, std::size_t at, std::size_t end) {
  if (at + kFreeblockHead > end) return 0;
  const std::uint32_t next = u16_at(page, at);
  const std::uint32_t size = u16_at(page, at + 2);
  if (size < kFreeblockHead || size > end - at) return 0;
  return next == 0 || (next >= at + size && next < page.size()) ? size : 0;
}

}  // namespace

TreePage take_apart(Bytes whole, std::uint32_t number, std::uint32_t usable) {
  TreePage out;
  const Bytes page = whole.first(std::min<std::size_t>(usable, whole.size()));
  out.header = number == 1 ? 100 : 0;
  if (page.size() < out.header + 12) return out;
  const auto type = std::to_integer<unsigned>(page[out.header]);
  if (type != 2 && type != 5 && type != 10 && type != 13) return out;
  out.is_leaf = type >= 10;
  out.is_index = type == 2 || type == 10;
  const std::size_t count = u16_at(page, out.header + 3);
  const std::size_t stored = u16_at(page, out.header + 5);
  const std::size_t content = stored == 0 ? 65536 : stored;
  const std::size_t pointers = out.header + (out.is_leaf ? 8 : 12);
  if (pointers + 2 * count > content || content > page.size()) return out;
  out.is_valid = true;
  for (std::size_t i = 0; i < count; ++i) {
    const std::uint32_t at = u16_at(page, pointers + 2 * i);
    if (at >= content && at + 4 <= page.size()) out.cells.push_back(at);
  }
  out.free.push_back({pointers + 2 * count, content, false});
  std::size_t last = content;
  for (std::size_t at = u16_at(page, out.header + 1); at >= last && at + kFreeblockHead <= page.size();) {
    const std::size_t size = u16_at(page, at + 2);
    if (size < kFreeblockHead || size > page.size() - at) break;
    out.free.push_back({at, at + size, true});
    last = at + size;
    at = u16_at(page, at);
  }
  return out;
}

CellFinder::CellFinder(const std::vector<TableLayout>& layouts, std::uint32_t usable, Encoding encoding,
                       std::uint64_t work)
    : layouts_(layouts), usable_(usable), encoding_(encoding), work_left_(work) {
  index_layouts();
}

void CellFinder::index_layouts() {
  by_count_.clear();
  for (std::size_t t = 0; t < layouts_.size(); ++t) {
    const TableLayout& layout = layouts_[t];
    for (std::size_t count = 1; count <= layout.stored.size(); ++count) {
      const bool seen = count < layout.counts_seen.size() && layout.counts_seen[count];
      if (count != layout.stored.size() && !seen) continue;
      auto& tables = by_count_[{!layout.has_rowid, count}];
      if (tables.size() < kMaxAlike) tables.push_back(t);
    }
  }
}

bool CellFinder::spend(std::uint64_t work) {
  work_left_ -= std::min(work, work_left_);
  return work_left_ > 0;
}

int CellFinder::table_of(const FoundCell& cell, Bytes page, int hint, bool index) const {
  if (hint >= 0 && layouts_[static_cast<std::size_t>(hint)].has_rowid != index &&
      fit(layouts_[static_cast<std::size_t>(hint)], cell, page, encoding_, false))
    return hint;
  const auto found = by_count_.find({index, cell.serials.size()});
  if (found == by_count_.end() || cell.serials.size() < 2) return -1;
  int best = -1;
  int best_score = -1;
  bool tie = false;
  for (const std::size_t t : found->second) {
    const auto score = fit(layouts_[t], cell, page, encoding_, true);
    if (!score || *score < best_score) continue;
    tie = *score == best_score;
    best = static_cast<int>(t);
    best_score = *score;
  }
  return tie ? -1 : best;
}

void CellFinder::search(Bytes whole, const FreeRegion& region, int hint, bool index, const Sink& sink) {
  const Bytes page = whole.first(std::min<std::size_t>(usable_, whole.size()));
  const std::size_t end = std::min(region.end, page.size());
  FoundCell cell;
  std::size_t at = region.begin;
  if (region.is_freeblock) {
    if (hint >= 0 && headless(page, at, end, hint, index, cell)) {
      sink(cell, static_cast<std::size_t>(hint));
      at += cell.length;
    } else {
      at += kFreeblockHead;
    }
  }
  while (at + kFreeblockHead <= end) {
    if (!spend(1)) return;
    if (end - at >= 8 &&
        std::all_of(&page[at], &page[at] + 8, [](std::byte b) { return b == std::byte{0}; })) {
      at += 5;
      continue;
    }
    if (page[at] != std::byte{0} && read_cell(page, at, end, usable_, index, cell)) {
      spend(cell.serials.size());
      const int table = table_of(cell, page, hint, index);
      if (table >= 0) {
        sink(cell, static_cast<std::size_t>(table));
        at += std::max<std::size_t>(cell.length, kFreeblockHead);
        continue;
      }
    }
    if (hint >= 0) {
      const std::size_t block = stale_block(page, at, end);
      if (block != 0 && headless(page, at, at + block, hint, index, cell)) {
        sink(cell, static_cast<std::size_t>(hint));
        at += cell.length;
        continue;
      }
    }
    ++at;
  }
}

// The readings of one headless cell that fit, and the best of them.
struct CellFinder::Choice {
  Bytes page;
  std::size_t at, end;  // of the block that it begins
  int table;
  bool index;
  FoundCell best;
  int score = -1;
  bool tie = false;
  std::vector<std::size_t> ends;
  bool has_ends = false;
};

// Places where a cell of this block may end: the block's end (up to three bytes are left as a fragment), the
// head of an older block that reached as far, and the start of a whole cell.
const std::vector<std::size_t>& CellFinder::ends(Choice& choice) {
  if (choice.has_ends) return choice.ends;
  choice.has_ends = true;
  for (std::size_t left = 0; left < 4; ++left) choice.ends.push_back(choice.end - left);
  FoundCell next;
  for (std::size_t e = choice.at + 4; e + 4 <= choice.end && choice.ends.size() < kMaxEnds; ++e) {
    if (!spend(1)) break;
    const bool older =
        e + u16_at(choice.page, e + 2) == choice.end && stale_block(choice.page, e, choice.end);
    if (older || (choice.page[e] != std::byte{0} &&
                  read_cell(choice.page, e, choice.end, usable_, choice.index, next) &&
                  fit(layouts_[static_cast<std::size_t>(choice.table)], next, choice.page, encoding_, true)))
      choice.ends.push_back(e);
  }
  return choice.ends;
}

void CellFinder::offer(Choice& choice, FoundCell cell, std::size_t header_at, bool reckoned) {
  const unsigned payload_size = varint_size(cell.payload);
  const std::size_t before = header_at - choice.at;
  const bool sizes_agree =
      choice.index ? before == payload_size : before > payload_size && before <= payload_size + 9U;
  cell.at = choice.at;
  cell.headless = true;
  if (!sizes_agree || !place_payload(choice.page, choice.end, usable_, choice.index, cell)) return;
  const TableLayout& layout = layouts_[static_cast<std::size_t>(choice.table)];
  const auto score = fit(layout, cell, choice.page, encoding_, reckoned);
  if (!score || cell.length < 4) return;
  const auto& stops = ends(choice);
  const bool closes = std::find(stops.begin(), stops.end(), choice.at + cell.length) != stops.end();
  if (reckoned && !closes) return;
  const int total = *score + (closes ? 4 : 0);
  if (total < choice.score) return;
  choice.tie = total == choice.score && cell.serials != choice.best.serials;
  choice.score = total;
  choice.best = std::move(cell);
}

// The header of the record is whole; of the bytes before it, what is left must end a rowid.
void CellFinder::try_known(Choice& choice, std::size_t header_at) {
  for (std::size_t i = choice.at + kFreeblockHead; i < header_at; ++i) {
    const bool last = i + 1 == header_at;
    const bool continues = (choice.page[i] & std::byte{0x80}) != std::byte{0};
    if (continues == last) return;
  }
  FoundCell cell;
  if (!read_record_header(choice.page, header_at, choice.end, cell.serials, cell.header, cell.payload))
    return;
  cell.body = header_at + static_cast<std::size_t>(cell.header);
  offer(choice, std::move(cell), header_at, false);
}

// The length of the header is lost, and with it up to two bytes of the serial types. `unknown_low` has an
// entry for each type that is lost: 0 where all of it is, or 0x80 | its lower seven bits where these are
// left.
void CellFinder::solve(Choice& choice, std::size_t header_at, std::vector<std::uint64_t> unknown_low,
                       std::size_t rest_at, std::size_t count) {
  const TableLayout& layout = layouts_[static_cast<std::size_t>(choice.table)];
  if (unknown_low.size() > count) return;
  FoundCell cell;
  cell.serials.assign(unknown_low.size(), 0);
  std::uint64_t known = 0;
  std::size_t at = rest_at;
  while (cell.serials.size() < count) {
    const Varint serial = read_varint(choice.page.first(choice.end), at);
    if (serial.size == 0 || !is_serial(serial.value)) return;
    cell.serials.push_back(serial.value);
    known += serial_size(serial.value);
    at += serial.size;
  }
  if (known > choice.page.size() * 4096ULL) return;
  cell.header = at - header_at;
  cell.body = at;
  if (cell.header > 127) return;
  const auto give = [&](bool reckoned) {
    cell.payload = cell.header + known;
    for (std::size_t i = 0; i < unknown_low.size(); ++i) cell.payload += serial_size(cell.serials[i]);
    offer(choice, cell, header_at, reckoned);
  };
  const bool leads_with_rowid =
      layout.rowid_column >= 0 && layout.stored[0] == static_cast<std::size_t>(layout.rowid_column);
  if (unknown_low.empty() || (unknown_low.size() == 1 && leads_with_rowid)) {
    if (unknown_low.empty() || unknown_low[0] == 0) give(false);
    return;
  }
  // Serial types that `low` and a size leave open.
  const auto options = [](std::uint64_t low, std::uint64_t size) {
    std::vector<std::uint64_t> out;
    if (low == 0 && size <= 8) {
      for (const std::uint64_t s : {0U, 1U, 2U, 3U, 4U, 5U, 6U, 7U, 8U, 9U}) {
        if (serial_size(s) == size) out.push_back(s);
      }
    }
    for (const std::uint64_t s : {13 + 2 * size, 12 + 2 * size}) {
      if (low == 0 ? s < 0x80 : s >= 0x80 && s < 0x4000 && (s & 0x7F) == (low & 0x7F)) out.push_back(s);
    }
    return out;
  };
  for (const std::size_t stop : ends(choice)) {
    if (stop < cell.body + known) continue;
    const std::uint64_t missing = stop - cell.body - known;
    const bool two = unknown_low.size() == 2;
    for (std::uint64_t first = two ? 0 : missing; first <= missing; ++first) {
      if (!spend(1)) return;
      for (const std::uint64_t a : options(unknown_low[0], first)) {
        cell.serials[0] = a;
        if (!two) {
          give(true);
          continue;
        }
        for (const std::uint64_t b : options(unknown_low[1], missing - first)) {
          cell.serials[1] = b;
          give(true);
        }
      }
    }
  }
}

void CellFinder::try_lost(Choice& choice, std::size_t header_at, std::size_t count) {
  const std::size_t four = choice.at + kFreeblockHead;
  const std::size_t lost = four - header_at - 1;  // bytes of serial types
  const bool low_left = four < choice.end && (choice.page[four] & std::byte{0x80}) == std::byte{0};
  const std::uint64_t low =
      low_left ? 0x80ULL | std::to_integer<std::uint64_t>(choice.page[four]) : std::uint64_t{0};
  if (lost == 0) solve(choice, header_at, {}, four, count);
  if (lost == 1) {
    solve(choice, header_at, {0}, four, count);
    if (low_left) solve(choice, header_at, {low}, four + 1, count);
  }
  if (lost == 2) {
    solve(choice, header_at, {0, 0}, four, count);
    if (low_left) solve(choice, header_at, {0, low}, four + 1, count);
  }
}

bool CellFinder::headless(Bytes page, std::size_t at, std::size_t end, int table, bool index,
                          FoundCell& cell) {
  const TableLayout& layout = layouts_[static_cast<std::size_t>(table)];
  if (layout.has_rowid == index || end - at < 6) return false;
  Choice choice{page, at, end, table, index, {}, -1, false, {}, false};
  const std::size_t first = index ? 1 : 2;
  for (std::size_t before = first; before <= (index ? 5U : 12U) && at + before < end; ++before) {
    if (!spend(4)) return false;
    if (before >= kFreeblockHead) {
      try_known(choice, at + before);
      continue;
    }
    for (std::size_t count = layout.stored.size(); count > 0; --count) {
      const bool seen = count < layout.counts_seen.size() && layout.counts_seen[count];
      if (count == layout.stored.size() || seen) try_lost(choice, at + before, count);
    }
  }
  if (choice.score < 0 || choice.tie) return false;
  cell = std::move(choice.best);
  return true;
}

}  // namespace ulika
