// Look-ups in an index of ULIKA_BENCH_ENTRIES invented SHA-1 (default 10 million), and how fast it is made.
#include <benchmark/benchmark.h>
#include <unistd.h>

#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <stdexcept>

#include "hashsets/hash_index.h"
#include "hashsets/index_writer.h"

namespace ulika {
namespace {

std::uint64_t entries() {
  const char* wanted = std::getenv("ULIKA_BENCH_ENTRIES");
  return wanted != nullptr ? std::strtoull(wanted, nullptr, 10) : 10'000'000;
}

// The digest with this number: spread like a true one, and made in a few nanoseconds (SplitMix64).
HashRow row_of(std::uint64_t number) {
  HashRow row;
  for (std::size_t at = 0; at < row.sha1.size(); at += 4) {
    std::uint64_t z = (number * 5 + at / 4) * 0x9E3779B97F4A7C15;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
    std::memcpy(row.sha1.data() + at, &z, 4);
  }
  row.has[static_cast<std::size_t>(HashKind::sha1)] = true;
  return row;
}

HashIndex make_index() {
  const auto file = std::filesystem::temp_directory_path() / ("ulika-bench-" + std::to_string(::getpid()));
  IndexWriter writer(file, {});
  for (std::uint64_t i = 0; i < entries(); ++i) {
    if (!writer.add(row_of(i))) throw std::runtime_error("the index cannot be written");
  }
  if (!writer.finish({})) throw std::runtime_error("the index cannot be written");
  auto index = HashIndex::open(file, HashIndex::Check::content);
  std::filesystem::remove(file);
  if (!index) throw std::runtime_error(index.error().message);
  return std::move(*index);
}

const HashIndex& index() {
  static const HashIndex made = make_index();
  return made;
}

void make(benchmark::State& state) {
  std::uint64_t size = 0;
  for (auto _ : state) size = make_index().file_size();
  state.SetItemsProcessed(static_cast<std::int64_t>(entries() * state.iterations()));
  state.counters["bytes_an_entry"] = static_cast<double>(size) / static_cast<double>(entries());
}
BENCHMARK(make)->Iterations(1)->Unit(benchmark::kSecond);

// Asks for the digests with numbers from `first` on, in a scattered order.
void ask(benchmark::State& state, std::uint64_t first) {
  const HashIndex& set = index();
  std::vector<HashRow> rows;
  for (std::uint64_t i = 0; i < 1 << 20; ++i) rows.push_back(row_of(first + i * 7919 % entries()));
  std::uint64_t found = 0;
  std::size_t at = 0;
  for (auto _ : state) {
    found += set.contains(Bytes(rows[at].sha1)) ? 1 : 0;
    at = (at + 1) & ((1 << 20) - 1);
  }
  const std::uint64_t expected = first == 0 ? static_cast<std::uint64_t>(state.iterations()) : 0;
  if (found != expected) state.SkipWithError("wrong answers");
}
BENCHMARK_CAPTURE(ask, member, 0);
BENCHMARK_CAPTURE(ask, stranger, std::uint64_t{1} << 40);

}  // namespace
}  // namespace ulika
