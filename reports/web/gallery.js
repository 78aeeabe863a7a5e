// The gallery: pictures of the evidence, blurred until the reader asks. Thumbnails are made anew by the program; where
// there is none, a picture is named by its digest.
(function (U) {
  "use strict";

  let sharp = false;   // never kept: every opening starts blurred
  let grey = false;

  // A thumbnail's place inside the report, or null. Only names of our own making are used.
  U.thumbnail = (row) => (row.get("thumbnail") && /^[0-9a-f]{64}$/.test(row.sha256) ? "media/" + row.sha256 + ".jpg" : null);

  const is_picture = (row) => row.text("mime").startsWith("image/") && row.get("kind") === "file";

  function tile(row) {
    const place = U.thumbnail(row);
    const name = row.path.split("/").pop();
    const picture = place ? U.picture(place, U.t("gallery.picture", { name })) : U.h("div", { class: "nothumb" }, U.h("span", { class: "mono" }, row.sha256 ? row.sha256.slice(0, 12) : ""), U.h("span", { class: "second" }, U.t("gallery.no_thumbnail")));
    const figure = U.h("figure", { class: "tilepic", tabindex: "-1", "data-row": row.number }, U.h("div", { class: "pic" }, picture), U.h("figcaption", null, U.said(name, { cap: 60 }),
      U.h("div", { class: "second" }, [U.size(row.get("size") || 0), row.get("modified_at") !== null && U.day(row.get("modified_at"), row.get("zone")), row.get("state") !== "allocated" && U.value("state", row.text("state"))].filter(Boolean).join(" · ")),
      row.get("known") === "notable" && U.known_badge(row)));
    figure.ulika_row = row;
    return figure;
  }

  const look = () => { document.body.classList.toggle("sharp", sharp); document.body.classList.toggle("grey", grey); };
  U.gallery_key = (event) => {
    if (!document.querySelector(".gallery")) return false;
    if (event.code === "KeyB") { sharp = !sharp; look(); return true; }
    if (event.code === "KeyG") { grey = !grey; look(); return true; }
    if (event.code === "Space" && event.target.closest && event.target.closest(".tilepic")) {
      event.preventDefault();
      event.target.closest(".tilepic").classList.toggle("shown", event.type === "keydown");
      return true;
    }
    return false;
  };

  U.page_gallery = async (box, route) => {
    sharp = false;
    look();
    box.append(U.h("h1", null, U.t("nav.gallery")), U.h("p", { class: "second" }, U.t("gallery.note")),
      U.h("p", { class: "tools" }, U.button(U.t("gallery.blur"), () => { sharp = !sharp; look(); }), U.button(U.t("gallery.grey"), () => { grey = !grey; look(); })), U.filter_bar(route, ["q", "dev", "from", "to"]));
    return U.list(box, { table: U.tables.file, route, test: is_picture, empty: U.t("gallery.none"), draw: (rows) => U.h("div", { class: "gallery" }, rows.map(tile)) });
  };
})(window.Ulika = window.Ulika || {});
