#include "parsers/sql_functions.h"

#include <sqlite3.h>

#include <array>
#include <memory>

#include "parsers/sql_function_table.h"

namespace ulika {
namespace {

constexpr int kMaxArguments = 4;
constexpr std::size_t kMaxTroubles = 20;  // told apart by what they were; more are only counted

struct Slot {
  const SqlFunction* function;
  FunctionFaults* faults;
};

SqlArg argument(sqlite3_value* value) {
  SqlArg arg;
  switch (sqlite3_value_type(value)) {
    case SQLITE_INTEGER:
      arg.kind = SqlArg::Kind::integer;
      arg.integer = sqlite3_value_int64(value);
      arg.real = static_cast<double>(arg.integer);
      break;
    case SQLITE_FLOAT:
      arg.kind = SqlArg::Kind::real;
      arg.real = sqlite3_value_double(value);
      break;
    case SQLITE_TEXT:
      arg.kind = SqlArg::Kind::text;
      arg.bytes = {reinterpret_cast<const char*>(sqlite3_value_text(value)),
                   static_cast<std::size_t>(sqlite3_value_bytes(value))};
      break;
    case SQLITE_BLOB:
      arg.kind = SqlArg::Kind::blob;
      arg.bytes = {static_cast<const char*>(sqlite3_value_blob(value)),
                   static_cast<std::size_t>(sqlite3_value_bytes(value))};
      break;
    default:
      break;
  }
  return arg;
}

void call(sqlite3_context* context, int count, sqlite3_value** values) {
  const Slot& slot = *static_cast<const Slot*>(sqlite3_user_data(context));
  std::array<SqlArg, kMaxArguments> args;
  for (int i = 0; i < count; ++i) {
    args[static_cast<std::size_t>(i)] = argument(values[i]);
    if (args[static_cast<std::size_t>(i)].kind == SqlArg::Kind::null) return sqlite3_result_null(context);
  }
  SqlResult result = slot.function->call(std::span(args).first(static_cast<std::size_t>(count)));
  if (auto* partial = std::get_if<SqlPartial>(&result)) {
    auto& known = slot.faults->partial;
    const std::string what = std::string(slot.function->name) + "(): " + partial->trouble;
    if (known.count(what) != 0 || known.size() < kMaxTroubles) {
      ++known[what];
    } else {
      ++slot.faults->counts[slot.function->name];
    }
    SqlResult value = std::visit([](auto& v) { return SqlResult(std::move(v)); }, partial->value);
    result = std::move(value);
  }
  if (const auto* integer = std::get_if<std::int64_t>(&result)) {
    sqlite3_result_int64(context, *integer);
  } else if (const auto* real = std::get_if<double>(&result)) {
    sqlite3_result_double(context, *real);
  } else if (const auto* text = std::get_if<std::string>(&result)) {
    sqlite3_result_text64(context, text->data(), text->size(), SQLITE_TRANSIENT, SQLITE_UTF8);
  } else if (const auto* blob = std::get_if<SqlBlob>(&result)) {
    sqlite3_result_blob64(context, blob->bytes.data(), blob->bytes.size(), SQLITE_TRANSIENT);
  } else {
    if (std::holds_alternative<SqlFault>(result)) ++slot.faults->counts[slot.function->name];
    sqlite3_result_null(context);
  }
}

}  // namespace

void register_sql_functions(sqlite3* db, FunctionFaults& faults) {
  // DIRECTONLY: a suspect's schema (generated columns, index expressions) must not reach them.
  constexpr int kFlags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY;
  for (const auto table : {clock_functions(), text_functions(), decoder_functions(), telegram_functions(),
                           postbox_functions(), pattern_functions(), written_functions()}) {
    for (const SqlFunction& function : table) {
      sqlite3_create_function_v2(db, function.name, function.arguments, kFlags, new Slot{&function, &faults},
                                 call, nullptr, nullptr, [](void* slot) { delete static_cast<Slot*>(slot); });
    }
  }
}

void begin_function_use(FunctionFaults& faults) {
  faults = {};
  forget_telegram_values();
  forget_postbox_values();
}

}  // namespace ulika
