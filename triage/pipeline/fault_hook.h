// The fault hook of test builds: makes a worker crash, hang or eat memory on a file whose path contains a
// word.
#pragma once

#include <string_view>

namespace ulika {

// Obeys the environment variable ULIKA_FAULT ("crash:WORD", "hang:WORD", "eat:WORD") when `path` contains
// WORD. Does nothing in builds without ULIKA_FAULT_HOOK.
void obey_fault_hook(std::string_view path);

}  // namespace ulika
