// The timeline: a histogram whose days are chosen by dragging, above everything that has a time, in order.
(function (U) {
  "use strict";

  const kMinutes = 10;

  // Everything within some minutes of a point of time.
  U.around = (at, minutes) => U.route_to("timeline", { at, min: minutes || kMinutes });

  const columns = () => [
    "at",
    { head: U.t("f.kind"), short: true, cell: (row) => U.t("type1." + row.get("kind")) },
    { head: U.t("f.sender"), short: true, cell: (row, find) => [U.cell(row.text("who"), find), row.get("direction") && U.h("div", { class: "second" }, U.value("direction", row.get("direction")))] },
    { head: U.t("f.text"), wide: true, cell: (row, find) => [U.cell(row.text("text"), find), row.get("app") && U.h("div", { class: "second" }, U.cell(row.text("app"), find))] },
    { head: U.t("source.record"), short: true, cell: (row) => (row.get("kind") === "message" ? U.link("#/message/" + row.get("row"), U.t("source.open"))
      : U.button(U.t("source.open"), (event) => { event.stopPropagation(); U.show_source(row); }, { class: "quiet" })) },
  ];

  U.page_timeline = async (box, route) => {
    const p = route.params, table = U.tables.event;
    box.append(U.h("h1", null, U.t("nav.timeline")));
    const items = p.dev ? U.case.items.map((item, i) => (item.name === p.dev ? i : -1)).filter((i) => i >= 0) : U.case.items.map((item, i) => i);
    const days = U.days_of(items);
    const around = p.at !== undefined && Number.isFinite(Number(p.at));
    const minutes = Math.min(100000, Math.max(1, Number(p.min) || kMinutes));
    if (around) {
      box.append(U.h("p", { class: "chosen" }, U.t("timeline.around", { minutes: U.number(minutes), time: U.time(Number(p.at)) }), " ",
        [1, 10, 60, 1440].map((n) => U.h("a", { class: "step", href: U.route_with(route, { min: n, p: null }), "aria-current": n === minutes && "true" }, "±" + U.n("n.minutes", n))), " ",
        U.link(U.route_with(route, { at: null, min: null, p: null }), U.t("timeline.all"))));
    } else {
      const span = U.span_of(days);
      box.append(U.h("p", { class: "second" }, U.t("timeline.note")), U.histogram({ days, span,
        from: p.from ? U.day_number(p.from) : null, to: p.to ? U.day_number(p.to) : p.from && span ? span.to : null,
        choose: (from, to) => { location.hash = U.route_with(route, { from: U.day_text(from), to: U.day_text(to), p: null }); } }));
    }
    box.append(U.filter_bar(route, around ? ["q", "dev", "app"] : ["q", "dev", "app", "from", "to"]));
    const low = around ? Number(p.at) - minutes * 60000 : p.from ? U.day_start(p.from) : null;
    const high = around ? Number(p.at) + minutes * 60000 + 1 : p.to && U.day_start(p.to) !== null ? U.day_start(p.to) + 86400000 : null;
    const from = low === null ? 0 : await U.lower_bound(table, "at", low);
    const to = high === null ? table.rows : await U.lower_bound(table, "at", high);
    return U.list(box, { table, route, from, to, params: { q: p.q, dev: p.dev, app: p.app }, columns: columns(), empty: U.t("timeline.none") });
  };
})(window.Ulika = window.Ulika || {});
