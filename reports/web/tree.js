// The tree of files: one folder at a time, with what became of each file and whether a hash set knows it.
(function (U) {
  "use strict";

  const kShown = 500;  // entries of a folder on one page

  // Paths stand in the order of their bytes, which is the order of their code points.
  U.path_order = (a, b) => {
    const x = a[Symbol.iterator](), y = b[Symbol.iterator]();
    for (;;) {
      const p = x.next(), q = y.next();
      if (p.done || q.done) return (p.done ? 0 : 1) - (q.done ? 0 : 1);
      const d = p.value.codePointAt(0) - q.value.codePointAt(0);
      if (d !== 0) return d;
    }
  };

  // The rows of one item in the table of files.
  U.file_range = (item) => {
    const from = U.case.items.slice(0, item).reduce((sum, each) => sum + each.counts.file, 0);
    return [from, from + U.case.items[item].counts.file];
  };
  // The first file of [from, to) whose path is not before `path`.
  U.file_bound = async (from, to, path) => {
    while (from < to) {
      const middle = (from + to) >> 1;
      if (U.path_order((await U.row(U.tables.file, middle)).path, path) < 0) from = middle + 1; else to = middle;
    }
    return from;
  };
  // The file itself, or null.
  U.file_row = async (item, path) => {
    if (!U.case.items[item]) return null;  // of the case as a whole
    const [from, to] = U.file_range(item);
    const row = path && to > from ? await U.row(U.tables.file, await U.file_bound(from, to, path)) : null;
    return row && row.item === item && row.path === path ? row : null;
  };

  U.known_badge = (row) => {
    const known = row.get("known");
    if (known === "notable") return U.h("span", { class: "badge bad" }, U.value("known", known), row.get("hashset") && [": ", U.said(row.get("hashset"), { cap: 60 })]);
    if (known === "known") return U.h("span", { class: "badge good" }, U.value("known", known), row.get("hashset") && [": ", U.said(row.get("hashset"), { cap: 60 })]);
    return known === "none" ? U.h("span", { class: "second" }, U.value("known", "none")) : U.h("span", { class: "second" }, U.t("known.not_compared"));
  };

  // What lies directly below `folder` ("" or "a/b/"): {name, row or null, files below}.
  async function children(item, folder, skip, most) {
    const out = [];
    const [begin, end] = U.file_range(item);
    let at = folder ? await U.file_bound(begin, end, folder) : begin;
    const stop = folder ? await U.file_bound(begin, end, folder + "\u{10ffff}") : end;
    let seen = 0;
    while (at < stop && out.length < most) {
      const row = await U.row(U.tables.file, at);
      const rest = row.path.slice(folder.length);
      const slash = rest.indexOf("/");
      const name = slash < 0 ? rest : rest.slice(0, slash);
      const next = slash < 0 ? at + 1 : Math.max(at + 1, await U.file_bound(at, stop, folder + name + "/\u{10ffff}"));
      if (seen++ >= skip && name) {
        // A folder and its own row may lie apart ("a", "a-b", "a/c").
        const last = out.find((each) => each.name === name);
        if (last) { last.below += slash < 0 ? 0 : next - at; if (slash < 0) last.row = row; }
        else out.push({ name, row: slash < 0 ? row : null, below: slash < 0 ? 0 : next - at });
      }
      at = next;
    }
    return { out, more: at < stop, seen };
  }

  U.page_tree = async (box, route) => {
    const item = Math.max(0, U.case.items.findIndex((each) => each.name === route.params.dev));
    const folder = route.params.in || "";
    const device = U.h("select", { "aria-label": U.t("source.device"), change: () => { location.hash = U.route_with(route, { dev: device.value, in: null, skip: null }); } },
      U.case.items.map((each, i) => U.h("option", { value: each.name, selected: i === item }, each.name)));
    const steps = folder.split("/").slice(0, -1);
    box.append(U.h("p", { class: "tools" }, U.case.items.length > 1 ? device : U.said(U.item_name(item))),
      U.h("nav", { class: "crumbs mono", "aria-label": U.t("tree.path") }, U.link(U.route_with(route, { in: null, skip: null }), "/"),
        steps.map((step, i) => [" ", U.h("a", { href: U.route_with(route, { in: steps.slice(0, i + 1).join("/") + "/", skip: null }) }, U.said(step, { cap: 80 })), " /"])));
    const skip = Math.max(0, Number(route.params.skip) || 0);
    const { out, more, seen } = await children(item, folder, skip, kShown);
    if (out.length === 0) return box.append(U.h("p", { class: "empty" }, U.t("tree.empty")));
    const body = U.h("tbody");
    for (const { name, row, below } of out) {
      const opened = below > 0 || (row && row.get("kind") === "directory");
      const words = opened ? U.h("a", { href: U.route_with(route, { dev: U.item_name(item), in: folder + name + "/", skip: null }) }, U.said(name, { cap: 120 }), "/") : U.said(name, { cap: 120 });
      const cells = [[U.t("f.name"), [words, below > 0 && U.h("div", { class: "second" }, U.n("n.files", below))], "wide"], [U.t("f.size"), row && row.get("kind") !== "directory" && row.get("size") !== null ? U.size(row.get("size")) : "", "num"],
        [U.t("f.state"), row ? U.value("state", row.text("state")) : ""], [U.t("f.ledger"), row ? U.value("ledger", row.text("ledger")) : ""], [U.t("f.known"), row && row.get("kind") !== "directory" ? U.known_badge(row) : ""],
        ["SHA-256", row && row.sha256 ? U.h("span", { class: "mono", title: row.sha256 }, row.sha256.slice(0, 16) + "…") : ""]];
      const line = U.h("tr", row ? { tabindex: "-1", "data-row": row.number } : null, cells.map(([head, value, kind]) => U.h("td", { class: kind, "data-label": head }, value)));
      if (row) line.ulika_row = row;
      body.append(line);
    }
    box.append(U.h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": U.t("nav.files") }, U.h("table", { class: "rows" }, U.h("thead", null, U.h("tr", null,
      [["f.name"], ["f.size", "num"], ["f.state"], ["f.ledger"], ["f.known"]].map(([key, kind]) => U.h("th", { scope: "col", class: kind }, U.t(key))), U.h("th", { scope: "col" }, "SHA-256"))), body)),
    U.h("p", { class: "tools" }, skip > 0 && U.h("a", { class: "step", href: U.route_with(route, { skip: Math.max(0, skip - kShown) || null }) }, "‹ " + U.t("list.previous")), more && U.h("a", { class: "step", href: U.route_with(route, { skip: seen }) }, U.t("list.next") + " ›")));
  };
})(window.Ulika = window.Ulika || {});
