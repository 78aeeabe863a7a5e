#include "hashsets/hash_sets.h"

#include <fmt/format.h>
#include <unistd.h>

#include "hashsets/hash_list.h"
#include "hashsets/hash_store.h"
#include "hashsets/input_file.h"

namespace ulika {
namespace {

template <class Key>
HashVerdict ask(const std::vector<HashIndex>& sets, const Key& key) {
  HashVerdict verdict;
  for (const HashIndex& set : sets) {
    if (!set.contains(key)) continue;
    verdict.matches.push_back({&set, set.categories_of(key)});
    verdict.notable = verdict.notable || set.notable();
  }
  return verdict;
}

bool is_index(const InputFile& input) {
  return as_text(input.head()).starts_with(kIndexMagic);
}

Result<HashIndex> index_of_list(const std::filesystem::path& file, std::size_t number) {
  const std::filesystem::path place =
      std::filesystem::temp_directory_path() / fmt::format("ulika-{}-{}.hashset", ::getpid(), number);
  ImportOptions options;
  options.name = file.stem().string();
  if (auto made = import_hash_list(file, place, options); !made) return tl::unexpected(made.error());
  auto index = HashIndex::open(place, HashIndex::Check::head);
  std::error_code error;
  std::filesystem::remove(place, error);
  return index;
}

}  // namespace

std::string HashVerdict::names() const {
  std::string text;
  for (const bool sought : {true, false}) {
    for (const Match& match : matches) {
      if (match.set->notable() == sought) text += (text.empty() ? "" : ", ") + match.set->about().name;
    }
  }
  return text;
}

Result<HashSets> HashSets::load(const std::vector<std::filesystem::path>& paths) {
  std::vector<HashIndex> sets;
  for (const auto& path : paths) {
    if (std::filesystem::is_directory(path)) {
      auto store = HashStore(path).open_all(HashIndex::Check::content);
      if (!store) return tl::unexpected(store.error());
      if (store->empty()) return fail(ErrorKind::usage, fmt::format("{} holds no hash set", path.string()));
      for (HashIndex& set : *store) sets.push_back(std::move(set));
      continue;
    }
    const auto input = InputFile::open(path);
    if (!input) return tl::unexpected(input.error());
    auto set = is_index(*input) ? HashIndex::open(path, HashIndex::Check::content)
                                : index_of_list(path, sets.size());
    if (!set) return tl::unexpected(set.error());
    sets.push_back(std::move(*set));
  }
  return HashSets(std::move(sets));
}

HashVerdict HashSets::look_up(const Digests& digests) const {
  return ask(sets_, digests);
}

HashVerdict HashSets::look_up(Bytes digest) const {
  return ask(sets_, digest);
}

}  // namespace ulika
