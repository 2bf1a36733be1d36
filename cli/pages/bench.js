/* The page of a benchmark: roofline, time against size, A against B, a sortable table, the environment. */
'use strict';
(() => {
  const { el, put, show, whole, percent, seconds, number, colour } = Page;
  const report = Page.report(), rows = report.rows, roof = report.roof, one = roof.threads[0], peak = roof.threads[roof.threads.length - 1];
  const MODES = ['forward', 'backward', 'both'], HUES = { forward: 'series1', backward: 'series4', both: 'series3' };
  const timed = rows.filter(r => r.time && !r.pair), pairs = rows.filter(r => r.pair);
  const hue = r => HUES[r.mode] || 'series1';
  const label = r => r.title + (r.threads > 1 ? `, ${r.threads} threads` : '') + (r.cache === 'hot' ? '' : `, ${r.cache}`) + (r.data === 'normal' ? '' : `, ${r.data}`);
  const rate = v => { v = number(v); return v >= 1e9 ? show(v / 1e9, 3) : v > 0 ? (v / 1e9).toPrecision(2) : '0'; };
  const bytes = v => { const u = ['B', 'KiB', 'MiB', 'GiB']; let k = 0; while (v >= 1024 && k < 3) { v /= 1024; k++; } return show(v, 3) + ' ' + u[k]; };
  const half = r => (number(r.time.hi) - number(r.time.lo)) / 2 / number(r.time.value);
  const share = r => (r.roof ? number(r.roof.share) : NaN);
  const STATUS = { ok: '', unclear: 'no conclusion', impossible: 'impossible', wrong: 'wrong', error: 'error', skipped: 'skipped' };

  /* ---- the case that is looked at ---- */

  function facts(r) {
    const t = r.time, dropped = Object.entries(t.dropped).filter(d => d[1]).map(d => `${d[1]} ${d[0]}`).join(', ') || 'none';
    return Page.pairs([['expression', r.expression], r.operands.length && ['operands', r.operands.join('  ')], ['mode', `${r.mode}, ${r.cache}, ${r.data} data, ${r.dtype}`],
      ['time', `${seconds(t.value)} [${seconds(t.lo)}, ${seconds(t.hi)}], ${t.clock} time`], ['rounds', `${t.rounds} of ${whole(t.batch)} run${t.batch > 1 ? 's' : ''}; dropped: ${dropped}`],
      r.cost && ['work', `${show(r.cost.flop)} FLOP, ${bytes(r.cost.read)} read, ${bytes(r.cost.written)} written`], r.cost && ['working set', `${bytes(r.cost.working_set)}; the plan takes ${bytes(r.cost.plan_bytes)}`],
      r.rate && ['rate', `${rate(r.rate.flops)} GFLOP/s, ${rate(r.rate.bytes)} GB/s`], r.roof && r.roof.share !== null && ['roof', `${seconds(r.roof.seconds)} by ${r.roof.binds}: ${percent(share(r))}`],
      r.to_forward && ['beside forward', `${show(r.to_forward.value, 3)} times [${show(r.to_forward.lo, 3)}, ${show(r.to_forward.hi, 3)}]`],
      r.to_normal && ['beside normal data', `${show(r.to_normal.value, 3)} times${r.to_normal.differs ? ': depends on the data' : ''}`],
      r.cold && ['cold', `${seconds(r.cold.line_seconds)} a line, ${seconds(r.cold.hot_line_seconds)} when hot: ${r.cold.verified ? 'verified' : 'not verified'}`],
      r.check && ['check', r.check.mode === 'off' ? `off${r.check.why ? ': ' + r.check.why : ''}` : `${r.check.mode}, against ${r.check.truth}: at most ${show(r.check.ulps, 3)} ulp apart`],
      r.no_gradient && ['no gradient', r.no_gradient], r.message && ['message', r.message]]);
  }
  /* Samples in bins, with the interval of the median below. */
  function spread(r) {
    const s = r.time.samples.map(number), lo = Math.min(...s), hi = Math.max(...s), width = (hi - lo) / 24 || 1e-12, bins = new Array(24).fill(0);
    s.forEach(v => bins[Math.min(23, Math.floor((v - lo) / width))]++);
    return Page.chart(() => ({ type: 'bar', data: { labels: bins.map((_, k) => seconds(lo + (k + .5) * width)),
      datasets: [{ data: bins, backgroundColor: colour(hue(r)), barPercentage: 1, categoryPercentage: .92 }] },
    options: { plugins: { legend: { display: false } }, scales: { x: { ticks: { color: colour('faint'), maxRotation: 0, autoSkip: true, maxTicksLimit: 6 }, grid: { display: false } },
      y: Page.linearAxis('samples') } } }), 'samples');
  }
  function choose(r, scroll) {
    if (!r.time) return;
    document.getElementById('chosenrow').hidden = false;
    put('chosen', el('h2', {}, label(r)), facts(r));
    put('spread', el('h2', {}, 'Samples'), spread(r));
    if (scroll) document.getElementById('chosenrow').scrollIntoView({ behavior: 'smooth', block: 'nearest' });
  }

  /* ---- roofline ---- */

  function roofline() {
    const points = timed.filter(r => r.cost && number(r.cost.intensity) > 0 && number(r.rate.flops) > 0);
    if (!points.length) return;
    document.getElementById('roofline').hidden = false;
    const xs = points.map(r => number(r.cost.intensity)), ys = points.map(r => number(r.rate.flops));
    const left = 10 ** Math.floor(Math.log10(Math.min(...xs)) - .1), right = 10 ** Math.ceil(Math.log10(Math.max(...xs, one.f32 / one.levels[3].load)) + .1);
    const bottom = Math.min(10 ** Math.floor(Math.log10(Math.min(...ys))), peak.f32 / 100);
    const f64 = points.some(r => r.dtype === 'f64');
    const line = (name, bandwidth, peak, tint, dash) => ({ label: name, type: 'line', showLine: true, pointRadius: 0, pointHitRadius: 0, borderColor: colour(tint), borderDash: dash, borderWidth: 1.6, tension: 0, pointStyle: 'line',
      data: [left, peak / bandwidth, right].map(x => ({ x, y: Math.min(peak, bandwidth * x) })) });
    const dots = MODES.map(m => ({ m, of: points.filter(r => r.mode === m) })).filter(d => d.of.length);
    const box = Page.chart(() => ({ type: 'scatter', data: { datasets: [
      ...dots.map(d => ({ label: d.m, data: d.of.map(r => ({ x: number(r.cost.intensity), y: number(r.rate.flops), row: r })), backgroundColor: colour(HUES[d.m]) + 'b0', borderColor: colour('card'), borderWidth: .5,
        pointRadius: 4.5, pointHoverRadius: 7, pointStyle: { forward: 'circle', backward: 'triangle', both: 'rect' }[d.m] })),
      ...one.levels.map((l, k) => line(l.level, Math.max(l.load, l.triad, l.copy), one.f32, ['ink', 'accent', 'series4', 'bad'][k], [[], [6, 3], [2, 3], [9, 3, 2, 3]][k])),
      ...(peak === one ? [] : [line(`${peak.threads} threads, L1`, peak.levels[0].load, peak.f32, 'good', [1, 3]), line(`${peak.threads} threads, DRAM`, peak.levels[3].load, peak.f32, 'good', [6, 2])]),
      ...(f64 ? [line('f64', one.levels[0].load, one.f64, 'faint', [3, 3])] : [])] },
    options: { onClick: (e, hits, chart) => { const h = hits.find(x => chart.data.datasets[x.datasetIndex].data[x.index].row); if (h) choose(chart.data.datasets[h.datasetIndex].data[h.index].row, true); },
      plugins: { legend: { labels: { color: colour('ink'), usePointStyle: true, boxWidth: 9, font: { size: 13 } } }, tooltip: { filter: i => Boolean(i.raw.row), callbacks: { label: i => { const r = i.raw.row; return [`${label(r)} (${r.mode}): ${seconds(r.time.value)}`, `${rate(r.rate.flops)} GFLOP/s, ${percent(share(r))} of ${r.roof.binds}`]; } } } },
      scales: { x: Page.logAxis('FLOP per byte', { min: left, max: right }), y: Page.logAxis('FLOP per second', { min: bottom, max: 2 * peak.f32 }) } } }), 'roofline');
    box.classList.add('plot');
    put('roofplot', box);
  }

  /* ---- time against size ---- */

  const caches = one.levels.filter(l => l.cache_bytes).map(l => [l.level, l.cache_bytes]);
  const marks = { id: 'marks', afterDraw(chart) {
    const { ctx, scales: { x }, chartArea: a } = chart;
    ctx.save();
    for (const [name, size] of caches) {
      const at = x.getPixelForValue(size);
      if (!(at > a.left && at < a.right)) continue;
      ctx.strokeStyle = colour('faint');
      ctx.setLineDash([4, 4]);
      ctx.beginPath(); ctx.moveTo(at, a.top); ctx.lineTo(at, a.bottom); ctx.stroke();
      ctx.fillStyle = colour('faint');
      ctx.font = '12px ' + Chart.defaults.font.family;
      const text = `${name} ${bytes(size)}`, fits = at + 4 + ctx.measureText(text).width < a.right;
      ctx.textAlign = fits ? 'left' : 'right';
      ctx.fillText(text, fits ? at + 4 : at - 4, a.top + (fits ? 12 : 26));
    }
    ctx.restore();
  } };
  function sizes() {
    const series = new Map();
    for (const r of timed.filter(x => x.size && x.cost && x.cost.working_set > 0)) {
      const key = [r.case, r.mode, r.dtype, r.cache, r.data, r.threads].join('|');
      series.set(key, [...(series.get(key) || []), r]);
    }
    const all = [...series.values()].filter(s => s.length > 1);
    if (!all.length) return;
    document.getElementById('sizes').hidden = false;
    const KINDS = { time: ['seconds per run', r => number(r.time.value)], element: ['seconds per element', r => number(r.time.value) / r.size], roof: ['share of the roof', share], bytes: ['bytes per second', r => number(r.rate.bytes)] };
    const HUE = ['series1', 'series4', 'series3', 'series2', 'good', 'noise', 'unresolved', 'aliased'], DASH = { forward: [], backward: [6, 3], both: [2, 3] };
    const names = [...new Set(all.map(s => [s[0].case, s[0].dtype, s[0].cache, s[0].data, s[0].threads].join('|')))];
    const draw = kind => put('sizeplot', Object.assign(Page.chart(() => ({ type: 'line', plugins: [marks], data: { datasets: all.map(s => {
      const r = s[0], tint = colour(HUE[names.indexOf([r.case, r.dtype, r.cache, r.data, r.threads].join('|')) % HUE.length]);
      return { label: `${r.case} ${r.dtype}${r.threads > 1 ? `, ${r.threads} threads` : ''}${r.cache === 'hot' ? '' : ' ' + r.cache}${r.data === 'normal' ? '' : ' ' + r.data}`, borderColor: tint, backgroundColor: tint, borderDash: DASH[r.mode], borderWidth: 1.8, pointRadius: 3, tension: 0,
        data: [...s].sort((a, b) => a.cost.working_set - b.cost.working_set).map(x => ({ x: x.cost.working_set, y: KINDS[kind][1](x), row: x })) };
    }) }, options: { parsing: false, onClick: (e, hits, chart) => hits[0] && choose(chart.data.datasets[hits[0].datasetIndex].data[hits[0].index].row, true),
      plugins: { legend: { labels: { color: colour('ink'), usePointStyle: true, pointStyle: 'line', boxWidth: 26, font: { size: 13 }, filter: i => all[i.datasetIndex][0].mode === all.find(s => s[0].case === all[i.datasetIndex][0].case && s[0].cache === all[i.datasetIndex][0].cache && s[0].dtype === all[i.datasetIndex][0].dtype && s[0].data === all[i.datasetIndex][0].data && s[0].threads === all[i.datasetIndex][0].threads)[0].mode } }, tooltip: { callbacks: { title: i => label(i[0].raw.row), label: i => `${i.raw.row.mode}: ${seconds(i.raw.row.time.value)}` } } },
      scales: { x: Page.logAxis('working set, bytes'), y: kind === 'roof' ? Page.linearAxis(KINDS[kind][0], { min: 0, max: 1.05, ticks: { color: colour('faint'), callback: v => percent(v) } }) : Page.logAxis(KINDS[kind][0]) } } }), 'time against size'), { className: 'chart plot' }));
    put('sizetools', el('span', { class: 'faint small' }, 'solid: forward, dashed: backward, dotted: both'), Page.choice([['time', 'time'], ['element', 'time per element'], ['bytes', 'bytes per second'], ['roof', 'share of the roof']], 'time', draw));
    draw('time');
  }

  /* ---- A against B ---- */

  const NS = 'http://www.w3.org/2000/svg';
  function svg(tag, attributes, text) {
    const e = document.createElementNS(NS, tag);
    for (const [k, v] of Object.entries(attributes)) e.setAttribute(k, v);
    if (text !== undefined) e.textContent = text;
    return e;
  }
  const KLASS = { slower: 'bad', faster: 'good', 'no difference': 'faint', 'no conclusion': 'series3' };
  function intervals() {
    if (!pairs.length) return;
    document.getElementById('pairs').hidden = false;
    const narrow = window.innerWidth < 620, W = narrow ? 480 : 1000, name = narrow ? 0 : 300, step = narrow ? 58 : 40, top = 30, right = 12;
    const values = pairs.flatMap(r => [r.pair.ratio.lo, r.pair.ratio.hi, ...r.pair.ratios]).map(number).filter(Number.isFinite);
    const lo = Math.min(1 / 1.05, ...values), hi = Math.max(1.05, ...values), x = v => name + (Math.log(v) - Math.log(lo)) / (Math.log(hi) - Math.log(lo)) * (W - name - right);
    const H = top + pairs.length * step + 28, s = svg('svg', { class: 'intervals', viewBox: `0 0 ${W} ${H}`, role: 'img', 'aria-label': 'ratios with intervals' });
    const margin = pairs[0].pair.margin;
    s.append(svg('rect', { class: 'margin', x: x(1 / (1 + margin)), y: top - 8, width: x(1 + margin) - x(1 / (1 + margin)), height: H - top - 18 }));
    for (const tick of [.1, .2, .5, .7, .8, .9, .95, 1, 1.05, 1.1, 1.25, 1.5, 2, 3, 5, 10].filter(v => v >= lo && v <= hi && Math.abs(x(v) - x(1)) > (v === 1 ? -1 : 34)))
      s.append(svg('line', { class: tick === 1 ? 'one' : 'grid', x1: x(tick), x2: x(tick), y1: top - 8, y2: H - 26 }), svg('text', { class: 'faint', x: x(tick), y: H - 8, 'text-anchor': 'middle' }, tick));
    pairs.forEach((r, k) => {
      const y = top + k * step + (narrow ? 38 : 14), p = r.pair, tint = `var(--${KLASS[p.verdict]})`;
      s.append(svg('text', narrow ? { x: 0, y: y - 18 } : { x: 0, y: y + 5 }, `${label(r)}, ${r.mode}`.slice(0, narrow ? 60 : 42)));
      p.ratios.forEach((v, i) => s.append(svg('circle', { class: 'sample', cx: x(number(v)), cy: y + ((i * 7) % 11 - 5), r: 2.2, style: `fill: ${tint}` })));
      if (p.ratio.value !== null)
        s.append(svg('line', { class: 'whisker', x1: x(p.ratio.lo), x2: x(p.ratio.hi), y1: y, y2: y, style: `stroke: ${tint}` }), svg('circle', { cx: x(p.ratio.value), cy: y, r: 5, style: `fill: ${tint}` }));
    });
    put('pairplot', el('p', { class: 'faint small' }, `A: ${pairs[0].pair.sides[0]}. B: ${pairs[0].pair.sides[1]}. Time of B over that of A: left of 1, B is faster. Small dots are rounds, bars the interval of the median at ${percent(report.protocol.confidence)}; in the grey band nothing is called a difference.`),
      s, el('div', { class: 'scroll' }, Page.table([{ title: 'case', cell: r => label(r) }, { title: 'mode', cell: r => r.mode }, { title: 'A', number: true, cell: r => seconds(r.pair.a.value), value: r => number(r.pair.a.value) },
        { title: 'B', number: true, cell: r => seconds(r.pair.b.value), value: r => number(r.pair.b.value) }, { title: 'B / A', number: true, cell: r => show(r.pair.ratio.value, 4), value: r => number(r.pair.ratio.value) },
        { title: 'interval', number: true, cell: r => (r.pair.ratio.lo === null ? '' : `${show(r.pair.ratio.lo, 4)} to ${show(r.pair.ratio.hi, 4)}`) },
        { title: 'verdict', cell: r => el('span', { style: `color: var(--${KLASS[r.pair.verdict]})` }, r.pair.verdict === 'no difference' ? `no difference larger than ${percent(r.pair.margin)}` : r.pair.verdict) },
        { title: 'detectable', number: true, cell: r => (r.pair.detectable === null ? '' : percent(r.pair.detectable)), value: r => number(r.pair.detectable) }], pairs).node));
  }

  /* ---- the table ---- */

  function bar(r) {
    const v = share(r);
    if (!(v >= 0)) return el('span', { class: 'faint' }, r.roof ? 'moves nothing' : '');
    const tint = v > 1.05 ? 'bad' : v > .6 ? 'good' : v > .25 ? 'accent' : 'series3';
    return el('span', { class: 'of' }, el('span', { class: 'bar' }, el('i', { style: `width: ${Math.min(100, 100 * v)}%; background: var(--${tint})` })), `${percent(v)} ${r.roof.binds}`);
  }
  function listing() {
    document.getElementById('listing').hidden = pairs.length > 0 && pairs.length === rows.length;
    let mode = 'all', text = '';
    const fill = () => {
      const some = rows.filter(r => !r.pair && (mode === 'all' || r.mode === mode) && (label(r) + ' ' + r.expression).toLowerCase().includes(text));
      document.getElementById('count').textContent = `${whole(some.length)} of ${whole(rows.length)}`;
      put('table', Page.table([{ title: 'case', cell: r => label(r) }, { title: 'type', cell: r => r.dtype }, { title: 'mode', cell: r => r.mode }, { title: 'threads', number: true, cell: r => String(r.threads || 1), value: r => r.threads || 1 },
        { title: 'time', number: true, cell: r => (r.time ? seconds(r.time.value) : ''), value: r => (r.time ? number(r.time.value) : NaN) },
        { title: '\u00b1', number: true, cell: r => (r.time ? percent(half(r)) : ''), value: r => (r.time ? half(r) : NaN), help: 'half the interval over the median' },
        { title: 'GFLOP/s', number: true, cell: r => (r.rate ? rate(r.rate.flops) : ''), value: r => (r.rate ? number(r.rate.flops) : NaN) },
        { title: 'GB/s', number: true, cell: r => (r.rate ? rate(r.rate.bytes) : ''), value: r => (r.rate ? number(r.rate.bytes) : NaN) },
        { title: 'FLOP/B', number: true, cell: r => (r.cost && r.cost.intensity !== null ? show(r.cost.intensity, 3) : ''), value: r => (r.cost ? number(r.cost.intensity) : NaN) },
        { title: 'of the roof', cell: bar, value: share }, { title: '\u00d7 forward', number: true, cell: r => (r.to_forward ? show(r.to_forward.value, 3) : ''), value: r => (r.to_forward ? number(r.to_forward.value) : NaN) },
        { title: 'note', wrap: true, cell: r => [STATUS[r.status] && `${STATUS[r.status]}${r.message && r.status !== 'unclear' ? ': ' + r.message : ''}`, r.to_normal && r.to_normal.differs && `data-dependent: ${show(r.to_normal.value, 3)} \u00d7 normal`,
          r.baseline && r.baseline.verdict !== 'within the margin' && `${r.baseline.verdict} than the baseline`].filter(Boolean).join('; ') }], some, { pick: r => choose(r, true), tall: some.length > 14 }).node);
    };
    put('modes', Page.choice([['all', 'all'], ...MODES.map(m => [m, m])], 'all', m => { mode = m; fill(); }));
    document.getElementById('search').addEventListener('input', e => { text = e.target.value.toLowerCase(); fill(); });
    fill();
  }
  function roofTable() {
    const list = roof.threads.flatMap(t => t.levels.map(l => ({ ...l, threads: t.threads, t })));
    put('rooftable', el('ul', { class: 'facts' }, [[`${rate(one.f32)} GFLOP/s`, 'f32, one thread'], [`${rate(one.f64)} GFLOP/s`, 'f64, one thread'], [`${show(roof.ghz, 3)} GHz`, 'effective clock'], [roof.instruction_set, 'instruction set']].map(([v, w]) => el('li', {}, el('b', {}, v), el('span', {}, w)))),
      Page.table([{ title: 'threads', number: true, cell: r => String(r.threads) }, { title: 'level', cell: r => r.level }, { title: 'cache', number: true, cell: r => (r.cache_bytes ? bytes(r.cache_bytes) : ''), value: r => r.cache_bytes || Infinity },
        ...['load', 'store', 'copy', 'triad'].map(k => ({ title: `${k} GB/s`, number: true, cell: r => rate(r[k]), value: r => r[k] }))], list).node);
  }

  const worst = rows.filter(r => r.status === 'wrong' || r.status === 'impossible' || r.status === 'error'), unclear = rows.filter(r => r.status === 'unclear');
  put('summary', el('ul', { class: 'facts' }, [[whole(rows.length), 'rows'], [report.environment.processor, 'processor'], [report.environment.date.replace('T', ' ').replace('Z', ' UTC'), 'date'],
    [whole(unclear.length), 'without a conclusion'], [whole(worst.length), 'wrong, impossible or failed'], ...(report.complete ? [] : [['no', 'complete: interrupted']])].map(([v, w]) => el('li', {}, el('b', {}, v), el('span', {}, w)))));
  intervals();
  roofline();
  sizes();
  listing();
  roofTable();
  put('environment', Page.pairs(Object.entries(report.environment)));
})();
