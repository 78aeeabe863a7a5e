#include "triage/pipeline/examiner.h"

#include <fmt/format.h>

#include <algorithm>
#include <new>

#include "triage/pipeline/fault_hook.h"
#include "triage/pipeline/member_examiner.h"

namespace ulika {
namespace {

constexpr std::uint64_t kMiB = 1ULL << 20;
constexpr double kNotableWeight = 10;  // as of the gravest terms

void note(FileResult& result, LedgerState state, std::string reason) {
  result.state = state;
  result.reason = std::move(reason);
}

std::string_view recovered_word(FileState state) {
  return state == FileState::allocated ? "live" : "carved";
}

// True where no byte of the content is stored anywhere. NTFS keeps such a stream, as long as the volume, for
// its bad clusters.
bool is_one_hole(const FileEntry& entry) {
  const auto& extents = entry.content.extents;
  return entry.content.kind == ContentRef::Kind::extents &&
         std::all_of(extents.begin(), extents.end(), [](const Extent& e) { return e.offset < 0; });
}

bool has_detector_hits(const FileResult& result) {
  return std::any_of(result.hits.begin(), result.hits.end(),
                     [](const Hit& h) { return h.rule.starts_with("detector:"); });
}

}  // namespace

struct Examiner::Loaded {
  FileResult result;
  std::unique_ptr<ByteSource> source;
  std::vector<std::byte> bytes;  // content and slack of what fits in memory
  std::size_t content_size = 0;
  bool whole = false;
  bool readable = false;
};

Examiner::Examiner(const ExamineRules& rules, const ExamineLimits& limits, Evidence& evidence,
                   std::string source, std::uint32_t item, WorkerSlot& slot, ContentClaims& claims, Send send)
    : rules_(rules),
      limits_(limits),
      evidence_(evidence),
      source_(std::move(source)),
      item_(item),
      slot_(slot),
      claims_(claims),
      send_(std::move(send)),
      scan_(*rules.scan),
      findings_(*rules.scan, *rules.lexicon) {}

void Examiner::allow_time(std::uint64_t bytes) {
  const std::uint64_t seconds = limits_.base_seconds + bytes / kMiB * limits_.seconds_per_mib;
  slot_.deadline_ns.store(monotonic_ns() + seconds * 1'000'000'000ULL, std::memory_order_relaxed);
}

void Examiner::examine(std::vector<WorkItem>& batch) {
  std::vector<Loaded> loaded(batch.size());
  slot_.image_item.store(item_, std::memory_order_relaxed);
  for (std::size_t i = 0; i < batch.size(); ++i) {
    if (const std::int64_t at = batch[i].entry.first_offset; at > 0)
      slot_.image_offset.store(static_cast<std::uint64_t>(at), std::memory_order_relaxed);
    slot_.enter_member("");
    slot_.file_id.store(batch[i].id, std::memory_order_relaxed);
    allow_time(batch[i].entry.size);
    load(batch[i], loaded[i]);
  }
  slot_.file_id.store(0, std::memory_order_relaxed);

  std::vector<Bytes> inputs;
  std::vector<std::size_t> owners;
  std::uint64_t hashed = 0;
  for (std::size_t i = 0; i < batch.size(); ++i) {
    if (!loaded[i].whole || batch[i].entry.kind != EntryKind::file) continue;
    inputs.push_back(Bytes(loaded[i].bytes).first(loaded[i].content_size));
    owners.push_back(i);
    hashed += loaded[i].content_size;
  }
  {
    const StageTimer timer(slot_, Stage::hash, hashed);
    std::vector<Digests> digests(inputs.size());
    digest_many(inputs, digests);
    for (std::size_t k = 0; k < owners.size(); ++k) loaded[owners[k]].result.digests = digests[k];
  }

  for (std::size_t i = 0; i < batch.size(); ++i) {
    slot_.file_id.store(batch[i].id, std::memory_order_relaxed);
    allow_time(batch[i].entry.size);
    try {
      obey_fault_hook(batch[i].entry.path);
      examine_loaded(batch[i], loaded[i]);
    } catch (const std::bad_alloc&) {
      scan_.finish();
      loaded[i].result.records.clear();
      loaded[i].result.hits.clear();
      note(loaded[i].result, LedgerState::limited, "needs more memory than a worker has");
    }
    slot_.bytes_done.fetch_add(batch[i].entry.size, std::memory_order_relaxed);
    slot_.file_id.store(0, std::memory_order_relaxed);
    send_(std::move(loaded[i].result));
    loaded[i] = Loaded();
  }
  slot_.deadline_ns.store(0, std::memory_order_relaxed);
}

void Examiner::load(const WorkItem& item, Loaded& loaded) {
  const FileEntry& entry = item.entry;
  loaded.result.file_id = item.id;
  loaded.result.entry = entry;
  if (entry.content.kind == ContentRef::Kind::none) {
    if (entry.size != 0) note(loaded.result, LedgerState::unsupported, "its content cannot be reached");
    return;
  }
  if (entry.size > limits_.whole_bytes && is_one_hole(entry)) {
    note(loaded.result, LedgerState::scanned, "one hole: nothing is stored for it, so it has no digests");
    return;
  }
  StageTimer timer(slot_, Stage::read);
  auto source = evidence_.open(entry);
  if (!source) {
    note(loaded.result, ledger_state_of(source.error().kind), source.error().message);
    return;
  }
  loaded.source = std::move(*source);
  loaded.readable = true;
  std::uint64_t slack = 0;
  for (const Extent& e : entry.slack) slack += e.length;
  const std::uint64_t size = loaded.source->size();
  if (entry.kind == EntryKind::area || size + slack > limits_.whole_bytes) return;

  loaded.bytes.resize(static_cast<std::size_t>(size + slack));
  auto got = loaded.source->read(0, std::span(loaded.bytes).first(static_cast<std::size_t>(size)));
  if (!got || *got != size) {
    note(loaded.result, got ? LedgerState::damaged : ledger_state_of(got.error().kind),
         got ? fmt::format("ends after {} of {} bytes", *got, size) : got.error().message);
    loaded.bytes.resize(got ? *got : 0);
    loaded.content_size = loaded.bytes.size();
    loaded.whole = true;
    return;
  }
  loaded.content_size = static_cast<std::size_t>(size);
  std::size_t at = loaded.content_size;
  for (const Extent& e : entry.slack) {
    if (evidence_.image() == nullptr) break;
    auto piece =
        evidence_.image()->read(static_cast<std::uint64_t>(e.offset),
                                std::span(loaded.bytes).subspan(at, static_cast<std::size_t>(e.length)));
    if (!piece) break;
    at += *piece;
  }
  loaded.bytes.resize(at);
  loaded.whole = true;
  timer.add_bytes(at);
}

void Examiner::examine_loaded(const WorkItem& item, Loaded& loaded) {
  FileResult& result = loaded.result;
  if (!loaded.readable) return;
  if (item.entry.kind != EntryKind::file && item.entry.kind != EntryKind::link) {
    examine_area(item, *loaded.source, result);
    return;
  }
  const LedgerState read_state = result.state;
  Content content;
  content.path = item.entry.path;
  content.state = item.entry.state;
  content.size = loaded.source->size();
  content.source = loaded.source.get();
  const ImageMap map(item.entry);
  std::vector<std::byte> head;
  if (loaded.whole) {
    content.whole = Bytes(loaded.bytes).first(loaded.content_size);
    content.slack = Bytes(loaded.bytes).subspan(loaded.content_size);
    content.head = content.whole.first(std::min(content.whole.size(), kTypeHead));
    result.mime = rules_.types->type_of(content.head, content.size);
    if (settled_by_hash(result)) return;
    if (item.skip.empty() && claimed_elsewhere(content, item, result)) return;
    scan(content.whole);
    scan(content.slack);
  } else {
    stream(content, head, result);
    content.head = head;
    if (settled_by_hash(result)) {
      scan_.finish();
      return;
    }
  }
  take_hits(content, map, result);
  mark_notable(result);
  for (const FileEntry& companion : item.companions) {
    if (auto opened = evidence_.open(companion))
      content.companions.push_back({companion.path, std::move(*opened)});
  }
  parse(content, result);
  if (is_archive(content.head, content.path)) MemberExaminer(*this, item).expand(content, result);
  if (read_state != LedgerState::scanned) result.state = read_state;
}

void Examiner::stream(Content& content, std::vector<std::byte>& head, FileResult& result) {
  window_.resize(static_cast<std::size_t>(limits_.window_bytes));
  Hasher hasher;
  std::uint64_t at = 0;
  while (at < content.size) {
    Result<std::size_t> got = std::size_t{0};
    {
      StageTimer timer(slot_, Stage::read);
      got = content.source->read(at, window_);
      if (got) timer.add_bytes(*got);
    }
    if (!got || *got == 0) {
      note(result, got ? LedgerState::damaged : ledger_state_of(got.error().kind),
           got ? fmt::format("ends after {} of {} bytes", at, content.size) : got.error().message);
      break;
    }
    const Bytes piece = Bytes(window_).first(*got);
    if (at == 0)
      head.assign(piece.begin(),
                  piece.begin() + static_cast<std::ptrdiff_t>(std::min(piece.size(), kTypeHead)));
    {
      const StageTimer timer(slot_, Stage::hash, piece.size());
      hasher.update(piece);
    }
    scan(piece);
    at += *got;
  }
  result.digests = hasher.finish();
  result.mime = rules_.types->type_of(head, content.size);
  for (const Extent& e : result.entry.slack) {
    if (evidence_.image() == nullptr || e.length > window_.size()) break;
    auto piece = evidence_.image()->read(static_cast<std::uint64_t>(e.offset),
                                         std::span(window_).first(static_cast<std::size_t>(e.length)));
    if (!piece) break;
    scan(Bytes(window_).first(*piece));
  }
}

void Examiner::examine_area(const WorkItem& item, ByteSource& source, FileResult& result) {
  window_.resize(static_cast<std::size_t>(limits_.window_bytes));
  const std::uint64_t size = source.size();
  for (std::uint64_t at = 0; at < size;) {
    Result<std::size_t> got = std::size_t{0};
    {
      StageTimer timer(slot_, Stage::read);
      got = source.read(at, window_);
      if (got) timer.add_bytes(*got);
    }
    if (!got || *got == 0) {
      note(result, got ? LedgerState::damaged : ledger_state_of(got.error().kind),
           got ? fmt::format("ends after {} of {} bytes", at, size) : got.error().message);
      break;
    }
    scan(Bytes(window_).first(*got));
    at += *got;
  }
  Content content;
  content.path = item.entry.path;
  content.state = item.entry.state;
  content.size = size;
  take_hits(content, ImageMap(item.entry), result);
  if (item.entry.kind == EntryKind::seam) {
    std::erase_if(result.hits, [](const Hit& hit) {
      const std::uint64_t begin = hit.offset % kSeamStride;
      return begin >= kSeamReach || begin + hit.length <= kSeamReach;
    });
  } else if (item.entry.kind == EntryKind::area) {
    // A piece of an area begins with the end of the piece before it, where these hits were found already.
    const std::uint64_t overlap = item.entry.content.meta;
    std::erase_if(result.hits, [&](const Hit& hit) { return hit.offset + hit.length <= overlap; });
  }
  // The bytes of a folder hold names, which are no artefacts.
  if (item.entry.kind == EntryKind::directory) return;
  TextFindings::records_of_hits(content.path, "carved", result);
}

void Examiner::scan(Bytes piece) {
  if (piece.empty()) return;
  const StageTimer timer(slot_, Stage::scan, piece.size());
  scan_.feed(piece);
}

void Examiner::take_hits(const Content& content, const ImageMap& map, FileResult& result) {
  const StageTimer timer(slot_, Stage::scan);
  result.hits = scan_.finish();
  for (Hit& hit : result.hits) {
    hit.path = content.path;
    hit.image_offset = map.at(hit.offset);
  }
  if (scan_.hits_left_out() != 0) {
    result.problems.push_back({content.path, "scan", LedgerState::limited,
                               fmt::format("{} further hits are counted, not listed", scan_.hits_left_out()),
                               -1, 0});
  }
}

bool Examiner::settled_by_hash(FileResult& result) const {
  if (rules_.hash_sets->empty() || !result.digests) return false;
  const HashVerdict verdict = rules_.hash_sets->look_up(*result.digests);
  result.known = verdict.kind();
  result.hashset = verdict.names();
  // What is sought is examined with all the more care; and what could not be read whole is told as that.
  if (result.known != "known" || rules_.scan_known || result.state != LedgerState::scanned) return false;
  note(result, LedgerState::known, "in hash set " + result.hashset);
  return true;
}

void Examiner::mark_notable(FileResult& result) const {
  if (result.known != "notable" || !result.digests) return;
  std::vector<Hit> marks;
  for (const HashVerdict::Match& match : rules_.hash_sets->look_up(*result.digests).matches) {
    if (!match.set->notable()) continue;
    Hit hit;
    hit.rule = "hashset:" + match.set->about().name;
    hit.category = "HASHSET";
    hit.value = to_hex(result.digests->sha256);
    for (const std::string_view category : match.categories)
      hit.context += (hit.context.empty() ? "" : ", ") + std::string(category);
    hit.weight = kNotableWeight;
    hit.length = result.entry.size;
    hit.path = result.entry.path;
    marks.push_back(std::move(hit));
  }
  result.hits.insert(result.hits.begin(), marks.begin(), marks.end());
}

bool Examiner::claimed_elsewhere(const Content& content, const WorkItem& item, FileResult& result) {
  // A picture's records follow from its content alone; what other parsers draw depends on path and
  // companions.
  const bool by_content =
      result.mime.starts_with("image/") || !rules_.parsers->wants(content.path, result.mime);
  if (content.size == 0 || !by_content || !result.digests || result.state != LedgerState::scanned)
    return false;
  const std::int64_t owner = claims_.claim(*result.digests, item_, item.id);
  if (owner == item.id) return false;
  result.twin_id = owner;
  note(result, LedgerState::duplicate, "");
  return true;
}

void Examiner::parse(Content& content, FileResult& result) {
  if (is_picture(result.mime)) {
    const StageTimer timer(slot_, Stage::picture, content.size);
    look_at_picture(*content.source, content.whole, source_, recovered_word(content.state), rules_.pictures,
                    result);
  }
  // Plain text was searched byte by byte; it is read as text only where that found something, or where its
  // name says what it is.
  const bool dull = result.mime.starts_with("text/") && !has_detector_hits(result) &&
                    !rules_.parsers->expects(content.path, result.mime);
  if (!dull && rules_.parsers->wants(content.path, result.mime)) {
    const StageTimer timer(slot_, Stage::parse, content.size);
    ParseInput input;
    input.path = content.path;
    input.mime = result.mime;
    input.data = content.source;
    input.companions = std::move(content.companions);
    input.recovered = recovered_word(content.state);
    input.keys = rules_.keys;
    ParseSink sink;
    sink.record = [&](Record&& record) { result.records.push_back(std::move(record)); };
    sink.problem = [&](Problem&& problem) { result.problems.push_back(std::move(problem)); };
    const ParseOutcome outcome = rules_.parsers->parse(input, sink);
    findings_.look_at_records(source_, result);
    if (!outcome.text.empty()) {
      findings_.look_at_document(content.path, recovered_word(content.state), outcome.text, result);
    }
    if (outcome.claimed) {
      if (result.state == LedgerState::scanned) result.state = LedgerState::parsed;
      for (const Problem& p : result.problems) {
        if (p.stage != "parse" || p.state == LedgerState::scanned) continue;
        if (is_loss(p.state) || result.records.empty()) note(result, p.state, p.reason);
      }
      return;
    }
    if (!outcome.text.empty()) return;
  }
  TextFindings::records_of_hits(content.path, recovered_word(content.state), result);
}

}  // namespace ulika
