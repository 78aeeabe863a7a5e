#include "parsers/biome.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>

#include "parsers/definition.h"
#include "parsers/native_readers.h"
#include "parsers/protobuf_path.h"
#include "parsers/segb.h"
#include "triage/base/text.h"

namespace ulika {
namespace {

constexpr std::uint64_t kMaxStream = std::uint64_t{64} << 20;
constexpr std::int32_t kDeleted = 3;
constexpr double kAppleEpoch = 978307200.0;

std::string text_at(Bytes message, std::string_view path) {
  const SqlResult value = protobuf_value(message, path);
  const auto* text = std::get_if<std::string>(&value);
  return text ? to_valid_utf8(*text) : std::string();
}

// Seconds since 2001 as UTC milliseconds; nothing for what is no time between 2001 and 2200.
Value time_of(double apple_seconds) {
  if (!std::isfinite(apple_seconds) || apple_seconds <= 0 || apple_seconds > 6.3e9) return {};
  return static_cast<std::int64_t>(std::llround((apple_seconds + kAppleEpoch) * 1000));
}

Value time_at(Bytes message, std::string_view path) {
  const SqlResult value = protobuf_value(message, path);
  const auto* seconds = std::get_if<double>(&value);
  return seconds ? time_of(*seconds) : Value{};
}

void set_text(Record& record, std::string_view key, std::string value) {
  if (!value.empty()) record.set(key, std::move(value));
}

// Fields: 2 time, 8 title, 9 body, 12 further text, 14 bundle.
Record notification(const SegbEntry& entry) {
  Record record;
  record.type = "message";
  set_text(record, "app", text_at(entry.data, "14"));
  record.set("platform", std::string("ios"));
  record.set("direction", std::string("in"));
  const Value at = time_at(entry.data, "2:double");
  record.set("sent_at", is_null(at) ? time_of(entry.at) : at);
  std::string text;
  for (const char* field : {"8", "9", "12"}) {
    const std::string part = text_at(entry.data, field);
    if (!part.empty()) text += (text.empty() ? "" : "\n") + part;
  }
  set_text(record, "text", std::move(text));
  if (entry.state == kDeleted) record.set("deleted", std::int64_t{1});
  record.set("kind", std::string("notification"));
  return record;
}

// Fields: 3 is 1 where the app comes to the front, 4 time, 6 bundle.
Record focus(const SegbEntry& entry) {
  Record record;
  record.type = "device_event";
  record.set("kind", std::string("app/inFocus"));
  const Value at = time_at(entry.data, "4:double");
  record.set("at", is_null(at) ? time_of(entry.at) : at);
  const SqlResult starting = protobuf_value(entry.data, "3");
  if (const auto* number = std::get_if<std::int64_t>(&starting))
    record.set("text", *number == 1   ? std::string("begins")
                       : *number == 0 ? std::string("ends")
                                      : std::to_string(*number));
  set_text(record, "app", text_at(entry.data, "6"));
  return record;
}

// The stream's name: the folder above "local".
std::string_view stream_of(std::string_view path) {
  const auto local = path.rfind("/local/");
  if (local == std::string_view::npos) return {};
  path = path.substr(0, local);
  return path.substr(path.rfind('/') + 1);
}

}  // namespace

bool is_biome_path(std::string_view path) {
  return path_matches("streams/**/local/*", path);
}

bool is_biome_stream(ParseInput& input) {
  const std::string head = head_of(*input.data);
  return head.substr(0, 4) == "SEGB" || (head.size() >= 56 && head.substr(52, 4) == "SEGB");
}

void read_biome_stream(ParseInput& input, const ParseSink& sink, ParseOutcome& outcome) {
  const auto problem = [&](LedgerState state, std::string reason) {
    Problem told;
    told.path = input.path;
    told.stage = "parse";
    told.state = state;
    told.reason = std::move(reason);
    sink.problem(std::move(told));
  };
  const std::string_view stream = stream_of(input.path);
  const bool of_focus = stream == "App.InFocus";
  if (!of_focus && stream != "Notification") {
    outcome.claimed = false;
    return;
  }
  const auto bytes = read_all(*input.data, kMaxStream);
  if (!bytes) return problem(ledger_state_of(bytes.error().kind), "biome: " + bytes.error().message);
  const auto file = read_segb(*bytes);
  if (!file) {
    outcome.claimed = false;
    return;
  }
  std::uint64_t unreadable = 0;
  for (const SegbEntry& entry : file->entries) {
    const bool empty =
        std::all_of(entry.data.begin(), entry.data.end(), [](std::byte b) { return b == std::byte{0}; });
    if (empty) continue;  // deleted, and written over with zeros
    if (std::holds_alternative<SqlFault>(protobuf_value(entry.data, "536870911"))) {
      ++unreadable;
      continue;
    }
    Record record = of_focus ? focus(entry) : notification(entry);
    record.from.path = input.path;
    record.from.parser = kBiomeId;
    record.from.recovered = input.recovered;
    record.from.locator = fmt::format("bytes:{}+{}", entry.offset, entry.data.size());
    sink.record(std::move(record));
  }
  if (unreadable > 0)
    problem(LedgerState::damaged, fmt::format("biome: entries that are no messages: {}", unreadable));
  if (file->damaged) problem(LedgerState::damaged, "biome: the stream is damaged; what came before stands");
}

}  // namespace ulika
