// Rows of a tab-separated test table under tests/scan/data.
#pragma once

#include <fstream>
#include <stdexcept>
#include <string>
#include <vector>

namespace ulika::test {

inline std::vector<std::string> split_tabs(const std::string& line) {
  std::vector<std::string> cells;
  std::size_t begin = 0;
  for (std::size_t tab = line.find('\t'); tab != std::string::npos; tab = line.find('\t', begin)) {
    cells.push_back(line.substr(begin, tab - begin));
    begin = tab + 1;
  }
  cells.push_back(line.substr(begin));
  return cells;
}

// Without comments and the header row; "\n" in the last cell becomes a line break.
inline std::vector<std::vector<std::string>> read_vectors(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw std::runtime_error("cannot open " + path);
  std::vector<std::vector<std::string>> rows;
  bool header = true;
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line[0] == '#') continue;
    if (header) {
      header = false;
      continue;
    }
    auto cells = split_tabs(line);
    std::string& text = cells.back();
    for (std::size_t at = text.find("\\n"); at != std::string::npos; at = text.find("\\n", at))
      text.replace(at, 2, "\n");
    rows.push_back(std::move(cells));
  }
  return rows;
}

}  // namespace ulika::test
