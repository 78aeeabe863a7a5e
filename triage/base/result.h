// Result<T>: the outcome of an operation that may fail for reasons outside the program.
#pragma once

#include <string>
#include <tl/expected.hpp>
#include <utility>

namespace ulika {

// Why something could not be done. The ledger's states follow from it (model/ledger.h).
enum class ErrorKind {
  io,           // the operating system refused or failed
  not_found,    // named thing does not exist
  damaged,      // bytes contradict their format
  unsupported,  // a format or variant that is not read
  encrypted,    // a key or password is needed
  limit,        // a limit of size, depth, count, time or memory was reached
  usage,        // the caller asked for something that makes no sense
};

struct Error {
  ErrorKind kind = ErrorKind::io;
  std::string message;  // one sentence for a person, without a final full stop
};

template <class T>
using Result = tl::expected<T, Error>;

inline tl::unexpected<Error> fail(ErrorKind kind, std::string message) {
  return tl::unexpected<Error>(Error{kind, std::move(message)});
}

}  // namespace ulika
