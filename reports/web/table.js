// A list of rows of one table: filtered shard by shard, shown a hundred at a time, so it stays quick at any size.
(function (U) {
  "use strict";

  const kPage = 100;
  let running = 0;  // the newest list; older walks end themselves

  U.cancel_lists = () => { ++running; };

  // What stands in a column: text, a time, a number, words of a fixed list.
  function standard(row, key, find) {
    const value = row.get(key);
    if (value === null) return "";
    const kind = row.table.kinds[key];
    if (kind === "time") return U.when(value, row.get("zone"));
    if (kind === "boolean") return U.t(value ? "yes" : "no");
    if (kind === "size") return U.size(value);
    if (kind === "integer") return U.number(value);
    if (kind === "real") return String(value);
    if (kind === "json") {
      const list = row.json(key);
      return U.cell(Array.isArray(list) ? list.map((each) => (typeof each === "string" ? each : JSON.stringify(each))).join(", ") : String(value), find);
    }
    if (U.has("value." + key)) return U.value(key, value);
    return U.cell(value, find);
  }

  const recovered_mark = (row) => row.recovered && row.recovered !== "live" &&
    U.h("span", { class: "badge recovered" }, U.value("recovered", row.recovered));

  const short = new Set(["app", "direction", "kind", "currency", "scheme", "bank", "answered", "test", "state", "card_tail", "expiry", "amount", "balance", "version", "make"]);

  function table_of(rows, columns, route) {
    const find = U.fold(route.params.q || "");
    const several = U.case.items.length > 1;
    const numeric = (key) => ["integer", "real", "size"].includes(rows[0].table.kinds[key]);
    const heads = columns.map((column) => (typeof column === "string" ? U.field_name(column) : column.head));
    const head = U.h("tr", null, several && U.h("th", { scope: "col" }, U.t("source.device")),
      columns.map((column, i) => U.h("th", { scope: "col", class: typeof column === "string" && numeric(column) && "num" }, heads[i])));
    const body = U.h("tbody");
    for (const row of rows) {
      const line = U.h("tr", { tabindex: "-1", "data-row": row.number, class: row.recovered && row.recovered !== "live" && "is-recovered" },
        several && U.h("td", { "data-label": U.t("source.device") }, U.cell(U.item_name(row.item))),
        columns.map((column, i) => U.h("td", {
          "data-label": heads[i], class: (typeof column === "string" && (numeric(column) ? "num" : short.has(column) && "short")) || (column.wide && "wide") || (column.short && "short") || null,
        }, typeof column === "string" ? standard(row, column, find) : column.cell(row, find), i === 0 && [recovered_mark(row), U.row_badges && U.row_badges(row)])));
      line.ulika_row = row;
      body.append(line);
    }
    return U.h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": U.t("list.table") },
      U.h("table", { class: "rows" }, U.h("thead", null, head), body));
  }

  U.table_of = table_of;

  function pager(route, page, pages) {
    if (pages < 2) return null;
    const to = (n) => U.route_with(route, { p: n > 1 ? n : null, m: null });
    const step = (words, n, on) => (on ? U.h("a", { href: to(n), class: "step" }, words) : U.h("span", { class: "step off" }, words));
    const input = U.h("input", { type: "number", min: 1, max: pages, value: page, "aria-label": U.t("list.page"),
      change: () => { location.hash = to(Math.min(pages, Math.max(1, Number(input.value) || 1))); } });
    return U.h("nav", { class: "pager", "aria-label": U.t("list.pages") },
      step("« " + U.t("list.first"), 1, page > 1), step("‹ " + U.t("list.previous"), page - 1, page > 1),
      U.h("span", null, U.t("list.page") + " ", input, " / " + U.number(pages)),
      step(U.t("list.next") + " ›", page + 1, page < pages), step(U.t("list.last") + " »", pages, page < pages));
  }

  // A list in `box`: options are {table, columns or draw, route, from, to, empty}. `draw(rows)` makes the list's body
  // where it is no table. Resolves when the page is complete.
  U.list = async (box, options) => {
    const mine = ++running;
    const { route } = options;
    const table = options.table;
    const from = options.from || 0, to = options.to === undefined ? table.rows : options.to;
    const params = options.params || route.params;
    const filtered = U.is_filtered(params) || Boolean(params.ledger) || Boolean(options.test);
    const per_page = options.page || kPage;
    const status = U.h("p", { class: "status", role: "status" });
    const place = U.h("div");
    const below = U.h("div");
    box.append(status, place, below);
    let wanted = Math.max(1, Math.floor(Number(route.params.p)) || 1);

    const show = async (numbers, total, note) => {
      const pages = Math.max(1, Math.ceil(total / per_page));
      const page = Math.min(wanted, pages);
      const start = (page - 1) * per_page;
      const rows = await U.rows(table, numbers(start, Math.min(total, start + per_page)));
      if (mine !== running) return;
      const of_all = { from: U.number(total === 0 ? 0 : start + 1), to: U.number(start + rows.length), total: U.number(total), all: U.number(to - from) };
      status.replaceChildren(U.t(filtered ? "list.showing_filtered" : "list.showing", of_all),
        filtered && U.filter_words(params) ? U.h("span", { class: "chosen" }, " " + U.t("list.filter") + " ", U.said(U.filter_words(params))) : "", note ? " " + note : "");
      const drawn_rows = rows.length === 0 ? U.h("p", { class: "empty" }, note || options.empty || U.t(filtered ? "list.none_match" : "list.none"))
        : options.draw ? await options.draw(rows, page) : table_of(rows, options.columns, route);
      if (mine !== running) return;
      place.replaceChildren(drawn_rows);
      below.replaceChildren(pager(route, page, pages) || "");
      U.marked(box, route.params.m);
    };

    if (!filtered) {
      if (route.params.m && !route.params.p) wanted = Math.floor((Number(route.params.m) - from) / per_page) + 1;
      await show((a, b) => Array.from({ length: b - a }, (unused, i) => from + a + i), to - from, "");
      return;
    }
    const passes = U.row_test(table, params);
    const test = options.test ? (row) => options.test(row) && passes(row) : passes;
    const found = [];
    let drawn = -1;
    const slice = (a, b) => found.slice(a, b);
    status.textContent = U.t("list.searching", { done: 0, all: "…" });
    await U.walk(table, from, to, (row) => { if (test(row)) found.push(row.number); }, (done, all) => {
      if (mine !== running) return false;
      const note = done < all ? U.t("list.searching", { done: U.number(done), all: U.number(all) }) : "";
      if (done < all && (drawn < 0 ? found.length > 0 : drawn < per_page && found.length > drawn)) {
        drawn = Math.min(found.length, wanted * per_page);
        show(slice, found.length, note);
      } else if (note) {
        status.lastChild.textContent = " " + note + " · " + U.number(found.length);
      }
      return true;
    });
    if (mine !== running) return;
    await show(slice, found.length, "");
    U.say(U.n("list.found", found.length));
  };

  // Brings the marked row into view.
  U.marked = (box, number) => {
    if (number === undefined) return;
    const row = box.querySelector("[data-row='" + Math.floor(Number(number)) + "']:not(.chathead)");
    if (row) U.select_row(row, true);
  };

  U.select_row = (element, calm) => {
    for (const other of document.querySelectorAll(".selected")) other.classList.remove("selected");
    element.classList.add("selected");
    element.scrollIntoView({ block: calm ? "center" : "nearest" });
    element.focus({ preventScroll: true });
  };
})(window.Ulika = window.Ulika || {});
