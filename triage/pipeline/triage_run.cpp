#include "triage/pipeline/triage_run.h"

#include <fmt/format.h>

#include <algorithm>
#include <thread>

#include "hashsets/keyword_list.h"
#include "triage/base/crypto.h"
#include "triage/base/digest.h"
#include "triage/case/case_folder.h"
#include "triage/evidence/evidence.h"
#include "triage/leads/correlate.h"
#include "triage/lexicon/byte_keywords.h"
#include "triage/lexicon/lexicon.h"
#include "triage/pipeline/metrics.h"
#include "triage/pipeline/probe.h"
#include "triage/pipeline/sandbox.h"

namespace ulika {
namespace {

// Everything that is compiled or loaded once, before the first worker is forked.
struct Rules {
  std::vector<KeywordList> lists;
  HashSets hash_sets;
  std::optional<ParserSet> parsers;
  std::optional<ScanRules> scan;
  std::optional<Lexicon> lexicon;  // of the laboratory; the built-in one without
  const Lexicon& texts() const { return lexicon ? *lexicon : Lexicon::builtin(); }
  FileTypes types;
};

Result<std::unique_ptr<Rules>> load_rules(const TriageOptions& options) {
  auto rules = std::make_unique<Rules>();
  if (options.lexicons.empty()) {
    const LexiconList& terms = Lexicon::builtin().lists().front();
    rules->lists.push_back({terms.name, terms.sha256, byte_keywords(Lexicon::builtin())});
  }
  for (const auto& file : options.lexicons) {
    auto list = load_keywords(file);
    if (!list) return tl::unexpected(list.error());
    rules->lists.push_back(std::move(*list));
  }
  if (!options.lexicons.empty()) {
    auto lexicon = Lexicon::load(options.lexicons);
    if (!lexicon) return tl::unexpected(lexicon.error());
    rules->lexicon.emplace(std::move(*lexicon));
  }
  auto hash_sets = HashSets::load(options.hash_sets);
  if (!hash_sets) return tl::unexpected(hash_sets.error());
  rules->hash_sets = std::move(*hash_sets);
  auto parsers = ParserSet::load(options.parsers_dir);
  if (!parsers) return tl::unexpected(parsers.error());
  rules->parsers.emplace(std::move(*parsers));
  std::vector<Keyword> keywords;
  for (const KeywordList& list : rules->lists)
    keywords.insert(keywords.end(), list.keywords.begin(), list.keywords.end());
  rules->scan.emplace(std::move(keywords), ScanOptions{});
  return rules;
}

// What a report and an examiner in court need to know of how this case was made.
void record_method(Database& db, const Rules& rules, const TriageOptions& options) {
  auto put = [&](std::string_view key, std::string_view value) {
    db.prepare("INSERT OR REPLACE INTO meta(key, value) VALUES(?1, ?2)").bind(1, key).bind(2, value).run();
  };
  put("version", ULIKA_VERSION);
  std::string lists;
  for (const KeywordList& list : rules.lists) {
    lists += fmt::format("{}{} ({} terms, sha256 {})", lists.empty() ? "" : "; ", list.name,
                         list.keywords.size(), list.sha256);
  }
  put("keyword_lists", lists);
  std::string lexicon;
  for (const LexiconList& list : rules.texts().lists()) {
    lexicon += fmt::format("{}{} ({} terms, sha256 {})", lexicon.empty() ? "" : "; ", list.name, list.terms,
                           list.sha256);
  }
  put("lexicon", lexicon);
  std::string sets;
  for (const HashIndex& set : rules.hash_sets.sets()) {
    const IndexDescription& about = set.about();
    sets += fmt::format("{}{} ({}, {} entries, {}, sha256 {})", sets.empty() ? "" : "; ", about.name,
                        hash_set_kind_name(about.kind), about.rows, about.format, to_hex(about.sha256));
  }
  if (!sets.empty() && options.scan_known) sets += "; known files were searched and parsed as well";
  put("hash_sets", sets);
  std::string parsers;
  for (const ParserFacts& parser : rules.parsers->list())
    parsers += fmt::format("{}{} {}", parsers.empty() ? "" : "; ", parser.id, parser.version);
  put("parsers", parsers);
  std::string libraries;
  for (const auto& [name, version] : library_versions())
    libraries += fmt::format("{}{} {}", libraries.empty() ? "" : "; ", name, version);
  put("libraries", libraries);
  if (!options.timezone.empty()) put("timezone", options.timezone);
}

double seconds_since(std::uint64_t start) {
  return static_cast<double>(monotonic_ns() - start) / 1e9;
}

}  // namespace

Result<TriageOutcome> run_triage(const TriageOptions& options, Progress& progress) {
  const std::uint64_t start = monotonic_ns();
  std::vector<std::filesystem::path> paths;
  for (const EvidenceArgument& e : options.evidence) paths.push_back(e.path);

  // Evidence is looked at before the case folder is made, so that a wrong path leaves nothing behind.
  TriageOutcome outcome;
  std::vector<std::pair<const EvidenceArgument*, SourceInfo>> opened;
  Error last_error;
  for (const EvidenceArgument& e : options.evidence) {
    auto info = probe_evidence(e.path, options.keys);
    if (!info) {
      last_error = info.error();
      outcome.refused.push_back(info.error().message);
      continue;
    }
    opened.emplace_back(&e, std::move(*info));
  }
  if (opened.empty()) return tl::unexpected(last_error);
  auto rules = load_rules(options);
  if (!rules) return tl::unexpected(rules.error());
  auto folder = CaseFolder::open_or_create(options.case_dir, paths);
  if (!folder) return tl::unexpected(folder.error());

  prepare_digests();  // before a wall keeps the library from its configuration
  prepare_crypto();
  const unsigned jobs = options.jobs != 0 ? options.jobs : std::max(1U, std::thread::hardware_concurrency());
  WorkerSetup setup;
  setup.keys = options.keys;
  setup.rules = {&*(*rules)->scan,     &(*rules)->texts(), &*(*rules)->parsers, &(*rules)->types,
                 &(*rules)->hash_sets, &options.keys,      options.pictures,    options.scan_known};
  setup.limits.base_seconds = options.file_seconds;
  setup.memory_bytes = options.memory_bytes;
  Shared<ContentClaims> claims;
  std::vector<std::unique_ptr<ItemRun>> items;
  for (auto& [argument, info] : opened) {
    const std::string wanted =
        argument->name.empty() ? default_evidence_name(argument->path) : argument->name;
    info.name = folder->register_evidence(wanted, argument->path);
    EvidencePlace place{argument->path, info.name, info.files};
    if (place.readable.empty()) place.readable = readable_for(argument->path);
    setup.evidence.push_back(std::move(place));
    const auto file = folder->evidence_db_path(info.name);
    auto db =
        std::filesystem::exists(file) ? EvidenceDatabase::open(file) : EvidenceDatabase::create(file, info);
    items.push_back(std::make_unique<ItemRun>(static_cast<std::uint32_t>(items.size()), std::move(db),
                                              *(*rules)->parsers, *claims, options.verify));
  }
  record_method(folder->db(), **rules, options);
  std::string command;
  for (const std::string& word : options.command) command += (command.empty() ? "" : " ") + word;
  folder->audit().log("triage",
                      {{"version", ULIKA_VERSION}, {"command", command}, {"jobs", std::to_string(jobs)}});
  for (const auto& [argument, info] : opened) {
    folder->audit().log("evidence", {{"name", info.name},
                                     {"path", argument->path.string()},
                                     {"kind", info.kind},
                                     {"size", std::to_string(info.size)}});
  }
  for (const std::string& sentence : outcome.refused) folder->audit().log("refused", {{"reason", sentence}});
  const double prepare_s = seconds_since(start);

  RunFigures figures;
  figures.jobs = jobs;
  figures.prepare_s = prepare_s;
  {
    Supervisor supervisor(setup, items, *claims, progress, {jobs, options.interrupted});
    figures.supervisor = supervisor.run();
  }
  progress.clear();
  outcome.interrupted = figures.supervisor.interrupted;
  for (auto& item : items) {
    constexpr std::size_t kTold = 3;
    const auto& troubles = item->troubles();
    for (std::size_t i = 0; i < std::min(troubles.size(), kTold); ++i) {
      outcome.troubles.push_back(item->name() + ": " + troubles[i]);
    }
    if (troubles.size() > kTold) {
      outcome.troubles.push_back(fmt::format("{}: and {} more of this kind; the report lists them",
                                             item->name(), troubles.size() - kTold));
    }
    const auto totals = item->db().totals();
    outcome.files += totals.files;
    outcome.bytes += totals.bytes;
    outcome.records += totals.records;
    outcome.hits += totals.hits;
    outcome.losses = outcome.losses || totals.losses != 0;
  }
  outcome.losses = outcome.losses || !outcome.refused.empty();
  if (!outcome.interrupted) {
    const CorrelateOutcome found = correlate(*folder);
    figures.correlate_s = found.seconds;
    folder->audit().log("correlate", {{"leads", std::to_string(found.leads)},
                                      {"links", std::to_string(found.links)},
                                      {"drops", std::to_string(found.drops)},
                                      {"persons", std::to_string(found.persons)}});
  }
  outcome.seconds = figures.wall_s = seconds_since(start);
  figures.files = outcome.files;
  figures.bytes = outcome.bytes;
  figures.records = outcome.records;
  figures.hits = outcome.hits;
  figures.versions = library_versions();
  write_metrics(options.case_dir / "metrics.json", figures);
  const std::string walls =
      figures.supervisor.protections == 0 ? "none" : describe_protections(figures.supervisor.protections);
  folder->audit().log(outcome.interrupted ? "interrupted" : "done",
                      {{"files", std::to_string(outcome.files)},
                       {"records", std::to_string(outcome.records)},
                       {"hits", std::to_string(outcome.hits)},
                       {"worker_protections", walls},
                       {"workers_lost", std::to_string(figures.supervisor.workers_lost)}});
  return outcome;
}

}  // namespace ulika
