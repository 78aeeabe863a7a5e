#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <fstream>
#include <iostream>

#include "hashsets/hash_sets.h"
#include "hashsets/hash_store.h"
#include "triage/base/json.h"
#include "triage/base/rule_file.h"
#include "triage/base/text.h"
#include "triage/cli/commands.h"

namespace ulika {
namespace {

struct Options {
  std::filesystem::path store;
  std::filesystem::path file;
  std::string name;
  std::string kind;
  std::vector<std::string> digests;
  std::uint64_t memory_mib = 512;
  ImportOptions import;
};

int exit_of(const Error& error) {
  complain(error.message);
  return error.kind == ErrorKind::usage ? kWrongUsage : kFailed;
}

// What was printed is out, or it is a failure that is told.
int finish_output(int status) {
  if (std::fflush(stdout) == 0 && std::ferror(stdout) == 0) return status;
  complain("standard output cannot be written");
  return kFailed;
}

std::string digest_counts(const IndexDescription& about) {
  std::string text;
  for (std::size_t k = 0; k < kHashKinds; ++k) {
    if (about.sections[k].digests == 0) continue;
    text += fmt::format("{}{} {}", text.empty() ? "" : ", ", about.sections[k].digests,
                        hash_kind_name(static_cast<HashKind>(k)));
  }
  return text;
}

int import(Options& options) {
  options.import.name = options.name;
  options.import.kind = options.kind == "notable" ? HashSetKind::notable : HashSetKind::known;
  options.import.index.memory_bytes = static_cast<std::size_t>(options.memory_mib) << 20;
  if (!options.digests.empty()) {
    options.import.index.kinds.clear();
    for (std::size_t k = 0; k < kHashKinds; ++k) {
      const auto kind = static_cast<HashKind>(k);
      if (std::find(options.digests.begin(), options.digests.end(), hash_kind_name(kind)) !=
          options.digests.end())
        options.import.index.kinds.push_back(kind);
    }
  }
  const auto made = HashStore(options.store).import(options.file, options.import);
  if (!made) return exit_of(made.error());
  const IndexDescription& about = made->about();
  for (const std::string& note : about.notes) complain(note);
  fmt::print("{}: {}, {} entries of {} ({}); {}\n", about.name, hash_set_kind_name(about.kind), about.rows,
             about.source, about.format, digest_counts(about));
  return finish_output(kDone);
}

int list(const Options& options) {
  const auto sets = HashStore(options.store).open_all(HashIndex::Check::head);
  if (!sets) return exit_of(sets.error());
  for (const HashIndex& set : *sets) {
    const IndexDescription& about = set.about();
    fmt::print("{}\t{}\t{}\t{}\t{}\n", about.name, hash_set_kind_name(about.kind),
               about.category.empty() ? "-" : about.category, about.format, digest_counts(about));
  }
  return finish_output(kDone);
}

int info(const Options& options) {
  const auto set = HashStore(options.store).open(options.name, HashIndex::Check::content);
  if (!set) return exit_of(set.error());
  const IndexDescription& about = set->about();
  fmt::print("name        {}\nkind        {}\n", about.name, hash_set_kind_name(about.kind));
  if (!about.category.empty()) fmt::print("category    {}\n", about.category);
  fmt::print("source      {}\nformat      {}\nsha256      {}\nentries     {}\n", about.source, about.format,
             to_hex(about.sha256), about.rows);
  for (std::size_t k = 0; k < kHashKinds; ++k) {
    if (about.sections[k].digests != 0)
      fmt::print("{:<11} {}\n", hash_kind_name(static_cast<HashKind>(k)), about.sections[k].digests);
  }
  for (const std::string& category : about.categories) {
    if (!category.empty()) fmt::print("has         {}\n", category);
  }
  fmt::print("index       {} bytes, sound\n", set->file_size());
  for (const std::string& note : about.notes) fmt::print("note        {}\n", note);
  return finish_output(kDone);
}

std::string answer(const HashSets& sets, std::string_view line) {
  std::array<std::byte, 32> digest{};
  const auto kind = hash_kind_of_size(line.size() / 2);
  const std::size_t size = kind ? kDigestSize[static_cast<std::size_t>(*kind)] : 0;
  const bool good = kind && read_hex(line, std::span(digest).first(size));
  const HashVerdict verdict = good ? sets.look_up(Bytes(digest).first(size)) : HashVerdict();
  std::string out;
  JsonWriter json(out);
  json.begin_object().key("hash").value(good ? to_hex(Bytes(digest).first(size)) : std::string(line));
  json.key("kind").value(verdict.kind()).key("sets").begin_array();
  std::vector<std::string_view> categories;
  for (const auto& match : verdict.matches) {
    json.value(match.set->about().name);
    categories.insert(categories.end(), match.categories.begin(), match.categories.end());
  }
  json.end_array();
  if (!categories.empty()) {
    json.key("categories").begin_array();
    for (const std::string_view category : categories) json.value(category);
    json.end_array();
  }
  if (!good) json.key("error").value("no MD5, SHA-1 or SHA-256");
  json.end_object();
  out += '\n';
  return out;
}

int look_up(const Options& options) {
  auto opened = HashStore(options.store).open_all(HashIndex::Check::content);
  if (!opened) return exit_of(opened.error());
  const HashSets sets(std::move(*opened));
  std::ifstream file;
  if (options.file != "-") {
    file.open(options.file, std::ios::binary);
    if (!file) return exit_of({ErrorKind::io, options.file.string() + " cannot be opened"});
  }
  std::istream& in = options.file == "-" ? std::cin : file;
  std::ios::sync_with_stdio(false);
  for (std::string line; std::getline(in, line);) {
    std::string_view text = line;
    if (!text.empty() && text.back() == '\r') text.remove_suffix(1);
    const std::string out = answer(sets, trimmed(text));
    if (std::fwrite(out.data(), 1, out.size(), stdout) != out.size()) break;
    // Whoever asks by a pipe gets each answer before the next question.
    if (in.rdbuf()->in_avail() <= 0) std::fflush(stdout);
  }
  return finish_output(kDone);
}

// A list that `hashset import` reads again: digests alone, or with their categories as CSV.
int export_set(const Options& options) {
  const auto set = HashStore(options.store).open(options.name, HashIndex::Check::content);
  if (!set) return exit_of(set.error());
  const IndexDescription& about = set->about();
  if (set->notable()) fmt::print("# notable\n");
  const bool categories = !about.categories.empty();
  if (categories) fmt::print("hash,category\n");
  for (std::size_t k = 0; k < kHashKinds; ++k) {
    const auto kind = static_cast<HashKind>(k);
    if (!options.digests.empty() && std::find(options.digests.begin(), options.digests.end(),
                                              hash_kind_name(kind)) == options.digests.end())
      continue;
    set->each(kind, [&](Bytes digest, std::string_view category) {
      std::string line = to_hex(digest);
      if (categories) {
        line += ",\"";
        for (const char c : category) line.append(c == '"' ? 2 : 1, c);
        line += '"';
      }
      line += '\n';
      std::fwrite(line.data(), 1, line.size(), stdout);
    });
  }
  return finish_output(kDone);
}

int remove(const Options& options) {
  const auto removed = HashStore(options.store).remove(options.name);
  return removed ? kDone : exit_of(removed.error());
}

CLI::App* add_action(CLI::App& command, CommandLine& line, const std::shared_ptr<Options>& options,
                     const char* name, const char* what, int (*run)(Options&)) {
  auto* action = command.add_subcommand(name, what);
  action->add_option("--store", options->store, "Folder of the hash sets")->required()->type_name("DIR");
  action->callback([options, run, &line] { line.run = [options, run] { return run(*options); }; });
  return action;
}

void add_digest_option(CLI::App& action, Options& options, const char* what) {
  action.add_option("--digest", options.digests, what)
      ->type_name("KIND")
      ->check(CLI::IsMember({"md5", "sha1", "sha256"}))
      ->allow_extra_args(false);
}

void add_import(CLI::App& command, CommandLine& line, const std::shared_ptr<Options>& options) {
  auto* action = add_action(command, line, options, "import", "Make a set of a list", import);
  action->add_option("file", options->file, "The list; its form is told from its content")
      ->required()
      ->type_name("FILE");
  action->add_option("--name", options->name, "Name of the set")->required()->type_name("NAME");
  action->add_option("--kind", options->kind, "known: such files are skipped; notable: they are marked")
      ->required()
      ->type_name("KIND")
      ->check(CLI::IsMember({"known", "notable"}));
  action->add_option("--category", options->import.category, "Category of entries that bring none")
      ->type_name("C");
  action->add_option("--only", options->import.only, "Take entries of this category alone; may be repeated")
      ->type_name("C")
      ->allow_extra_args(false);
  add_digest_option(*action, *options, "Keep this kind of digest alone (md5, sha1, sha256); may be repeated");
  action->add_flag("--replace", options->import.replace, "A set of this name may be there; it is replaced");
  action->add_option("--memory", options->memory_mib, "Memory for sorting in MiB")
      ->type_name("MIB")
      ->check(CLI::Range(16, 65536));
}

}  // namespace

void add_hashset(CLI::App& app, CommandLine& line) {
  auto* command = app.add_subcommand("hashset", "Sets of known and notable files: import, ask, export");
  command->require_subcommand(1);
  auto options = std::make_shared<Options>();
  add_import(*command, line, options);
  add_action(*command, line, options, "list", "Every set of a store: name, kind, category, form, digests",
             [](Options& o) { return list(o); });
  const auto named = [&](CLI::App* action) {
    action->add_option("name", options->name, "Name of the set")->required()->type_name("NAME");
    return action;
  };
  named(add_action(*command, line, options, "info", "What one set is, and whether its index is sound",
                   [](Options& o) { return info(o); }));
  auto* ask = add_action(*command, line, options, "lookup", "A digest a line in, a JSON object a line out",
                         [](Options& o) { return look_up(o); });
  ask->add_option("file", options->file, "File of digests; - for standard input")
      ->required()
      ->type_name("FILE|-");
  add_digest_option(*named(add_action(*command, line, options, "export", "Write a set as a list",
                                      [](Options& o) { return export_set(o); })),
                    *options, "Only this kind of digest; may be repeated");
  named(add_action(*command, line, options, "remove", "Take a set out of a store",
                   [](Options& o) { return remove(o); }));
}

}  // namespace ulika
