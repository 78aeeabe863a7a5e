#include "triage/pipeline/progress.h"

#include <fmt/format.h>
#include <unistd.h>

#include "triage/base/json.h"
#include "triage/pipeline/shared_state.h"

namespace ulika {
namespace {

constexpr std::uint64_t kSecond = 1'000'000'000;

std::string human_duration(std::uint64_t seconds) {
  if (seconds >= 3600) return fmt::format("{} h {:02} min", seconds / 3600, seconds / 60 % 60);
  if (seconds >= 60) return fmt::format("{} min {:02} s", seconds / 60, seconds % 60);
  return fmt::format("{} s", seconds);
}

}  // namespace

std::string human_bytes(std::uint64_t bytes) {
  if (bytes >= 1'000'000'000) return fmt::format("{:.1f} GB", static_cast<double>(bytes) / 1e9);
  if (bytes >= 1'000'000) return fmt::format("{:.0f} MB", static_cast<double>(bytes) / 1e6);
  if (bytes >= 1'000) return fmt::format("{:.0f} kB", static_cast<double>(bytes) / 1e3);
  return fmt::format("{} bytes", bytes);
}

Progress::Progress(ProgressForm form, std::FILE* out) : out_(out), started_ns_(monotonic_ns()) {
  switch (form) {
    case ProgressForm::plain:
      shape_ = Shape::plain;
      break;
    case ProgressForm::json:
      shape_ = Shape::json;
      break;
    case ProgressForm::none:
      shape_ = Shape::none;
      break;
    default:
      shape_ = isatty(fileno(out)) != 0 ? Shape::line : Shape::none;
  }
}

Progress::~Progress() {
  clear();
}

void Progress::show(const ProgressState& state) {
  if (shape_ == Shape::none) return;
  if (!first_seen_ && state.total_bytes != 0) {
    first_seen_ = true;
    first_bytes_ = state.done_bytes;
    started_ns_ = monotonic_ns();
  }
  const std::uint64_t now = monotonic_ns();
  const std::uint64_t pause = shape_ == Shape::line   ? kSecond / 5
                              : shape_ == Shape::json ? kSecond
                                                      : 5 * kSecond;
  if (last_ns_ != 0 && now - last_ns_ < pause) return;
  last_ns_ = now;
  const double seconds = static_cast<double>(now - started_ns_) / 1e9;
  const double rate = seconds > 0.2 ? static_cast<double>(state.done_bytes - first_bytes_) / seconds : 0;
  const std::uint64_t left = state.total_bytes > state.done_bytes ? state.total_bytes - state.done_bytes : 0;
  const std::uint64_t eta = rate > 0 ? static_cast<std::uint64_t>(static_cast<double>(left) / rate) : 0;
  if (shape_ == Shape::json) {
    std::string line;
    JsonWriter json(line);
    json.begin_object().key("item").value(state.item).key("stage").value(state.stage);
    json.key("done_bytes").value(static_cast<std::int64_t>(state.done_bytes));
    json.key("total_bytes").value(static_cast<std::int64_t>(state.total_bytes));
    json.key("bytes_per_second").value(static_cast<std::int64_t>(rate));
    json.key("eta_s").value(static_cast<std::int64_t>(eta));
    json.key("records").value(state.records).key("hits").value(state.hits).end_object();
    std::fprintf(out_, "%s\n", line.c_str());
    std::fflush(out_);
    return;
  }
  std::string line = fmt::format("{}: {}", state.item, state.stage);
  if (state.total_bytes != 0) {
    line +=
        fmt::format(" {} of {} ({}%)", human_bytes(state.done_bytes), human_bytes(state.total_bytes),
                    state.done_bytes >= state.total_bytes ? 100 : state.done_bytes * 100 / state.total_bytes);
    if (rate > 0)
      line +=
          fmt::format(", {}/s, {} left", human_bytes(static_cast<std::uint64_t>(rate)), human_duration(eta));
  }
  line += fmt::format(" · {} records, {} hits", state.records, state.hits);
  if (shape_ == Shape::line) {
    std::fprintf(out_, "\r\033[K%s", line.c_str());
    line_shown_ = true;
  } else {
    std::fprintf(out_, "%s\n", line.c_str());
  }
  std::fflush(out_);
}

void Progress::say(std::string_view message) {
  if (shape_ == Shape::json) {
    std::string line;
    JsonWriter(line).begin_object().key("message").value(message).end_object();
    std::fprintf(out_, "%s\n", line.c_str());
    return;
  }
  clear();
  std::fprintf(out_, "%.*s\n", static_cast<int>(message.size()), message.data());
}

void Progress::clear() {
  if (line_shown_) std::fprintf(out_, "\r\033[K");
  line_shown_ = false;
  std::fflush(out_);
}

}  // namespace ulika
