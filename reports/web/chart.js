// Histograms of activity: records by day, drawn as shapes, with the numbers in words beside them.
(function (U) {
  "use strict";

  const kBars = 120;
  const steps = [1, 2, 7, 14, 30, 91, 182, 365, 730, 1826];  // days a bar may stand for

  U.day_text = (day) => new Date(day * 86400000).toISOString().slice(0, 10);
  U.day_number = (text) => Math.floor(Date.parse(text + "T00:00:00Z") / 86400000);

  // {day → records} of the chosen items, out of the case's list of differences.
  U.days_of = (items) => {
    const days = new Map();
    items.forEach((item) => {
      const list = U.case.days[item] || [];
      for (let i = 0, day = 0; i < list.length; i += 2) {
        day += list[i];
        days.set(day, (days.get(day) || 0) + list[i + 1]);
      }
    });
    return days;
  };

  // Where nearly all records lie: single wrong clocks must not squeeze everything else into one bar.
  U.span_of = (days) => {
    const all = [...days].sort((a, b) => a[0] - b[0]);
    if (all.length === 0) return null;
    const total = all.reduce((sum, each) => sum + each[1], 0);
    const spare = total * 0.002;
    let low = 0, high = all.length - 1;
    if (all[high][0] - all[low][0] > 3650) {
      for (let seen = all[low][1]; seen <= spare; seen += all[++low][1]);
      for (let seen = all[high][1]; seen <= spare; seen += all[--high][1]);
    }
    const outside = all.slice(0, low).concat(all.slice(high + 1)).reduce((sum, each) => sum + each[1], 0);
    return { from: all[low][0], to: all[high][0], outside, total };
  };

  const bars_of = (days, from, to, most) => {
    const size = steps.find((step) => (to - from + 1) / step <= most) || Math.ceil((to - from + 1) / most);
    const bars = new Array(Math.floor((to - from) / size) + 1).fill(0);
    for (const [day, n] of days) if (day >= from && day <= to) bars[Math.floor((day - from) / size)] += n;
    return { bars, size };
  };

  // A small line of bars for a table's cell; `span` is shared so that devices compare.
  U.sparkline = (days, span, words) => {
    const { bars } = bars_of(days, span.from, span.to, 60);
    const most = Math.max(1, ...bars);
    return U.svg("svg", { class: "spark", viewBox: "0 0 120 24", preserveAspectRatio: "none", role: "img", "aria-label": words },
      bars.map((n, i) => n > 0 && U.svg("rect", { x: (i * 120 / bars.length).toFixed(2), width: Math.max(0.8, 120 / bars.length - 0.4).toFixed(2), y: (24 - Math.max(1.5, 24 * n / most)).toFixed(2), height: Math.max(1.5, 24 * n / most).toFixed(2) })));
  };

  // The histogram. options: {days, from, to (the chosen days, or null), choose(from, to)}: with `choose`, dragging over
  // bars or pressing one picks days.
  U.histogram = (options) => {
    const span = options.span || U.span_of(options.days);
    if (!span) return U.h("p", { class: "empty" }, U.t("chart.none"));
    const { bars, size } = bars_of(options.days, span.from, span.to, kBars);
    const most = Math.max(1, ...bars);
    const width = 1000, height = 150, floor = height - 20;
    const step = width / bars.length;
    const day_at = (bar) => span.from + bar * size;
    const words = (bar) => U.day_text(day_at(bar)) + (size > 1 ? " – " + U.day_text(Math.min(span.to, day_at(bar + 1) - 1)) : "") + ": " + U.n("n.records", bars[bar]);
    const chosen = (bar) => options.from !== null && options.from !== undefined && day_at(bar + 1) > options.from && day_at(bar) <= options.to;
    const shapes = bars.map((n, i) => U.svg("rect", { class: "bar" + (chosen(i) ? " chosen" : ""), "data-bar": i, x: (i * step).toFixed(2), width: Math.max(0.8, step - 1).toFixed(2),
      y: (n > 0 ? floor - Math.max(2, (floor - 8) * n / most) : floor).toFixed(2), height: (n > 0 ? Math.max(2, (floor - 8) * n / most) : 0).toFixed(2) }));
    const brush = U.svg("rect", { class: "brush", x: 0, y: 0, width: 0, height: floor });
    const picture = U.svg("svg", { class: "chart" + (options.choose ? " brushed" : ""), viewBox: "0 0 " + width + " " + height, preserveAspectRatio: "none", role: "img",
      "aria-label": U.t("chart.words", { from: U.day_text(span.from), to: U.day_text(span.to), total: U.number(span.total - span.outside) }) },
    U.svg("line", { class: "axis", x1: 0, x2: width, y1: floor, y2: floor }), shapes, brush);
    const told = U.h("p", { class: "second charttold" }, U.t("chart.bar", { days: U.n("n.days", size), most: U.number(most) }));
    const ends = U.h("p", { class: "chartends" }, U.h("span", null, U.day_text(span.from)), U.h("span", null, U.day_text(span.to)));
    const bar_at = (event) => {
      const box = picture.getBoundingClientRect();
      return Math.min(bars.length - 1, Math.max(0, Math.floor((event.clientX - box.left) / box.width * bars.length)));
    };
    let begun = null;
    picture.addEventListener("pointermove", (event) => {
      const bar = bar_at(event);
      told.textContent = words(bar);
      if (begun === null) return;
      brush.setAttribute("x", Math.min(begun, bar) * step);
      brush.setAttribute("width", (Math.abs(bar - begun) + 1) * step);
    });
    if (options.choose) {
      picture.addEventListener("pointerdown", (event) => { begun = bar_at(event); picture.setPointerCapture(event.pointerId); });
      picture.addEventListener("pointerup", (event) => {
        if (begun === null) return;
        const end = bar_at(event), low = Math.min(begun, end), high = Math.max(begun, end);
        begun = null;
        options.choose(day_at(low), Math.min(span.to, day_at(high + 1) - 1));
      });
    }
    return U.h("div", { class: "chartbox" }, picture, ends, told,
      span.outside > 0 && U.h("p", { class: "second" }, U.t("chart.outside", { n: U.number(span.outside) })));
  };
})(window.Ulika = window.Ulika || {});
