#include "reports/workbench/workbench.h"

#include <fmt/format.h>
#include <httplib.h>

#include "reports/front.h"
#include "reports/html_report.h"
#include "reports/workbench/api.h"
#include "reports/workbench/guard.h"
#include "triage/base/embedded.h"

namespace ulika {

std::span<const EmbeddedFile> embedded_workbench();

namespace {

namespace fs = std::filesystem;

constexpr std::string_view kPolicy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

std::optional<std::string_view> own_file(std::string_view name) {
  for (const EmbeddedFile& file : embedded_workbench()) {
    if (file.name == "web/" + std::string(name)) return file.content;
  }
  return front_file(name);
}

const char* type_of(std::string_view name) {
  return name.ends_with(".js") ? "text/javascript; charset=utf-8" : "text/css; charset=utf-8";
}

// True where the report in `dir` was written by this version after the last change of the case's databases.
bool is_fresh(const fs::path& dir, const CaseReader& reader) {
  std::error_code error;
  const auto written = fs::last_write_time(dir / "manifest.json", error);
  if (error) return false;
  std::vector<fs::path> sources = {reader.dir() / "case.db"};
  for (const auto& item : reader.items()) {
    sources.push_back(reader.dir() / "evidence" / (item->source().name + ".db"));
  }
  for (const fs::path& source : sources) {
    if (fs::last_write_time(source, error) > written || error) return false;
  }
  const auto store = RowStore::open(dir, false);
  if (!store) return false;
  const auto page = store->data_file("case.js");
  return page && page->find("\"version\":\"" ULIKA_VERSION "\"") != std::string::npos &&
         page->find("\"part_of\":") == std::string::npos && page->find("\"masked\":") == std::string::npos;
}

// The folder of a whole and fresh report: the case's own, or one that is written for the workbench.
Result<fs::path> report_of(const CaseReader& reader, const std::string& language) {
  for (const char* name : {"report", "workbench"}) {
    if (is_fresh(reader.dir() / name, reader)) return reader.dir() / name;
  }
  ReportOptions options;
  options.language = language;
  if (auto done = write_html_report(reader, reader.dir() / "workbench", options); !done) {
    return tl::unexpected(done.error());
  }
  return reader.dir() / "workbench";
}

RequestFacts facts_of(const httplib::Request& request) {
  RequestFacts facts;
  facts.method = request.method;
  facts.path = request.path;
  facts.host = request.get_header_value("Host");
  facts.origin = request.get_header_value("Origin");
  facts.fetch_site = request.get_header_value("Sec-Fetch-Site");
  facts.content_type = request.get_header_value("Content-Type");
  facts.content_length = request.get_header_value("Content-Length");
  facts.cookie = request.get_header_value("Cookie");
  facts.has_transfer_encoding = request.has_header("Transfer-Encoding");
  facts.has_range = request.has_header("Range");
  // Two of a header that decides are none.
  for (const char* name : {"Host", "Origin", "Content-Length"}) {
    if (request.get_header_value_count(name) > 1) facts.host.clear();
  }
  return facts;
}

Parameters parameters_of(const httplib::Request& request) {
  Parameters asked;
  for (const auto& [key, value] : request.params) asked.emplace(key, value);
  return asked;
}

}  // namespace

struct Workbench::State {
  WorkbenchOptions options;
  std::unique_ptr<CaseReader> reader;
  std::unique_ptr<RowStore> rows;
  std::unique_ptr<CaseSearch> search;
  std::unique_ptr<ReviewDatabase> review;
  std::unique_ptr<WorkbenchApi> api;
  std::unique_ptr<Guard> guard;
  std::mutex guard_mutex;
  httplib::Server server;
  int port = 0;

  void set_up();
  void enter(const httplib::Request& request, httplib::Response& response);
  void page(const httplib::Request& request, httplib::Response& response);
};

void Workbench::State::enter(const httplib::Request& request, httplib::Response& response) {
  const std::lock_guard lock(guard_mutex);
  const auto cookie = guard->enter(request.body);
  if (!cookie) {
    response.status = 403;
    return;
  }
  response.set_header("Set-Cookie", *cookie);
  response.status = 204;
}

// The page with all its scripts for who was let in; for others the one that carries the token in.
void Workbench::State::page(const httplib::Request& request, httplib::Response& response) {
  RequestFacts inside = facts_of(request);
  inside.path = "/data/case.js";
  const std::lock_guard lock(guard_mutex);
  if (guard->check(inside)) {
    response.set_content(std::string(*own_file("enter.html")), "text/html; charset=utf-8");
  } else {
    response.set_content(front_index(options.language, {}, {"live.js", "review.js", "search.js"}),
                         "text/html; charset=utf-8");
  }
}

void Workbench::State::set_up() {
  server.set_payload_max_length(Guard::kLargestBody);
  server.set_keep_alive_max_count(
      1);  // one request a connection: nothing of a refused one is read as the next
  server.set_read_timeout(10);
  server.set_write_timeout(30);
  server.set_socket_options([](socket_t) {});  // no second server on this port
  server.set_default_headers({{"Content-Security-Policy", std::string(kPolicy)},
                              {"X-Content-Type-Options", "nosniff"},
                              {"X-Frame-Options", "DENY"},
                              {"Referrer-Policy", "no-referrer"},
                              {"Cross-Origin-Opener-Policy", "same-origin"},
                              {"Cross-Origin-Resource-Policy", "same-origin"},
                              {"Cache-Control", "no-store"}});
  server.set_pre_routing_handler([this](const httplib::Request& request, httplib::Response& response) {
    const std::lock_guard lock(guard_mutex);
    const auto refusal = guard->check(facts_of(request));
    if (!refusal) return httplib::Server::HandlerResponse::Unhandled;
    response.status = refusal->status;
    response.set_content("refused: " + std::string(refusal->why) + "\n", "text/plain; charset=utf-8");
    return httplib::Server::HandlerResponse::Handled;
  });
  server.set_exception_handler(
      [](const httplib::Request&, httplib::Response& response, const std::exception_ptr&) {
        response.status = 500;
        response.set_content("{\"error\":\"the case could not be read\"}", "application/json");
      });
  server.Get("/", [this](const auto& request, auto& response) { page(request, response); });
  server.Post("/enter", [this](const auto& request, auto& response) { enter(request, response); });
  const auto json = [](httplib::Response& response, const Answer& answer) {
    response.status = answer.status;
    response.set_content(answer.json, "application/json");
  };
  server.Get("/api/search", [this, json](const auto& request, auto& response) {
    json(response, api->search(parameters_of(request)));
  });
  server.Get("/api/rows", [this, json](const auto& request, auto& response) {
    json(response, api->rows(parameters_of(request)));
  });
  server.Get("/api/find", [this, json](const auto& request, auto& response) {
    json(response, api->find(parameters_of(request)));
  });
  server.Get("/api/review", [this, json](const auto& request, auto& response) {
    json(response, api->review(parameters_of(request)));
  });
  server.Get("/api/bytes", [this, json](const auto& request, auto& response) {
    json(response, api->bytes(parameters_of(request)));
  });
  server.Post("/api/review", [this, json](const auto& request, auto& response) {
    json(response, api->add_review(request.body));
  });
  server.Post("/api/report", [this, json](const auto& request, auto& response) {
    json(response, api->write_report(request.body));
  });
  server.Get("/data/words.js",
             [](const auto&, auto& response) { response.set_content(front_words(), type_of("words.js")); });
  server.Get(R"(/data/([a-z_]{1,40}(?:-[0-9]{5,9})?\.js))", [this](const auto& request, auto& response) {
    const auto bytes = api->data_file(request.matches[1].str());
    if (!bytes) {
      response.status = bytes.error().kind == ErrorKind::not_found ? 404 : 500;
      response.set_content(bytes.error().message + "\n", "text/plain; charset=utf-8");
      return;
    }
    response.set_content(*bytes, "text/javascript; charset=utf-8");
  });
  server.Get(R"(/media/([0-9a-f]{64}\.jpg))", [this](const auto& request, auto& response) {
    if (const auto bytes = api->media_file(request.matches[1].str())) {
      response.set_content(*bytes, "image/jpeg");
    } else {
      response.status = 404;
    }
  });
  server.Get(R"(/([a-z_]{1,40}\.(?:js|css)))", [](const auto& request, auto& response) {
    const std::string name = request.matches[1].str();
    // Files that a written report has beside its own, and the workbench need not.
    if (name == "seal.js" || name == "print.css") {
      response.set_content("", type_of(name));
    } else if (const auto content = own_file(name)) {
      response.set_content(std::string(*content), type_of(name));
    } else {
      response.status = 404;
    }
  });
}

Workbench::Workbench(std::unique_ptr<State> state) : state_(std::move(state)) {}
Workbench::~Workbench() = default;

Result<std::unique_ptr<Workbench>> Workbench::open(const WorkbenchOptions& options) try {
  auto state = std::make_unique<State>();
  state->options = options;
  auto reader = CaseReader::open(options.case_dir);
  if (!reader) return tl::unexpected(reader.error());
  state->reader = std::make_unique<CaseReader>(std::move(*reader));
  const auto report = report_of(*state->reader, options.language);
  if (!report) return tl::unexpected(report.error());
  auto rows = RowStore::open(*report, true);
  if (!rows) return tl::unexpected(rows.error());
  state->rows = std::make_unique<RowStore>(std::move(*rows));
  std::vector<std::string> names;
  for (const auto& item : state->reader->items()) names.push_back(item->source().name);
  state->search = std::make_unique<CaseSearch>(state->reader->dir(), names);
  state->review = std::make_unique<ReviewDatabase>(state->reader->dir() / "review.db");
  state->api = std::make_unique<WorkbenchApi>(state->options, *state->reader, *state->rows, *state->search,
                                              *state->review);
  state->set_up();
  if (options.port == 0) {
    state->port = state->server.bind_to_any_port("127.0.0.1");
  } else if (state->server.bind_to_port("127.0.0.1", options.port)) {
    state->port = options.port;
  }
  if (state->port <= 0) {
    return fail(ErrorKind::io,
                fmt::format("port {} of this computer cannot be used; name another, or none", options.port));
  }
  state->guard = std::make_unique<Guard>(state->port);
  return std::unique_ptr<Workbench>(new Workbench(std::move(state)));
} catch (const std::exception& error) {
  return fail(ErrorKind::io, error.what());
}

int Workbench::port() const {
  return state_->port;
}

std::string Workbench::address() const {
  const std::lock_guard lock(state_->guard_mutex);
  return fmt::format("http://127.0.0.1:{}/#{}", state_->port, state_->guard->token());
}

void Workbench::run() {
  state_->server.listen_after_bind();
}

void Workbench::stop() {
  state_->server.stop();
}

}  // namespace ulika
