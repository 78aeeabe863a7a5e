// The export of a case depends on the evidence alone: not on who examined what first, nor on being killed.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <map>
#include <random>
#include <sstream>

#include "reports/export.h"
#include "tests/case_sample.h"
#include "triage/case/case_check.h"

namespace ulika {
namespace {

namespace fs = std::filesystem;
using test::digests_of;
using test::sample_file;
using test::sample_hit;
using test::sample_message;
using test::TempDir;
using testing::HasSubstr;

// A made-up item: files by path with their content. A content "zip(x,y)" holds the members m0 and m1.
using Item = std::vector<std::pair<std::string, std::string>>;

const Item kItem = {
    {"d/copy.db", "chat database"},
    {"a/msgstore.db", "chat database"},
    {"z/old.db", "chat database"},
    {"b/one.txt", "a word in a text"},
    {"c/two.txt", "a word in a text"},
    {"e/alone.txt", "nothing like it"},
    {"f/arc.zip", "zip(a word in a text|chat database)"},
    {"g/same.zip", "zip(a word in a text|chat database)"},
    {"h/other.zip", "zip(only here|chat database)"},
    {"i/outer.zip", "zip(zip(deep|deep)|deep)"},
    {"j/outer.zip", "zip(zip(deep|deep)|deep)"},
    {"k/inner.zip", "zip(deep|deep)"},
    {"l/empty", ""},
    {"m/empty", ""},
};

// Splits "zip(a|b)" at its top-level bar.
std::vector<std::string> members_in(const std::string& content) {
  if (!content.starts_with("zip(")) return {};
  std::vector<std::string> members(1);
  int depth = 0;
  for (std::size_t i = 4; i + 1 < content.size(); ++i) {
    depth += content[i] == '(' ? 1 : content[i] == ')' ? -1 : 0;
    if (content[i] == '|' && depth == 0) {
      members.emplace_back();
    } else {
      members.back() += content[i];
    }
  }
  return members;
}

FileEntry entry_of(const std::string& path, const std::string& content, std::int64_t offset) {
  FileEntry entry = sample_file(path, content.size(), offset);
  if (offset < 0) entry.content = {};
  return entry;
}

// What an examination of `content` at `path` finds: the same for the same content but for where it lies.
void examine(const std::string& content, FileResult& result) {
  const std::string path = result.entry.path;
  result.digests = digests_of(content);
  result.state = LedgerState::scanned;
  for (std::size_t at = content.find("word"); at != std::string::npos; at = content.find("word", at + 1)) {
    Hit hit = sample_hit(path, at, "word");
    if (result.entry.content.kind == ContentRef::Kind::extents) {
      hit.image_offset = result.entry.content.extents[0].offset + static_cast<std::int64_t>(at);
    }
    result.hits.push_back(hit);
  }
  if (content == "chat database") {
    result.state = LedgerState::parsed;
    for (int row = 12; row > 0; --row) {
      result.records.push_back(sample_message(path, row, "message " + std::to_string(row)));
      Record card;
      card.type = "card";
      card.set("pan", "4111111111111111");
      card.from = result.records.back().from;
      card.from.parser = "detector:card";
      card.from.derived_from = record_id("phone", result.records.back());
      result.records.push_back(card);
      Hit hit = sample_hit(path, 3, "word");
      hit.record_id = card.from.derived_from;
      result.hits.push_back(hit);
    }
    result.problems.push_back({path, "parse", LedgerState::damaged, "a row is cut", 4, 2});
  }
  if (content == "deep") result.hits.push_back(sample_hit(path, 0, "deep"));
}

// Plays the workers: every file examined in the order given; with `twins`, content seen before is not
// examined again.
class Play {
 public:
  Play(EvidenceDatabase& db, bool twins) : db_(db), twins_(twins) {}

  void file(const std::string& path, const std::string& content) {
    FileResult result;
    const auto found = db_.find(path);
    result.file_id = found->id;
    result.entry = found->entry;
    std::vector<FileResult> batch;
    run(content, std::move(result), batch);
    db_.write(batch);
  }

 private:
  void run(const std::string& content, FileResult result, std::vector<FileResult>& batch) {
    const std::string path = result.entry.path;
    const auto seen = first_.find(content);
    if (twins_ && seen != first_.end()) {
      result.digests = digests_of(content);
      result.state = LedgerState::duplicate;
      result.reason = "same content as " + seen->second;
      batch.push_back(std::move(result));
      return;
    }
    first_.emplace(content, path);
    int n = 0;
    for (const std::string& member : members_in(content)) {
      FileResult inner;
      inner.entry = entry_of(path + "!/m" + std::to_string(n++), member, -1);
      run(member, std::move(inner), batch);
    }
    examine(content, result);
    batch.push_back(std::move(result));
  }

  EvidenceDatabase& db_;
  bool twins_;
  std::map<std::string, std::string> first_;
};

std::string exported(const fs::path& dir) {
  const auto reader = CaseReader::open(dir);
  if (!reader) return reader.error().message;
  std::ostringstream out;
  const auto done = export_case(*reader, {"jsonl", ""}, out);
  return done ? out.str() : done.error().message;
}

void list(EvidenceDatabase& db, const Item& item) {
  std::vector<FileEntry> entries;
  std::int64_t offset = 4096;
  for (const auto& [path, content] : item) {
    entries.push_back(entry_of(path, content, offset));
    offset += 4096;
  }
  db.begin_listing();
  db.add_entries(entries);
  db.finish_listing();
}

std::string play(const Item& order, bool twins) {
  TempDir dir;
  test::make_case(dir / "case", test::sample_source(), [&](EvidenceDatabase& db) {
    list(db, kItem);
    Play workers(db, twins);
    for (const auto& [path, content] : order) workers.file(path, content);
    db.finish();
  });
  Audit(dir / "case/audit.jsonl").log("triage", {});
  const auto checked = check_case(dir / "case");
  EXPECT_TRUE(checked && checked->empty()) << (checked ? checked->front() : checked.error().message);
  return exported(dir / "case");
}

TEST(ExportDeterminism, TwinsShowTheSameWhoeverWasExamined) {
  const std::string every_file_examined = play(kItem, false);
  EXPECT_THAT(every_file_examined, HasSubstr("\"path\":\"g/same.zip!/m1\""));
  EXPECT_THAT(every_file_examined,
              HasSubstr("\"ledger\":\"duplicate\",\"reason\":\"same content as a/msgstore.db\""));
  Item order = kItem;
  std::mt19937 random(20260301);
  for (int round = 0; round < 25; ++round) {
    const std::string text = play(order, true);
    ASSERT_EQ(text, every_file_examined) << "in round " << round;
    std::shuffle(order.begin(), order.end(), random);
  }
}

TEST(ExportDeterminism, EveryTwinHasItsOwnRowsThatReferToOneAnother) {
  const std::string text = play(kItem, true);
  for (const char* path : {"a/msgstore.db", "d/copy.db", "z/old.db", "f/arc.zip!/m1", "g/same.zip!/m1"}) {
    Record message = sample_message(path, 7, "");
    const std::string id = record_id("phone", message);
    EXPECT_THAT(text, HasSubstr("{\"type\":\"message\",\"id\":\"" + id + "\"")) << path;
    EXPECT_THAT(text, HasSubstr("\"parser\":\"detector:card\",\"recovered\":\"live\",\"derived_from\":\"" +
                                id + "\""));
  }
}

TEST(ExportDeterminism, FilesOfEqualContentAndDifferentResultsStayApart) {
  TempDir dir;
  test::make_case(dir / "case", test::sample_source(), [&](EvidenceDatabase& db) {
    list(db, {{"a", "x"}, {"b", "x"}, {"c", "x"}});
    std::vector<FileResult> results;
    for (const char* path : {"a", "b", "c"}) {
      FileResult result;
      result.file_id = db.find(path)->id;
      result.digests = digests_of("x");
      if (path == std::string("b")) result.records = {sample_message(path, 1, "by its write-ahead log")};
      results.push_back(result);
    }
    db.write(results);
    db.finish();
  });
  const std::string text = exported(dir / "case");
  EXPECT_THAT(text, HasSubstr("by its write-ahead log"));
  EXPECT_THAT(text,
              HasSubstr("\"kind\":\"file\",\"ledger\":\"duplicate\",\"reason\":\"same content as a\"}\n"));
  EXPECT_EQ(text.find("same content as b"), std::string::npos);
}

TEST(ExportDeterminism, SlackBehindATwinStaysWithItsFile) {
  TempDir dir;
  test::make_case(dir / "case", test::sample_source(), [&](EvidenceDatabase& db) {
    list(db, {{"a", "0123456789"}, {"b", "0123456789"}});
    FileResult a;
    a.file_id = db.find("a")->id;
    a.digests = digests_of("0123456789");
    a.hits = {sample_hit("a", 2, "inside"), sample_hit("a", 50, "slack-of-a")};
    FileResult b;
    b.file_id = db.find("b")->id;
    b.digests = a.digests;
    b.state = LedgerState::duplicate;
    b.twin_id = a.file_id;
    b.hits = {sample_hit("b", 60, "slack-of-b")};
    db.write({a, b});
    db.finish();
  });
  const std::string text = exported(dir / "case");
  const auto hits = [&](const std::string& path, const std::string& value) {
    return text.find("\"path\":\"" + path + "\",\"locator\":\"bytes:" + value) != std::string::npos;
  };
  EXPECT_TRUE(hits("a", "2+6"));
  EXPECT_TRUE(hits("b", "2+6"));
  EXPECT_TRUE(hits("a", "50+10"));
  EXPECT_FALSE(hits("b", "50+10"));
  EXPECT_TRUE(hits("b", "60+10"));
  EXPECT_FALSE(hits("a", "60+10"));
}

TEST(ExportDeterminism, ADuplicateWhoseTwinWasNeverExaminedIsNotLostSilently) {
  TempDir dir;
  test::make_case(dir / "case", test::sample_source(), [&](EvidenceDatabase& db) {
    list(db, {{"a", "x"}, {"b", "x"}});
    FileResult b;
    b.file_id = db.find("b")->id;
    b.state = LedgerState::duplicate;
    b.reason = "same content as gone";
    db.write({b});
    db.finish();
  });
  EXPECT_THAT(exported(dir / "case"),
              HasSubstr("\"state\":\"not_examined\",\"reason\":\"the file of the same content"));
}

TEST(ExportDeterminism, AnArchiveThatHoldsItselfEnds) {
  TempDir dir;
  test::make_case(dir / "case", test::sample_source(), [&](EvidenceDatabase& db) {
    list(db, {{"quine.zip", "quine"}});
    FileResult outer;
    outer.file_id = db.find("quine.zip")->id;
    outer.digests = digests_of("quine");
    outer.hits = {sample_hit("quine.zip", 1, "word")};
    FileResult inner;
    inner.entry = entry_of("quine.zip!/quine.zip", "quine", -1);
    inner.digests = digests_of("quine");
    inner.state = LedgerState::duplicate;
    inner.reason = "same content as quine.zip";
    db.write({inner, outer});
    db.finish();
  });
  const std::string text = exported(dir / "case");
  EXPECT_THAT(text, HasSubstr("\"path\":\"quine.zip!/quine.zip\",\"locator\":\"bytes:1+4\""));
  EXPECT_EQ(text.find("quine.zip!/quine.zip!/"), std::string::npos);
}

TEST(ExportDeterminism, RecordsThatShareEverythingButContentKeepTheirIds) {
  std::string first;
  std::mt19937 random(7);
  for (int round = 0; round < 10; ++round) {
    TempDir dir;
    test::make_case(dir / "case", test::sample_source(), [&](EvidenceDatabase& db) {
      list(db, {{"a", "x"}});
      FileResult result;
      result.file_id = db.find("a")->id;
      for (int i = 0; i < 6; ++i)
        result.records.push_back(sample_message("a", 1, "text " + std::to_string(i % 4)));
      std::shuffle(result.records.begin(), result.records.end(), random);
      for (Record& record : result.records) record.set("sent_at", {});
      for (Record& record : result.records) std::shuffle(record.fields.begin(), record.fields.end(), random);
      db.write({result});
      db.finish();
    });
    const std::string text = exported(dir / "case");
    if (first.empty()) first = text;
    ASSERT_EQ(text, first);
  }
  std::size_t messages = 0;
  for (std::size_t at = first.find("\"type\":\"message\""); at != std::string::npos;
       at = first.find("\"type\":\"message\"", at + 1)) {
    ++messages;
  }
  EXPECT_EQ(messages, 4U);  // two of the six are doubles
  EXPECT_THAT(first, HasSubstr(record_id("phone", sample_message("a", 1, ""), 3)));
}

// One run of a small program: lists, examines what is pending, finishes. May be killed at any moment.
void run_to_the_end(const fs::path& dir, std::size_t files) {
  Result<CaseFolder> folder = CaseFolder::open_or_create(dir, {});
  if (!folder) throw std::runtime_error(folder.error().message);
  const std::string name = folder->register_evidence("phone", "/evidence/phone.zip");
  folder->audit().log("triage", {{"evidence", name}});
  const fs::path file = folder->evidence_db_path(name);
  EvidenceDatabase db =
      fs::exists(file) ? EvidenceDatabase::open(file) : EvidenceDatabase::create(file, test::sample_source());
  if (!db.listed()) {
    db.begin_listing();
    for (std::size_t i = 0; i < files; i += 50) {
      std::vector<FileEntry> entries;
      for (std::size_t n = i; n < i + 50; ++n) {
        entries.push_back(sample_file("dir/file" + std::to_string(n), 10 + n % 90 % 7,
                                      static_cast<std::int64_t>(n * 4096)));
      }
      db.add_entries(entries);
    }
    db.finish_listing();
  }
  std::map<std::string, std::string> seen;
  EvidenceDatabase::Cursor cursor;
  for (auto batch = db.pending(cursor, 20); !batch.empty(); batch = db.pending(cursor, 20)) {
    for (const auto& pending : batch) {
      db.forget(pending.id);
      FileResult member;
      member.entry = sample_file(pending.entry.path + "!/in", 4, -1);
      member.entry.content = {};
      member.digests = digests_of("member" + std::to_string(pending.entry.size));
      member.hits = {sample_hit(member.entry.path, 0, "word")};
      db.write({member});
      FileResult result;
      result.file_id = pending.id;
      result.entry = pending.entry;
      const std::string content = "chat " + std::to_string(pending.entry.first_offset / 4096 % 90);
      const auto twin = seen.emplace(content, pending.entry.path);
      result.digests = digests_of(content);
      if (!twin.second) {
        db.forget(pending.id);
        result.state = LedgerState::duplicate;
        result.reason = "same content as " + twin.first->second;
      } else {
        for (int row = 0; row < 5; ++row) {
          result.records.push_back(sample_message(pending.entry.path, row, content + std::to_string(row)));
        }
      }
      db.write({result});
    }
  }
  db.finish();
  folder->audit().log("done", {});
}

TEST(ExportDeterminism, AKilledRunGoesOnToTheSameEnd) {
  TempDir dir;
  constexpr std::size_t kFiles = 400;
  run_to_the_end(dir / "whole", kFiles);
  const std::string whole = exported(dir / "whole");
  std::mt19937 random(42);
  int kills = 0;
  for (int round = 0; round < 400 && kills < 20; ++round) {
    const pid_t pid = ::fork();
    if (pid == 0) {
      try {
        run_to_the_end(dir / "killed", kFiles);
      } catch (const std::exception& e) {
        ::write(2, e.what(), std::string_view(e.what()).size());
        ::_exit(9);
      }
      ::_exit(0);
    }
    ::usleep(static_cast<useconds_t>(2000 + random() % 50000));
    ::kill(pid, SIGKILL);
    int status = 0;
    ::waitpid(pid, &status, 0);
    if (WIFSIGNALED(status)) ++kills;
    ASSERT_FALSE(WIFEXITED(status) && WEXITSTATUS(status) != 0)
        << "a resumed run failed after " << kills << " kills";
    if (WIFEXITED(status) && kills >= 5) break;  // it came to its end between the kills
  }
  run_to_the_end(dir / "killed", kFiles);
  EXPECT_GE(kills, 5);
  EXPECT_EQ(exported(dir / "killed"), whole);
  const auto checked = check_case(dir / "killed");
  ASSERT_TRUE(checked);
  EXPECT_TRUE(checked->empty()) << checked->front();
}

}  // namespace
}  // namespace ulika
