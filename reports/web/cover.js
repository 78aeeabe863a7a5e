// The cover: the case, its exhibits with their digests, the program and the rules it used, and what a score is not.
(function (U) {
  "use strict";

  // Match, mismatch or not computed, in words.
  function digest_line(name, stored, computed) {
    if (!stored && !computed) return null;
    const verdict = !stored ? "hash.only_computed" : !computed ? "hash.not_computed" : stored.toLowerCase() === computed.toLowerCase() ? "hash.match" : "hash.mismatch";
    const kind = verdict === "hash.match" ? "good" : verdict === "hash.mismatch" ? "bad" : "plain";
    return U.h("div", { class: "digest" }, U.h("strong", null, name), " ", U.h("span", { class: "badge " + kind }, U.t(verdict)),
      stored && U.h("div", null, U.t("hash.stored") + " ", U.mono(stored)),
      computed && U.h("div", null, U.t("hash.computed") + " ", U.mono(computed)));
  }

  function volumes(item) {
    if (item.volumes.length === 0) return null;
    return U.grid([U.t("cover.volume"), U.t("cover.file_system"), U.t("cover.label"), U.t("f.offset"), U.t("f.size"), U.t("cover.note")],
      item.volumes.map((v) => ["vol" + v.index, v.file_system || U.t("cover.no_file_system"), U.cell(v.label), U.number(v.offset), U.size(v.length), U.cell([v.description, v.note].filter(Boolean).join(" · "))]), [3, 4]);
  }

  async function exhibit(item, index) {
    const digests = [digest_line("MD5", item.stored.md5, item.computed.md5), digest_line("SHA-1", item.stored.sha1, item.computed.sha1), digest_line("SHA-256", "", item.computed.sha256)].filter(Boolean);
    const devices = [];
    if (item.counts.device > 0) {
      await U.walk(U.tables.device, 0, U.tables.device.rows, (row) => { if (row.item === index && devices.length < 20) devices.push(row); });
    }
    const facts = new Map();
    for (const row of devices) {
      for (const key of row.table.keys.slice(4)) {
        if (row.get(key) === null) continue;
        if (!facts.has(key)) facts.set(key, new Set());
        facts.get(key).add(String(row.get(key)));
      }
    }
    return U.h("section", { class: "card" },
      U.h("h3", null, U.t("cover.exhibit", { n: index + 1 }) + " ", U.said(item.name)),
      U.facts([
        [U.t("cover.kind"), item.kind],
        [U.t("f.size"), item.size > 0 && U.size(item.size) + " (" + U.n("unit.bytes", item.size) + ")"],
        [U.t("cover.host_files"), item.host_files.length > 0 && [U.mono(item.host_files[0]), item.host_files.length > 1 ? " + " + U.number(item.host_files.length - 1) : ""]],
        ...[...facts].map(([key, set]) => [U.field_name(key), [...set].map((value) => U.h("div", null, U.said(value)))]),
        [U.t("cover.acquired_at"), item.acquired_at !== null && U.when(item.acquired_at, item.acquired_zone_known ? "" : "unknown")],
        ...item.acquisition.map(([key, value]) => [U.field_name(key), U.said(value)]),
        [U.t("cover.integrity"), digests.length > 0 ? digests : item.image ? U.t("hash.none_image") : U.t("hash.none")],
      ]), volumes(item));
  }

  // What the case keeps as "one; two; three", as a list.
  U.listed = (text) => text && U.h("ul", { class: "plainlist" }, text.split("; ").map((each) => U.h("li", null, U.said(each))));

  const rules = () => U.facts([
    [U.t("meta.keyword_lists"), U.listed(U.case.meta.keyword_lists)],
    [U.t("meta.hash_sets"), U.listed(U.case.meta.hash_sets) || U.t("cover.no_hash_sets")],
  ]);

  const meta_rows = () => ["case_number", "organisation", "examiner", "legal_basis"]
    .map((key) => [U.t("meta." + key), U.case.meta[key] && U.said(U.case.meta[key])]);

  U.disclaimer = () => U.h("p", { class: "disclaimer", role: "note" },
    U.h("strong", null, U.t("disclaimer.head")), " ", U.t("disclaimer.body"));

  // Says on the first pages that a report is not the whole case.
  U.part_note = () => (U.case.part_of || U.case.masked ? U.h("p", { class: "notread", role: "note" }, U.case.part_of && U.t("part.of_" + U.case.part_of) + " ", U.case.masked && U.t("part.masked")) : "");

  U.page_cover = async (box) => {
    box.append(
      U.h("p", { class: "over" }, U.t("cover.over")),
      U.h("h1", null, U.said(U.case.name)),
      U.facts([
        [U.t("cover.exhibits"), U.number(U.case.items.length)],
        ...meta_rows(),
        [U.t("cover.tool"), "Ulika " + U.case.version],
        [U.t("cover.zone"), U.case.offsets.length > 0 ? U.t("cover.zone_is", { zone: U.case.zone }) : U.t("cover.zone_utc")],
      ]),
      U.disclaimer());
    box.append(U.part_note());
    const not_read = U.not_read_line();
    if (not_read) box.append(not_read);
    box.append(U.h("h2", null, U.t("cover.exhibits")));
    for (let i = 0; i < U.case.items.length; ++i) box.append(await exhibit(U.case.items[i], i));
    box.append(U.h("h2", null, U.t("cover.rules")), rules());
    box.append(U.h("h2", null, U.t("cover.limits")), U.h("ul", null, ["1", "2", "3", "4", "5"].map((n) => U.h("li", null, U.t("limits." + n)))));
  };
})(window.Ulika = window.Ulika || {});
