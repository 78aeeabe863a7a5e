#include "reports/workbench/guard.h"

#include <sys/random.h>

#include <array>
#include <charconv>
#include <stdexcept>

#include "triage/base/digest.h"

namespace ulika {
namespace {

// Pages that hold nothing of the case: whoever asks may have them.
constexpr std::array<std::string_view, 5> kPublic = {"/", "/enter", "/enter.js", "/app.css",
                                                     "/workbench.css"};

std::string random_text() {
  std::array<std::byte, 32> bytes;
  if (::getrandom(bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size())) {
    throw std::runtime_error("the system gives no random bytes");
  }
  return to_hex(Bytes(bytes));
}

// Takes as long for a near miss as for a far one.
bool same(std::string_view a, std::string_view b) {
  unsigned char difference = a.size() == b.size() ? 0 : 1;
  for (std::size_t i = 0; i < a.size() && i < b.size(); ++i) {
    difference = static_cast<unsigned char>(difference | (a[i] ^ b[i]));
  }
  return difference == 0 && !a.empty();
}

}  // namespace

Guard::Guard(int port) : port_(port), token_(random_text()), session_(random_text()) {}

bool Guard::has_session(std::string_view cookie) const {
  const std::string name = "ulika_" + std::to_string(port_) + "=";
  for (std::size_t at = 0; at < cookie.size();) {
    std::size_t end = cookie.find(';', at);
    if (end == std::string_view::npos) end = cookie.size();
    std::string_view part = cookie.substr(at, end - at);
    while (part.starts_with(' ')) part.remove_prefix(1);
    if (part.starts_with(name) && same(part.substr(name.size()), session_)) return true;
    at = end + 1;
  }
  return false;
}

std::optional<Refusal> Guard::check(const RequestFacts& request) const {
  const std::string address = "127.0.0.1:" + std::to_string(port_);
  const bool posts = request.method == "POST";
  if (!posts && request.method != "GET" && request.method != "HEAD") return Refusal{405, "method"};
  if (request.host != address) return Refusal{421, "host"};
  if (!request.fetch_site.empty() && request.fetch_site != "same-origin" &&
      (posts || request.fetch_site != "none")) {
    return Refusal{403, "fetch site"};
  }
  if (!request.origin.empty() && request.origin != "http://" + address) return Refusal{403, "origin"};
  if (request.has_transfer_encoding) return Refusal{411, "length"};
  if (request.has_range) return Refusal{416, "range"};
  std::uint64_t length = 0;
  if (!request.content_length.empty()) {
    const char* end = request.content_length.data() + request.content_length.size();
    const auto [stop, error] = std::from_chars(request.content_length.data(), end, length);
    if (error != std::errc() || stop != end) return Refusal{400, "length"};
    if (length > kLargestBody) return Refusal{413, "size"};
  }
  if (posts) {
    if (request.origin.empty()) return Refusal{403, "origin"};
    if (request.content_length.empty()) return Refusal{411, "length"};
    if (request.content_type != "application/json") return Refusal{415, "type"};
  } else if (length > 0) {
    return Refusal{400, "body"};
  }
  for (const std::string_view open : kPublic) {
    if (request.path == open) return std::nullopt;
  }
  if (!has_session(request.cookie)) return Refusal{401, "session"};
  return std::nullopt;
}

std::optional<std::string> Guard::enter(std::string_view token) {
  if (!same(token, token_)) return std::nullopt;
  token_.clear();
  return "ulika_" + std::to_string(port_) + "=" + session_ + "; HttpOnly; SameSite=Strict; Path=/";
}

}  // namespace ulika
