#include "parsers/parser_set.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <map>
#include <span>

#include "parsers/definition.h"
#include "parsers/file_tables_reader.h"
#include "parsers/native_readers.h"
#include "parsers/path_index.h"
#include "parsers/sqlite_reader.h"
#include "parsers/unlock.h"
#include "triage/base/embedded.h"

namespace ulika {

std::span<const EmbeddedFile> embedded_definitions();

struct ParserSet::State {
  std::vector<Definition> definitions;       // of databases, sorted by id
  std::vector<Definition> file_definitions;  // of all other kinds, likewise
  PathIndex paths;
};

namespace {

// Definitions by id; a later one replaces an earlier one.
using Definitions = std::map<std::string, Definition>;

Result<void> add(Definitions& into, std::string_view file, std::string_view text, bool replace) {
  auto definition = parse_definition(file, text);
  if (!definition) return tl::unexpected(definition.error());
  const auto found = into.find(definition->id);
  if (found != into.end() && !replace) {
    return fail(ErrorKind::usage,
                fmt::format("{}:1: the id “{}” is taken by {}", file, definition->id, found->second.file));
  }
  into[definition->id] = std::move(*definition);
  return {};
}

Result<std::string> read_text(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  if (!in) return fail(ErrorKind::io, fmt::format("{} cannot be read", file.string()));
  return text;
}

Result<void> add_dir(Definitions& into, const std::filesystem::path& dir) {
  std::error_code error;
  std::vector<std::filesystem::path> files;
  for (std::filesystem::recursive_directory_iterator it(dir, error), end; !error && it != end;
       it.increment(error)) {
    if (it->path().extension() == ".sql") files.push_back(it->path());
  }
  if (error)
    return fail(ErrorKind::io,
                fmt::format("the definitions in {} cannot be listed: {}", dir.string(), error.message()));
  std::sort(files.begin(), files.end());
  Definitions extra;
  for (const auto& file : files) {
    const auto text = read_text(file);
    if (!text) return tl::unexpected(text.error());
    if (auto added = add(extra, file.string(), *text, false); !added) return added;
  }
  for (auto& [id, definition] : extra) into[id] = std::move(definition);
  return {};
}

std::string types_of(const Definition& definition) {
  std::vector<std::string_view> types;
  for (const Query& query : definition.queries) {
    if (std::find(types.begin(), types.end(), query.makes->type) == types.end())
      types.push_back(query.makes->type);
  }
  return fmt::format("{}", fmt::join(types, ", "));
}

bool is_sqlite_mime(std::string_view mime) {
  return mime == "application/vnd.sqlite3" || mime == "application/x-sqlite3";
}

// What lies where an app keeps its database and is none: an encrypted or damaged file is no "app not
// present".
void refuse_other_formats(const std::vector<Definition>& definitions, const ParseInput& input,
                          const ParseSink& sink, ParseOutcome& outcome) {
  for (const Definition& definition : definitions) {
    if (!definition.claims_path(input.path)) continue;
    outcome.claimed = true;
    outcome.parsers.push_back(definition.id);
    if (input.data->size() == 0) continue;
    Problem problem;
    problem.path = input.path;
    problem.stage = "parse";
    problem.state = LedgerState::unsupported;
    problem.reason = definition.id + ": this is no SQLite database (encrypted, damaged, or another format)";
    sink.problem(std::move(problem));
  }
}

// Reads what is behind an encrypted database, or says why that is not possible; false where it is none.
bool read_locked(const std::vector<Definition>& definitions, ParseInput& input, const ParseSink& sink,
                 ParseOutcome& outcome) {
  Unlocked unlocked = unlock(input);
  if (unlocked.state == Unlocked::State::not_locked) return false;
  const auto tell = [&](LedgerState state, std::string reason) {
    sink.problem({input.path, "parse", state, std::move(reason), -1, 0});
  };
  outcome.claimed = true;
  if (unlocked.state != Unlocked::State::opened) {
    tell(unlocked.state == Unlocked::State::damaged ? LedgerState::damaged : LedgerState::encrypted,
         std::move(unlocked.reason));
    return true;
  }
  tell(LedgerState::scanned, std::move(unlocked.reason));
  for (auto& [path, why] : unlocked.unread)
    sink.problem({std::move(path), "parse", LedgerState::unsupported, std::move(why), -1, 0});
  ParseInput plain;
  plain.path = input.path;
  plain.mime = "application/vnd.sqlite3";
  plain.data = unlocked.data.get();
  plain.companions = std::move(unlocked.companions);
  plain.recovered = input.recovered;
  plain.keys = input.keys;
  if (is_sqlite(*plain.data)) {
    read_sqlite(definitions, plain, sink, outcome);
    outcome.claimed = true;
  } else {
    tell(LedgerState::unsupported, "what was decrypted is no SQLite database");
  }
  if (*unlocked.damaged_pages != 0) {
    tell(LedgerState::damaged,
         fmt::format("{} pages of the encrypted database fail their check and were read as zeros",
                     *unlocked.damaged_pages));
  }
  return true;
}

}  // namespace

ParserSet::ParserSet(std::unique_ptr<State> state) : state_(std::move(state)) {}
ParserSet::~ParserSet() = default;
ParserSet::ParserSet(ParserSet&&) noexcept = default;

Result<ParserSet> ParserSet::load(const std::optional<std::filesystem::path>& extra_dir) {
  Definitions definitions;
  for (const EmbeddedFile& file : embedded_definitions()) {
    if (auto added = add(definitions, file.name, file.content, false); !added)
      return tl::unexpected(added.error());
  }
  if (extra_dir) {
    if (auto added = add_dir(definitions, *extra_dir); !added) return tl::unexpected(added.error());
  }
  std::vector<Definition> all;
  for (auto& [id, definition] : definitions) all.push_back(std::move(definition));
  return of(std::move(all));
}

Result<ParserSet> ParserSet::load_alone(const std::filesystem::path& file) {
  const auto text = read_text(file);
  if (!text) return tl::unexpected(text.error());
  auto definition = parse_definition(file.string(), *text);
  if (!definition) return tl::unexpected(definition.error());
  std::vector<Definition> all;
  all.push_back(std::move(*definition));
  return of(std::move(all));
}

ParserSet ParserSet::of(std::vector<Definition> all) {
  auto state = std::make_unique<State>();
  state->paths = PathIndex(all);
  for (Definition& definition : all) {
    const bool database = definition.source.kind == SourceKind::sqlite;
    (database ? state->definitions : state->file_definitions).push_back(std::move(definition));
  }
  return ParserSet(std::move(state));
}

std::vector<std::string> ParserSet::companions_of(const std::string& path) const {
  std::vector<std::string> paths = {path + "-wal", path + "-journal"};
  for (std::string& file : key_files_of(path)) paths.push_back(std::move(file));
  for (const Definition& definition : state_->definitions) {
    for (const Attachment& attachment : definition.attach) {
      const std::string sibling = sibling_path(path, attachment.file);
      if (sibling == path) continue;
      paths.push_back(sibling);
      paths.push_back(sibling + "-wal");
    }
  }
  return paths;
}

bool ParserSet::wants(const std::string& path, const std::string& mime) const {
  const auto readers = native_readers();
  return is_sqlite_mime(mime) || claimed_by_path(path) || may_be_locked(path, mime) ||
         std::any_of(readers.begin(), readers.end(), [&](const NativeReader& reader) {
           return reader.interest(path, mime) != Interest::none;
         });
}

bool ParserSet::expects(const std::string& path, const std::string& mime) const {
  const auto readers = native_readers();
  return claimed_by_path(path) ||
         std::any_of(readers.begin(), readers.end(), [&](const NativeReader& reader) {
           return reader.interest(path, mime) == Interest::sure;
         });
}

bool ParserSet::claimed_by_path(const std::string& path) const {
  return state_->paths.any_claims(path);
}

ParseOutcome ParserSet::parse(ParseInput& input, const ParseSink& sink) const {
  ParseOutcome outcome;
  if ((claimed_by_path(input.path) || may_be_locked(input.path, input.mime)) &&
      read_locked(state_->definitions, input, sink, outcome)) {
    return outcome;
  }
  if (is_sqlite(*input.data)) {
    read_sqlite(state_->definitions, input, sink, outcome);
    return outcome;
  }
  if (claimed_by_path(input.path)) refuse_other_formats(state_->definitions, input, sink, outcome);
  if (read_file_tables(state_->file_definitions, input, sink, outcome)) return outcome;
  for (const NativeReader& reader : native_readers()) {
    if (reader.interest(input.path, input.mime) == Interest::none || !reader.recognises(input)) continue;
    ParseOutcome before = outcome;
    outcome.claimed = true;
    outcome.parsers.emplace_back(reader.id);
    reader.read(input, sink, outcome);
    if (!outcome.claimed) outcome = std::move(before);
    break;
  }
  return outcome;
}

std::vector<ParserFacts> ParserSet::list() const {
  std::vector<ParserFacts> parsers;
  for (const auto* definitions : {&state_->definitions, &state_->file_definitions}) {
    for (const Definition& d : *definitions)
      parsers.push_back({d.id, d.version, d.app, d.platform, types_of(d), d.tested});
  }
  for (const NativeReader& reader : native_readers())
    parsers.push_back({std::string(reader.id), std::string(reader.version), "", "", "", ""});
  std::sort(parsers.begin(), parsers.end(),
            [](const ParserFacts& a, const ParserFacts& b) { return a.id < b.id; });
  return parsers;
}

}  // namespace ulika
