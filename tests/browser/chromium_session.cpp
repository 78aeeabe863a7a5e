#include "tests/browser/chromium_session.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <stdexcept>
#include <string_view>
#include <thread>
#include <vector>

namespace ulika::test {
namespace {

constexpr int kAnswerMs = 30000;

}  // namespace

std::string chromium() {
  for (const char* path : {"/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"}) {
    if (::access(path, X_OK) == 0) return path;
  }
  return {};
}

std::vector<std::string> chromium_switches(const std::filesystem::path& profile) {
  return {"--headless",
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync",
          "--disable-dev-shm-usage",
          "--window-size=1400,900",
          "--user-data-dir=" + profile.string()};
}

ChromiumSession::ChromiumSession(const std::string& url) {
  std::string name = (std::filesystem::temp_directory_path() / "ulika-chromium-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
  profile_ = name;
  int commands[2], answers[2];
  if (::pipe2(commands, O_CLOEXEC) != 0 || ::pipe2(answers, O_CLOEXEC) != 0)
    throw std::runtime_error("no pipe");
  std::vector<std::string> words = chromium_switches(profile_);
  words.insert(words.begin(), chromium());
  words.insert(words.end(), {"--remote-debugging-pipe"});
  std::vector<char*> argv;
  for (std::string& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);
  pid_ = ::fork();
  if (pid_ == 0) {
    // The browser reads commands from descriptor 3 and answers on 4.
    const int in = ::fcntl(commands[0], F_DUPFD, 10), out = ::fcntl(answers[1], F_DUPFD, 10);
    ::dup2(in, 3);
    ::dup2(out, 4);
    const int nothing = ::open("/dev/null", O_RDWR);
    for (int fd : {0, 1, 2}) ::dup2(nothing, fd);
    ::setpgid(0, 0);
    ::execv(argv[0], argv.data());
    ::_exit(127);
  }
  ::close(commands[0]);
  ::close(answers[1]);
  to_ = commands[1];
  from_ = answers[0];
  if (pid_ < 0) throw std::runtime_error("chromium was not started");
  const std::string target = call("Target.createTarget", {{"url", "about:blank"}})["targetId"];
  session_ = call("Target.attachToTarget", {{"targetId", target}, {"flatten", true}})["sessionId"];
  call("Page.enable", nlohmann::json::object());
  call("Page.navigate", {{"url", url}});
}

ChromiumSession::~ChromiumSession() {
  ::close(to_);
  ::close(from_);
  if (pid_ > 0) {
    ::kill(-pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
  }
  std::error_code ignored;
  std::filesystem::remove_all(profile_, ignored);
}

nlohmann::json ChromiumSession::call(const std::string& method, nlohmann::json params) {
  const int id = ++id_;
  nlohmann::json message = {{"id", id}, {"method", method}, {"params", std::move(params)}};
  if (!session_.empty()) message["sessionId"] = session_;
  std::string bytes = message.dump();
  bytes.push_back('\0');
  if (::write(to_, bytes.data(), bytes.size()) != static_cast<ssize_t>(bytes.size()))
    throw std::runtime_error("chromium is gone");
  for (;;) {
    for (std::size_t end = buffer_.find('\0'); end != std::string::npos; end = buffer_.find('\0')) {
      const auto answer = nlohmann::json::parse(buffer_.substr(0, end));
      buffer_.erase(0, end + 1);
      if (answer.value("id", 0) != id) continue;
      if (answer.contains("error")) throw std::runtime_error(method + ": " + answer["error"].dump());
      return answer["result"];
    }
    pollfd wait{from_, POLLIN, 0};
    if (::poll(&wait, 1, kAnswerMs) <= 0) throw std::runtime_error("chromium does not answer " + method);
    char piece[65536];
    const ssize_t n = ::read(from_, piece, sizeof piece);
    if (n <= 0) throw std::runtime_error("chromium is gone");
    buffer_.append(piece, static_cast<std::size_t>(n));
  }
}

void ChromiumSession::press(const std::string& key) {
  nlohmann::json event = {{"type", "keyDown"}, {"key", key}};
  const bool digit = key.size() == 1 && key[0] >= '0' && key[0] <= '9';
  event["code"] = key == "/"        ? "Slash"
                  : digit           ? "Digit" + key
                  : key.size() == 1 ? "Key" + std::string(1, static_cast<char>(key[0] & ~0x20))
                                    : key;
  if (key.size() == 1) event["text"] = key;
  if (key == "Enter") event["text"] = "\r";
  call("Input.dispatchKeyEvent", event);
  event["type"] = "keyUp";
  event.erase("text");
  call("Input.dispatchKeyEvent", event);
}

void ChromiumSession::type(const std::string& text) {
  call("Input.insertText", {{"text", text}});
}

void ChromiumSession::resize(int width, int height) {
  call("Emulation.setDeviceMetricsOverride",
       {{"width", width}, {"height", height}, {"deviceScaleFactor", 1}, {"mobile", false}});
}

nlohmann::json ChromiumSession::value(const std::string& expression) {
  const auto answer = call("Runtime.evaluate", {{"expression", expression}, {"returnByValue", true}});
  return answer["result"].contains("value") ? answer["result"]["value"] : nlohmann::json();
}

bool ChromiumSession::wait_for(const std::string& expression) {
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(10);
  while (std::chrono::steady_clock::now() < end) {
    try {
      if (value("Boolean(" + expression + ")") == true) return true;
    } catch (const std::runtime_error& error) {
      // The page was being replaced by another: the next look is at that one.
      if (std::string_view(error.what()).find("navigated") == std::string_view::npos) throw;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  return false;
}

}  // namespace ulika::test
