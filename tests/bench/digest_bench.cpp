// Hashing in bytes per second: each kernel of this processor against OpenSSL.
#include <benchmark/benchmark.h>

#include <vector>

#include "triage/base/digest_kernels.h"
#include "triage/base/digest_openssl.h"

namespace ulika {
namespace {

std::vector<std::byte> noise(std::size_t size) {
  std::vector<std::byte> bytes(size);
  std::uint32_t state = 1;
  for (std::byte& b : bytes) b = static_cast<std::byte>((state = state * 1664525 + 1013904223) >> 24);
  return bytes;
}

void count_bytes(benchmark::State& state, std::size_t bytes) {
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations()) * static_cast<std::int64_t>(bytes));
}

void stream_by_openssl(benchmark::State& state) {
  const auto bytes = noise(1 << 20);
  openssl::Stream stream;
  for (auto _ : state) stream.update(bytes);
  count_bytes(state, bytes.size());
}
BENCHMARK(stream_by_openssl);

void stream(benchmark::State& state, const kernels::Kernels& kernels) {
  const auto bytes = noise(1 << 20);
  kernels::BlockHasher hasher(kernels);
  for (auto _ : state) hasher.update(bytes);
  benchmark::DoNotOptimize(hasher.finish());
  count_bytes(state, bytes.size());
}

// 32 MiB cut into inputs of one size.
void many(benchmark::State& state, const kernels::Kernels& kernels) {
  const auto bytes = noise(32 << 20);
  const auto size = static_cast<std::size_t>(state.range(0));
  std::vector<Bytes> inputs;
  for (std::size_t at = 0; at + size <= bytes.size(); at += size)
    inputs.push_back(Bytes(bytes).subspan(at, size));
  std::vector<Digests> out(inputs.size());
  for (auto _ : state) kernels::digest_lanes(kernels, inputs, out);
  count_bytes(state, size * inputs.size());
}

const bool registered = [] {
  for (const kernels::Kernels& kernels : kernels::supported_kernels()) {
    const std::string name(kernels.name);
    benchmark::RegisterBenchmark(("stream/" + name).c_str(), stream, kernels);
    benchmark::RegisterBenchmark(("many/" + name).c_str(), many, kernels)
        ->Arg(128)
        ->Arg(1 << 10)
        ->Arg(1 << 12)
        ->Arg(1 << 16)
        ->Arg(1 << 20);
  }
  return true;
}();

}  // namespace
}  // namespace ulika
