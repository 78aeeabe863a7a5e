// The page itself: navigation, keys, language and light or dark.
(function (U) {
  "use strict";

  const pages = { leads: "page_leads", links: "page_links", drops: "page_drops", gallery: "page_gallery", overview: "page_overview", timeline: "page_timeline", cover: "page_cover", summary: "page_summary", conversations: "page_conversations", chat: "page_chat", message: "page_message", people: "page_people",
    locations: "page_locations", hits: "page_hits", money: "page_money", web: "page_web", other: "page_other", files: "page_files", method: "page_method" };
  const in_nav = [["overview"], ["leads", ["lead"]], ["links", ["link", "person"]], ["drops", ["drop"]], ["cover"], ["summary"], ["conversations", ["message"]], ["people", ["call", "contact", "account"]], ["locations", ["location"]], ["timeline", ["event"]], ["gallery"], ["hits", ["hit"]], ["money", ["payment", "card", "wallet", "identifier"]],
    ["web", ["web_visit", "web_search", "download", "autofill"]], ["other", ["email", "note", "app_installed", "device_event", "database"]], ["files", ["file"]], ["method"]];
  const parents = { chat: "conversations", message: "conversations" };

  Object.assign(pages, U.more_pages);
  in_nav.splice(1, 0, ...(U.more_nav || []));

  const main = () => document.getElementById("main");
  const kept = (key, value) => {
    try {
      if (value === undefined) return localStorage.getItem("ulika." + key);
      localStorage.setItem("ulika." + key, value);
    } catch (error) { /* some browsers keep nothing for files on disk */ }
    return null;
  };

  function theme(choice) {
    document.documentElement.classList.toggle("dark", choice === "dark");
    document.documentElement.classList.toggle("light", choice === "light");
  }

  function head() {
    const language = U.h("select", { "aria-label": U.t("app.language"), change: () => { U.language = language.value; kept("language", U.language); frame(); show(); } },
      Object.entries(U.languages).map(([code, name]) => U.h("option", { value: code, lang: code, selected: code === U.language }, name)));
    const shade = U.h("select", { "aria-label": U.t("app.theme"), change: () => { theme(shade.value); kept("theme", shade.value); show(); } },
      ["auto", "light", "dark"].map((name) => U.h("option", { value: name, selected: (kept("theme") || "auto") === name }, U.t("theme." + name))));
    document.getElementById("top").replaceChildren(
      U.h("a", { href: "#/overview", class: "brand" }, "Ulika"),
      U.h("span", { class: "case" }, U.said(U.case.name, { cap: 80 })),
      U.h("form", { class: "find", role: "search", "aria-label": U.t("app.search"), submit: (event) => {
        event.preventDefault();
        document.activeElement.blur();
        location.hash = U.route_to(U.find_route || "conversations/messages", { q: document.getElementById("find").value.trim() });
      } }, U.h("input", { type: "search", id: "find", autocomplete: "off", placeholder: U.t("app.search"), "aria-label": U.t("app.search") })),
      U.button("?", help, { class: "quiet", "aria-label": U.t("keys.name") }), shade, language);
  }

  function frame() {
    document.documentElement.lang = U.language;
    document.title = U.case.name.slice(0, 80) + " – Ulika";
    const skip = document.getElementById("skip");
    skip.textContent = U.t("app.skip");
    skip.onclick = (event) => { event.preventDefault(); main().focus(); };
    head();
    document.getElementById("nav").setAttribute("aria-label", U.t("app.pages"));
    document.getElementById("foot").replaceChildren(
      U.h("p", null, U.t("disclaimer.head")),
      U.h("p", { class: "second" }, "Ulika " + U.case.version + " · ", U.said(U.case.name, { cap: 80 }), U.seal ? [" · manifest SHA-256 ", U.h("span", { class: "mono", title: U.seal }, U.seal.slice(0, 16))] : ""));
  }

  function navigation(page) {
    const current = parents[page] || page;
    document.getElementById("nav").replaceChildren(U.h("ul", null, in_nav.map(([name, kinds]) => {
      const n = (kinds || []).reduce((sum, kind) => sum + U.rows_of(kind), 0);
      return U.h("li", null, U.h("a", { href: "#/" + name, "aria-current": name === current ? "page" : null }, U.h("span", null, U.t("nav." + name)), kinds ? U.h("span", { class: "count" }, U.number(n)) : ""));
    })));
  }

  async function show() {
    const route = U.parse_route(location.hash);
    if (route.page !== "tagged") U.before = location.hash;
    delete document.body.dataset.ready;
    U.cancel_lists();
    U.close_source();
    navigation(route.page);
    const box = U.h("div", { class: "page page-" + (Object.hasOwn(pages, route.page) ? route.page : "missing") });
    main().replaceChildren(box);
    window.scrollTo(0, 0);
    try {
      if (U.review_ready) await U.review_ready();
      if (Object.hasOwn(pages, route.page)) await U[pages[route.page]](box, route);
      else U.page_missing(box);
    } catch (error) {
      box.append(U.h("p", { class: "notread", role: "alert" }, U.t("app.part_missing"), " ", U.said(String(error && error.message))));
    }
    if (box.isConnected) document.body.dataset.ready = route.page;
  }

  function help() {
    const keys = [["J / K", "keys.next"], ["Enter", "keys.enter"], ["Esc", "keys.escape"], ["/", "keys.search"], ["P", "keys.source"], ["B", "keys.blur"], ...(U.more_keys || []), ["?", "keys.help"], ["Ctrl+P", "keys.print"]];
    const box = document.getElementById("panel");
    box.replaceChildren(U.h("div", { class: "panelhead" }, U.h("h2", null, U.t("keys.name")), U.button("×", U.close_source, { class: "close", "aria-label": U.t("source.close") })),
      U.facts(keys.map(([key, words]) => [U.h("kbd", null, key), U.t(words)])));
    box.hidden = false;
    document.body.classList.add("with-panel");
    box.querySelector("button").focus();
  }

  function step(by) {
    const rows = [...main().querySelectorAll("[data-row]:not(.chathead)")];
    if (rows.length === 0) return;
    const at = rows.findIndex((row) => row.classList.contains("selected"));
    const next = at < 0 ? (by > 0 ? 0 : rows.length - 1) : at + by;
    if (next >= 0 && next < rows.length) return U.select_row(rows[next]);
    const steps = main().querySelectorAll(".pager a.step");
    const words = U.t(by > 0 ? "list.next" : "list.previous");
    for (const link of steps) if (link.textContent.includes(words)) link.click();
  }

  const selected = () => main().querySelector(".selected");

  function key(event) {
    if (U.more_key && U.more_key(event, selected())) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") {
      if (U.close_source()) return;
      if (event.target.matches("input, select")) return event.target.blur();
      const route = U.parse_route(location.hash);
      if (parents[route.page]) location.hash = "#/" + parents[route.page];
      return;
    }
    if (event.target.matches("input, select, textarea")) return;
    const code = event.code;
    if (U.gallery_key(event)) return;
    if (event.key === "/" || (code === "Slash" && !event.shiftKey)) {
      event.preventDefault();
      (document.getElementById("q") || document.getElementById("find")).focus();
    } else if (event.key === "?" || (code === "Slash" && event.shiftKey)) {
      help();
    } else if (code === "KeyJ" || code === "KeyK") {
      step(code === "KeyJ" ? 1 : -1);
    } else if (code === "KeyP" && selected()) {
      U.show_source(selected().ulika_row);
    } else if (event.key === "Enter" && selected() && event.target === selected()) {
      const link = selected().querySelector("a[href]");
      if (link) link.click(); else U.show_source(selected().ulika_row);
    }
  }

  function click(event) {
    const row = event.target.closest && event.target.closest("[data-row]");
    if (!row || !row.ulika_row || event.target.closest("a, button, input, select")) return;
    if (String(window.getSelection())) return;
    U.select_row(row);
    U.show_source(row.ulika_row);
  }

  window.addEventListener("DOMContentLoaded", () => {
    if (!U.case) return;
    const wanted = kept("language");
    U.language = wanted && Object.hasOwn(U.languages, wanted) ? wanted : U.case.language;
    theme(kept("theme"));
    frame();
    show();
    window.addEventListener("hashchange", show);
    window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", show);
    document.addEventListener("keydown", key);
    document.addEventListener("keyup", (event) => { if (event.code === "Space") U.gallery_key(event); });
    document.addEventListener("click", click);
  });
})(window.Ulika = window.Ulika || {});
