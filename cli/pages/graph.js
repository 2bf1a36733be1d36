/* A recorded graph as a picture: nodes in layers, operands above their users.
 *
 * Layers by longest path; an edge over several layers passes through a bend in each; order within a layer by the mean place of the neighbours;
 * positions are the least-squares fit to the neighbours' that keeps nodes apart (pool adjacent violators). */
'use strict';
const Graph = (() => {
  const GAP = 14, ROW = 74, BEND = 10;

  /* nodes: {id, operands} in topological order -> layers of {node or null, up, down, width}. */
  function layered(nodes, width) {
    const at = new Map(nodes.map((n, k) => [n.id, k]));
    const operands = nodes.map(n => [...new Set(n.operands)].filter(id => at.has(id)).map(id => at.get(id)));
    const users = nodes.map(() => []);
    operands.forEach((list, k) => list.forEach(o => users[o].push(k)));
    const layer = [];
    nodes.forEach((_, k) => { layer[k] = operands[k].length ? 1 + Math.max(...operands[k].map(o => layer[o])) : 0; });
    /* what has no operand goes right above its first user */
    nodes.forEach((_, k) => {
      if (!operands[k].length && users[k].length) layer[k] = Math.min(...users[k].map(u => layer[u])) - 1;
    });
    const layers = Array.from({ length: Math.max(0, ...layer) + 1 }, () => []);
    const vertex = nodes.map((node, k) => {
      const v = { node, up: [], down: [], width: width(node) };
      layers[layer[k]].push(v);
      return v;
    });
    const edges = [];
    operands.forEach((list, k) => list.forEach(o => {
      let from = vertex[o];
      const path = [from];
      for (let l = layer[o] + 1; l <= layer[k]; l++) {
        const to = l === layer[k] ? vertex[k] : { node: null, up: [], down: [], width: BEND };
        if (l < layer[k]) layers[l].push(to);
        from.down.push(to);
        to.up.push(from);
        path.push(to);
        from = to;
      }
      edges.push(path);
    }));
    return { layers, edges };
  }

  function order(layers) {
    const number = list => list.forEach((v, k) => { v.place = k; });
    layers.forEach(number);
    const mean = (v, side) => (v[side].length ? v[side].reduce((s, u) => s + u.place, 0) / v[side].length : v.place);
    for (let sweep = 0; sweep < 12; sweep++) {
      const side = sweep % 2 ? 'down' : 'up';
      for (const list of sweep % 2 ? [...layers].reverse() : layers) {
        list.forEach(v => { v.want = mean(v, side); });
        list.sort((a, b) => a.want - b.want || a.place - b.place);
        number(list);
      }
    }
  }

  /* The increasing sequence nearest to want, in blocks of equal offsets. */
  function fit(list) {
    let offset = 0;
    const blocks = [];
    list.forEach((v, k) => {
      if (k) offset += (list[k - 1].width + v.width) / 2 + GAP;
      v.offset = offset;
      let block = { sum: v.want - offset, n: 1, first: k };
      while (blocks.length && blocks[blocks.length - 1].sum / blocks[blocks.length - 1].n > block.sum / block.n) {
        const before = blocks.pop();
        block = { sum: before.sum + block.sum, n: before.n + block.n, first: before.first };
      }
      blocks.push(block);
    });
    blocks.forEach(b => { for (let k = b.first; k < b.first + b.n; k++) list[k].x = b.sum / b.n + list[k].offset; });
  }

  function place(layers) {
    layers.forEach(list => {
      let x = 0;
      list.forEach(v => { v.x = x + v.width / 2; x += v.width + GAP; });
      list.forEach(v => { v.x -= x / 2; });
    });
    for (let sweep = 0; sweep < 24; sweep++)
      for (const list of sweep % 2 ? [...layers].reverse() : layers) {
        list.forEach(v => {
          const near = [...v.up, ...v.down];
          v.want = near.length ? near.reduce((s, u) => s + u.x, 0) / near.length : v.x;
        });
        fit(list);
      }
    layers.forEach((list, l) => list.forEach(v => { v.y = l * ROW; }));
    const all = layers.flat(), left = Math.min(...all.map(v => v.x - v.width / 2)), right = Math.max(...all.map(v => v.x + v.width / 2));
    all.forEach(v => { v.x -= left; });
    return [right - left, layers.length * ROW];
  }

  /* What is nearest to the marked nodes, or to the results, when there is too much to draw. */
  function near(nodes, marked, limit) {
    const at = new Map(nodes.map(n => [n.id, n])), users = new Map(nodes.map(n => [n.id, []]));
    nodes.forEach(n => n.operands.forEach(o => users.has(o) && users.get(o).push(n.id)));
    const start = nodes.filter(n => marked.has(n.id)).map(n => n.id);
    const queue = start.length ? start : nodes.slice(-1).map(n => n.id), seen = new Set(queue);
    for (let k = 0; k < queue.length && seen.size < limit; k++)
      for (const id of [...at.get(queue[k]).operands, ...users.get(queue[k])])
        if (at.has(id) && !seen.has(id) && seen.size < limit) {
          seen.add(id);
          queue.push(id);
        }
    return nodes.filter(n => seen.has(n.id));
  }

  const svg = (tag, attributes, ...children) => {
    const e = document.createElementNS('http://www.w3.org/2000/svg', tag);
    for (const [name, value] of Object.entries(attributes)) e.setAttribute(name, value);
    e.append(...children);
    return e;
  };

  const clip = (text, n) => (text.length > n ? text.slice(0, n - 1) + '\u2026' : text);

  /* nodes: {id, title, note, kind, operands}, in the order of recording; marked: ids to point out; pick(id) on a click. */
  function draw(nodes, { marked = new Set(), pick = null, limit = 160 } = {}) {
    const shown = nodes.length > limit ? near(nodes, marked, limit) : nodes;
    const text = n => [clip(n.title, 22), clip(n.note, 24)];
    const { layers, edges } = layered(shown, n => Math.max(56, 7.4 * Math.max(...text(n).map((t, k) => t.length * (k ? 0.86 : 1))) + 18));
    order(layers);
    const [width, height] = place(layers);
    const edge = path => {
      const y = path.map((v, k) => v.y + (k === 0 ? 42 : k === path.length - 1 ? -1 : 20));
      const d = path.map((v, k) => (k === 0 ? `M${v.x} ${y[0]}` :
        `C${path[k - 1].x} ${y[k - 1] + 18} ${v.x} ${y[k] - 18} ${v.x} ${y[k]}`));
      return svg('path', { d: d.join(''), class: 'edge' });
    };
    const box = v => {
      const [title, note] = text(v.node);
      const hot = marked.has(v.node.id);
      const g = svg('g', { class: `node ${v.node.kind}${hot ? ' marked' : ''}`, transform: `translate(${v.x - v.width / 2} ${v.y})`, tabindex: 0 },
        svg('title', {}, `${v.node.title}  ${v.node.note}`),
        svg('rect', { width: v.width, height: 42, rx: v.node.kind === 'op' ? 4 : 20 }),
        svg('text', { x: v.width / 2, y: 18 }, title), svg('text', { x: v.width / 2, y: 34, class: 'note' }, note));
      if (pick) {
        g.addEventListener('click', () => pick(v.node.id));
        g.addEventListener('keydown', e => e.key === 'Enter' && pick(v.node.id));
      }
      return g;
    };
    const picture = svg('svg', { viewBox: `-6 -6 ${width + 12} ${height - ROW + 54}`, width: width + 12, height: height - ROW + 54, class: 'graph',
      role: 'img', 'aria-label': 'the recorded graph' },
    ...edges.map(edge), ...layers.flat().filter(v => v.node).map(box));
    return { node: Page.el('div', { class: 'scroll graphbox' }, picture), shown: shown.length, of: nodes.length };
  }

  return { draw };
})();
