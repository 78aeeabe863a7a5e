#include "parsers/recovery_pages.h"

#include <algorithm>
#include <array>
#include <span>

#include "parsers/wal_check.h"
#include "triage/base/bytes.h"

namespace ulika {
namespace {

constexpr std::uint32_t kLogHeader = 32;
constexpr std::uint32_t kFrameHeader = 24;
constexpr std::uint32_t kMaxFrames = 1U << 20;
constexpr std::uint32_t kMaxPages = 1U << 26;

bool read_whole(ByteSource& source, std::uint64_t offset, std::span<std::byte> out) {
  if (offset > source.size() || out.size() > source.size() - offset) return false;
  std::size_t got = 0;
  while (got < out.size()) {
    const auto read = source.read(offset + got, out.subspan(got));
    if (!read || *read == 0) return false;
    got += *read;
  }
  return true;
}

// The checksum of a journal's record, without the nonce: every 200th byte from the end.
std::uint32_t journal_sum(Bytes page) {
  std::uint32_t sum = 0;
  for (std::size_t i = page.size() - 200; i > 0 && i < page.size(); i -= 200)
    sum += std::to_integer<std::uint32_t>(page[i]);
  return sum;
}

}  // namespace

Result<PageStore> PageStore::open(const DatabaseFiles& files) {
  PageStore store;
  store.files_ = files;
  store.page_size_ = database_page_size(*files.main);
  if (store.page_size_ == 0) return fail(ErrorKind::unsupported, "this is no SQLite database");
  store.main_pages_ =
      static_cast<std::uint32_t>(std::min<std::uint64_t>(files.main->size() / store.page_size_, kMaxPages));
  store.page_count_ = store.main_pages_;
  if (files.wal) store.read_log();
  if (files.journal) store.read_journal();
  store.read_header();
  return store;
}

void PageStore::read_header() {
  std::vector<std::byte> page;
  PageVersion first = current(1);
  usable_ = page_size_;
  if (!read(first, page)) return;
  ByteReader reader{Bytes(page).first(100)};
  reader.seek(20);
  const std::uint32_t reserved = reader.u8();
  if (page_size_ - reserved >= 480) usable_ = page_size_ - reserved;
  reader.seek(32);
  first_freelist_page_ = reader.u32be();
  reader.seek(56);
  const std::uint32_t encoding = reader.u32be();
  if (encoding == 2) encoding_ = Encoding::utf16le;
  if (encoding == 3) encoding_ = Encoding::utf16be;
  // The count in the header holds where the app's version wrote it; pages past it belong to no state.
  if (first.file == PageFile::main) {
    reader.seek(24);
    const std::uint32_t changes = reader.u32be();
    const std::uint32_t count = reader.u32be();
    reader.seek(92);
    if (reader.u32be() == changes && count > 0 && count < page_count_) page_count_ = count;
  }
}

void PageStore::read_log() {
  ByteSource& wal = *files_.wal;
  const WalSummary summary = check_wal(wal);
  if (!summary.is_wal || summary.page_size != page_size_) return;
  const std::uint64_t frame_size = std::uint64_t{kFrameHeader} + page_size_;
  std::vector<PageVersion> old;
  std::uint32_t frame = 0;
  for (std::uint64_t at = kLogHeader; frame < kMaxFrames; at += frame_size) {
    std::array<std::byte, kFrameHeader> bytes{};
    if (at + frame_size > wal.size() || !read_whole(wal, at, bytes)) break;
    ++frame;
    ByteReader head{Bytes(bytes)};
    const std::uint32_t number = head.u32be();
    const std::uint32_t pages = head.u32be();
    const std::uint32_t salt1 = head.u32be();
    salts_.emplace_back(salt1, head.u32be());
    if (number == 0 || number > kMaxPages) continue;
    const PageVersion version{number, PageFile::wal, frame, at + kFrameHeader};
    frames_[number].push_back(version);
    if (frame > summary.committed) {
      old.push_back(version);
      continue;
    }
    const auto found = current_.find(number);
    if (found == current_.end()) {
      current_.emplace(number, version);
    } else {
      old.push_back(found->second);
      found->second = version;
    }
    if (pages != 0) {
      page_count_ = std::min(pages, std::max(main_pages_, number) + frame);
    }
  }
  hide_main_pages();
  std::sort(old.begin(), old.end(),
            [](const PageVersion& a, const PageVersion& b) { return a.frame > b.frame; });
  superseded_.insert(superseded_.end(), old.begin(), old.end());
}

// Pages of the main file that the log or journal replaces.
void PageStore::hide_main_pages() {
  for (const auto& [number, version] : current_) {
    if (number <= main_pages_)
      superseded_.push_back({number, PageFile::main, 0, std::uint64_t{number - 1} * page_size_});
  }
  std::sort(superseded_.begin(), superseded_.end(),
            [](const PageVersion& a, const PageVersion& b) { return a.number < b.number; });
}

void PageStore::read_journal() {
  if (is_hot_journal(*files_.journal)) {
    if (!current_.empty()) return;
    rolls_back_ = read_hot_journal() > 0;
    hide_main_pages();
  } else {
    read_cold_journal();
  }
}

// Segments of a header, padded to a sector, and records; what they hold goes back into the database.
std::uint32_t PageStore::read_hot_journal() {
  ByteSource& journal = *files_.journal;
  std::uint64_t at = 0;
  std::uint32_t record = 0;
  const std::uint64_t record_size = std::uint64_t{page_size_} + 8;
  std::vector<std::byte> bytes(static_cast<std::size_t>(record_size));
  while (record < kMaxFrames) {
    std::array<std::byte, 28> header{};
    if (!read_whole(journal, at, header)) break;
    ByteReader reader{Bytes(header)};
    if (reader.u64be() != 0xD9D505F920A163D7ULL) break;
    std::uint64_t records = reader.u32be();
    const std::uint32_t nonce = reader.u32be();
    const std::uint32_t pages = reader.u32be();
    const std::uint32_t sector = reader.u32be();
    const std::uint32_t page_size = reader.u32be();
    if (sector < 32 || sector > 65536 || (page_size != page_size_ && page_size != 0)) break;
    if (at == 0) page_count_ = std::min(pages, std::max(main_pages_, 1U));
    at += sector;
    if (records == 0xFFFFFFFF) records = (journal.size() - std::min(at, journal.size())) / record_size;
    for (std::uint64_t i = 0; i < records && record < kMaxFrames; ++i, at += record_size) {
      if (!read_whole(journal, at, bytes)) break;
      ++record;
      ByteReader entry{Bytes(bytes)};
      const std::uint32_t number = entry.u32be();
      const Bytes page = entry.take(page_size_);
      if (number == 0 || number > kMaxPages || entry.u32be() != nonce + journal_sum(page)) return record;
      current_.try_emplace(number, PageVersion{number, PageFile::journal, record, at + 4});
    }
    at = (at + sector - 1) / sector * sector;
  }
  return record;
}

// A journal whose transaction is over, and whose header was therefore blanked: the records stay. Those of one
// transaction have the same nonce, which tells where they begin.
void PageStore::read_cold_journal() {
  ByteSource& journal = *files_.journal;
  const std::uint64_t record_size = std::uint64_t{page_size_} + 8;
  std::vector<std::byte> bytes(static_cast<std::size_t>(record_size));
  std::vector<PageVersion> best;
  std::size_t best_runs = 0;
  for (std::uint64_t start = 512; start <= 65536 && start < journal.size(); start *= 2) {
    std::vector<PageVersion> found;
    std::size_t runs = 0;
    std::uint32_t last_nonce = 0;
    std::uint32_t record = 0;
    for (std::uint64_t at = start; record < kMaxFrames && read_whole(journal, at, bytes); at += record_size) {
      ++record;
      ByteReader entry{Bytes(bytes)};
      const std::uint32_t number = entry.u32be();
      const Bytes page = entry.take(page_size_);
      const std::uint32_t nonce = entry.u32be() - journal_sum(page);
      const bool known = number != 0 && number <= std::max(main_pages_, 16U) * 4ULL;
      if (known && record > 1 && nonce == last_nonce) ++runs;
      if (known) found.push_back({number, PageFile::journal, record, at + 4});
      last_nonce = nonce;
    }
    if (runs > best_runs || (best.empty() && !found.empty())) {
      best_runs = runs;
      best = std::move(found);
    }
    if (best_runs > 0) break;
  }
  superseded_.insert(superseded_.end(), best.begin(), best.end());
}

PageVersion PageStore::current(std::uint32_t number) const {
  const auto found = current_.find(number);
  if (found != current_.end()) return found->second;
  return {number, PageFile::main, 0, std::uint64_t{number - 1} * page_size_};
}

PageVersion PageStore::as_of_frame(std::uint32_t number, std::uint32_t frame) const {
  const auto found = frames_.find(number);
  if (found != frames_.end() && frame > 0 && frame <= salts_.size()) {
    for (auto it = found->second.rbegin(); it != found->second.rend(); ++it) {
      if (it->frame <= frame && salts_[it->frame - 1] == salts_[frame - 1]) return *it;
    }
  }
  return {number, PageFile::main, 0, std::uint64_t{number - 1} * page_size_};
}

bool PageStore::read(const PageVersion& version, std::vector<std::byte>& page) const {
  ByteSource* source = version.file == PageFile::main  ? files_.main
                       : version.file == PageFile::wal ? files_.wal
                                                       : files_.journal;
  page.resize(page_size_);
  return version.number != 0 && source && read_whole(*source, version.offset, page);
}

}  // namespace ulika
