// Drops: episodes in which a picture, a place, words and a payment seem to belong together. Each shows its parts.
(function (U) {
  "use strict";

  const part_of = (id, refs) => (Array.isArray(refs[id]) && U.tables[refs[id][0]] ? U.row(U.tables[refs[id][0]], Number(refs[id][1])) : null);

  // What a part says: a message's words, a payment's sum, a photo's file, a place.
  function said(row) {
    const kind = row.table.name;
    const words = kind === "payment" ? [row.text("amount"), row.text("currency"), row.text("counterparty")].filter(Boolean).join(" ") : kind === "location" ? row.text("latitude") + ", " + row.text("longitude") : kind === "photo" ? row.path.split("/").pop() : row.text("text") || row.text("value") || row.text("name") || row.text("pan");
    const at = U.time_of(row);
    const line = U.h("li", { class: "partline", tabindex: "-1" }, U.h("span", { class: "badge plain" }, U.t("type1." + kind)), " ", U.cell(words), " ", at !== null && U.h("span", { class: "second" }, U.time(at, row.get("zone"))), " ",
      kind === "message" && U.link("#/message/" + row.number, U.t("source.open")), " ", U.button(U.t("source.name"), (event) => { event.stopPropagation(); U.show_source(row); }, { class: "quiet" }));
    return line;
  }

  async function card(row) {
    const refs = row.json("refs") || {};
    const ids = [...new Set((row.text("parts").match(/(?<![0-9a-f])[0-9a-f]{20}(?![0-9a-f])/g) || []))];
    const parts = (await Promise.all(ids.slice(0, 30).map((id) => part_of(id, refs)))).filter(Boolean);
    parts.sort((a, b) => (U.time_of(a) ?? Infinity) - (U.time_of(b) ?? Infinity));
    const place = row.get("latitude") !== null && row.get("latitude") + ", " + row.get("longitude");
    const at = row.get("at");
    const box = U.h("article", { class: "card cardrow", tabindex: "-1", "data-row": row.number }, U.h("h2", null, at === null ? U.t("time.none") : U.when(at, row.get("zone"))),
      U.h("p", null, U.score(row.get("score") ?? 0), " ", place && [U.h("span", { class: "mono" }, place), " ", U.copier(U.t("copy.coordinates"), place)], " ", at !== null && U.link(U.around(at, 60), U.t("drops.around"))),
      parts.length > 0 ? U.h("ol", { class: "plainlist" }, parts.map(said)) : U.h("p", { class: "second" }, U.t("drops.no_parts")),
      ids.length > parts.length && U.h("p", { class: "second" }, U.n("drops.missing", ids.length - parts.length)),
      U.listed_of(row, "reasons").length > 0 && U.h("div", { class: "reasons" }, U.h("span", { class: "second" }, U.t("leads.for")), U.h("ul", null, U.listed_of(row, "reasons").map((each) => U.h("li", null, U.said(U.reason_text(each), { cap: 300 }))))));
    box.ulika_row = row;
    return box;
  }

  U.page_drops = async (box, route) => {
    box.append(U.h("h1", null, U.t("nav.drops")), U.disclaimer(), U.h("p", { class: "second" }, U.t("drops.note")));
    if (U.rows_of("drop") === 0) return box.append(U.h("p", { class: "empty" }, U.t("drops.none")));
    const points = [];
    await U.walk(U.tables.drop, 0, Math.min(4000, U.tables.drop.rows), (row) => { if (U.is_place(row.get("latitude"), row.get("longitude"))) points.push({ lat: row.get("latitude"), lon: row.get("longitude"), item: row.item, number: row.number }); });
    const place = U.h("div");
    box.append(place);
    if (points.length > 0) U.map(place, points, (point) => { location.hash = U.route_with(route, { m: point.number, p: null }); }, { height: 300, words: U.t("places.plot", { n: U.number(points.length) }) });
    box.append(U.filter_bar(route, ["dev", "from", "to"]));
    return U.list(box, { table: U.tables.drop, route, page: 20, draw: async (rows) => U.h("div", null, await Promise.all(rows.map(card))) });
  };
})(window.Ulika = window.Ulika || {});
