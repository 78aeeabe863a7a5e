// Leads: devices, chats and persons to look at first, each opened into what speaks for it and what against.
(function (U) {
  "use strict";

  const kinds = ["device", "chat", "person"];

  const target_name = (row) => (row.get("target_kind") === "chat" ? row.text("name") || row.text("target") : row.text("name") || row.text("target"));

  // Where a lead's target is shown in full.
  const target_link = (row) => {
    const kind = row.get("target_kind");
    if (kind === "chat" && row.get("ref") !== null) return U.link("#/chat/" + row.get("ref"), U.t("leads.open_chat"));
    if (kind === "device") return [U.link(U.route_to("conversations", { dev: row.text("target") }), U.t("nav.conversations")), " · ", U.link(U.route_to("timeline", { dev: row.text("target") }), U.t("nav.timeline")), " · ", U.link(U.route_to("hits", {}), U.t("nav.hits"))];
    return U.rows_of("person") > 0 ? U.link(U.route_to("links/person", { q: target_name(row) }), U.t("leads.open_person")) : null;
  };

  const columns = () => [
    { head: U.t("leads.score"), short: true, cell: (row) => U.score(row.get("score") ?? 0) },
    { head: U.t("leads.target"), wide: true, cell: (row, find) => [U.link("#/leads/lead/" + row.number, U.cell(target_name(row), find)), row.get("role") && row.get("role") !== "unknown" && U.h("div", { class: "second" }, U.value("role", row.get("role")))] },
    { head: U.t("leads.why"), wide: true, cell: (row) => U.reasons(row, 3) },
  ];

  async function one(box, route) {
    const row = await U.row(U.tables.lead, Number(route.args[1]));
    if (!row) return U.page_missing(box);
    const line = U.h("div", { class: "chathead", "data-row": row.number }, U.h("p", { class: "crumb" }, U.link(U.route_to("leads/" + (kinds.includes(row.get("target_kind")) ? row.get("target_kind") : "device")), "‹ " + U.t("nav.leads"))),
      U.h("p", { class: "over" }, U.value("target", row.text("target_kind"))), U.h("h1", null, U.said(target_name(row), { cap: 200 })));
    line.ulika_row = row;
    box.append(line, U.disclaimer(),
      U.facts([[U.t("leads.score"), U.score(row.get("score") ?? 0)], [U.t("leads.role"), row.get("role") && [U.value("role", row.get("role")), U.h("div", { class: "second" }, U.t("leads.role_note"))]], [U.t("source.device"), U.item_name(row.item) && U.said(U.item_name(row.item))]]),
      U.h("p", null, target_link(row)));
    U.add(box, U.parts(row, "reasons", "leads.for_head"));
    const against = U.listed_of(row, "against").length > 0 ? U.parts(row, "against", "leads.against_head") : [U.h("h2", null, U.t("leads.against_head")), U.h("p", { class: "second" }, U.t("leads.no_against"))];
    U.add(box, against);
    return undefined;
  }

  U.page_leads = async (box, route) => {
    if (route.args[0] === "lead") return one(box, route);
    box.append(U.h("h1", null, U.t("nav.leads")), U.disclaimer());
    if (U.rows_of("lead") === 0) return box.append(U.h("p", { class: "empty" }, U.t("leads.none")));
    const ranges = await Promise.all(kinds.map((kind) => U.first_of(U.tables.lead, (row) => kinds.indexOf(row.text("target_kind")) >= kinds.indexOf(kind))));
    ranges.push(U.tables.lead.rows);
    const chosen = kinds.includes(route.args[0]) ? kinds.indexOf(route.args[0]) : Math.max(0, kinds.findIndex((kind, i) => ranges[i + 1] > ranges[i]));
    box.append(U.tabs(kinds.map((kind, i) => ["#/leads/" + kind, U.t("targets." + kind), ranges[i + 1] - ranges[i]]), chosen, route), U.filter_bar(route, ["q", "dev"]));
    return U.list(box, { table: U.tables.lead, route, from: ranges[chosen], to: ranges[chosen + 1], columns: columns() });
  };
})(window.Ulika = window.Ulika || {});
