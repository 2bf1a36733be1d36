/* A tensor as a map of coloured cells: the last two axes as rows and columns, the others chosen by number. */
'use strict';
const Heat = (() => {
  /* known: the row-major indices of the elements that were looked at, in the order of painting, so that of those which share a pixel the last
   * shows; colour(index), describe(index), pick(index). A large tensor is made small enough to see whole. */
  const HEIGHT = 420, SPARSE = 5;
  function map({ dims, known, colour, describe, pick }) {
    const rank = dims.length;
    const columns = rank ? dims[rank - 1] : 1, rows = rank > 1 ? dims[rank - 2] : 1;
    const outer = dims.slice(0, Math.max(0, rank - 2));
    const at = outer.map(() => 0);
    let chosen = null;
    const canvas = Page.el('canvas', { tabindex: 0, role: 'img', 'aria-label': 'map of the tensor; arrow keys move' });
    const hint = Page.el('p', { class: 'small faint mono', 'aria-live': 'polite' }, '\u00a0');
    const base = () => at.reduce((sum, v, k) => sum * outer[k] + v, 0) * rows * columns;
    let cell = 16, across = columns, down = rows;

    const here = () => known.filter(k => k >= base() && k < base() + rows * columns);

    /* A long vector is folded into lines, so that it has a size to point at. */
    function geometry(width) {
      across = columns;
      down = rows;
      if (rank < 2 && columns > 32) {
        across = Math.min(columns, Math.max(16, Math.floor(width / 18), Math.ceil(Math.sqrt(columns))));
        down = Math.ceil(columns / across);
      }
      cell = Math.min(34, width / across, HEIGHT / down);
      if (cell > 3) cell = Math.floor(cell);
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
      const gap = cell > 5 ? 1 : 0, first = base(), sparse = here().length < (rows * columns) / 8;
      const size = sparse ? Math.max(SPARSE, cell - gap) : Math.max(1, cell - gap), shift = sparse ? Math.min(0, (cell - size) / 2) : 0;
      c.fillStyle = Page.colour('none');
      for (let k = 0; gap && k < rows * columns; k++) c.fillRect((k % across) * cell, Math.floor(k / across) * cell, cell - gap, cell - gap);
      if (!gap) c.fillRect(0, 0, across * cell, down * cell);
      for (const k of here()) {
        c.fillStyle = colour(k);
        c.fillRect(((k - first) % across) * cell + shift, Math.floor((k - first) / across) * cell + shift, size, size);
      }
      const k = chosen === null ? -1 : chosen - first;
      if (inside(k)) {
        c.lineWidth = 2;
        c.strokeStyle = Page.colour('ink');
        c.strokeRect((k % across) * cell + shift, Math.floor(k / across) * cell + shift, Math.max(SPARSE, size), Math.max(SPARSE, size));
      }
    }
    const looked = new Set(known);
    /* What is under the pointer; where elements are smaller than that or far between, the nearest one looked at. */
    const under = e => {
      const r = canvas.getBoundingClientRect();
      const px = e.clientX - r.left, py = e.clientY - r.top, x = Math.floor(px / cell), y = Math.floor(py / cell), k = y * across + x;
      if (x < 0 || x >= across || !inside(k)) return null;
      if (cell >= 4 || looked.has(base() + k)) return base() + k;
      let best = null, least = 100;
      for (const i of here()) {
        const dx = ((i - base()) % across + 0.5) * cell - px, dy = (Math.floor((i - base()) / across) + 0.5) * cell - py;
        if (dx * dx + dy * dy < least) {
          least = dx * dx + dy * dy;
          best = i;
        }
      }
      return best === null ? base() + k : best;
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
