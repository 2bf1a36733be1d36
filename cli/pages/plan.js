/* The page of a plan: one step of it on a timeline, memory with each buffer's life as a bar, a table of the steps, why they are not one. */
'use strict';
(() => {
  const { el, put, show, whole, seconds, percent } = Page;
  const svg = (tag, attributes, ...children) => {
    const e = document.createElementNS('http://www.w3.org/2000/svg', tag);
    for (const [name, value] of Object.entries(attributes)) e.setAttribute(name, value);
    e.append(...children);
    return e;
  };
  const W = 1000, LANE = 34;

  /* What stands at both ends is text of the page, so that it keeps its size on a narrow one. */
  const framed = (picture, left, right) => el('div', {}, picture, el('div', { class: 'ends small faint' }, el('span', {}, left), el('span', {}, right)));

  function timeline(run) {
    const steps = run.plan.steps, end = Math.max(run.seconds, ...run.timeline.map(s => s.end)) || 1, h = run.lanes * LANE;
    return framed(svg('svg', { class: 'plan', viewBox: `0 0 ${W} ${h}`, preserveAspectRatio: 'none', style: `height: ${h}px`, role: 'img', 'aria-label': 'steps over time' }, ...run.timeline.map(s =>
      svg('rect', { class: steps[s.step].kind, x: (W * s.begin) / end, y: s.lane * LANE, height: LANE - 6, width: Math.max(1, (W * (s.end - s.begin)) / end) },
        svg('title', {}, `${s.step} ${steps[s.step].work}: ${seconds(s.end - s.begin)}`)))), '0', seconds(end));
  }
  function memory(plan) {
    const n = Math.max(1, plan.steps.length), total = Math.max(1, plan.stats.arena_bytes), H = 300;
    const bars = plan.buffers.filter(b => b.leaf === null && b.first !== null && b.bytes && !(b.scratch && b.region !== null));
    return framed(svg('svg', { class: 'plan', viewBox: `0 0 ${W} ${H}`, preserveAspectRatio: 'none', style: `height: ${H}px`, role: 'img', 'aria-label': 'memory over the steps' }, ...bars.map(b => {
      const last = b.last === null ? n - 1 : b.last;
      return svg('rect', { class: b.scratch ? 'scratch' : 'value', x: (W * b.first) / n, y: (H * b.offset) / total, width: (W * (last + 1 - b.first)) / n,
        height: Math.max(1, (H * b.bytes) / total) }, svg('title', {}, `${b.value ? `${b.value.label} ${b.value.op}` : 'scratch'}: ${whole(b.bytes)} bytes, steps ${b.first} to ${last}`));
    })), 'step 0', `step ${n - 1}`);
  }
  function section(run) {
    const plan = run.plan, rows = plan.steps.map((s, k) => ({ ...s, k, time: run.times[k].seconds }));
    const roof = rows.some(r => r.of_roof !== undefined);
    const table = Page.table([
      { title: 'step', number: true, cell: r => r.k, value: r => r.k }, { title: 'kind', cell: r => r.kind }, { title: 'what', wrap: true, cell: r => r.work },
      { title: 'region', number: true, cell: r => r.region === null ? '' : r.region, value: r => r.region === null ? -1 : r.region },
      { title: 'from', cell: r => r.from },
      { title: 'time', number: true, cell: r => seconds(r.time), value: r => r.time },
      { title: 'share', number: true, cell: r => percent(r.time / run.seconds), value: r => r.time },
      { title: 'FLOP', number: true, cell: r => show(r.flop), value: r => r.flop },
      { title: 'bytes', number: true, cell: r => whole(r.read_bytes + r.written_bytes), value: r => r.read_bytes + r.written_bytes },
      ...(roof ? [{ title: 'of the roof', number: true, cell: r => `${percent(r.of_roof)} ${r.binds}`, value: r => r.of_roof }] : []),
    ], rows, { tall: rows.length > 14, filter: rows.length > 14 });
    const apart = plan.apart || [], regions = plan.regions.map((r, k) => ({ ...r, k })), alone = rows.filter(r => r.alone);
    return [el('section', { class: 'card' }, el('h2', {}, 'One run'), el('ul', { class: 'facts' }, [[seconds(run.seconds), 'median of a run'], [whole(plan.steps.length), 'steps'], [whole(plan.stats.barriers), 'barriers between threads'],
      [show(plan.stats.flop), 'FLOP'], [whole(plan.stats.arena_bytes), 'bytes of arena'], [whole(plan.stats.arena_lower_bound), 'bytes alive at once']]
      .map(([v, w]) => el('li', {}, el('b', {}, v), el('span', {}, w)))), timeline(run)),
    el('section', { class: 'card' }, el('h2', {}, 'Memory'), el('p', { class: 'small faint' }, 'Across: steps. Down: bytes of the arena. Each bar is a value from the step that writes it to the last that reads it.'), memory(plan)),
    el('section', { class: 'card' }, el('h2', {}, 'Steps'), table.node),
    apart.length ? el('section', { class: 'card' }, el('h2', {}, 'Why steps are not one'), Page.table([
      { title: 'from', number: true, cell: a => a.from }, { title: 'to', number: true, cell: a => a.to }, { title: 'op', cell: a => a.op },
      { title: 'why', cell: a => a.why }, { title: '', wrap: true, cell: a => a.text }], apart, { tall: true }).node) : null,
    regions.length ? el('section', { class: 'card' }, el('h2', {}, 'Regions'), el('p', { class: 'small faint' }, 'A chunk of units, rows or items of a batch, goes through all steps of a region while it is in the cache; on the timeline they stand one after the other, each as long as all its chunks.'), Page.table([
      { title: 'region', number: true, cell: r => r.k }, { title: 'steps', cell: r => `${r.first} to ${r.end - 1}` }, { title: 'units', number: true, cell: r => whole(r.units) },
      { title: 'at a time', number: true, cell: r => whole(r.chunk) }, { title: 'for a thread', number: true, cell: r => r.shared ? whole(r.share) : 'not shared' },
      { title: 'bytes of a chunk', number: true, cell: r => whole(r.scratch_bytes) }], regions, {}).node) : null,
    alone.length ? el('section', { class: 'card' }, el('h2', {}, 'Why steps are in no region'), Page.table([
      { title: 'step', number: true, cell: r => r.k }, { title: 'what', wrap: true, cell: r => r.work }, { title: '', wrap: true, cell: r => r.alone }], alone, { tall: alone.length > 14 }).node) : null];
  }
  put('plans', Page.report().plans.map(section));
})();
