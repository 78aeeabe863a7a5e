// Leads and what they rest on, as small pieces that the views share. A lead is where to look first, and no more.
(function (U) {
  "use strict";

  U.rows_of = (name) => (U.tables[name] ? U.tables[name].rows : 0);

  // The leads that are devices; leads stand by kind of target and then by score.
  U.device_leads = async () => {
    const out = [];
    if (U.rows_of("lead") > 0) await U.walk(U.tables.lead, 0, Math.min(U.tables.lead.rows, 4000), (row) => { if (row.get("target_kind") === "device") out.push(row); });
    return out;
  };

  // A score with its meter; the number is always there in words.
  U.score = (score) => U.h("span", { class: "score", title: U.t("leads.score_of", { n: score }) }, U.svg("svg", { class: "meter", viewBox: "0 0 100 10", preserveAspectRatio: "none" },
    U.svg("rect", { class: "meterback", x: 0, y: 0, width: 100, height: 10 }), U.svg("rect", { class: "meterfill", x: 0, y: 0, width: Math.max(0, Math.min(100, Number(score) || 0)), height: 10 })), " ", U.number(Math.round(score)), U.h("span", { class: "unseen" }, " / 100"));

  U.listed_of = (row, key) => { const list = row.json(key); return Array.isArray(list) ? list : list === null ? [] : [list]; };
  U.reason_text = (reason) => (reason !== null && typeof reason === "object" ? String(reason.text || reason.reason || reason.rule || JSON.stringify(reason)) : String(reason));

  // Why a lead stands where it does: what speaks for it, then what speaks against it.
  U.reasons = (lead, most) => {
    const list = (key, words) => {
      const all = U.listed_of(lead, key);
      return all.length > 0 && U.h("div", { class: "reasons " + key }, U.h("span", { class: "second" }, U.t(words)), U.h("ul", null, all.slice(0, most || 1000).map((each) => U.h("li", null, U.said(U.reason_text(each), { cap: 400 })))),
        most && all.length > most && U.h("p", { class: "second" }, U.n("leads.more", all.length - most)));
    };
    return [list("reasons", "leads.for"), list("against", "leads.against")];
  };

  // What two devices have in common, on the first screen.
  U.shared_links = async (section) => {
    if (U.rows_of("link") === 0) return null;
    const rows = await U.rows(U.tables.link, [...Array(Math.min(8, U.tables.link.rows)).keys()]);
    return section(U.t("overview.shared"), ["#/links", U.t("overview.all_links")], U.grid([U.t("f.kind"), U.t("f.value"), U.t("links.devices")], rows.map((row) => [U.value("identifier", row.text("kind")), U.cell(row.text("value")),
      U.listed_of(row, "sources").map((name) => U.h("div", null, U.said(name, { cap: 60 })))])));
  };
})(window.Ulika = window.Ulika || {});
