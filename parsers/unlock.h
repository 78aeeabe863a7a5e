// Unlock: the plain database behind an encrypted one, where its key was given or lies beside it.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "parsers/parser_set.h"

namespace ulika {

struct Unlocked {
  enum class State {
    not_locked,  // no encrypted database of a kind that is known
    no_key,      // one, and there is no key to try
    wrong_key,   // none of the keys opens it
    damaged,     // a key opens it, and the content does not hold
    opened,
  };
  State state = State::not_locked;
  std::string reason;                 // one sentence, but for not_locked
  std::unique_ptr<ByteSource> data;   // of `opened`; reads from the input's own source
  std::vector<Companion> companions;  // decrypted, under the names of the encrypted ones
  std::vector<std::pair<std::string, std::string>> unread;  // a companion's path, and why it is left out
  std::shared_ptr<std::uint64_t> damaged_pages =
      std::make_shared<std::uint64_t>(0);  // counted as they are read
};

// True where a file of this name and type may be an encrypted database.
bool may_be_locked(std::string_view path, std::string_view mime);

// Files beside `path` that may hold its key, if they exist.
std::vector<std::string> key_files_of(std::string_view path);

Unlocked unlock(ParseInput& input);

}  // namespace ulika
