// The panel that says where a row came from, and how to check it again.
(function (U) {
  "use strict";

  const panel = () => document.getElementById("panel");
  let back = null;

  U.item_name = (index) => (U.case.items[index] ? U.case.items[index].name : "");

  // A word for the shell: quoted so that nothing in it is read as a command.
  const quoted = (text) => "'" + text.replace(/'/g, "'\\''") + "'";

  U.cat_command = (row) => {
    const files = U.case.items[row.item] ? U.case.items[row.item].host_files : [];
    return "ulika cat " + quoted(files[0] || U.item_name(row.item)) + " " + quoted(row.path);
  };

  const locator_of = (row) => {
    if (row.table.name !== "hit") return row.text("locator");
    return "bytes:" + row.text("offset") + "+" + row.text("length");
  };

  // One line for a memo.
  U.citation = (row) => [U.case.name, U.item_name(row.item), row.path, locator_of(row),
    row.sha256 && "SHA-256 " + row.sha256, row.get("id") && "id " + row.get("id")].filter(Boolean).join(", ");

  const recovered_words = (row) => U.value("recovered", row.recovered || "live");

  // A stored value with what it means.
  function shown(row, key) {
    const value = row.get(key);
    switch (row.table.kinds[key]) {
      case "time":
        return [U.when(value, row.get("zone")), U.h("div", { class: "stored" }, U.utc(value) + " · " + U.t("source.stored_ms", { value }))];
      case "boolean":
        return U.t(value ? "yes" : "no");
      case "size":
        return U.size(value) + " (" + U.n("unit.bytes", value) + ")";
      case "integer":
        return U.number(value);
      case "json":
        return U.said(typeof row.json(key) === "string" ? row.json(key) : JSON.stringify(row.json(key), null, 1), { tag: "pre" });
      default:
        return U.said(value);
    }
  }

  // The first time a row has, or null.
  U.time_of = (row) => row.table.keys.filter((key) => row.table.kinds[key] === "time").map((key) => row.get(key)).find((value) => value !== null) ?? null;

  U.field_name = (key) => (U.has("f." + key) ? U.t("f." + key) : key);

  const where = (row) => U.facts([
    [U.t("source.device"), U.said(U.item_name(row.item))],
    [U.t("source.path"), row.path && U.mono(row.path)],
    [U.t("source.locator"), locator_of(row) && U.mono(locator_of(row))],
    [U.t("source.parser"), row.parser && U.mono(row.parser)],
    [U.t("source.recovered"), row.parser && row.table.name !== "hit" && recovered_words(row)],
    ["SHA-256", row.sha256 && U.mono(row.sha256)],
    ["MD5", row.get("md5") && U.mono(row.get("md5"))],
    ["SHA-1", row.get("sha1") && U.mono(row.get("sha1"))],
    [U.t("source.id"), row.get("id") && U.mono(row.get("id"))],
    [U.t("source.derived"), row.get("derived_from") && U.mono(row.get("derived_from"))],
  ]);

  const values = (row) => {
    const keys = row.table.keys.filter((key) => !["id", "locator", "derived_from", "ref", "md5", "sha1", "hits", "first_row", "thumbnail", "refs"].includes(key));
    return U.facts(keys.filter((key) => row.get(key) !== null).map((key) => [U.field_name(key), shown(row, key)]));
  };

  const lists = { message: "conversations/messages", chat: "conversations", call: "people", contact: "people/contact", account: "people/account", location: "locations", payment: "money/payment", card: "money/card", wallet: "money/wallet", identifier: "money/identifier", "file": "files/list" };
  // The same file, the same value: where else they come up.
  const elsewhere = (row) => {
    const out = [];
    if (row.sha256) out.push(U.link(U.route_to("files/list", { q: row.sha256 }), U.t("source.same_file")));
    if (row.path && row.table.name !== "file") out.push(U.link(U.route_to("timeline", { q: row.path, dev: U.case.items.length > 1 ? U.item_name(row.item) : "" }), U.t("source.same_place")));
    for (const key of ["pan", "address", "value", "party_id", "sender_id", "card_tail", "phone"]) {
      const value = row.get(key);
      if (typeof value !== "string" || value.length < 4 || value.length > 100) continue;
      for (const name of [row.table.name, "message"]) if (lists[name] && U.rows_of(name) > 0) out.push(U.link(U.route_to(lists[name], { q: value }), U.t("source.same_value", { value, kind: U.t("type." + name) })));
    }
    return out.length > 0 && [U.h("h3", null, U.t("source.elsewhere")), U.h("ul", { class: "plainlist" }, out.map((each) => U.h("li", null, each)))];
  };

  U.show_source = async (row) => {
    // A row of the timeline stands for a record of its own.
    if (row.table.name === "event") row = await U.row(U.tables[row.get("kind")], row.get("row"));
    const at = U.time_of(row);
    const box = panel();
    if (box.hidden) back = document.activeElement;
    const close = U.button("×", U.close_source, { class: "close", "aria-label": U.t("source.close") });
    const file = row.table.name === "file" ? null : await U.file_row(row.item, row.path);
    box.replaceChildren();
    U.add(box, [
      U.h("div", { class: "panelhead" }, U.h("h2", null, U.t("source.name")), close),
      U.h("h3", null, U.t("type." + row.table.name)),
      where(row),
      file && U.facts([["MD5", file.get("md5") && U.mono(file.get("md5"))], ["SHA-1", file.get("sha1") && U.mono(file.get("sha1"))], [!row.sha256 && "SHA-256", !row.sha256 && file.sha256 && U.mono(file.sha256)], [U.t("f.known"), U.known_badge(file)], [U.t("f.ledger"), U.value("ledger", file.text("ledger"))]]),
      U.h("p", { class: "tools" },
        U.copier(U.t("source.copy"), U.citation(row)),
        row.path && U.copier(U.t("source.copy_command"), U.cat_command(row)),
        at !== null && U.link(U.around(at), U.t("source.around")),
        row.get("ref") !== null && U.link("#/message/" + row.get("ref"), U.t("source.open_message"))),
      row.path && U.h("div", { class: "check" }, U.h("p", null, U.t("source.check")), U.mono(U.cat_command(row))),
      U.panel_more && U.panel_more(row),
      U.h("h3", null, U.t("source.values")), values(row), elsewhere(row)]);
    box.setAttribute("aria-label", U.t("source.name"));
    box.hidden = false;
    document.body.classList.add("with-panel");
    close.focus();
  };

  U.close_source = () => {
    if (panel().hidden) return false;
    panel().hidden = true;
    document.body.classList.remove("with-panel");
    if (back && back.isConnected) back.focus();
    return true;
  };
})(window.Ulika = window.Ulika || {});
