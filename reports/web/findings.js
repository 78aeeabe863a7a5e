// Leads and what they rest on, as small pieces that the views share. A lead is where to look first, and no more.
(function (U) {
  "use strict";

  U.rows_of = (name) => (U.tables[name] ? U.tables[name].rows : 0);

  // The first row of a table that is parted in two by `is_after`.
  U.first_of = async (table, is_after) => {
    let from = 0, to = table.rows;
    while (from < to) {
      const middle = (from + to) >> 1;
      if (is_after(await U.row(table, middle))) to = middle; else from = middle + 1;
    }
    return from;
  };

  // The leads that are devices; leads stand by kind of target and then by score.
  U.device_leads = async () => {
    const out = [];
    if (U.rows_of("lead") > 0) await U.walk(U.tables.lead, 0, Math.min(U.tables.lead.rows, 4000), (row) => { if (row.get("target_kind") === "device") out.push(row); });
    return out;
  };

  // A score with its meter; the number is always there in words.
  U.score = (score) => U.h("span", { class: "score", title: U.t("leads.score_of", { n: Math.round(score) }) }, U.svg("svg", { class: "meter", viewBox: "0 0 100 10", preserveAspectRatio: "none" },
    U.svg("rect", { class: "meterback", x: 0, y: 0, width: 100, height: 10 }), U.svg("rect", { class: "meterfill", x: 0, y: 0, width: Math.max(0, Math.min(100, Number(score) || 0)), height: 10 })), " ", U.number(Math.round(score)), U.h("span", { class: "unseen" }, " / 100"));

  U.listed_of = (row, key) => {
    const list = row.json(key);
    return Array.isArray(list) ? list : list === null ? [] : [list];
  };

  // A reason in words: text as it is; an object by its code's words in the reader's language, with its numbers.
  U.reason_text = (reason) => {
    if (reason === null || typeof reason !== "object") return String(reason);
    const code = String(reason.code || reason.rule || reason.kind || "");
    const values = { ...(reason.values !== null && typeof reason.values === "object" ? reason.values : {}) };
    if (values.role) values.role = U.value("role", values.role);
    for (const key in reason) if (typeof reason[key] !== "object") values[key] = reason[key];
    (Array.isArray(reason.numbers) ? reason.numbers : []).forEach((n, i) => { values[i + 1] = U.number(n); });
    if (code && U.has("reason." + code)) return U.t("reason." + code, values);
    return String(reason.text || reason.reason || code || JSON.stringify(reason));
  };
  const points_of = (reason) => (reason !== null && typeof reason === "object" ? [reason.points, reason.weight, reason.factor].find((n) => typeof n === "number") : undefined);

  // Why a lead stands where it does: what speaks for it, then what speaks against it.
  U.reasons = (lead, most) => {
    const list = (key, words) => {
      const all = U.listed_of(lead, key);
      return all.length > 0 && U.h("div", { class: "reasons " + key }, U.h("span", { class: "second" }, U.t(words)), U.h("ul", null, all.slice(0, most || 1000).map((each) => U.h("li", null, U.said(U.reason_text(each), { cap: 400 })))),
        most && all.length > most && U.h("p", { class: "second" }, U.n("leads.more", all.length - most)));
    };
    return [list("reasons", "leads.for"), list("against", "leads.against")];
  };

  // The ids that a value names, each a link to its record where the report holds it.
  const ids_in = (value) => [...new Set((typeof value === "string" ? value : JSON.stringify(value) || "").match(/(?<![0-9a-f])[0-9a-f]{20}(?![0-9a-f])/g) || [])];
  U.record_links = (row, value, most) => {
    const refs = row.json("refs") || {};
    const ids = ids_in(value).filter((id) => Array.isArray(refs[id]));
    const link = (id, n) => (refs[id][0] === "message" ? U.link("#/message/" + Number(refs[id][1]), U.t("type1.message") + " " + n)
      : U.button(U.t("type1." + refs[id][0]) + " " + n, async (event) => { event.stopPropagation(); const there = await U.row(U.tables[refs[id][0]], Number(refs[id][1])); if (there) U.show_source(there); }, { class: "quiet" }));
    return ids.length > 0 && U.h("span", { class: "records" }, ids.slice(0, most || 30).map((id, i) => [i > 0 && " ", U.tables[refs[id][0]] && link(id, i + 1)]), ids.length > (most || 30) && " …");
  };

  // Reasons opened into parts: what each is, what it counts, and the records it rests on.
  U.parts = (row, key, heading) => {
    const all = U.listed_of(row, key);
    return all.length > 0 && [U.h("h2", null, U.t(heading)), U.grid([U.t("leads.reason"), U.t("leads.points"), U.t("leads.records")], all.map((each) => [U.said(U.reason_text(each), { cap: 1000 }),
      points_of(each) === undefined ? "" : String(Math.round(points_of(each) * 100) / 100), U.record_links(row, each)]), [1])];
  };

  // What two devices have in common, on the first screen.
  U.shared_links = async (section) => {
    if (U.rows_of("link") === 0) return null;
    const rows = await U.rows(U.tables.link, [...Array(Math.min(8, U.tables.link.rows)).keys()]);
    return section(U.t("overview.shared"), ["#/links", U.t("overview.all_links")], U.grid([U.t("f.kind"), U.t("f.value"), U.t("links.devices")], rows.map((row) => [U.value("identifier", row.text("kind")), U.cell(row.text("value")), U.device_names(row)])));
  };
  U.device_names = (row) => U.listed_of(row, "sources").slice(0, 50).map((name) => U.h("div", null, U.said(typeof name === "string" ? name : name && name.name || JSON.stringify(name), { cap: 60 })));
})(window.Ulika = window.Ulika || {});
