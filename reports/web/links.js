// People and links: who and what more than one device knows. The table comes first, the picture second.
(function (U) {
  "use strict";

  const kDrawn = 60;  // links in the picture

  const link_columns = () => [
    { head: U.t("f.kind"), short: true, cell: (row) => U.value("identifier", row.text("kind")) },
    { head: U.t("f.value"), cell: (row, find) => U.cell(row.text("value"), find) },
    { head: U.t("links.weight"), short: true, cell: (row) => U.score((row.get("weight") ?? 0) * (row.get("weight") > 1 ? 1 : 100)) },
    { head: U.t("links.devices"), cell: U.device_names },
    { head: U.t("leads.why"), wide: true, cell: (row) => [U.listed_of(row, "reasons").slice(0, 4).map((each) => U.h("div", null, U.said(U.reason_text(each), { cap: 300 }))), U.record_links(row, row.text("records") + row.text("reasons"), 8)] },
  ];
  const person_columns = () => [
    { head: U.t("f.name"), cell: (row, find) => U.cell(row.text("name") || row.text("id"), find) },
    { head: U.t("leads.role"), short: true, cell: (row) => (row.get("role") === null ? "" : U.value("role", row.get("role"))) },
    { head: U.t("leads.score"), short: true, cell: (row) => (row.get("score") === null ? "" : U.score(row.get("score"))) },
    { head: U.t("type.identifier"), wide: true, cell: (row, find) => U.listed_of(row, "identifiers").slice(0, 12).map((each) => U.h("div", null, U.cell(typeof each === "string" ? each : [each && each.kind, each && each.value].filter(Boolean).join(" "), find))) },
    { head: U.t("links.devices"), cell: U.device_names },
  ];

  // Devices on the left, what they share on the right, a line for each sighting.
  async function picture(box) {
    const rows = await U.rows(U.tables.link, [...Array(Math.min(kDrawn, U.tables.link.rows)).keys()]);
    const names = [...new Set(rows.flatMap((row) => U.listed_of(row, "sources").map((each) => (typeof each === "string" ? each : String(each && each.name)))))].sort();
    const step = 26, height = Math.max(names.length, rows.length) * step + 20;
    const short = (text, most) => { const pieces = U.pieces(text).map((piece) => (typeof piece === "string" ? piece : "\u25a1")).join(""); return pieces.length > most ? [...pieces].slice(0, most - 1).join("") + "…" : pieces; };
    const left = (i) => 20 + (i + 0.5) * (height - 20) / names.length, right = (i) => 20 + i * step;
    box.append(U.h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": U.t("links.picture") }, U.svg("svg", { class: "graph", viewBox: "0 0 900 " + height, role: "img", "aria-label": U.t("links.picture_words", { links: U.number(rows.length), devices: U.number(names.length) }) },
      rows.map((row, j) => U.listed_of(row, "sources").map((each) => {
        const i = names.indexOf(typeof each === "string" ? each : String(each && each.name));
        return i >= 0 && U.svg("path", { class: "tie", d: "M230 " + left(i).toFixed(1) + " C400 " + left(i).toFixed(1) + " 400 " + right(j) + " 560 " + right(j), "stroke-width": (0.8 + 2.2 * Math.min(1, row.get("weight") ?? 0)).toFixed(2) });
      })),
      names.map((name, i) => [U.svg("circle", { class: "node", cx: 226, cy: left(i).toFixed(1), r: 5 }), U.svg("text", { x: 214, y: (left(i) + 4).toFixed(1), "text-anchor": "end" }, short(name, 26))]),
      rows.map((row, j) => [U.svg("circle", { class: "node", cx: 564, cy: right(j), r: 4 }), U.svg("text", { x: 576, y: right(j) + 4 }, short(U.value("identifier", row.text("kind")) + " " + row.text("value"), 38))]))),
    U.tables.link.rows > kDrawn ? U.h("p", { class: "second" }, U.t("links.drawn", { n: kDrawn })) : "");
  }

  U.page_links = async (box, route) => {
    const tab = Math.max(0, ["links", "person", "picture"].indexOf(route.args[0]));
    box.append(U.h("h1", null, U.t("nav.links")), U.h("p", { class: "second" }, U.t("links.note")),
      U.tabs([["#/links", U.t("links.table"), U.rows_of("link")], ["#/links/person", U.t("links.persons"), U.rows_of("person")], ["#/links/picture", U.t("links.picture"), Math.min(kDrawn, U.rows_of("link"))]], tab, route));
    if (tab === 2) return U.rows_of("link") > 0 ? picture(box) : box.append(U.h("p", { class: "empty" }, U.t("links.none")));
    box.append(U.filter_bar(route, ["q"]));
    return U.list(box, { table: U.tables[tab === 1 ? "person" : "link"], route, columns: tab === 1 ? person_columns() : link_columns(), empty: U.t(tab === 1 ? "links.no_persons" : "links.none") });
  };
})(window.Ulika = window.Ulika || {});
