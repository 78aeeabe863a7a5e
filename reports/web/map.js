// The map: places over approximate outlines of land and states, drawn by ourselves; nothing is fetched.
(function (U) {
  "use strict";

  U.colours = ["#1b5fa8", "#b3261e", "#2e7d32", "#7b3fa0", "#a15c00", "#00707a", "#8a1c5a", "#4d5a00"];
  const kKmPerDegree = 111.32;
  const kClusterFrom = 300;  // points, from which near ones are drawn as one

  // Outlines come as a script of their own, when the first map is shown.
  let outlines = null, coming = null;
  window.ulika_outlines = (lines) => {
    outlines = lines.map((line) => {
      const points = new Float64Array(line.length);
      let west = 180, east = -180, south = 90, north = -90;
      for (let i = 0, x = 0, y = 0; i < line.length; i += 2) {
        x += line[i]; y += line[i + 1];
        points[i] = x / 100; points[i + 1] = y / 100;
        west = Math.min(west, points[i]); east = Math.max(east, points[i]);
        south = Math.min(south, points[i + 1]); north = Math.max(north, points[i + 1]);
      }
      return { points, west, east, south, north };
    });
  };
  U.outlines = () => {
    if (!coming) coming = U.load_script("outlines.js");
    return coming;
  };

  const nice_step = (span) => {
    const steps = [0.0001, 0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 45];
    return steps.find((step) => span / step <= 6) || 60;
  };
  const squeeze = (latitude) => Math.max(0.05, Math.cos(Math.min(85, Math.abs(latitude)) * Math.PI / 180));

  class Map {
    // points: {lat, lon, item, number}; `colour` may name a point's own.
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
    zoom(factor) { this.scale = Math.min(5e7, Math.max(this.canvas.height / 200, this.scale * factor)); this.draw(); }
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
      this.land(pen, style, width, height);
      if (this.points.length > kClusterFrom) this.clusters(pen, style, ratio);
      else for (const p of this.points) this.dot(pen, style, ratio, p, 4.5);
      this.ruler(pen, style, ratio, height);
    }
    dot(pen, style, ratio, p, radius) {
      const [x, y] = this.at(p.lat, p.lon);
      if (x < -20 || y < -20 || x > this.canvas.width + 20 || y > this.canvas.height + 20) return;
      pen.beginPath();
      pen.arc(x, y, radius * ratio, 0, Math.PI * 2);
      pen.fillStyle = U.colours[p.item % U.colours.length];
      pen.globalAlpha = 0.75;
      pen.fill();
      pen.globalAlpha = 1;
      pen.lineWidth = ratio;
      pen.strokeStyle = style.backgroundColor;
      pen.stroke();
    }
    // Places that fall into one cell of the screen are one circle with their number.
    clusters(pen, style, ratio) {
      const size = 36 * ratio, cells = new globalThis.Map();
      for (const p of this.points) {
        const [x, y] = this.at(p.lat, p.lon);
        if (x < 0 || y < 0 || x > this.canvas.width || y > this.canvas.height) continue;
        const key = Math.floor(x / size) * 100000 + Math.floor(y / size);
        const cell = cells.get(key) || { n: 0, x: 0, y: 0, p };
        cell.n += 1; cell.x += x; cell.y += y;
        cells.set(key, cell);
      }
      pen.textAlign = "center";
      pen.textBaseline = "middle";
      for (const cell of cells.values()) {
        if (cell.n === 1) { this.dot(pen, style, ratio, cell.p, 4.5); continue; }
        const x = cell.x / cell.n, y = cell.y / cell.n;
        pen.beginPath();
        pen.arc(x, y, Math.min(16, 7 + 2 * Math.log2(cell.n)) * ratio, 0, Math.PI * 2);
        pen.fillStyle = U.colours[cell.p.item % U.colours.length];
        pen.fill();
        pen.fillStyle = "#ffffff";
        pen.fillText(U.number(cell.n), x, y);
      }
      pen.textAlign = "start";
      pen.textBaseline = "alphabetic";
    }
    land(pen, style, width, height) {
      if (!outlines) return;
      const wide = width / 2 / (this.scale * squeeze(this.lat)), high = height / 2 / this.scale;
      pen.strokeStyle = style.color;
      pen.globalAlpha = 0.55;
      pen.lineWidth = window.devicePixelRatio || 1;
      for (const line of outlines) {
        if (line.east < this.lon - wide || line.west > this.lon + wide || line.north < this.lat - high || line.south > this.lat + high) continue;
        pen.beginPath();
        for (let i = 0; i < line.points.length; i += 2) {
          const [x, y] = this.at(line.points[i + 1], line.points[i]);
          if (i === 0) pen.moveTo(x, y); else pen.lineTo(x, y);
        }
        pen.stroke();
      }
      pen.globalAlpha = 1;
    }
    // How long a kilometre is here.
    ruler(pen, style, ratio, height) {
      const km_per_pixel = kKmPerDegree / this.scale;
      const most = km_per_pixel * 140 * ratio;
      const size = [5000, 2000, 1000, 500, 200, 100, 50, 20, 10, 5, 2, 1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01].find((km) => km <= most) || 0.01;
      const length = size / km_per_pixel, x = this.canvas.width - length - 12 * ratio, y = height - 26 * ratio;
      pen.strokeStyle = pen.fillStyle = style.color;
      pen.lineWidth = 2 * ratio;
      pen.beginPath();
      pen.moveTo(x, y - 4 * ratio); pen.lineTo(x, y); pen.lineTo(x + length, y); pen.lineTo(x + length, y - 4 * ratio);
      pen.stroke();
      pen.fillText(size >= 1 ? U.t("unit.km", { n: U.number(size) }) : U.t("unit.m", { n: Math.round(size * 1000) }), x + 4 * ratio, y - 5 * ratio);
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

  U.is_place = (lat, lon) => typeof lat === "number" && typeof lon === "number" && Math.abs(lat) <= 90 && Math.abs(lon) <= 180;

  // A map of points in `box`, as wide as it; `pick(point)` is called for the one that was clicked. options: {height, words}.
  U.map = (box, points, pick, options) => {
    const o = options || {};
    const ratio = window.devicePixelRatio || 1;
    const width = Math.max(240, Math.min(1100, box.clientWidth || 700));
    const canvas = U.h("canvas", { class: "plot", width: Math.round(width * ratio), height: Math.round(Math.min(o.height || 420, width * 0.7) * ratio), role: "img", "aria-label": o.words });
    canvas.style.width = width + "px";
    const items = [...new Set(points.map((p) => p.item))].sort((a, b) => a - b);
    box.append(canvas, U.h("p", { class: "tools" }, U.button("+", () => map.zoom(1.6), { "aria-label": U.t("places.closer") }), U.button("−", () => map.zoom(1 / 1.6), { "aria-label": U.t("places.farther") }),
      U.button(U.t("places.all"), () => { map.fit(); map.draw(); }), items.map((item) => {
        const dot = U.h("span", { class: "dot" });
        dot.style.backgroundColor = U.colours[item % U.colours.length];
        return U.h("span", { class: "legend" }, dot, U.cell(U.item_name(item)));
      })));
    const map = new Map(canvas, points);
    map.draw();
    U.outlines().then(() => map.draw(), () => box.append(U.h("p", { class: "second" }, U.t("places.no_outlines"))));
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
    canvas.addEventListener("pointerup", (event) => {
      drag = null;
      const hit = moved ? null : map.nearest(event.offsetX * ratio, event.offsetY * ratio);
      if (hit) pick(hit);
    });
    return map;
  };
})(window.Ulika = window.Ulika || {});
