#include "triage/pipeline/wire.h"

#include <gtest/gtest.h>

#include <random>

namespace ulika {
namespace {

FileResult full_result() {
  FileResult r;
  r.entry.path = "vol1/a.zip!/b/ж.txt";
  r.entry.state = FileState::deleted;
  r.entry.size = 77;
  r.entry.times.modified = -5;
  r.entry.times.zone_known = false;
  r.entry.first_offset = 4096;
  r.entry.content.kind = ContentRef::Kind::extents;
  r.entry.content.extents = {{4096, 70}, {-1, 7}};
  r.entry.slack = {{4166, 435}};
  r.digests.emplace().md5[3] = std::byte{9};
  r.mime = "text/plain";
  r.state = LedgerState::parsed;
  r.reason = "why";
  r.twin_id = 12;
  r.known = "none";
  r.hashset = "set";
  r.thumbnail = std::string("\xff\xd8\0\x01", 4);
  Hit hit;
  hit.rule = "kw:закладк";
  hit.context = "…‹закладк›а";
  hit.offset = 11;
  hit.length = 14;
  hit.weight = 3.5;
  hit.image_offset = 4107;
  r.hits = {hit};
  Record record;
  record.type = "message";
  record.set("text", std::string("привет"));
  record.set("sent_at", std::int64_t{1'700'000'000'000});
  record.set("latitude", 45.5);
  record.from = {"p", "row:message:1", "whatsapp_android", "wal", "abc"};
  r.records = {record};
  r.problems = {{"p", "parse", LedgerState::damaged, "torn", 5, 6}};
  return r;
}

TEST(Wire, ResultComesBackWhole) {
  const FileResult sent = full_result();
  const auto got = decode_result(encode_result(sent));
  ASSERT_TRUE(got.has_value());
  EXPECT_EQ(got->entry.path, sent.entry.path);
  EXPECT_EQ(got->entry.state, FileState::deleted);
  EXPECT_EQ(got->entry.times, sent.entry.times);
  EXPECT_EQ(got->entry.content, sent.entry.content);
  EXPECT_EQ(got->entry.slack, sent.entry.slack);
  EXPECT_EQ(got->digests, sent.digests);
  EXPECT_EQ(got->state, LedgerState::parsed);
  EXPECT_EQ(got->twin_id, 12);
  ASSERT_EQ(got->hits.size(), 1U);
  EXPECT_EQ(got->hits[0].context, sent.hits[0].context);
  EXPECT_EQ(got->hits[0].image_offset, 4107);
  EXPECT_EQ(got->hits[0].weight, 3.5);
  ASSERT_EQ(got->records.size(), 1U);
  EXPECT_EQ(got->records[0].fields, sent.records[0].fields);
  EXPECT_EQ(got->records[0].from.recovered, "wal");
  ASSERT_EQ(got->problems.size(), 1U);
  EXPECT_EQ(got->problems[0].length, 6U);
  EXPECT_EQ(got->thumbnail, sent.thumbnail);
}

TEST(Wire, WorkAndSourceComeBackWhole) {
  WorkItem item;
  item.id = 7;
  item.entry.path = "x.db";
  item.companions.emplace_back().path = "x.db-wal";
  item.skip = {"x.zip!/bad"};
  const auto work = decode_work(encode_work(3, {item}));
  ASSERT_TRUE(work.has_value());
  EXPECT_EQ(work->first, 3U);
  ASSERT_EQ(work->second.size(), 1U);
  EXPECT_EQ(work->second[0].companions.at(0).path, "x.db-wal");
  EXPECT_EQ(work->second[0].skip, item.skip);

  SourceInfo source;
  source.name = "disk";
  source.files = {"disk.E01", "disk.E02"};
  source.volumes.emplace_back().label = "ДИСК";
  source.stored_md5 = "0123";
  source.acquisition = {{"examiner", "N"}};
  source.is_image = true;
  const auto back = decode_source(encode_source(source));
  ASSERT_TRUE(back.has_value());
  EXPECT_EQ(back->files, source.files);
  EXPECT_EQ(back->volumes.at(0).label, "ДИСК");
  EXPECT_EQ(back->stored_md5, source.stored_md5);
  EXPECT_FALSE(back->stored_sha1.has_value());
  EXPECT_EQ(back->acquisition, source.acquisition);
  EXPECT_TRUE(back->is_image);
}

// A worker that was taken over may send anything: it must be refused or read, never crash the supervisor.
TEST(Wire, DamagedBytesAreRefusedOrReadNeverFatal) {
  const std::string good = encode_result(full_result());
  for (std::size_t cut = 0; cut < good.size(); ++cut)
    EXPECT_FALSE(decode_result(good.substr(0, cut)).has_value());
  EXPECT_FALSE(decode_result(good + "x").has_value());
  std::mt19937 random(1);
  for (int i = 0; i < 20'000; ++i) {
    std::string bad = good;
    for (int k = 0; k < 3; ++k) bad[random() % bad.size()] = static_cast<char>(random());
    (void)decode_result(bad);
  }
}

TEST(Wire, FramesComeOutHoweverTheyAreCut) {
  std::string stream;
  for (int i = 0; i < 50; ++i) {
    stream += encode_frame({FrameKind::result, std::string(static_cast<std::size_t>(i * 37), 'a')});
  }
  for (const std::size_t step : {std::size_t{1}, std::size_t{7}, std::size_t{64}, std::size_t{100'000}}) {
    FrameReader reader;
    int frames = 0;
    for (std::size_t at = 0; at < stream.size(); at += step) {
      reader.feed(std::string_view(stream).substr(at, step));
      while (auto frame = reader.next()) {
        EXPECT_EQ(frame->payload.size(), static_cast<std::size_t>(frames * 37));
        ++frames;
      }
    }
    EXPECT_EQ(frames, 50);
    EXPECT_FALSE(reader.broken());
  }
}

TEST(Wire, NonsenseBreaksTheStreamForGood) {
  FrameReader reader;
  reader.feed(std::string(8, '\xff'));
  EXPECT_FALSE(reader.next().has_value());
  EXPECT_TRUE(reader.broken());
  reader.feed(encode_frame({FrameKind::done, {}}));
  EXPECT_FALSE(reader.next().has_value());
}

}  // namespace
}  // namespace ulika
