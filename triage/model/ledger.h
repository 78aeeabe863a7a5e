// Ledger: the account of every file and area, so that nothing is lost silently.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "triage/base/result.h"

namespace ulika {

// What became of one file or area. The order is fixed: databases store the names, exports sort by them.
enum class LedgerState : std::uint8_t {
  parsed,        // a parser or definition drew its records from it (or found none)
  scanned,       // hashed and searched byte by byte; no parser claims this kind
  known,         // in a hash set of known files; hashed only
  duplicate,     // same content as another file of this item; its rows are copied from there
  unsupported,   // a kind that is recognised and not read
  encrypted,     // needs a key that was not given
  damaged,       // read in part; what is missing is in the reason
  failed,        // the worker that examined it died on it
  timed_out,     // the worker that examined it took longer than its allowance
  limited,       // a limit of depth, ratio, count, size or memory was reached
  not_examined,  // not reached
};

std::string_view ledger_state_name(LedgerState state);
Result<LedgerState> parse_ledger_state(std::string_view name);

// True for the states that turn the exit status into 3 (CONTRACT.md).
bool is_loss(LedgerState state);
LedgerState ledger_state_of(ErrorKind kind);

// A trouble that is narrower or wider than one file's state: a bad chunk of the image, a row that could not
// be read, a limit inside an archive, a definition's query that did not run.
struct Problem {
  std::string path;   // evidence path, or empty for the item as a whole
  std::string stage;  // open, list, read, hash, scan, parse, expand, verify
  LedgerState state = LedgerState::damaged;
  std::string reason;        // one sentence for a person
  std::int64_t offset = -1;  // byte range within the path, or the image; -1 where it has no meaning
  std::uint64_t length = 0;
};

}  // namespace ulika
