// The remaining pages: hits, people, money, web, other records, files and method.
(function (U) {
  "use strict";

  // Links between lists that belong together, with their numbers of rows; filters are taken along.
  U.tabs = (entries, current, route) => U.h("nav", { class: "tabs", "aria-label": U.t("list.kinds") }, entries.map(([href, words, rows], i) =>
    U.h("a", { href: U.route_to(href.slice(2), U.kept(route.params)), "aria-current": i === current ? "page" : null }, words, " ", U.h("span", { class: "count" }, U.number(rows)))));

  U.message_column = () => ({ head: U.t("source.from_message"), cell: (row) => (row.get("ref") === null ? "" : U.link("#/message/" + row.get("ref"), U.t("source.open"))) });
  U.path_column = () => ({ head: U.t("source.path"), wide: true, cell: (row, find) => U.h("span", { class: "mono" }, U.cell(row.path, find)) });

  // A page of several kinds of records under one heading: the first is shown where the address names none.
  const group = (page, heading, kinds, first) => async (box, route) => {
    const names = kinds.map((kind) => kind.table);
    const shown = Math.max(0, names.indexOf(route.args[0]));
    const own = first && U.tables[first.table].rows > 0 && (route.args.length === 0 || route.args[0] === first.name);
    const first_with_rows = own ? -1 : route.args.length > 0 ? shown : Math.max(0, kinds.findIndex((kind) => U.tables[kind.table].rows > 0));
    const kind = kinds[first_with_rows];
    const tabs = kinds.map((each) => ["#/" + page + "/" + each.table, U.t("type." + each.table), U.tables[each.table].rows]);
    if (first) tabs.unshift(["#/" + page + "/" + first.name, U.t(first.heading), U.tables[first.table].rows]);
    box.append(U.h("h1", null, U.t(heading)), U.tabs(tabs, first_with_rows + (first ? 1 : 0), route));
    if (own) return first.show(box, route);
    box.append(U.filter_bar(route, kind.filters || ["q", "dev", "app", "from", "to"]));
    if (kind.note) box.append(U.h("p", { class: "second" }, U.t(kind.note)));
    return U.list(box, { table: U.tables[kind.table], route, columns: kind.columns() });
  };

  const call_time = { get head() { return U.t("f.duration_s"); }, cell: (row) => (row.get("duration_s") === null ? "" : U.duration(row.get("duration_s"))) };
  U.page_people = group("people", "nav.people", [
    { table: "call", columns: () => ["started_at", "direction", "app", "party", "party_id", call_time, "answered"] },
    { table: "contact", filters: ["q", "dev", "app"], columns: () => ["name", "app", "phones", "handles", "emails", "account_ids"] },
    { table: "account", filters: ["q", "dev", "app"], columns: () => ["app", "account_id", "name", "phone", "email"] },
  ]);
  const drawn = ["q", "dev"];
  U.page_money = group("money", "nav.money", [
    { table: "payment", filters: ["q", "dev", "from", "to"], columns: () => ["at", "direction", "amount", "currency", "card_tail", "balance", "counterparty", "bank", U.message_column()] },
    { table: "card", filters: drawn, note: "money.card_note", columns: () => ["pan", "scheme", "expiry", "holder", { head: U.t("f.origin"), short: true, cell: (row) => U.value("origin", row.text("origin")) }, "test", U.path_column(), U.message_column()] },
    { table: "wallet", filters: drawn, columns: () => ["currency", "address", "kind", { head: U.t("f.origin"), short: true, cell: (row) => U.value("origin", row.text("origin")) }, U.path_column(), U.message_column()] },
    { table: "identifier", filters: drawn, columns: () => [{ head: U.t("f.kind"), short: true, cell: (row) => U.value("identifier", row.text("kind")) }, "value", { head: U.t("f.origin"), short: true, cell: (row) => U.value("origin", row.text("origin")) }, U.path_column(), U.message_column()] },
  ], { name: "ledger", table: "payment", heading: "payments.ledger", show: (box, route) => U.page_payments(box, route) });
  U.page_web = group("web", "nav.web", [
    { table: "web_visit", columns: () => ["at", "app", "title", "url", "visits"] },
    { table: "web_search", columns: () => ["at", "app", "terms", "url"] },
    { table: "download", columns: () => ["at", "app", "url", "target_path", "bytes", "state"] },
    { table: "autofill", columns: () => ["at", "app", "name", "value"] },
  ]);
  U.page_other = group("other", "nav.other", [
    { table: "email", columns: () => ["sent_at", "from", "to", "subject", "text"] },
    { table: "note", columns: () => ["at", "app", "title", "text"] },
    { table: "app_installed", columns: () => ["at", "app", "package", "version"] },
    { table: "device_event", columns: () => ["at", "kind", "app", "text"] },
    { table: "database", columns: () => [U.path_column(), "app", "rows", "tables"] },
    { table: "device", filters: drawn, columns: () => ["make", "model", "imei", "serial", "os", "owner", "phone"] },
  ]);

  // A hit's surroundings; the match stands between U+2039 and U+203A.
  const context = (row) => {
    const text = row.text("context") || row.text("value");
    const open = text.indexOf("\u2039"), close = text.indexOf("\u203a", open + 1);
    if (open < 0 || close < 0) return U.said(text, { cap: 400 });
    const line = (part) => part.replace(/\s*\n\s*/g, " ⏎ ");
    return U.h("bdi", { dir: "auto" }, U.said(line(text.slice(0, open)), { cap: 300 }), U.h("mark", null, U.said(line(text.slice(open + 1, close)), { cap: 300 })), U.said(line(text.slice(close + 1)), { cap: 300 }));
  };

  const hit_columns = U.hit_columns = () => [
    { head: U.t("f.context"), wide: true, cell: context },
    { head: U.t("f.rule"), cell: (row) => [U.cell(row.text("rule")), row.get("weight") !== null && U.h("div", { class: "second" }, U.t("f.weight") + " " + row.get("weight"))] },
    { head: U.t("source.path"), cell: (row, find) => [U.h("span", { class: "mono" }, U.cell(row.path, find)), U.h("div", { class: "second" }, U.t("hits.at", { offset: U.number(row.get("offset")) }) + (row.text("encoding") ? " · " + row.text("encoding") : ""))] },
    U.message_column(),
  ];

  U.page_hits = async (box, route) => {
    const { cat, rule } = route.params;
    box.append(U.h("h1", null, U.t("nav.hits")), U.disclaimer());
    const groups = U.case.hit_groups;
    if (groups.length === 0) return box.append(U.h("p", { class: "empty" }, U.t("hits.none")));
    if (cat === undefined) {
      const categories = [...new Set(groups.map((each) => each.category))];
      for (const category of categories) {
        const own = groups.filter((each) => each.category === category);
        const rows = own.slice(0, 40).map((each) => [U.link(U.route_to("hits", { cat: category, rule: each.rule }), U.cell(each.rule)), String(each.weight), U.number(each.rows)]);
        box.append(U.h("h2", null, U.link(U.route_to("hits", { cat: category }), U.said(U.value("category", category), { cap: 80 })), " ", U.h("span", { class: "count" }, U.number(own.reduce((sum, each) => sum + each.rows, 0)))),
          U.grid([U.t("f.rule"), U.t("f.weight"), U.t("type.hit")], rows, [1, 2]),
          own.length > 40 ? U.h("p", { class: "second" }, U.link(U.route_to("hits", { cat: category }), U.n("hits.more_rules", own.length - 40))) : "");
      }
      return undefined;
    }
    const chosen = groups.filter((each) => each.category === cat && (rule === undefined || each.rule === rule));
    if (chosen.length === 0) return U.page_missing(box);
    const last = chosen[chosen.length - 1];
    box.append(U.h("p", { class: "crumb" }, U.link("#/hits", "‹ " + U.t("hits.all")), rule !== undefined ? [" / ", U.link(U.route_to("hits", { cat }), U.said(U.value("category", cat)))] : ""),
      U.h("h2", null, U.said(rule === undefined ? U.value("category", cat) : rule, { cap: 120 })), U.filter_bar(route, ["q", "dev"]));
    return U.list(box, { table: U.tables.hit, route, from: chosen[0].row, to: last.row + last.rows, columns: hit_columns() });
  };

  U.page_files = async (box, route) => {
    const list = route.args[0] === "list" || U.is_filtered({ ...route.params, dev: "" }) || route.params.ledger;
    box.append(U.h("h1", null, U.t("nav.files")), U.tabs([["#/files", U.t("tree.name"), U.tables.file.rows], ["#/files/list", U.t("tree.list"), U.tables.file.rows]], list ? 1 : 0, route));
    if (!list) return U.page_tree(box, route);
    box.append(U.filter_bar(route, ["q", "dev", "from", "to"]));
    const choice = U.h("select", { change: () => { location.hash = U.route_with(route, { ledger: choice.value, p: null }); } },
      U.h("option", { value: "" }, U.t("filter.any")),
      ["parsed", "scanned", "known", "duplicate", "unsupported", "encrypted", "damaged", "failed", "timed_out", "limited", "not_examined"].filter((state) => U.case.items.some((item) => item.files_by_state[state] > 0))
        .map((state) => U.h("option", { value: state, selected: route.params.ledger === state }, U.value("ledger", state))));
    box.querySelector(".filters").append(U.h("label", { class: "field" }, U.h("span", null, U.t("f.ledger")), choice));
    return U.list(box, { table: U.tables.file, route, columns: [U.path_column(), "size",
      { head: U.t("f.state"), short: true, cell: (row) => U.value("state", row.text("state")) + (row.text("kind") === "file" ? "" : ", " + U.value("kind", row.text("kind"))) },
      { head: U.t("f.ledger"), cell: (row) => [U.value("ledger", row.text("ledger")), row.text("reason") && U.h("div", { class: "second" }, U.cell(row.text("reason")))] },
      { head: U.t("f.known"), short: true, cell: (row) => (row.get("kind") === "directory" ? "" : U.known_badge(row)) }, "mime", "modified_at", { head: "SHA-256", cell: (row) => U.h("span", { class: "mono", title: row.sha256 }, row.sha256 ? row.sha256.slice(0, 16) + "…" : "") }] });
  };

  U.page_method = async (box, route) => {
    const problems = route.args[0] === "problems";
    box.append(U.h("h1", null, U.t("nav.method")), U.tabs([["#/method", U.t("method.ledger"), U.tables.ledger.rows], ["#/method/problems", U.t("type.problem"), U.tables.problem.rows]], problems ? 1 : 0, route));
    if (problems) {
      box.append(U.filter_bar(route, ["q", "dev"]));
      return U.list(box, { table: U.tables.problem, route, empty: U.t("method.no_problems"), columns: [
        { head: U.t("f.ledger"), short: true, cell: (row) => U.value("ledger", row.text("ledger")) }, { head: U.t("f.stage"), short: true, cell: (row) => U.value("stage", row.text("stage")) },
        { head: U.t("f.reason"), wide: true, cell: (row, find) => U.said(row.text("reason"), { cap: 400, find }) }, U.path_column(), "offset", "length"] });
    }
    box.append(U.h("p", null, U.t("method.order")), U.h("h2", null, U.t("method.recheck")), U.h("ol", null, ["1", "2", "3"].map((n) => U.h("li", null, U.t("recheck." + n)))),
      U.h("p", null, U.mono("ulika verify " + U.case.name)), U.h("h2", null, U.t("cover.limits")), U.h("ul", null, ["1", "2", "3", "4", "5"].map((n) => U.h("li", null, U.t("limits." + n)))),
      U.facts([[U.t("cover.tool"), "Ulika " + U.case.version], [U.t("cover.zone"), U.case.zone || "UTC"], [U.t("method.audit"), U.case.audit && U.said(U.case.audit)], [U.t("method.libraries"), U.listed(U.case.meta.libraries)], [U.t("method.parsers"), U.listed(U.case.meta.parsers)],
        [U.t("meta.keyword_lists"), U.listed(U.case.meta.keyword_lists)], [U.t("meta.hash_sets"), U.listed(U.case.meta.hash_sets)], [U.t("method.seal"), U.seal && U.mono(U.seal)]]),
      U.h("h2", null, U.t("method.ledger")), U.h("p", { class: "second" }, U.t("method.ledger_note")), U.filter_bar(route, ["q", "dev"]));
    return U.list(box, { table: U.tables.ledger, route, columns: U.ledger_columns() });
  };

  U.page_missing = (box) => box.append(U.h("h1", null, U.t("missing.head")), U.h("p", null, U.t("missing.body")), U.h("p", null, U.link("#/overview", U.t("nav.overview"))));
})(window.Ulika = window.Ulika || {});
