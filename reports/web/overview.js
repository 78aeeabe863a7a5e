// The first screen: which devices first and why, what was found, what was not read, what devices share, places, activity.
(function (U) {
  "use strict";

  const shown = [["message", "conversations/messages"], ["chat", "conversations"], ["call", "people"], ["location", "locations"], ["payment", "money"], ["card", "money/card"], ["wallet", "money/wallet"], ["hit", "hits"], ["drop", "drops"]];

  const section = (heading, more, ...content) => U.h("section", { class: "part" }, U.h("h2", null, heading, more && [" ", U.h("span", { class: "second" }, U.link(more[0], more[1]))]), content);

  // The devices, the one to open first on top; without leads in the order of their hits.
  async function devices() {
    const leads = await U.device_leads();
    const days = U.case.items.map((item, i) => U.days_of([i]));
    const span = U.span_of(U.days_of(U.case.items.map((item, i) => i)));
    const of = (item) => leads.find((lead) => lead.get("target") === item.name) || null;
    const order = U.case.items.map((item, index) => ({ item, index, lead: of(item) }));
    order.sort((a, b) => (b.lead ? b.lead.get("score") : -1) - (a.lead ? a.lead.get("score") : -1) || b.item.counts.hit - a.item.counts.hit || a.index - b.index);
    const list = U.h("ol", { class: "ranking" });
    for (const { item, index, lead } of order) {
      const counts = ["message", "call", "location", "payment", "hit"].filter((kind) => item.counts[kind] > 0).map((kind) => U.t("type." + kind) + " " + U.number(item.counts[kind]));
      const entry = U.h("li", lead ? { "data-row": lead.number, tabindex: "-1" } : null,
        U.h("div", { class: "rankhead" }, lead ? U.score(lead.get("score")) : "", U.h("strong", null, U.said(item.name, { cap: 100 })),
          lead && lead.get("role") && lead.get("role") !== "unknown" && U.h("span", { class: "badge plain" }, U.value("role", lead.get("role"))),
          span && days[index].size > 0 && U.sparkline(days[index], span, U.t("chart.words", { from: U.day_text(span.from), to: U.day_text(span.to), total: U.number([...days[index].values()].reduce((a, b) => a + b, 0)) }))),
        lead ? U.reasons(lead, 3) : "",
        U.h("p", { class: "second" }, counts.length > 0 ? counts.join(" · ") : U.why_none(item)),
        U.h("p", { class: "second" }, lead && [U.link("#/leads/lead/" + lead.number, U.t("leads.open")), " · "], U.link(U.route_to("conversations", { dev: item.name }), U.t("nav.conversations")), " · ", U.link(U.route_to("timeline", { dev: item.name }), U.t("nav.timeline"))));
      if (lead) entry.ulika_row = lead;
      list.append(entry);
    }
    return section(U.t("overview.devices"), leads.length > 0 && ["#/leads", U.t("overview.all_leads")],
      U.h("p", { class: "second" }, U.t(leads.length > 0 ? "overview.devices_note" : "overview.no_leads")), list);
  }

  function found() {
    const tiles = shown.filter(([kind]) => U.rows_of(kind) > 0).map(([kind, route]) => U.h("a", { class: "tile", href: "#/" + route }, U.h("strong", null, U.number(U.rows_of(kind))), U.h("span", null, U.t("type." + kind))));
    return section(U.t("summary.found"), ["#/summary", U.t("overview.by_device")], tiles.length > 0 ? U.h("div", { class: "tiles" }, tiles) : U.h("p", { class: "empty" }, U.t("summary.nothing")));
  }

  async function unread() {
    const rows = (await U.rows(U.tables.ledger, [...Array(Math.min(200, U.tables.ledger.rows)).keys()])).filter((row) => U.is_unread(row.get("ledger")));
    rows.sort((a, b) => b.get("files") - a.get("files"));
    return section(U.t("overview.unread"), ["#/summary", U.t("notread.more")], U.not_read_line(),
      rows.length > 0 && U.grid([U.t("source.device"), U.t("f.ledger"), U.t("f.reason"), U.t("f.files")], rows.slice(0, 8).map((row) => [U.cell(U.item_name(row.item)), U.value("ledger", row.get("ledger")),
        U.cell(row.text("reason") || U.t("ledger.about." + row.get("ledger"))), U.link(U.route_to("files", { ledger: row.get("ledger"), dev: U.case.items.length > 1 ? U.item_name(row.item) : "" }), U.number(row.get("files")))]), [3]));
  }

  // Places where a drop seems to have been made; where none was put together, all places.
  async function places() {
    const name = U.rows_of("drop") > 0 ? "drop" : "location";
    if (U.rows_of(name) === 0) return null;
    const points = [];
    await U.walk(U.tables[name], 0, Math.min(U.tables[name].rows, 4000), (row) => {
      const lat = row.get("latitude"), lon = row.get("longitude");
      if (U.is_place(lat, lon)) points.push({ lat, lon, item: row.item, number: row.number });
    });
    if (points.length === 0) return null;
    const box = U.h("div", { class: "smallmap" });
    const part = section(U.t(name === "drop" ? "overview.drops" : "overview.places"), name === "drop" ? ["#/drops", U.t("overview.all_drops")] : ["#/locations", U.t("overview.all_places")], box);
    part.after_shown = () => U.map(box, points, (point) => { location.hash = name === "drop" ? "#/drops?m=" + point.number : "#/locations?m=" + point.number; },
      { height: 300, words: U.t("places.plot", { n: U.number(points.length) }) });
    return part;
  }

  const activity = () => section(U.t("overview.activity"), ["#/timeline", U.t("nav.timeline")], U.histogram({ days: U.days_of(U.case.items.map((item, i) => i)),
    choose: (from, to) => { location.hash = U.route_to("timeline", { from: U.day_text(from), to: U.day_text(to) }); } }),
  U.case.strange_times > 0 && U.h("p", { class: "second" }, U.t("chart.strange", { n: U.number(U.case.strange_times) })));

  U.page_overview = async (box) => {
    box.append(U.h("p", { class: "over" }, U.t("cover.over")), U.h("h1", null, U.said(U.case.name)),
      U.h("p", { class: "second" }, U.n("n.items", U.case.items.length), U.case.meta.case_number && [" · ", U.t("meta.case_number"), " ", U.said(U.case.meta.case_number, { cap: 80 })], " · ", U.link("#/cover", U.t("nav.cover"))),
      U.part_note(), U.disclaimer());
    const map = await places();
    box.append(U.h("div", { class: "overview" }, U.h("div", null, await devices(), activity(), await unread()), U.h("div", null, found(), await U.shared_links(section), map)));
    if (map) map.after_shown();
  };
})(window.Ulika = window.Ulika || {});
