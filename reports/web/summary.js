// The summary: what was found, and what was not read.
(function (U) {
  "use strict";

  U.kinds = ["chat", "message", "call", "contact", "account", "location", "photo", "payment", "card", "wallet", "identifier", "hit",
    "web_visit", "web_search", "download", "autofill", "email", "note", "app_installed", "device_event", "database"];
  const unread = ["damaged", "failed", "timed_out", "limited", "not_examined", "encrypted", "unsupported"];

  U.is_unread = (state) => unread.includes(state);
  U.total = (kind) => U.case.items.reduce((sum, item) => sum + (item.counts[kind] || 0), 0);
  const state_total = (item, state) => item.files_by_state[state] || 0;

  // One sentence on the cover and the summary: how much was not read.
  U.not_read_line = () => {
    const parts = unread.map((state) => [state, U.case.items.reduce((sum, item) => sum + state_total(item, state), 0)]).filter(([, n]) => n > 0);
    const problems = U.tables.problem.rows;
    if (parts.length === 0 && problems === 0) return U.h("p", { class: "notread fine" }, U.t("notread.nothing"));
    return U.h("p", { class: "notread" }, U.h("strong", null, U.t("notread.head") + " "),
      parts.map(([state, n]) => U.value("ledger", state) + ": " + U.n("n.files", n)).join("; "),
      problems > 0 && (parts.length > 0 ? "; " : "") + U.n("n.problems", problems), ". ", U.link("#/summary", U.t("notread.more")));
  };

  // Why a device has no messages: what its ledger says, never a bare nought.
  U.why_none = (item) => {
    const out = [];
    for (const state of unread) if (state_total(item, state) > 0) out.push(U.value("ledger", state) + " – " + U.n("n.files", state_total(item, state)));
    if (out.length > 0) return U.t("none.unread", { what: out.join(", ") });
    return state_total(item, "parsed") > 0 ? U.t("none.parsed") : U.t("none.no_app");
  };
  U.no_records = (kind) => U.case.items.filter((item) => item.counts[kind] === 0).map((item) => U.h("p", null, U.said(item.name), ": ", U.why_none(item)));

  const routes = { chat: "conversations", message: "conversations/messages", call: "people", contact: "people/contact", account: "people/account", location: "locations",
    photo: "locations/photo", payment: "money", card: "money/card", wallet: "money/wallet", identifier: "money/identifier", hit: "hits", web_visit: "web",
    web_search: "web/web_search", download: "web/download", autofill: "web/autofill", email: "other/email", note: "other/note",
    app_installed: "other/app_installed", device_event: "other/device_event", database: "other/database" };

  function counts() {
    const kinds = U.kinds.filter((kind) => U.total(kind) > 0);
    const cell = (kind, item) => {
      const n = item.counts[kind] || 0;
      return n > 0 ? U.link(U.route_to(routes[kind], { dev: U.case.items.length > 1 ? item.name : "" }), U.number(n)) : kind === "message" ? U.h("span", { title: U.why_none(item) }, "0*") : "0";
    };
    const several = U.case.items.length > 1;
// Many devices read better as rows.
    const upright = U.case.items.length > 6;
    const rows = upright ? U.case.items.map((item) => [U.cell(item.name), ...kinds.map((kind) => cell(kind, item))]) : kinds.map((kind) => [U.t("type." + kind), ...U.case.items.map((item) => cell(kind, item)), ...(several ? [U.number(U.total(kind))] : [])]);
    const heads = upright ? [U.t("source.device"), ...kinds.map((kind) => U.t("type." + kind))]
      : [U.t("summary.kind"), ...U.case.items.map((item) => item.name), ...(several ? [U.t("summary.total")] : [])];
    const none = U.kinds.filter((kind) => U.total(kind) === 0);
    return [kinds.length > 0 ? U.grid(heads, rows, heads.map((unused, i) => i).slice(1)) : U.h("p", { class: "empty" }, U.t("summary.nothing")),
      none.length > 0 && U.h("p", { class: "second" }, U.t("summary.no_kinds") + " " + none.map((kind) => U.t("type." + kind).toLowerCase()).join(", ") + "."),
      U.case.items.filter((item) => item.counts.message === 0).map((item) => U.h("p", { class: "second" }, "* ", U.said(item.name), ": ", U.why_none(item)))];
  }

  function activity() {
    const rows = [];
    for (const item of U.case.items) {
      for (const kind of U.kinds) {
        const seen = item.activity[kind];
        if (seen) rows.push([U.cell(item.name), U.t("type." + kind), U.when(seen[0]), U.when(seen[1])]);
      }
    }
    return rows.length > 0 && [U.h("h2", null, U.t("summary.activity")), U.h("p", { class: "second" }, U.t("summary.activity_note")),
      U.grid([U.t("source.device"), U.t("summary.kind"), U.t("talk.first"), U.t("talk.last")], rows)];
  }

  function apps() {
    const rows = [];
    for (const item of U.case.items) {
      for (const [app, n] of item.apps) rows.push([U.cell(item.name), U.link(U.route_to("conversations", { app, dev: U.case.items.length > 1 ? item.name : "" }), U.cell(app)), U.number(n)]);
    }
    return rows.length > 0 && [U.h("h2", null, U.t("summary.apps")), U.grid([U.t("source.device"), U.t("f.app"), U.t("type.message")], rows, [2])];
  }

  function top_chats() {
    const rows = U.case.top_chats.map((chat) => [U.link("#/chat/" + chat.row, U.cell(chat.name || U.t("talk.unnamed"))), U.cell(chat.app), U.cell(U.item_name(chat.item)), U.number(chat.messages), U.number(chat.hits)]);
    return rows.length > 0 && [U.h("h2", null, U.t("summary.top_chats")), U.h("p", { class: "second" }, U.t("summary.top_chats_note")),
      U.grid([U.t("f.name"), U.t("f.app"), U.t("source.device"), U.t("type.message"), U.t("type.hit")], rows, [3, 4])];
  }

  function categories() {
    const sums = new Map();
    for (const group of U.case.hit_groups) {
      const sum = sums.get(group.category) || { rows: 0, rules: 0, by_item: U.case.items.map(() => 0) };
      sum.rows += group.rows;
      sum.rules += 1;
      group.by_item.forEach((n, i) => { sum.by_item[i] += n; });
      sums.set(group.category, sum);
    }
    const several = U.case.items.length > 1 && U.case.items.length <= 6;
    const rows = [...sums].map(([category, sum]) => [U.link(U.route_to("hits", { cat: category }), U.cell(U.value("category", category))), U.number(sum.rules),
      ...(several ? sum.by_item.map(U.number) : []), U.number(sum.rows)]);
    const heads = [U.t("f.category"), U.t("summary.rules"), ...(several ? U.case.items.map((item) => item.name) : []), U.t("summary.total")];
    return rows.length > 0 && [U.h("h2", null, U.t("summary.hits")), U.h("p", { class: "second" }, U.t("disclaimer.head")), U.grid(heads, rows, heads.map((unused, i) => i).slice(1))];
  }

  U.page_summary = async (box, route) => {
    box.append(U.h("h1", null, U.t("nav.summary")), U.not_read_line());
    U.add(box, [U.h("h2", null, U.t("summary.found")), counts(), categories(), top_chats(), apps(), activity()]);
    box.append(U.h("h2", null, U.t("summary.not_read")), U.h("p", { class: "second" }, U.t("summary.not_read_note")));
    const losses = U.h("div");
    box.append(losses);
    await U.list(losses, { table: U.tables.ledger, route, columns: U.ledger_columns(), empty: U.t("ledger.empty") });
    if (U.tables.problem.rows > 0) box.append(U.h("p", null, U.link("#/method/problems", U.n("n.problems", U.tables.problem.rows))));
  };

  U.ledger_columns = () => [
    { head: U.t("f.ledger"), cell: (row) => U.h("span", { class: "badge " + (unread.includes(row.get("ledger")) ? "bad" : "plain") }, U.value("ledger", row.get("ledger"))) },
    { head: U.t("f.reason"), wide: true, cell: (row) => [U.said(row.text("reason") || U.t("ledger.about." + row.get("ledger")), { cap: 400 }),
      (row.json("examples") || []).map((path) => U.h("div", { class: "second mono" }, U.cell(path)))] },
    { head: U.t("f.files"), cell: (row) => U.link(U.route_to("files", { ledger: row.get("ledger"), dev: U.case.items.length > 1 ? U.item_name(row.item) : "" }), U.number(row.get("files"))) },
    "bytes",
  ];
})(window.Ulika = window.Ulika || {});
