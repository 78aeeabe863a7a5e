// ChromiumSession: a headless Chromium that a test drives by keys, over its debugging pipe.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace ulika::test {

// Path of the browser, or empty where none is installed.
std::string chromium();

// Switches every start of the browser needs; `profile` is a new folder.
std::vector<std::string> chromium_switches(const std::filesystem::path& profile);

class ChromiumSession {
 public:
  // Starts the browser and opens `url`. Throws std::runtime_error when it does not start.
  explicit ChromiumSession(const std::string& url);
  ~ChromiumSession();
  ChromiumSession(const ChromiumSession&) = delete;
  ChromiumSession& operator=(const ChromiumSession&) = delete;

  // A key as its name in the page's events ("j", "Enter", "/"), and text typed into what has the focus.
  void press(const std::string& key);
  void type(const std::string& text);
  // Sets the size of the page, in CSS pixels.
  void resize(int width, int height);
  // The value of a JavaScript expression.
  nlohmann::json value(const std::string& expression);
  // Waits up to ten seconds for an expression to become true.
  bool wait_for(const std::string& expression);

 private:
  nlohmann::json call(const std::string& method, nlohmann::json params);

  std::filesystem::path profile_;
  pid_t pid_ = -1;
  int to_ = -1, from_ = -1;
  int id_ = 0;
  std::string session_, buffer_;
};

}  // namespace ulika::test
