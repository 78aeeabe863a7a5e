#include "triage/pipeline/shared_state.h"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

namespace ulika {
namespace {

Digests content(unsigned n) {
  Digests d;
  for (std::size_t i = 0; i < 4; ++i) d.sha256[i] = d.sha256[8 + i] = static_cast<std::byte>(n >> (8 * i));
  return d;
}

TEST(ContentClaims, FirstFileKeepsItsContent) {
  Shared<ContentClaims> claims;
  EXPECT_EQ(claims->claim(content(1), 0, 10), 10);
  EXPECT_EQ(claims->claim(content(1), 0, 11), 10);
  EXPECT_EQ(claims->claim(content(1), 0, 10), 10);  // examined again after a death
  EXPECT_EQ(claims->claim(content(1), 1, 11), 11);  // another evidence item
  EXPECT_EQ(claims->claim(content(2), 0, 12), 12);
}

TEST(ContentClaims, ContentThatDiffersOnlyInItsSecondHalfIsOther) {
  Shared<ContentClaims> claims;
  Digests a;
  Digests b;
  a.sha256[0] = b.sha256[0] = std::byte{7};
  b.sha256[12] = std::byte{1};
  EXPECT_EQ(claims->claim(a, 0, 1), 1);
  EXPECT_EQ(claims->claim(b, 0, 2), 2);
}

TEST(ContentClaims, ProcessesAgreeOnOneOwner) {
  constexpr unsigned kContents = 5000;
  Shared<ContentClaims> claims;
  Shared<std::int64_t> owners(2 * kContents);
  for (int process = 0; process < 2; ++process) {
    if (fork() == 0) {
      for (unsigned i = 0; i < kContents; ++i) {
        owners[static_cast<std::size_t>(process) * kContents + i] =
            claims->claim(content(i + 1), 0, 100 + process);
      }
      _exit(0);
    }
  }
  while (wait(nullptr) > 0) {
  }
  for (unsigned i = 0; i < kContents; ++i) {
    EXPECT_EQ(owners[i], owners[kContents + i]) << i;
    EXPECT_TRUE(owners[i] == 100 || owners[i] == 101);
  }
}

TEST(WorkerSlot, MemberPathIsCutNotOverrun) {
  Shared<WorkerSlot> slot;
  slot->enter_member("a.zip!/b");
  EXPECT_EQ(slot->member_path(), "a.zip!/b");
  slot->enter_member(std::string(100'000, 'x'));
  EXPECT_EQ(slot->member_path().size(), sizeof(WorkerSlot::member) - 1);
  slot->enter_member("");
  EXPECT_EQ(slot->member_path(), "");
}

}  // namespace
}  // namespace ulika
