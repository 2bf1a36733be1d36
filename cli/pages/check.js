/* The page of a gradient check: what failed and why, a table of the tensors, a map of each, the ladder of an element, the graph. */
'use strict';
(() => {
  const { el, put, show, whole, seconds, number } = Page;
  const report = Page.report();
  const verdicts = new Map(report.verdicts.map((v, rank) => [v.name, { ...v, rank }]));
  const MARKS = { ok: '\u2713', wrong: '\u2717', nonfinite: '\u221e', kink: '\u2227', noise: '\u2248', 'not exercised': '\u2013', imprecise: '~',
    unresolved: '?', aliased: '=', nondeterministic: '\u2260' };
  const ADVICE = {
    ok: 'Nothing to do.',
    'not exercised': 'Is this tensor meant to matter here? Choose values for which it does.',
    kink: 'As with relu at 0: there is no single slope. Move the value away to check it.',
    noise: 'The result is so much larger than this element\u2019s part in it that differences cannot tell more.',
    unresolved: 'The function is too steep or too wild here for any step that x can take.',
    imprecise: 'The formula is right; its 32-bit evaluation loses digits. Look for cancellation.',
    aliased: 'Check the operands that were given: one memory has two roles.',
    nondeterministic: 'Hold random numbers, such as those of a dropout, or fix the seed.',
    nonfinite: 'Look for log(0), 0/0, sqrt at 0, an exp that overflows, or 0 times infinity behind a where.',
    wrong: 'The rule has a mistake, or the kernel computes something else. The red box says which op.',
  };
  const variable = v => v.replace(/ /g, '-');
  const tint = v => Page.colour(variable(v)) || Page.colour('none');
  const pill = v => el('span', { class: 'pill', style: `color: var(--${variable(v)})`, title: verdicts.get(v)?.text }, `${MARKS[v] || ''} ${v}`);
  const gravity = v => verdicts.get(v)?.rank ?? -1;
  /* net.c:42; of an expression on the command line the column, and the operand as it was given. */
  const place = (file, line) => (!file ? '' : file === 'column' ? `column ${line}` : file.includes('=') ? file : `${file.replace(/.*[/\\]/, '')}:${line}`);
  const total = counts => Object.values(counts).reduce((a, b) => a + b, 0);

  function countsBar(counts) {
    const all = total(counts) || 1;
    return el('div', { class: 'bar', title: countsText(counts) }, Object.entries(counts).map(([v, n]) =>
      el('i', { style: `width: ${(100 * n) / all}%; background: var(--${variable(v)})` })));
  }
  const countsText = counts => Object.entries(counts).sort((a, b) => gravity(b[0]) - gravity(a[0])).map(([v, n]) => `${whole(n)} ${v}`).join(', ') || 'none';
  const legend = names => el('div', { class: 'legend' }, names.map(v => el('span', {}, el('i', { style: `background: var(--${variable(v)})` }), v === 'none' ? 'not checked by itself' : v)));

  /* One element of columns, as numbers. */
  const COLUMNS = ['x', 'rule', 'reference', 'error', 'h', 'kink', 'noise', 'rule_f32', 'error_f32', 'forward', 'double_double'];
  function element(elements, k) {
    const e = { index: elements.index[k], verdict: elements.verdict[k], ladder: elements.ladder[k] };
    for (const c of COLUMNS) e[c] = elements[c] ? number(elements[c][k]) : NaN;
    e.off = Math.abs(e.rule - e.reference);
    return e;
  }
  /* How many times the estimated error: above 1 is too far. */
  const ratio = e => (e.off === 0 ? 0 : e.off / e.error);

  /* ---- the ladder of an element ---- */

  function errorChart(e) {
    const floor = 1e-30;
    const rungs = e.ladder.map(r => r.map(number));
    const positive = v => (v > floor && Number.isFinite(v) ? v : null);
    const line = (label, data, colour, extra = {}) => ({ label, data, borderColor: colour, backgroundColor: colour, borderWidth: 2, pointRadius: 0,
      spanGaps: true, ...extra });
    return Page.chart(() => {
      const hs = rungs.map(r => r[0]).filter(h => h > 0);
      const ends = [Math.min(...hs), Math.max(...hs)];
      const across = v => (positive(v) ? ends.map(h => ({ x: h, y: v })) : []);
      const measured = rungs.map(r => ({ x: r[0], y: positive(Math.abs(r[1] - e.reference)) })).filter(p => p.y !== null);
      /* down to a little below what was measured: the estimates go on for ever */
      const lowest = Math.min(...[...measured.map(p => p.y), e.error, e.off].filter(positive));
      const sets = [
        line('difference at step h', measured, Page.colour('series1'), { pointRadius: 4, borderWidth: 1.5 }),
        line('truncation left, estimated', rungs.map(r => ({ x: r[0], y: positive(r[2]) })).filter(p => p.y), Page.colour('series3'), { borderDash: [6, 4] }),
        line('rounding left, estimated', rungs.map(r => ({ x: r[0], y: positive(r[3]) })).filter(p => p.y), Page.colour('series4'), { borderDash: [2, 4] }),
        line('allowed for the rule', across(e.error), Page.colour('faint'), { borderWidth: 1.5 }),
        line('the rule', across(e.off), Page.colour('series2'), { borderWidth: 2.5 }),
      ].filter(s => s.data.length);
      return { type: 'line', data: { datasets: sets }, options: { parsing: false, interaction: { mode: 'nearest', intersect: false },
        plugins: { tooltip: { callbacks: { label: c => ` ${c.dataset.label}: ${show(c.parsed.y)} (h ${show(c.parsed.x, 3)})`, title: () => '' } } },
        scales: { x: Page.logAxis('step h'), y: Page.logAxis('distance from the reference', { min: 10 ** (Math.floor(Math.log10(lowest)) - 1) }) } } };
    }, 'error against step');
  }
  function slopeChart(e) {
    const rungs = e.ladder.map(r => r.map(number)).filter(r => Number.isFinite(r[1]));
    return Page.chart(() => {
      const hs = rungs.map(r => r[0]), ends = [Math.min(...hs), Math.max(...hs)];
      const set = (label, data, colour, extra = {}) => ({ label, data, borderColor: colour, backgroundColor: colour, borderWidth: 2, pointRadius: 0, ...extra });
      return { type: 'line', data: { datasets: [
        set('difference at step h', rungs.map(r => ({ x: r[0], y: r[1] })), Page.colour('series1'), { pointRadius: 4, borderWidth: 1.5 }),
        set('reference', ends.map(h => ({ x: h, y: e.reference })), Page.colour('faint'), { borderDash: [6, 4] }),
        set('the rule', ends.map(h => ({ x: h, y: e.rule })), Page.colour('series2'), { borderWidth: 2.5 }),
      ].filter(s => s.data.every(p => Number.isFinite(p.y))) }, options: { parsing: false, interaction: { mode: 'nearest', intersect: false },
        plugins: { tooltip: { callbacks: { label: c => ` ${c.dataset.label}: ${show(c.parsed.y, 8)} (h ${show(c.parsed.x, 3)})`, title: () => '' } } },
        scales: { x: Page.logAxis('step h'), y: Page.linearAxis('derivative') } } };
    }, 'derivative against step');
  }
  function ladder(e) {
    if (!e.ladder || !e.ladder.length)
      return el('p', { class: 'faint small' }, 'The steps of this element were not kept. Those of the elements that are not ok and of the worst one of each tensor are; ' +
        'wengert check --keep-all keeps all.');
    if (!e.ladder.some(r => Number.isFinite(number(r[1]))))
      return el('p', { class: 'faint small' }, `None of the ${e.ladder.length} steps around x gave a finite slope, so there is nothing to draw.`);
    const box = el('div');
    const kinds = { error: () => [errorChart(e), el('p', { class: 'small faint' },
      'Blue dots: how far the difference with step h is from the reference; a good ladder looks like a V. Where it is lowest the difference is best. ',
      'Red: how far the rule is from the reference. Red below grey is fine; red above grey means that the rule computes something else. ',
      'Dashed: what is left of both errors when a step is combined with the two below it.')],
    slope: () => [slopeChart(e), el('p', { class: 'small faint' },
      'The slope as each step sees it. Right and smooth: the dots run into the red line as h shrinks, and scatter for the smallest steps. ',
      'A jump between two levels is a kink within reach of the larger steps.')] };
    const pick = key => put(box, kinds[key]());
    pick('error');
    return el('div', {}, Page.choice([['error', 'Error against h'], ['slope', 'Derivative against h']], 'error', pick), box);
  }
  const known = (name, v, help, digits = 10) => (Number.isNaN(v) ? null : [name, show(v, digits), help]);
  function elementBox(title, e) {
    const kink = Number.isFinite(e.kink) ? [['kink at distance', show(e.kink), 'how far x is from where the slope jumps']] : [];
    return el('div', {}, el('h3', {}, title, ' ', pill(e.verdict)),
      el('div', { class: 'scroll' }, Page.pairs([known('value x', e.x), ['rule', show(e.rule, 12), 'the gradient that the rule gives'],
        ['reference', show(e.reference, 12), 'from the ladder of differences'], ['they differ by', show(e.off), 'rule minus reference, without its sign'],
        ['allowed', show(e.error), 'estimated error of the reference and rounding of the rule'], known('best step h', e.h, 'the step of the ladder that is nearest to the truth', 4), ...kink,
        known('32-bit rule', e.rule_f32, 'the gradient of the f32 graph'), known('allowed in 32 bit', e.error_f32, 'how far that may be from the rule in f64', 4),
        known('forward mode', e.forward, 'the same derivative, computed forward', 12),
        known('double-double', e.double_double, 'differences of an evaluation in 106 bits', 12)])),
      el('div', { style: 'margin-top: 12px' }, ladder(e)));
  }

  /* ---- one tensor ---- */

  function leafBox(leaf) {
    const elements = leaf.elements, n = elements.index.length;
    const detail = el('div', { class: 'side' });
    if (!n) return el('section', { class: 'card' }, el('h2', {}, leaf.name), el('p', {}, 'No element of it was checked by itself.'));
    const list = Array.from({ length: n }, (_, k) => element(elements, k));
    const at = new Map(list.map(e => [e.index, e]));
    let by = 'verdict';
    const finite = list.filter(e => Number.isFinite(e.rule)), most = Math.max(...finite.map(e => Math.abs(e.rule)), 1e-300);
    const scales = {
      verdict: e => tint(e.verdict),
      ratio: e => (Number.isFinite(ratio(e)) ? Page.between('low', 'high', (Math.log10(Math.max(ratio(e), 1e-4)) + 4) / 6) : tint('nonfinite')),
      rule: e => (Number.isFinite(e.rule) ? Page.between('low', 'accent', Math.abs(e.rule) / most) : tint('nonfinite')),
    };
    const names = { verdict: () => legend([...new Set(list.map(e => e.verdict))].concat(n < total({ n: leaf.shape.reduce((a, b) => a * b, 1) }) ? ['none'] : [])),
      ratio: () => el('p', { class: 'small faint' }, 'From light, a ten-thousandth of what is allowed, to dark, a hundred times that.'),
      rule: () => el('p', { class: 'small faint' }, `From 0 to ${show(most)}, the largest gradient of this tensor.`) };
    const index = k => (leaf.shape.length ? `[${Page.unravel(k, leaf.shape).join(',')}]` : '');
    const map = Heat.map({ dims: leaf.shape, known: [...list].sort((a, b) => gravity(a.verdict) - gravity(b.verdict) || a.index - b.index).map(e => e.index), colour: k => scales[by](at.get(k)), pick: k => at.has(k) && choose(at.get(k)),
      describe: k => `${leaf.name}${index(k)}  ` + (at.has(k) ? `${at.get(k).verdict}  rule ${show(at.get(k).rule)}  reference ${show(at.get(k).reference)}` : 'not checked by itself') });
    const key = el('div');
    const recolour = name => { by = name; map.draw(); put(key, names[by]()); };
    put(key, names.verdict());
    const notable = list.filter(e => e.verdict !== 'ok').sort((a, b) => gravity(b.verdict) - gravity(a.verdict) || ratio(b) - ratio(a));
    const worst = leaf.worst !== null ? list[leaf.worst] : list[0];
    const rows = (notable.length ? notable : n <= 64 ? [...list].sort((a, b) => ratio(b) - ratio(a)) : [worst]).slice(0, 200);
    const table = Page.table([
      { title: 'element', cell: e => el('code', {}, `${leaf.name}${index(e.index)}`), value: e => e.index },
      { title: 'verdict', cell: e => pill(e.verdict), value: e => -gravity(e.verdict) },
      { title: 'rule', number: true, cell: e => show(e.rule, 6), value: e => e.rule },
      { title: 'reference', number: true, cell: e => show(e.reference, 6), value: e => e.reference },
      { title: 'off / allowed', number: true, help: 'how many times the estimated error the rule is off', cell: e => show(ratio(e), 3), value: e => ratio(e) },
    ], rows, { pick: e => choose(e, true), tall: true });
    function choose(e, fromTable) {
      map.choose(e.index);
      put(detail, elementBox(`${leaf.name}${index(e.index)}`, e));
      if (!fromTable) table.select(rows.includes(e) ? e : null, true);
    }
    choose(worst);
    const whole_ = leaf.shape.reduce((a, b) => a * b, 1);
    return el('section', { class: 'card' }, el('h2', {}, leaf.name, ' ', el('span', { class: 'faint small' }, `${Page.shape(leaf.shape)} ${leaf.dtype} `, place(leaf.file, leaf.line))),
      el('div', { class: 'grid two' },
        el('div', { class: 'side' },
          el('p', { class: 'small faint' }, n < whole_ ? `A sample of ${whole(n)} of ${whole(whole_)} elements was checked one by one; the others by directions. ` : '', 'Pick an element.'),
          Page.choice([['verdict', 'verdict'], ['ratio', 'off / allowed'], ['rule', 'size of the gradient']], 'verdict', recolour), map.node, key,
          el('h3', { style: 'margin-top: 14px' }, notable.length ? `${whole(notable.length)} not ok${notable.length > rows.length ? `, the gravest ${rows.length}` : ''}` : n <= 64 ? 'All ok' : 'All ok; the nearest to its limit'), table.node),
        detail));
  }

  /* ---- one check ---- */

  function blameBox(b) {
    const e = element(b.worst, 0);
    return el('section', { class: 'card blame' }, el('h2', {}, 'To blame: ', el('code', {}, b.op)), el('p', { class: 'what' }, b.text),
      el('div', { class: 'grid two' },
        el('div', { class: 'side' }, Page.pairs([b.file && ['where', place(b.file, b.line)], b.call && ['call', b.call], ['derivative by', `operand ${b.operand_name || b.operand} ${Page.shape(b.shape)}`],
          ['wrong', `${whole(b.wrong)} of ${whole(b.checked)} elements`], b.cause !== 'none' && ['likely cause', b.cause_text || b.cause]]),
        el('p', { class: 'small faint', style: 'margin-top: 10px' }, 'Each node\u2019s rule was checked by itself, at the values of this run. This one is the first, in the order of recording, that does not ',
          'give the slope of what its op computes; everything after it only inherits the mistake.')),
        el('div', { class: 'side' }, elementBox(`at ${b.shape.length ? `[${Page.unravel(e.index, b.shape).join(',')}]` : 'its only element'}`, e))));
  }
  function witnessBox(list) {
    const states = { agrees: 'ok', disagrees: 'wrong', unable: 'not exercised' };
    return el('section', { class: 'card' }, el('h2', {}, 'Witnesses'), el('p', { class: 'small faint' }, 'Independent ways to the same derivative. If they agree with each other and not with the rule, the rule is wrong; ',
      'if differences alone disagree, look at the function.'),
    Page.table([{ title: 'witness', cell: t => t.witness }, { title: 'says', cell: t => el('span', { class: 'pill', style: `color: var(--${variable(states[t.state] || 'none')})` }, t.state), value: t => t.state },
      { title: 'compares', wrap: true, cell: t => t.compares + (t.text ? `: ${t.text}` : '') }, { title: 'numbers', number: true, cell: t => whole(t.compared), value: t => t.compared },
      { title: 'at most apart', number: true, cell: t => (t.state === 'unable' ? '' : show(Math.abs(number(t.left) - number(t.right)))), value: t => Math.abs(number(t.left) - number(t.right)) },
      { title: 'allowed', number: true, cell: t => (t.state === 'unable' ? '' : show(t.error)), value: t => number(t.error) }], list).node);
  }
  function directionsBox(r) {
    const list = r.directions.index.map((_, k) => element(r.directions, k));
    return el('section', { class: 'card' }, el('h2', {}, 'Directions'), el('p', { class: 'small faint' },
      `There are ${whole(r.total)} elements, too many to move one by one. All were moved at once along ${list.length} random directions, each tensor scaled to weigh the same; ` +
      `a mistake in any of them changes such a sum. One that is larger than the column \u201cseen from\u201d of its tensor is missed with probability ${show(r.miss, 2)} at most.`),
    Page.table([{ title: 'direction', number: true, cell: e => String(e.index), value: e => e.index }, { title: 'verdict', cell: e => pill(e.verdict), value: e => -gravity(e.verdict) },
      { title: 'rule', number: true, cell: e => show(e.rule, 8), value: e => e.rule }, { title: 'reference', number: true, cell: e => show(e.reference, 8), value: e => e.reference },
      { title: 'off / allowed', number: true, cell: e => show(ratio(e), 3), value: e => ratio(e) }], list, { tall: true }).node);
  }
  function graphBox(graph, r) {
    const marked = new Set(r ? r.blames.map(b => b.node) : []);
    const byId = new Map(graph.nodes.map(n => [n.id, n]));
    const nodes = graph.nodes.map(n => ({ id: n.id, operands: n.operands, kind: ['input', 'param', 'const'].includes(n.op) ? n.op : 'op',
      title: n.name ? (['input', 'param', 'const'].includes(n.op) ? n.name : `${n.name} = ${n.op}`) : n.op, note: `${Page.shape(n.shape)} ${n.dtype}` }));
    const detail = el('div', { class: 'small' }, el('p', { class: 'faint' }, 'Click a node for its details.'));
    const picture = Graph.draw(nodes, { marked, pick: id => {
      const n = byId.get(id), blame = r && r.blames.find(b => b.node === id);
      put(detail, Page.pairs([['node', `%${n.id} ${n.op}${n.name ? ` \u201c${n.name}\u201d` : ''}`], ['value', `${Page.shape(n.shape)} ${n.dtype}`], n.from && ['recorded at', n.from.replace(/^column:/, 'column ')],
        Object.keys(n.attributes).length > 0 && ['attributes', Object.entries(n.attributes).map(([k, v]) => `${k}=${JSON.stringify(v)}`).join(', ')], blame && ['blame', blame.text]]));
    } });
    return el('section', { class: 'card' }, el('h2', {}, 'The recorded graph'), el('p', { class: 'small faint' }, 'Operands above, results below; rounded: what was given.',
      marked.size ? ' Red: the op whose rule is wrong.' : '', picture.shown < picture.of ? ` ${whole(picture.shown)} of ${whole(picture.of)} nodes are shown, those nearest to ${marked.size ? 'the red one' : 'the result'}.` : ''),
    picture.node, detail);
  }
  function leavesBox(r) {
    const box = el('div');
    const worstOf = l => (l.worst === null ? NaN : ratio(element(l.elements, l.worst)));
    const table = Page.table([
      { title: 'tensor', cell: l => el('code', {}, l.name), value: l => l.name }, { title: 'shape', cell: l => `${Page.shape(l.shape)} ${l.dtype}` },
      { title: 'verdict', cell: l => pill(l.verdict), value: l => -gravity(l.verdict) }, { title: 'elements', cell: l => countsBar(l.counts), value: l => total(l.counts) },
      { title: 'of which', wrap: true, cell: l => countsText(l.counts) },
      { title: 'worst off / allowed', number: true, help: 'above 1 the rule is wrong', cell: l => show(worstOf(l), 3), value: worstOf },
      ...(r.fast ? [{ title: 'seen from', number: true, help: 'the smallest mistake in one element that the directions see', cell: l => show(l.seen, 3), value: l => number(l.seen) },
        { title: 'largest gradient', number: true, cell: l => show(l.scale, 3), value: l => number(l.scale) }] : []),
      { title: 'recorded at', cell: l => place(l.file, l.line) },
    ], r.leaves, { pick: l => put(box, leafBox(l)), tall: r.leaves.length > 14 });
    if (r.leaves.length) table.select([...r.leaves].sort((a, b) => gravity(b.verdict) - gravity(a.verdict))[0]);
    return [el('section', { class: 'card' }, el('h2', {}, 'Tensors'), el('p', { class: 'small faint' }, 'The gradient by each of these was checked. Pick one to see it below.'), table.node), box];
  }
  function reportBoxes(r, graph) {
    return [r.blames.map(blameBox), leavesBox(r), r.directions.index.length ? directionsBox(r) : null, graph ? graphBox(graph, r) : null,
      r.testimony.length ? witnessBox(r.testimony) : null];
  }
  function factsOf(r) {
    const facts = [[`${whole(r.checked)} of ${whole(r.total)}`, 'elements checked one by one'], [seconds(r.seconds), `${whole(r.runs)} runs`]];
    if (number(r.cost) > 0) facts.push([`${show(r.cost, 3)} \u00d7`, 'the time of one gradient']);
    if (r.fast) facts.push([show(r.miss, 2), 'probability of a miss, at most']);
    if (r.f32) facts.push(['f32', 'held against f64']);
    return el('ul', { class: 'facts' }, facts.map(([value, what]) => el('li', {}, el('b', {}, value), el('span', {}, what))));
  }
  const passedOf = c => c.passed;
  function showCheck(c) {
    const box = el('div');
    const r = c.report;
    if (!r) return put('chosen', el('section', { class: 'card banner failed' }, el('h2', {}, c.title), el('p', {}, c.error || 'no report')));
    const pick = order => put(box, reportBoxes(order === 'second' ? r.second : r, order === 'second' ? null : c.graph));
    pick('first');
    put('chosen', report.checks.length > 1 ? el('section', { class: `card banner ${passedOf(c) ? 'passed' : 'failed'}` }, el('h2', {}, el('code', {}, c.title)),
      el('p', { class: 'verdict' }, r.text), factsOf(r)) : null,
    r.second ? el('p', {}, Page.choice([['first', 'the gradient'], ['second', `the gradient of the gradient: ${r.second.verdict}`]], 'first', pick)) : null, box);
  }

  /* ---- the whole document ---- */

  function checksTable() {
    const c = report.checks;
    const section = put('checks', el('h2', {}, `${whole(c.length)} checks`), el('p', { class: 'small faint' }, 'Pick one to see it below.'));
    const verdict = x => (x.report ? x.report.verdict : 'nonfinite');
    const table = Page.table([
      { title: 'verdict', cell: x => (x.report ? pill(verdict(x)) : el('span', { class: 'pill', style: 'color: var(--bad)' }, 'error')), value: x => -gravity(verdict(x)) },
      { title: 'check', cell: x => el('code', {}, x.title), value: x => x.title },
      { title: 'elements', cell: x => (x.report ? countsBar(x.report.counts) : ''), value: x => (x.report ? x.report.checked : 0) },
      { title: 'of which', wrap: true, cell: x => (x.report ? countsText(x.report.counts) : x.error) },
      ...(c.some(x => x.report && x.report.second) ? [{ title: 'second order', cell: x => (x.report && x.report.second ? pill(x.report.second.verdict) : ''), value: x => (x.report && x.report.second ? -gravity(x.report.second.verdict) : 1) }] : []),
      { title: 'runs', number: true, cell: x => (x.report ? whole(x.report.runs) : ''), value: x => (x.report ? x.report.runs : 0) },
      { title: 'time', number: true, cell: x => (x.report ? seconds(x.report.seconds) : ''), value: x => (x.report ? number(x.report.seconds) : 0) },
    ], c, { pick: showCheck, tall: c.length > 12, filter: c.length > 12 });
    section.append(table.node);
    section.hidden = false;
    table.select(c.find(x => !passedOf(x)) || c[0]);
  }
  function banner() {
    const c = report.checks, bad = c.filter(x => !passedOf(x)), cancelled = c.some(x => x.report && x.report.cancelled);
    const passed = c.length > 0 && bad.length === 0;
    const sum = f => c.reduce((a, x) => a + (x.report ? f(x.report) : 0), 0);
    const text = c.length === 1 ? (c[0].report ? c[0].report.text : c[0].error) : c.length === 0 ? 'Nothing was checked.' :
      passed ? `All ${whole(c.length)} checks passed.` : `${whole(bad.length)} of ${whole(c.length)} checks did not pass.`;
    put('banner', el('p', { class: 'verdict' }, el('span', { style: `color: var(--${passed ? 'good' : 'bad'})` }, `${passed ? '\u2713' : '\u2717'} ${cancelled ? 'Stopped early. ' : c.length === 1 ? '' : passed ? 'Passed. ' : 'Not passed. '}`), text),
      c.length === 1 && c[0].report ? factsOf(c[0].report) : el('ul', { class: 'facts' }, [[whole(sum(r => r.checked)), 'elements checked one by one'], [whole(sum(r => r.runs)), 'runs'],
        [seconds(sum(r => number(r.seconds))), 'in all']].map(([v, w]) => el('li', {}, el('b', {}, v), el('span', {}, w)))))
      .classList.add(passed ? 'passed' : 'failed');
  }
  function glossary() {
    put('glossary', [...verdicts.values()].reverse().flatMap(v => [el('dt', {}, pill(v.name)),
      el('dd', {}, `${v.text[0].toUpperCase()}${v.text.slice(1)}. `, el('span', { class: 'faint' }, `${ADVICE[v.name] || ''} ${v.fails ? 'The check fails.' : ''}`))]));
  }

  glossary();
  banner();
  if (report.checks.length > 1) checksTable();
  else if (report.checks.length === 1) showCheck(report.checks[0]);
})();
