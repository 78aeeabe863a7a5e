#include "triage/pipeline/fault_hook.h"

#ifdef ULIKA_FAULT_HOOK
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <memory>
#include <vector>
#endif

namespace ulika {

#ifdef ULIKA_FAULT_HOOK
void obey_fault_hook(std::string_view path) {
  static const char* const kWish = std::getenv("ULIKA_FAULT");
  if (kWish == nullptr) return;
  const std::string_view wish(kWish);
  const std::size_t colon = wish.find(':');
  if (colon == std::string_view::npos || path.find(wish.substr(colon + 1)) == std::string_view::npos) return;
  const std::string_view what = wish.substr(0, colon);
  if (what == "crash") {
    std::signal(SIGSEGV, SIG_DFL);
    std::raise(SIGSEGV);
  }
  if (what == "hang") {
    for (;;) pause();
  }
  if (what == "eat") {
    std::vector<std::unique_ptr<std::vector<char>>> eaten;
    for (;;) eaten.push_back(std::make_unique<std::vector<char>>(1U << 24, 'x'));
  }
}
#else
void obey_fault_hook(std::string_view) {}
#endif

}  // namespace ulika
