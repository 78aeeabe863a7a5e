#include "parsers/recovery.h"

#include <fmt/core.h>

#include <algorithm>
#include <unordered_set>

#include "parsers/recovery_cells.h"
#include "parsers/recovery_layout.h"
#include "parsers/recovery_tree.h"

namespace ulika {
namespace {

constexpr std::size_t kMaxTables = 2000;
constexpr std::uint64_t kMaxLiveRows = 40ULL << 20;
constexpr std::size_t kSchemaTable = 0;
constexpr std::uint64_t kMaxValue = 64ULL << 20;

// One place where cells are looked for.
struct Place {
  PageVersion version;
  const char* state = "slack";       // of cells in free parts of the page
  const char* cell_state = nullptr;  // of cells that the page itself counts; null: they are live
};

class Recovery {
 public:
  Recovery(const PageStore& store, const RecoveryLimits& limits, std::uint64_t work)
      : store_(store),
        limits_(limits),
        uses_(store),
        layouts_(1, schema_layout()),
        finder_(layouts_, store.usable(), store.encoding(), work) {}

  RecoveredRows run() {
    read_live_state();
    if (!out_.limited) search();
    drop_second_copies();
    describe_tables();
    return std::move(out_);
  }

 private:
  static TableLayout schema_layout() {
    LayoutReader reader;
    auto layout = reader.read("sqlite_schema",
                              "CREATE TABLE s(type TEXT NOT NULL, name TEXT NOT NULL, tbl_name TEXT NOT NULL,"
                              " rootpage INTEGER, sql TEXT)");
    return layout ? std::move(*layout) : TableLayout();
  }

  // The present state: its tables, which page is whose, and a hash of each row.
  void read_live_state() {
    struct Tree {
      std::uint32_t root;
      std::int32_t use;
      bool index;
    };
    std::vector<Tree> trees;
    const auto take_schema_row = [&](const std::vector<SqliteValue>& row) {
      const auto* type = std::get_if<std::string>(&row[0]);
      const auto* name = std::get_if<std::string>(&row[1]);
      const auto* root = std::get_if<std::int64_t>(&row[3]);
      const auto* sql = std::get_if<std::string>(&row[4]);
      if (!type || !name || !root || *root < 2 || *root > store_.page_count()) return;
      Tree tree{static_cast<std::uint32_t>(*root), kIndexPage, *type == "index"};
      if (*type == "table") {
        if (auto layout = sql && layouts_.size() < kMaxTables ? reader_.read(*name, *sql) : std::nullopt) {
          tree.use = static_cast<std::int32_t>(layouts_.size());
          tree.index = !layout->has_rowid;
          layout->root = tree.root;
          layouts_.push_back(std::move(*layout));
        }
      }
      trees.push_back(tree);
    };
    uses_.walk_tree(1, kSchemaTable, false, [&](std::uint32_t number, Bytes bytes, const TreePage& page) {
      take_live_page(number, bytes, page, kSchemaTable, take_schema_row);
    });
    for (const Tree& tree : trees) {
      if (tree.use < 0) {
        uses_.walk_tree(tree.root, tree.use, tree.index, nullptr);
        continue;
      }
      const auto table = static_cast<std::size_t>(tree.use);
      uses_.walk_tree(tree.root, tree.use, tree.index,
                      [&](std::uint32_t number, Bytes bytes, const TreePage& page) {
                        take_live_page(number, bytes, page, table, nullptr);
                      });
    }
    uses_.walk_freelist();
    live_state_read_ = true;
    std::sort(live_rows_.begin(), live_rows_.end());
    std::sort(live_payloads_.begin(), live_payloads_.end());
    finder_.index_layouts();
  }

  using RowSink = std::function<void(const std::vector<SqliteValue>&)>;

  void take_live_page(std::uint32_t number, Bytes bytes, const TreePage& page, std::size_t table,
                      const RowSink& sink) {
    for (const FreeRegion& region : page.free) {
      const Bytes free = bytes.subspan(region.begin, region.end - region.begin);
      if (std::any_of(free.begin(), free.end(), [](std::byte b) { return b != std::byte{0}; })) {
        slack_pages_.push_back(number);
        break;
      }
    }
    if (!page.is_leaf && !page.is_index) return;
    FoundCell cell;
    std::vector<SqliteValue> values;
    for (const std::uint32_t at : page.cells) {
      if (live_rows_.size() >= kMaxLiveRows) {
        out_.limited = true;
        return;
      }
      // Entries of interior index pages have the number of a child page before them.
      const std::size_t begin = at + (page.is_leaf ? 0 : 4);
      if (!read_cell(bytes, begin, store_.usable(), store_.usable(), page.is_index, cell)) continue;
      layouts_[table].learn(cell, bytes);
      remember_live(cell, bytes);
      if (cell.overflow != 0) live_overflow_.push_back(cell.overflow);
      if (!sink || cell.serials.size() != layouts_[table].stored.size()) continue;
      const PageVersion version = store_.current(number);
      if (const auto body = whole_body(cell, bytes, version);
          body && read_values(cell.serials, *body, store_.encoding(), values))
        sink(values);
    }
  }

  void remember_live(const FoundCell& cell, Bytes bytes) {
    const std::uint64_t payload = hash_payload(bytes, cell);
    live_payloads_.push_back(payload);
    live_rows_.push_back(cell.rowid ? hash_with_rowid(payload, *cell.rowid) : payload);
  }

  void search() {
    // Dropped tables first: their rows cannot be told without their declarations.
    for (const bool schema : {true, false}) {
      for (const PageVersion& version : store_.superseded()) {
        const bool is_schema = uses_.of(version.number) == static_cast<std::int32_t>(kSchemaTable);
        if (is_schema == schema) search_superseded(version);
      }
      for (const std::uint32_t number : slack_pages_) {
        const bool is_schema = uses_.of(number) == static_cast<std::int32_t>(kSchemaTable);
        if (is_schema == schema) search_page({store_.current(number), "slack", nullptr}, uses_.of(number));
      }
      if (schema) add_dropped_tables();
    }
    for (std::uint32_t number = 1; number <= uses_.last_page(); ++number) {
      const std::int32_t use = uses_.of(number);
      if (use == kFreeLeaf || use == kFreeTrunk)
        search_free_page({store_.current(number), "freelist", "freelist"}, use);
    }
    for (std::uint32_t number = 1; number <= std::max(uses_.last_page(), store_.main_pages()); ++number) {
      const bool undone = store_.rolls_back() && number > store_.page_count();
      const char* state = undone ? "journal" : "carved";
      if (uses_.of(number) == kLost) search_free_page({store_.current(number), state, state}, kLost);
    }
  }

  void search_superseded(const PageVersion& version) {
    // What the main file holds below a log is a state of its own; so is what a hot journal would undo.
    const bool in_journal = version.file == PageFile::journal || store_.rolls_back();
    const char* state = in_journal ? "journal" : "wal";
    const bool below_log = version.file == PageFile::main && !in_journal;
    search_page({version, below_log ? "slack" : state, state}, uses_.of(version.number));
  }

  void search_free_page(const Place& place, std::int32_t use) {
    if (use != kFreeTrunk) {
      search_page(place, use);
      return;
    }
    if (!store_.read(place.version, bytes_)) return;
    ByteReader reader{Bytes(bytes_)};
    reader.seek(4);
    const std::size_t begin = 8 + 4 * std::size_t{std::min(reader.u32be(), store_.usable() / 4 - 2)};
    search_regions(place, {{begin, store_.usable(), false}}, -1, false);
  }

  void search_page(const Place& place, std::int32_t use) {
    if (out_.limited || !store_.read(place.version, bytes_)) return;
    const TreePage page = take_apart(bytes_, place.version.number, store_.usable());
    if (!page.is_valid) return;
    int hint = use >= 0 ? use : -1;
    if (hint >= 0 && layouts_[static_cast<std::size_t>(hint)].has_rowid == page.is_index) hint = -1;
    if (place.cell_state && (page.is_leaf || page.is_index)) {
      FoundCell cell;
      for (const std::uint32_t at : page.cells) {
        const std::size_t begin = at + (page.is_leaf ? 0 : 4);
        if (!read_cell(bytes_, begin, store_.usable(), store_.usable(), page.is_index, cell)) continue;
        const int table = finder_.table_of(cell, bytes_, hint, page.is_index);
        if (table < 0) continue;
        if (hint < 0) hint = table;
        take(cell, static_cast<std::size_t>(table), place, place.cell_state,
             place.version.file == PageFile::main && use >= 0);
      }
    }
    search_regions(place, page.free, hint, page.is_index);
  }

  void search_regions(const Place& place, const std::vector<FreeRegion>& regions, int hint, bool index) {
    const auto sink = [&](const FoundCell& cell, std::size_t table) {
      if (hint < 0) hint = static_cast<int>(table);
      take(cell, table, place, place.state, false);
    };
    const int before = hint;
    for (const FreeRegion& region : regions) finder_.search(bytes_, region, before, index, sink);
    // Now that the page's table is known, cells without their heads can be told too.
    if (before < 0 && hint >= 0) {
      for (const FreeRegion& region : regions) finder_.search(bytes_, region, hint, index, sink);
    }
    if (finder_.exhausted()) out_.limited = true;
  }

  void take(const FoundCell& cell, std::size_t table, const Place& place, const char* state, bool in_main) {
    const std::uint64_t payload = hash_payload(bytes_, cell);
    const std::uint64_t row = cell.rowid ? hash_with_rowid(payload, *cell.rowid) : payload;
    const auto is_live = [](const std::vector<std::uint64_t>& sorted, std::uint64_t hash) {
      return std::binary_search(sorted.begin(), sorted.end(), hash);
    };
    if (is_live(live_rows_, row) || (!cell.rowid && is_live(live_payloads_, payload))) return;
    const std::uint64_t seen = row ^ (table * 0x9E3779B97F4A7C15ULL);
    if (!seen_.insert(seen).second) return;
    if (out_.rows.size() >= limits_.rows || bytes_taken_ >= limits_.bytes) {
      out_.limited = true;
      return;
    }
    const auto body = whole_body(cell, bytes_, place.version);
    if (!body) {
      ++out_.partial;
      return;
    }
    const TableLayout& layout = layouts_[table];
    std::vector<SqliteValue> stored;
    if (!read_values(cell.serials, *body, store_.encoding(), stored)) return;
    RecoveredRow out;
    out.table = table;
    out.rowid = cell.rowid;
    out.values.resize(layout.columns.size());
    for (std::size_t i = 0; i < layout.stored.size(); ++i) {
      const std::size_t column = layout.stored[i];
      if (i < stored.size()) {
        out.values[column] = std::move(stored[i]);
      } else {
        out.values[column] = layout.columns[column].initial;
      }
    }
    if (layout.rowid_column >= 0 && cell.rowid)
      out.values[static_cast<std::size_t>(layout.rowid_column)] = *cell.rowid;
    out.state = state;
    out.locator = locator(place.version, cell);
    out.in_main_file_state = in_main;
    bytes_taken_ += body->size();
    payload_of_.push_back(payload);
    out_.rows.push_back(std::move(out));
  }

  static std::string locator(const PageVersion& version, const FoundCell& cell) {
    const std::uint64_t offset = version.offset + cell.at;
    if (version.file == PageFile::main) return fmt::format("bytes:{}+{}", offset, cell.length);
    return fmt::format("{}:{}:{}+{}", version.file == PageFile::wal ? "wal" : "journal", version.frame,
                       offset, cell.length);
  }

  // The values of a record, with what lies on overflow pages; nothing where these were used again.
  std::optional<std::vector<std::byte>> whole_body(const FoundCell& cell, Bytes bytes,
                                                   const PageVersion& version) {
    const Bytes local = bytes.subspan(cell.body, cell.local_body);
    std::vector<std::byte> body(local.begin(), local.end());
    const std::uint64_t size = cell.payload - cell.header;
    if (cell.overflow == 0) return body;
    if (size > kMaxValue) return std::nullopt;
    std::vector<std::byte> page;
    std::uint32_t next = cell.overflow;
    while (body.size() < size) {
      const PageVersion part = overflow_page(next, version);
      if (next < 2 || part.number == 0 || !store_.read(part, page)) return std::nullopt;
      ByteReader reader{Bytes(page).first(store_.usable())};
      next = reader.u32be();
      const Bytes piece =
          reader.take(static_cast<std::size_t>(std::min<std::uint64_t>(size - body.size(), reader.left())));
      body.insert(body.end(), piece.begin(), piece.end());
    }
    if (next != 0) return std::nullopt;
    return body;
  }

  // The version of an overflow page that went with a page's version; number 0 where another row has it now.
  PageVersion overflow_page(std::uint32_t number, const PageVersion& of) {
    if (!live_state_read_) return store_.current(number);
    if (of.file == PageFile::wal && store_.current(of.number).frame != of.frame) {
      const PageVersion then = store_.as_of_frame(number, of.frame);
      // The main file has not changed since the log began anew, but may have before.
      if (then.file == PageFile::wal || store_.is_of_last_generation(of.frame)) return then;
    }
    if (of.file == PageFile::main && store_.current(of.number).file != PageFile::main)
      return {number, PageFile::main, 0, std::uint64_t{number - 1} * store_.page_size()};
    const std::int32_t use = uses_.of(number);
    if (use >= 0 || use == kIndexPage || use == kFreeTrunk || is_live_overflow(number)) return {};
    return store_.current(number);
  }

  bool is_live_overflow(std::uint32_t number) {
    if (overflow_marks_.empty()) {
      overflow_marks_.resize(std::size_t{store_.page_count()} + 1);
      std::vector<std::byte> page;
      for (std::uint32_t at : live_overflow_) {
        while (at != 0 && at < overflow_marks_.size() && !overflow_marks_[at]) {
          overflow_marks_[at] = true;
          if (!store_.read(store_.current(at), page)) break;
          at = ByteReader{Bytes(page)}.u32be();
        }
      }
    }
    return number < overflow_marks_.size() && overflow_marks_[number];
  }

  // Declarations of tables that the present state no longer has, or has otherwise.
  void add_dropped_tables() {
    for (const RecoveredRow& row : out_.rows) {
      if (row.table != kSchemaTable || layouts_.size() >= kMaxTables) continue;
      const auto* type = std::get_if<std::string>(&row.values[0]);
      const auto* name = std::get_if<std::string>(&row.values[1]);
      const auto* sql = std::get_if<std::string>(&row.values[4]);
      if (!type || *type != "table" || !name || !sql) continue;
      const auto same = [&](const TableLayout& layout) { return layout.name == *name; };
      if (std::any_of(layouts_.begin(), layouts_.end(), same)) continue;
      if (auto layout = reader_.read(*name, *sql)) layouts_.push_back(std::move(*layout));
    }
    finder_.index_layouts();
  }

  // A cell without its rowid, of which another copy has it, is no further row.
  void drop_second_copies() {
    std::unordered_set<std::uint64_t> known;
    const auto key = [&](std::size_t i) {
      return payload_of_[i] ^ (out_.rows[i].table * 0x9E3779B97F4A7C15ULL);
    };
    for (std::size_t i = 0; i < out_.rows.size(); ++i) {
      if (out_.rows[i].rowid) known.insert(key(i));
    }
    std::vector<RecoveredRow> kept;
    for (std::size_t i = 0; i < out_.rows.size(); ++i) {
      RecoveredRow& row = out_.rows[i];
      if (row.table == kSchemaTable) continue;
      if (!row.rowid && layouts_[row.table].has_rowid && known.count(key(i)) != 0) continue;
      kept.push_back(std::move(row));
    }
    out_.rows = std::move(kept);
  }

  void describe_tables() {
    for (const TableLayout& layout : layouts_) {
      RecoveredTable table;
      table.name = layout.name;
      for (const ColumnLayout& column : layout.columns) {
        table.columns.push_back(column.name);
        table.types.push_back(column.type);
      }
      table.has_rowid = layout.has_rowid;
      table.rowid_column = layout.rowid_column;
      table.dropped = layout.root == 0;
      out_.tables.push_back(std::move(table));
    }
    if (!out_.tables.empty()) out_.tables[kSchemaTable].dropped = false;
  }

  const PageStore& store_;
  RecoveryLimits limits_;
  PageUses uses_;
  LayoutReader reader_;
  std::vector<TableLayout> layouts_;
  CellFinder finder_;
  RecoveredRows out_;
  std::vector<std::byte> bytes_;  // of the page in hand
  std::vector<std::uint64_t> live_rows_, live_payloads_;
  std::vector<std::uint32_t> live_overflow_, slack_pages_;
  std::vector<bool> overflow_marks_;
  std::unordered_set<std::uint64_t> seen_;
  std::vector<std::uint64_t> payload_of_;  // by row of out_
  std::uint64_t bytes_taken_ = 0;
  bool live_state_read_ = false;
};

}  // namespace

Result<RecoveredRows> recover_rows(const DatabaseFiles& files, const RecoveryLimits& limits) {
  const auto store = PageStore::open(files);
  if (!store) return tl::unexpected(store.error());
  std::uint64_t bytes = files.main->size();
  if (files.wal) bytes += files.wal->size();
  if (files.journal) bytes += files.journal->size();
  return Recovery(*store, limits, (bytes + (1U << 20)) * limits.work_per_byte).run();
}

}  // namespace ulika
