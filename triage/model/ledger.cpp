#include "triage/model/ledger.h"

#include <array>

namespace ulika {
namespace {
constexpr std::array<std::string_view, 11> kNames = {"parsed",      "scanned",   "known",       "duplicate",
                                                     "unsupported", "encrypted", "damaged",     "failed",
                                                     "timed_out",   "limited",   "not_examined"};
}

std::string_view ledger_state_name(LedgerState state) {
  return kNames[static_cast<std::size_t>(state)];
}

Result<LedgerState> parse_ledger_state(std::string_view name) {
  for (std::size_t i = 0; i < kNames.size(); ++i) {
    if (kNames[i] == name) return static_cast<LedgerState>(i);
  }
  return fail(ErrorKind::damaged, "unknown ledger state '" + std::string(name) + "'");
}

bool is_loss(LedgerState state) {
  switch (state) {
    case LedgerState::damaged:
    case LedgerState::failed:
    case LedgerState::timed_out:
    case LedgerState::limited:
    case LedgerState::not_examined:
      return true;
    default:
      return false;
  }
}

LedgerState ledger_state_of(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::unsupported:
      return LedgerState::unsupported;
    case ErrorKind::encrypted:
      return LedgerState::encrypted;
    case ErrorKind::limit:
      return LedgerState::limited;
    default:
      return LedgerState::damaged;
  }
}

}  // namespace ulika
