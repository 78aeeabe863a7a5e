// What the workbench's server asks of every request before it answers: that it comes from its own page, in
// this computer's browser, of someone who was let in.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ulika {

// The parts of a request that are looked at; empty where it has no such header.
struct RequestFacts {
  std::string method, path;
  std::string host, origin, fetch_site, content_type, content_length, cookie;
  bool has_transfer_encoding = false, has_range = false;
};

struct Refusal {
  int status;
  std::string_view why;
};

class Guard {
 public:
  static constexpr std::uint64_t kLargestBody = 64 * 1024;  // bytes

  // Draws an entrance token and a session key of 256 random bits each. Throws std::runtime_error where the
  // system gives no random bytes.
  explicit Guard(int port);

  // Why the request is not answered; nothing where it may be. Checked are the host's name (against DNS
  // rebinding), origin and fetch site (against other pages of this browser), method, size and kind of the
  // body, and the session.
  std::optional<Refusal> check(const RequestFacts& request) const;

  // The value for Set-Cookie when `token` is the entrance token, which serves once. Nothing otherwise.
  std::optional<std::string> enter(std::string_view token);
  // Empty once it was used.
  const std::string& token() const { return token_; }

 private:
  bool has_session(std::string_view cookie) const;
  int port_;
  std::string token_, session_;
};

}  // namespace ulika
