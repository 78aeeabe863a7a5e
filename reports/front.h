// The report's own pages: what is embedded in the program and the same for every case.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ulika {

// Names of the scripts and style sheets, without index.html.
std::vector<std::string_view> front_files();
// One of them; nothing for any other name.
std::optional<std::string_view> front_file(std::string_view name);
// index.html in `language`. `policy` is its content security policy, empty where a server sends one;
// `scripts` are names of further scripts that run before the page starts. None of the three may come from
// evidence.
std::string front_index(std::string_view language, std::string_view policy,
                        const std::vector<std::string>& scripts);
// What pages in a folder may do: nothing but run and show the folder's own files.
std::string_view folder_policy();
// The script with the words of all languages.
std::string front_words();

}  // namespace ulika
