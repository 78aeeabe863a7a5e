// Speed of the detectors: text of chats, logs, UTF-16 text, program-like and random bytes, and a file named
// by ULIKA_BENCH_FILE.
#include <benchmark/benchmark.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <random>
#include <string>

#include "triage/scan/byte_detectors.h"
#include "triage/scan/detection.h"

namespace {

constexpr std::size_t kSize = 16 << 20;

std::string chat() {
  static const char* const kLines[] = {"привет, как дела? сегодня вечером встретимся у входа, не опаздывай\n",
                                       "ок, тогда в 18:30, возьми документы и зарядку\n",
                                       "цена 12 500 тг, доставка завтра после 14:00\n",
                                       "адрес скину позже, номер +7 700 000-00-01\n",
                                       "смотри https://example.org/page?id=12345 и напиши что думаешь\n",
                                       "жарайды, ертең кездесеміз\n",
                                       "lol see you tomorrow then, bring the keys\n"};
  std::mt19937 random(1);
  std::string out;
  while (out.size() < kSize) out += kLines[random() % std::size(kLines)];
  return out;
}

std::string log() {
  std::mt19937 random(2);
  std::string out;
  while (out.size() < kSize) {
    out += "2024-06-15 12:34:" + std::to_string(10 + random() % 50) + ".123 INFO [worker-" +
           std::to_string(random() % 32) + "] request id=" + std::to_string(random()) + " took " +
           std::to_string(random() % 1000) + "ms, status 200, bytes 48213 from 10.0.12.7\n";
  }
  return out;
}

std::string noise() {
  std::mt19937_64 random(3);
  std::string out(kSize, '\0');
  for (std::size_t i = 0; i < kSize; i += 8) {
    const std::uint64_t word = random();
    for (std::size_t k = 0; k < 8; ++k) out[i + k] = static_cast<char>(word >> (8 * k));
  }
  return out;
}

// Small numbers in four-byte fields, zeros, short names: what programs and databases look like.
std::string binary() {
  std::mt19937 random(4);
  std::string out;
  while (out.size() < kSize) {
    const auto n = static_cast<unsigned>(random());
    switch (n % 4) {
      case 0:
        out.append(n % 61, '\0');
        break;
      case 1:
        out += "_ZNSt6vectorIiSaIiEE";
        break;
      default:
        for (int i = 0; i < 16; ++i) out += static_cast<char>(i % 4 == 3 ? 0 : random());
    }
  }
  return out;
}

std::string utf16() {
  const std::string text = log();
  std::string out;
  for (std::size_t i = 0; i < text.size() / 2; ++i) {
    out += text[i];
    out += '\0';
  }
  return out;
}

std::string named_file() {
  const char* path = std::getenv("ULIKA_BENCH_FILE");
  if (!path) return {};
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

void in_text(benchmark::State& state, std::string (*make)()) {
  const std::string text = make();
  for (auto _ : state) benchmark::DoNotOptimize(ulika::detect(text));
  state.SetBytesProcessed(static_cast<std::int64_t>(text.size()) * state.iterations());
}

void in_bytes(benchmark::State& state, std::string (*make)()) {
  const std::string bytes = make();
  if (bytes.empty()) {
    state.SkipWithError("ULIKA_BENCH_FILE is not set");
    return;
  }
  std::size_t hits = 0;
  for (auto _ : state) {
    std::vector<ulika::Hit> out;
    ulika::detect_bytes(ulika::as_bytes(bytes), 0, bytes.size(), 0, out);
    hits = out.size();
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(bytes.size()) * state.iterations());
  state.counters["hits"] = static_cast<double>(hits);
}

void anchors_only(benchmark::State& state, std::string (*make)(), bool portable) {
  const std::string bytes = make();
  std::size_t anchors = 0;
  for (auto _ : state) {
    std::vector<ulika::ByteAnchor> out;
    (portable ? ulika::find_byte_anchors_portable : ulika::find_byte_anchors)(ulika::as_bytes(bytes), 0,
                                                                              bytes.size(), out);
    anchors = out.size();
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(bytes.size()) * state.iterations());
  state.counters["anchors"] = static_cast<double>(anchors);
}

BENCHMARK_CAPTURE(in_text, chat, chat);
BENCHMARK_CAPTURE(in_text, log, log);
BENCHMARK_CAPTURE(in_bytes, chat, chat);
BENCHMARK_CAPTURE(in_bytes, log, log);
BENCHMARK_CAPTURE(in_bytes, utf16, utf16);
BENCHMARK_CAPTURE(in_bytes, binary, binary);
BENCHMARK_CAPTURE(in_bytes, noise, noise);
BENCHMARK_CAPTURE(in_bytes, named_file, named_file);
BENCHMARK_CAPTURE(anchors_only, noise, noise, false);
BENCHMARK_CAPTURE(anchors_only, log, log, false);
BENCHMARK_CAPTURE(anchors_only, noise_portable, noise, true);

}  // namespace
