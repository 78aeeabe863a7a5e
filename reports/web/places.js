// Locations: the map, and the table it stands for.
(function (U) {
  "use strict";

  const kPoints = 50000;
  async function plot(box, route) {
    const points = [];
    const test = U.row_test(U.tables.location, route.params);
    await U.walk(U.tables.location, 0, U.tables.location.rows, (row) => {
      const lat = row.get("latitude"), lon = row.get("longitude");
      if (U.is_place(lat, lon) && test(row)) {
        points.push({ lat, lon, item: row.item, number: row.number });
      }
    }, () => points.length < kPoints);
    if (points.length === 0) return;
    U.map(box, points, async (point) => U.show_source(await U.row(U.tables.location, point.number)), { words: U.t("places.plot", { n: U.number(points.length) }) });
    box.append(U.h("p", { class: "second" }, U.t("places.note") + (points.length >= kPoints ? " " + U.t("places.capped", { n: U.number(kPoints) }) : "")));
  }

  const coordinates = (row) => {
    if (row.get("latitude") === null || row.get("longitude") === null) return U.t("places.unresolved");
    const text = row.get("latitude") + ", " + row.get("longitude");
    return [U.h("span", { class: "mono" }, text), " ", U.copier(U.t("copy.short"), text)];
  };

  U.page_locations = async (box, route) => {
    const photos = route.args[0] === "photo";
    box.append(U.h("h1", null, U.t("nav.locations")),
      U.tabs([["#/locations", U.t("type.location"), U.tables.location.rows], ["#/locations/photo", U.t("type.photo"), U.tables.photo.rows]], photos ? 1 : 0, route),
      U.filter_bar(route, ["q", "dev", "from", "to"]));
    if (photos) return U.list(box, { table: U.tables.photo, route, columns: [U.path_column(), "taken_at", "make", "model", "width", "height", "software"] });
    const place = U.h("div");
    box.append(place);
    if (U.tables.location.rows > 0) await plot(place, route);
    return U.list(box, { table: U.tables.location, route, columns: ["at", { head: U.t("places.coordinates"), cell: coordinates },
      { head: U.t("f.origin"), cell: (row) => U.value("origin", row.text("origin")) }, "label", "value", "accuracy_m", U.message_column()] });
  };
})(window.Ulika = window.Ulika || {});
