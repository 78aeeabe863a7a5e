#include <algorithm>
#include <limits>
#include <tuple>
#include <unordered_map>

#include "reports/report_tables.h"
#include "reports/row_spool.h"

namespace ulika {
namespace {

constexpr std::size_t kTopChats = 12;

struct Chat {
  std::size_t item = 0;
  std::string app, platform, chat_id, name, kind, participants;
  std::string origin, id, locator;  // of the chat's own record, where there is one
  std::int64_t messages = 0, in = 0, out = 0, system = 0, unknown = 0, deleted = 0, recovered = 0, hits = 0;
  std::int64_t first_row = 0;
  Activity activity;
};

class Chats {
 public:
  Chat& of(std::size_t item, const Record& record, std::uint32_t& index) {
    std::string key = std::to_string(item);
    for (std::string_view part : {record.text("app"), record.text("platform"), record.text("chat_id")}) {
      key.push_back('\0');
      key.append(part);
    }
    // Without an id the name is all that tells conversations apart.
    if (record.text("chat_id").empty()) {
      key.push_back('\0');
      key.append(record.text(record.type == "chat" ? "name" : "chat"));
    }
    const auto [it, is_new] = index_.try_emplace(std::move(key), static_cast<std::uint32_t>(all.size()));
    index = it->second;
    if (is_new) {
      Chat chat;
      chat.item = item;
      chat.app = record.text("app");
      chat.platform = record.text("platform");
      chat.chat_id = record.text("chat_id");
      all.push_back(std::move(chat));
    }
    return all[index];
  }
  std::vector<Chat> all;

 private:
  std::unordered_map<std::string, std::uint32_t> index_;
};

void read_chats(const ItemList& items, Chats& chats) {
  for (std::size_t i = 0; i < items.size(); ++i) {
    items[i]->for_each_record("chat", [&](const StoredRecord& stored) {
      const Record& r = stored.record;
      std::uint32_t index = 0;
      Chat& chat = chats.of(i, r, index);
      if (!chat.id.empty()) return;  // a recovered twin of a chat that is known already
      chat.name = r.text("name");
      chat.kind = r.text("kind");
      chat.participants = r.text("participants");
      chat.origin = origin_json(i, r.from, stored.file_sha256);
      chat.id = stored.id;
      chat.locator = r.from.locator;
    });
  }
}

void count_message(Chat& chat, const Record& r, std::int64_t hits) {
  const std::string_view direction = r.text("direction");
  ++chat.messages;
  ++(direction == "in"       ? chat.in
     : direction == "out"    ? chat.out
     : direction == "system" ? chat.system
                             : chat.unknown);
  if (integer_of(r, "deleted").value_or(0) != 0) ++chat.deleted;
  if (r.from.recovered != "live") ++chat.recovered;
  chat.hits += hits;
  chat.activity.see(integer_of(r, "sent_at"));
  if (chat.name.empty()) chat.name = r.text("chat");
}

void spool_messages(const ItemList& items, const References& references, Chats& chats, RowSpool& spool,
                    Timeline& timeline, ReportTables& out) {
  const RecordSpec& spec = *find_record_spec("message");
  std::string cells;
  for (std::size_t i = 0; i < items.size(); ++i) {
    items[i]->for_each_record("message", [&](const StoredRecord& stored) {
      const Record& r = stored.record;
      std::uint32_t index = 0;
      Chat& chat = chats.of(i, r, index);
      const std::int64_t hits = references.hits_of(stored.id);
      count_message(chat, r, hits);
      const auto at = integer_of(r, "sent_at");
      out.activity[i]["message"].see(at);
      ++out.apps[i][std::string(r.text("app"))];
      cells.clear();
      Cells row(cells);
      row.text(stored.id).text(r.from.locator).text(r.from.derived_from);
      hits > 0 ? row.number(hits) : row.null();
      for (const FieldSpec& field : spec.fields) row.value(r.find(field.key));
      const std::string origin = origin_json(i, r.from, stored.file_sha256);
      timeline.note(i, r, spool.add(index, at.value_or(kUndated), origin, cells), origin);
    });
  }
}

std::string chat_cells(const Chat& chat) {
  std::string cells;
  Cells row(cells);
  row.text(chat.id).text(chat.locator).null().null();
  row.text(chat.app)
      .text(chat.platform)
      .text(chat.chat_id)
      .text(chat.name)
      .text(chat.kind)
      .text(chat.participants);
  row.number(chat.messages).number(chat.in).number(chat.out).number(chat.system).number(chat.unknown);
  row.number(chat.deleted).number(chat.recovered).number(chat.hits);
  row.number(chat.activity.first).number(chat.activity.last).number(chat.first_row);
  return cells;
}

}  // namespace

void Activity::see(std::optional<std::int64_t> at) {
  if (!at) return;
  first = first ? std::min(*first, *at) : *at;
  last = last ? std::max(*last, *at) : *at;
}

std::optional<std::int64_t> integer_of(const Record& record, std::string_view key) {
  const Value* value = record.find(key);
  const auto* held = value ? std::get_if<std::int64_t>(value) : nullptr;
  return held ? std::optional<std::int64_t>(*held) : std::nullopt;
}

void write_conversations(const ItemList& items, ReportFolder& folder, References& references,
                         Timeline& timeline, ReportTables& out) {
  Chats chats;
  RowSpool spool(folder.scratch("messages.spool"));
  read_chats(items, chats);
  spool_messages(items, references, chats, spool, timeline, out);

  std::vector<std::uint32_t> order(chats.all.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = static_cast<std::uint32_t>(i);
  std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    const Chat& x = chats.all[a];
    const Chat& y = chats.all[b];
    const auto last = [](const Chat& chat) {
      return chat.activity.last.value_or(std::numeric_limits<std::int64_t>::min());
    };
    if (last(x) != last(y)) return last(x) > last(y);
    return std::tie(x.item, x.app, x.platform, x.chat_id, x.name, a) <
           std::tie(y.item, y.app, y.platform, y.chat_id, y.name, b);
  });
  std::vector<std::uint32_t> rank(order.size());
  std::int64_t first_row = 0;
  for (std::size_t i = 0; i < order.size(); ++i) {
    rank[order[i]] = static_cast<std::uint32_t>(i);
    chats.all[order[i]].first_row = first_row;
    first_row += chats.all[order[i]].messages;
  }

  ShardWriter messages(folder, "message", record_columns(*find_record_spec("message")));
  spool.for_each(rank, [&](std::uint32_t n, std::string_view origin, std::string_view cells) {
    const std::int64_t row = messages.add(origin, cells);
    timeline.place("message", n, row);
    references.place(cells.substr(1, 20), "message", row);  // the id opens the row, in quotes
  });
  out.tables.push_back(messages.finish());

  ShardWriter writer(folder, "chat",
                     {{"id", "text"},
                      {"locator", "text"},
                      {"derived_from", "text"},
                      {"ref", "integer"},
                      {"app", "text"},
                      {"platform", "text"},
                      {"chat_id", "text"},
                      {"name", "text"},
                      {"kind", "text"},
                      {"participants", "json"},
                      {"messages", "integer"},
                      {"in", "integer"},
                      {"out", "integer"},
                      {"system", "integer"},
                      {"unknown", "integer"},
                      {"deleted_messages", "integer"},
                      {"recovered_messages", "integer"},
                      {"hits", "integer"},
                      {"first", "time"},
                      {"last", "time"},
                      {"first_row", "integer"}});
  for (const std::uint32_t index : order) {
    const Chat& chat = chats.all[index];
    ++out.chats[chat.item];
    const std::int64_t row = writer.add(
        chat.origin.empty() ? origin_json(chat.item, Provenance{}, "") : chat.origin, chat_cells(chat));
    if (!chat.id.empty()) references.place(chat.id, "chat", row);
    if (!chat.chat_id.empty())
      out.chat_rows.try_emplace(std::to_string(chat.item) + '\0' + chat.chat_id, row);
    if (chat.messages > 0)
      out.top_chats.push_back(
          {chat.name.empty() ? chat.chat_id : chat.name, chat.app, chat.item, row, chat.messages, chat.hits});
  }
  std::stable_sort(out.top_chats.begin(), out.top_chats.end(), [](const TopChat& a, const TopChat& b) {
    return std::tie(b.hits, b.messages) < std::tie(a.hits, a.messages);
  });
  if (out.top_chats.size() > kTopChats) out.top_chats.resize(kTopChats);
  out.tables.push_back(writer.finish());
}

}  // namespace ulika
