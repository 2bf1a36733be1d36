/* A tensor as a map of coloured cells: the last two axes as rows and columns, the others chosen by number. */
'use strict';
const Heat = (() => {
  /* {dims, colour(index), describe(index), pick(index)}; index is row-major. Elements without a colour (null) were not looked at. */
  function map({ dims, colour, describe, pick }) {
    const rank = dims.length;
    const columns = rank ? dims[rank - 1] : 1, rows = rank > 1 ? dims[rank - 2] : 1;
    const outer = dims.slice(0, Math.max(0, rank - 2));
    const at = outer.map(() => 0);
    let chosen = null;
    const canvas = Page.el('canvas', { tabindex: 0, role: 'img', 'aria-label': 'map of the tensor; arrow keys move' });
    const hint = Page.el('p', { class: 'small faint mono', 'aria-live': 'polite' }, '\u00a0');
    const base = () => at.reduce((sum, v, k) => sum * outer[k] + v, 0) * rows * columns;
    let cell = 16, across = columns, down = rows;

    /* A long vector is folded into lines, so that it has a size to point at. */
    function geometry(width) {
      across = columns;
      down = rows;
      if (rank < 2 && columns > 32) {
        across = Math.min(columns, Math.max(16, Math.floor(width / 18)));
        down = Math.ceil(columns / across);
      }
      cell = Math.max(1, Math.min(34, Math.floor(width / across), Math.max(2, Math.floor(420 / down))));
    }
    const inside = k => k >= 0 && k < rows * columns;
    function draw() {
      const width = Math.max(120, canvas.parentElement.clientWidth);
      geometry(width);
      const scale = window.devicePixelRatio || 1;
      canvas.style.width = `${across * cell}px`;
      canvas.style.height = `${down * cell}px`;
      canvas.width = across * cell * scale;
      canvas.height = down * cell * scale;
      const c = canvas.getContext('2d');
      c.scale(scale, scale);
      const gap = cell > 5 ? 1 : 0, first = base();
      for (let k = 0; k < rows * columns; k++) {
        const x = (k % across) * cell, y = Math.floor(k / across) * cell;
        c.fillStyle = colour(first + k) || Page.colour('none');
        c.fillRect(x, y, cell - gap, cell - gap);
      }
      const k = chosen === null ? -1 : chosen - first;
      if (inside(k)) {
        c.lineWidth = 2;
        c.strokeStyle = Page.colour('ink');
        c.strokeRect((k % across) * cell, Math.floor(k / across) * cell, Math.max(4, cell - gap), Math.max(4, cell - gap));
      }
    }
    const under = e => {
      const r = canvas.getBoundingClientRect();
      const x = Math.floor((e.clientX - r.left) / cell), y = Math.floor((e.clientY - r.top) / cell), k = y * across + x;
      return x >= 0 && x < across && inside(k) ? base() + k : null;
    };
    canvas.addEventListener('mousemove', e => {
      const k = under(e);
      hint.textContent = k === null ? '\u00a0' : describe(k);
      canvas.style.cursor = k === null ? 'default' : 'pointer';
    });
    canvas.addEventListener('click', e => under(e) !== null && pick(under(e)));
    canvas.addEventListener('keydown', e => {
      const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -across, ArrowDown: across }[e.key];
      if (!step || chosen === null) return;
      e.preventDefault();
      if (inside(chosen - base() + step)) pick(chosen + step);
    });
    const inputs = outer.map((n, k) => Page.el('select', { 'aria-label': `axis ${k}`, onchange: e => { at[k] = Number(e.target.value); draw(); } },
      Array.from({ length: n }, (_, i) => Page.el('option', { value: i }, `axis ${k}: ${i}`))));
    const node = Page.el('div', {}, outer.length ? Page.el('p', { class: 'choice' }, inputs) : null, Page.el('div', { class: 'scroll' }, canvas), hint);
    requestAnimationFrame(() => Page.drawn(node, draw));
    window.addEventListener('resize', () => node.isConnected && draw());

    return { node, draw, choose(index) {
      chosen = index;
      let block = Math.floor(index / (rows * columns));
      for (let k = outer.length - 1; k >= 0; k--) {
        at[k] = block % outer[k];
        block = Math.floor(block / outer[k]);
        inputs[k].value = at[k];
      }
      if (node.isConnected) draw();
    } };
  }
  return { map };
})();
