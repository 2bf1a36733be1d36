/* What all report pages share: the report, elements, numbers, sortable tables, charts with log axes in the colours of the page. */
'use strict';
const Page = (() => {
  /* The report. Numbers that JSON has not are the texts "nan", "inf", "-inf"; number() takes them. */
  const report = () => JSON.parse(document.getElementById('report').textContent);
  const special = { nan: NaN, inf: Infinity, '-inf': -Infinity };
  const number = v => (typeof v === 'number' ? v : v === null || v === undefined ? NaN : v in special ? special[v] : Number(v));

  /* el('td', {class: 'number', onclick: f}, 'text', node, ...) */
  function el(tag, attributes, ...children) {
    const e = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes || {})) {
      if (name.startsWith('on')) e.addEventListener(name.slice(2), value);
      else if (value === true) e.setAttribute(name, '');
      else if (value !== false && value !== null && value !== undefined) e.setAttribute(name, value);
    }
    e.append(...children.flat(Infinity).filter(c => c !== null && c !== undefined && c !== false));
    return e;
  }
  const put = (id, ...children) => {
    const e = typeof id === 'string' ? document.getElementById(id) : id;
    e.replaceChildren(...children.flat(Infinity).filter(c => c !== null && c !== undefined && c !== false));
    return e;
  };

  /* ---- numbers ---- */

  const raised = n => String(n).replace(/[-0-9]/g, c => ({ '-': '\u207b', 0: '\u2070', 1: '\u00b9', 2: '\u00b2', 3: '\u00b3' })[c] ||
    String.fromCharCode(0x2070 + Number(c)));
  const powerOfTen = n => '10' + raised(n);
  /* Four digits unless told; 0.00123, 1.23e-7, NaN, inf. */
  function show(v, digits = 4) {
    v = number(v);
    if (Number.isNaN(v)) return 'NaN';
    if (!Number.isFinite(v)) return v > 0 ? 'inf' : '-inf';
    if (v === 0) return Object.is(v, -0) ? '-0' : '0';
    const size = Math.abs(v);
    if (Number.isInteger(v) && size < 1e6) return String(v);
    if (size >= 1e-4 && size < 1e7) return String(Number(v.toPrecision(digits)));
    return v.toExponential(digits - 1).replace(/\.?0+e/, 'e').replace('e+', 'e');
  }
  const whole = n => Number(n).toLocaleString('en').replace(/,/g, '\u202f');
  const percent = v => (v * 100 < 10 ? (v * 100).toPrecision(2) : Math.round(v * 100)) + ' %';
  function seconds(v) {
    v = number(v);
    if (!(v > 0)) return '0 s';
    const unit = [[1, 's'], [1e-3, 'ms'], [1e-6, '\u00b5s'], [1e-9, 'ns']].find(u => v >= u[0]) || [1e-9, 'ns'];
    return Number((v / unit[0]).toPrecision(3)) + ' ' + unit[1];
  }
  const shape = dims => '(' + dims.join(', ') + (dims.length === 1 ? ',' : '') + ')';
  /* Row-major index into a shape: [3, 1]. */
  function unravel(index, dims) {
    const at = dims.map(() => 0);
    for (let k = dims.length - 1; k >= 0; k--) {
      at[k] = index % dims[k];
      index = Math.floor(index / dims[k]);
    }
    return at;
  }

  /* ---- tables ---- */

  /* columns: {title, value: row => sort key, cell: row => text or node, number: bool, wrap: bool}; pick: called with the row chosen; tall: scrolls;
   * filter: with a field to search in. A click
   * on a heading sorts, a second one turns it round. Returns {node, select(row)}. */
  function table(columns, rows, { pick = null, tall = false, filter = false } = {}) {
    let wanted = '', sorted = null, down = false, chosen = null;
    const head = el('tr'), body = el('tbody');
    const line = new Map();
    const key = (c, row) => (c.value ? c.value(row) : c.cell(row));
    function compare(a, b) {
      if (typeof a === 'number' && typeof b === 'number')
        return (Number.isNaN(a) ? 1 : 0) - (Number.isNaN(b) ? 1 : 0) || a - b || 0;
      return String(a).localeCompare(String(b), 'en', { numeric: true });
    }
    function select(row, quiet) {
      chosen = row;
      for (const [r, tr] of line) tr.setAttribute('aria-selected', r === row);
      if (pick && !quiet) pick(row);
    }
    function fill() {
      const order = sorted ? [...rows].sort((a, b) => (down ? -1 : 1) * compare(key(sorted, a), key(sorted, b))) : rows;
      line.clear();
      body.replaceChildren(...order.map(row => {
        const tr = el('tr', pick ? { class: 'pick', tabindex: 0, onclick: () => select(row),
          onkeydown: e => (e.key === 'Enter' || e.key === ' ') && (e.preventDefault(), select(row)) } : {},
        columns.map(c => el('td', { class: c.number ? 'number' : c.wrap ? 'wrap' : null }, c.cell(row))));
        if (pick) tr.setAttribute('aria-selected', row === chosen);
        line.set(row, tr);
        tr.hidden = !tr.textContent.toLowerCase().includes(wanted);
        return tr;
      }));
      columns.forEach((c, k) => {
        if (c === sorted) head.children[k].setAttribute('aria-sort', down ? 'descending' : 'ascending');
        else head.children[k].removeAttribute('aria-sort');
      });
    }
    head.append(...columns.map(c => el('th', { class: c.number ? 'number' : null, scope: 'col', title: c.help || null },
      el('button', { type: 'button', onclick: () => {
        down = c === sorted ? !down : Boolean(c.number);
        sorted = c;
        fill();
      } }, c.title))));
    fill();
    const frame = el('div', { class: tall ? 'scroll tall' : 'scroll' }, el('table', {}, el('thead', {}, head), body));
    const search = filter && el('input', { type: 'search', placeholder: 'show only rows with \u2026', 'aria-label': 'filter', oninput: e => {
      wanted = e.target.value.toLowerCase();
      fill();
    } });
    return { node: search ? el('div', {}, search, frame) : frame,
      select: (row, quiet) => select(row, quiet) };
  }
  const pairs = list => el('dl', { class: 'pairs' }, list.filter(Boolean).flatMap(([name, value, help]) =>
    [el('dt', help ? { title: help } : {}, name), el('dd', {}, value)]));
  /* A row of buttons of which one is on: options [key, text]. */
  function choice(options, chosen, change) {
    const buttons = options.map(([key, text]) => el('button', { type: 'button', 'aria-pressed': String(key === chosen), onclick: () => {
      buttons.forEach((b, k) => b.setAttribute('aria-pressed', String(options[k][0] === key)));
      change(key);
    } }, text));
    return el('span', { class: 'choice', role: 'group' }, buttons);
  }

  /* ---- colours and charts ---- */

  const colour = name => getComputedStyle(document.documentElement).getPropertyValue('--' + name).trim();
  const dark = window.matchMedia('(prefers-color-scheme: dark)');
  const redraws = new Map(); /* element -> function, called again when light turns dark */
  const drawn = (element, draw) => { redraws.set(element, draw); draw(); };
  dark.addEventListener('change', () => {
    for (const [element, draw] of redraws) {
      if (element.isConnected) draw();
      else redraws.delete(element);
    }
  });

  function logAxis(title, extra = {}) {
    return { type: 'logarithmic', title: { display: Boolean(title), text: title, color: colour('faint') },
      grid: { color: colour('line') }, border: { color: colour('line') },
      ticks: { color: colour('faint'), maxRotation: 0, autoSkip: true, autoSkipPadding: 14, callback: v => {
        const e = Math.log10(v);
        return Math.abs(e - Math.round(e)) < 1e-9 ? powerOfTen(Math.round(e)) : '';
      } }, afterBuildTicks: axis => {
        /* whole powers of ten, at most about ten of them */
        const lo = Math.ceil(Math.log10(axis.min) - 1e-9), hi = Math.floor(Math.log10(axis.max) + 1e-9);
        const step = Math.max(1, Math.ceil((hi - lo) / 9)), ticks = [];
        for (let e = Math.ceil(lo / step) * step; e <= hi; e += step) ticks.push({ value: 10 ** e });
        if (ticks.length > 1) axis.ticks = ticks;
      }, ...extra };
  }
  const linearAxis = (title, extra = {}) => ({ type: 'linear', title: { display: Boolean(title), text: title, color: colour('faint') },
    grid: { color: colour('line') }, border: { color: colour('line') },
    ticks: { color: colour('faint'), maxRotation: 0, callback: v => show(v, 6) }, ...extra });

  /* A chart of Chart.js in a box of its own: make() gives its configuration, and again when light turns dark. */
  function chart(make, label) {
    const canvas = el('canvas', { role: 'img', 'aria-label': label });
    const box = el('div', { class: 'chart' }, canvas);
    let live = null;
    const draw = () => {
      if (live) live.destroy();
      const config = make();
      Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
      config.options = { responsive: true, maintainAspectRatio: false, animation: false, ...config.options };
      config.options.plugins = { ...config.options.plugins };
      config.options.plugins.legend = { labels: { color: colour('ink'), usePointStyle: true, pointStyle: 'line', boxWidth: 26, font: { size: 13 } }, ...config.options.plugins.legend };
      live = new Chart(canvas, config);
    };
    requestAnimationFrame(() => drawn(box, draw));
    return box;
  }

  /* ---- colour scales ---- */

  const rgb = text => (text.length === 7 ? [1, 3, 5].map(k => parseInt(text.slice(k, k + 2), 16)) : [128, 128, 128]);
  /* t in [0, 1] between two named colours. */
  const between = (low, high, t) => {
    const a = rgb(colour(low)), b = rgb(colour(high)), at = Math.min(1, Math.max(0, t));
    return 'rgb(' + a.map((v, k) => Math.round(v + (b[k] - v) * at)).join(' ') + ')';
  };

  return { report, number, el, put, show, whole, percent, seconds, shape, unravel, powerOfTen, table, pairs, choice, colour, drawn, chart,
    logAxis, linearAxis, between };
})();
