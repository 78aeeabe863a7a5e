// Where the real sample evidence lies for tests that use it; tests skip with a message where it is absent.
#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <string>

namespace ulika::test {

// build/…/evidence, filled by `./dev` through the unpack script of the shared data; empty when it is not
// there.
inline std::filesystem::path evidence_dir() {
  const char* named = std::getenv("ULIKA_EVIDENCE");
  std::filesystem::path dir =
      named ? std::filesystem::path(named) : std::filesystem::path(ULIKA_SOURCE_DIR) / "build/evidence";
  return std::filesystem::exists(dir / ".complete") ? dir : std::filesystem::path();
}

}  // namespace ulika::test

#define ULIKA_NEEDS_EVIDENCE()             \
  if (ulika::test::evidence_dir().empty()) \
  GTEST_SKIP() << "real sample evidence is not here (see CONTRIBUTING.md, \"Real evidence\")"
