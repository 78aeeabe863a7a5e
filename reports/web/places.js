// Locations: a plot without any map service, and the table it stands for.
(function (U) {
  "use strict";

  const kPoints = 50000;
  const colours = ["#1b5fa8", "#b3261e", "#2e7d32", "#7b3fa0", "#a15c00", "#00707a", "#8a1c5a", "#4d5a00"];

  const nice_step = (span) => {
    const steps = [0.0001, 0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 45];
    return steps.find((step) => span / step <= 6) || 60;
  };

  const squeeze = (latitude) => Math.max(0.05, Math.cos(Math.min(85, Math.abs(latitude)) * Math.PI / 180));

  class Plot {
    constructor(canvas, points) {
      this.canvas = canvas;
      this.points = points;
      this.fit();
    }
    fit() {
      let south = 90, north = -90, west = 180, east = -180;
      for (const p of this.points) {
        south = Math.min(south, p.lat); north = Math.max(north, p.lat);
        west = Math.min(west, p.lon); east = Math.max(east, p.lon);
      }
      this.lat = (south + north) / 2;
      this.lon = (west + east) / 2;
      const { width, height } = this.canvas;
      this.scale = Math.min(height / Math.max(0.004, (north - south) * 1.3), width / Math.max(0.004, (east - west) * 1.3 * squeeze(this.lat)));
    }
    // Pixels of a place; y grows to the south.
    at(lat, lon) {
      return [this.canvas.width / 2 + (lon - this.lon) * this.scale * squeeze(this.lat), this.canvas.height / 2 - (lat - this.lat) * this.scale];
    }
    zoom(factor) { this.scale *= factor; this.draw(); }
    move(dx, dy) {
      this.lon -= dx / (this.scale * squeeze(this.lat));
      this.lat = Math.max(-85, Math.min(85, this.lat + dy / this.scale));
      this.draw();
    }
    nearest(x, y) {
      let best = null, distance = 14 * 14 * (window.devicePixelRatio || 1) ** 2;
      for (const p of this.points) {
        const [px, py] = this.at(p.lat, p.lon);
        const d = (px - x) ** 2 + (py - y) ** 2;
        if (d < distance) { best = p; distance = d; }
      }
      return best;
    }
    draw() {
      const { width, height } = this.canvas;
      const pen = this.canvas.getContext("2d");
      const style = getComputedStyle(this.canvas);
      const ratio = window.devicePixelRatio || 1;
      pen.clearRect(0, 0, width, height);
      pen.font = 11 * ratio + "px " + style.fontFamily;
      this.graticule(pen, style, width, height);
      for (const p of this.points) {
        const [x, y] = this.at(p.lat, p.lon);
        if (x < -9 || y < -9 || x > width + 9 || y > height + 9) continue;
        pen.beginPath();
        pen.arc(x, y, 4.5 * ratio, 0, Math.PI * 2);
        pen.fillStyle = colours[p.item % colours.length];
        pen.globalAlpha = 0.75;
        pen.fill();
        pen.globalAlpha = 1;
        pen.lineWidth = ratio;
        pen.strokeStyle = style.backgroundColor;
        pen.stroke();
      }
    }
    graticule(pen, style, width, height) {
      pen.strokeStyle = style.borderTopColor;
      pen.fillStyle = style.color;
      pen.lineWidth = 1;
      const step = nice_step(height / this.scale);
      const digits = Math.max(0, Math.ceil(-Math.log10(step)));
      const half = width / 2 / (this.scale * squeeze(this.lat));
      const wide = nice_step(half * 2);
      for (let lat = Math.ceil((this.lat - height / 2 / this.scale) / step) * step, n = 0; n < 60 && this.at(lat, 0)[1] > 0; lat += step, ++n) {
        const y = Math.round(this.at(lat, 0)[1]) + 0.5;
        pen.beginPath(); pen.moveTo(0, y); pen.lineTo(width, y); pen.stroke();
        pen.fillText(lat.toFixed(digits) + "°", 4, y - 4);
      }
      for (let lon = Math.ceil((this.lon - half) / wide) * wide, n = 0; n < 60 && this.at(0, lon)[0] < width; lon += wide, ++n) {
        const x = Math.round(this.at(0, lon)[0]) + 0.5;
        pen.beginPath(); pen.moveTo(x, 0); pen.lineTo(x, height); pen.stroke();
        pen.fillText(lon.toFixed(Math.max(0, Math.ceil(-Math.log10(wide)))) + "°", x + 4, height - 6);
      }
    }
  }

  async function plot(box, route) {
    const points = [];
    const test = U.row_test(U.tables.location, route.params);
    await U.walk(U.tables.location, 0, U.tables.location.rows, (row) => {
      const lat = row.get("latitude"), lon = row.get("longitude");
      if (typeof lat === "number" && typeof lon === "number" && Math.abs(lat) <= 90 && Math.abs(lon) <= 180 && test(row)) {
        points.push({ lat, lon, item: row.item, number: row.number });
      }
    }, () => points.length < kPoints);
    if (points.length === 0) return;
    const ratio = window.devicePixelRatio || 1;
    const width = Math.max(280, Math.min(1100, box.clientWidth || 700));
    const canvas = U.h("canvas", { class: "plot", width: Math.round(width * ratio), height: Math.round(Math.min(420, width * 0.6) * ratio), role: "img",
      "aria-label": U.t("places.plot", { n: U.number(points.length) }) });
    canvas.style.width = width + "px";
    const items = [...new Set(points.map((p) => p.item))].sort((a, b) => a - b);
    box.append(canvas, U.h("p", { class: "tools" }, U.button("+", () => map.zoom(1.6), { "aria-label": U.t("places.closer") }), U.button("−", () => map.zoom(1 / 1.6), { "aria-label": U.t("places.farther") }),
      U.button(U.t("places.all"), () => { map.fit(); map.draw(); }), items.map((item) => {
        const dot = U.h("span", { class: "dot" });
        dot.style.backgroundColor = colours[item % colours.length];
        return U.h("span", { class: "legend" }, dot, U.cell(U.item_name(item)));
      })), U.h("p", { class: "second" }, U.t("places.note") + (points.length >= kPoints ? " " + U.t("places.capped", { n: U.number(kPoints) }) : "")));
    const map = new Plot(canvas, points);
    map.draw();
    let drag = null, moved = false;
    canvas.addEventListener("pointerdown", (event) => { drag = [event.clientX, event.clientY]; moved = false; canvas.setPointerCapture(event.pointerId); });
    canvas.addEventListener("pointermove", (event) => {
      if (!drag) return;
      const dx = event.clientX - drag[0], dy = event.clientY - drag[1];
      if (Math.abs(dx) + Math.abs(dy) < 3 && !moved) return;
      moved = true;
      map.move(dx * ratio, dy * ratio);
      drag = [event.clientX, event.clientY];
    });
    canvas.addEventListener("pointerup", async (event) => {
      drag = null;
      if (moved) return;
      const hit = map.nearest(event.offsetX * ratio, event.offsetY * ratio);
      if (hit) U.show_source(await U.row(U.tables.location, hit.number));
    });
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
