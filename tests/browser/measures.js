// What axe does not measure, of a page as it stands. Run by `evaluate`; each answers with a list of sentences.
(() => {
  const named = (node) => {
    const own = node.id ? `#${node.id}` : [...node.classList].slice(0, 2).map((name) => `.${name}`).join("");
    const words = (node.textContent || node.value || node.name || "").trim().replace(/\s+/g, " ").slice(0, 40);
    return `${node.localName}${own} “${words}”`;
  };
  const away = (node) => {
    for (let one = node; one; one = one.parentElement) if (getComputedStyle(one).clipPath !== "none") return true;
    return false;
  };
  const shown = (node) => {
    const box = node.getBoundingClientRect();
    return node.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && box.width > 1 && box.height > 1
      && !away(node);
  };
  const stops = () => [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]")]
    .filter((node) => node.tabIndex >= 0 && !node.disabled && node.type !== "hidden" && shown(node));

  // WCAG 1.4.12: the four settings, by a sheet of the reader's own (a policy about inline styles does not stop it).
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
    p { margin-bottom: 2em !important; }`);
  const spaced = (on) => { document.adoptedStyleSheets = on ? [sheet] : []; };

  // Boxes that cut off what is in them: text that can no longer be read.
  const clipped = () => [...document.querySelectorAll("body *")].filter((node) => {
    if (!node.textContent.trim() || node.closest("svg, .skip") || !node.checkVisibility()) return false;
    const style = getComputedStyle(node);
    const cuts = (axis) => ["hidden", "clip"].includes(style[`overflow${axis}`]);
    if (!cuts("X") && !cuts("Y")) return false;
    const lost = (cuts("X") && node.scrollWidth > node.clientWidth + 1) || (cuts("Y") && node.scrollHeight > node.clientHeight + 1);
    return lost && !away(node);
  }).map((node) => `${named(node)} cuts its text off`);

  // Lines of text that lie on one another. Pictures of their own scale are left to their tables; what floats on
  // purpose (the bar that follows in an assessment) moves away when the page is scrolled.
  const floats = (node) => {
    for (let one = node; one; one = one.parentElement) {
      if (["sticky", "fixed"].includes(getComputedStyle(one).position)) return true;
    }
    return false;
  };
  const overlaps = () => {
    const lines = [];
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
      const parent = walk.currentNode.parentElement;
      if (!walk.currentNode.data.trim() || parent.closest("svg, .skip, option, textarea, script")) continue;
      if (!shown(parent) || floats(parent)) continue;
      const range = document.createRange();
      range.selectNodeContents(walk.currentNode);
      for (const box of range.getClientRects()) if (box.width > 2) lines.push({ box, parent });
    }
    lines.sort((a, b) => a.box.top - b.box.top);
    const found = [];
    for (let i = 0; i < lines.length; i += 1) {
      for (let j = i + 1; j < lines.length && lines[j].box.top < lines[i].box.bottom - 4; j += 1) {
        const [a, b] = [lines[i], lines[j]];
        if (a.parent === b.parent) continue;
        const wide = Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left);
        const high = Math.min(a.box.bottom, b.box.bottom) - Math.max(a.box.top, b.box.top);
        const apart = [a.parent, b.parent].map((node) => node.closest(".scroll, header"));
        if (wide > 3 && high > 8 && apart[0] === apart[1]) found.push(`${named(a.parent)} and ${named(b.parent)} overlap`);
      }
    }
    return [...new Set(found)];
  };

  // WCAG 2.5.8: 24 by 24 CSS pixels, or as much room around it, or a link in a sentence.
  const inSentence = (node) => {
    if (node.localName !== "a" || getComputedStyle(node).display !== "inline") return false;
    let block = node.parentElement;
    while (getComputedStyle(block).display.startsWith("inline")) block = block.parentElement;
    const links = [...block.querySelectorAll("a, button")].reduce((sum, one) => sum + one.textContent.trim().length, 0);
    return block.textContent.trim().length > links + 2;
  };
  const targets = () => {
    const all = [];
    for (const node of stops()) {
      const label = [...node.labels ?? []].find((one) => one.getBoundingClientRect().height >= 24);
      const box = (["radio", "checkbox"].includes(node.type) && label ? label : node).getBoundingClientRect();
      all.push({ node, box, small: box.width < 23.9 || box.height < 23.9 });
    }
    const gap = (x, y, box) => Math.hypot(Math.max(box.left - x, 0, x - box.right), Math.max(box.top - y, 0, y - box.bottom));
    return all.filter(({ node, box, small }) => {
      if (!small || inSentence(node)) return false;
      const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
      return all.some((other) => {
        if (other.node === node || other.node.contains(node) || node.contains(other.node)) return false;
        if (!other.small) return gap(x, y, other.box) < 12;
        const [u, v] = [other.box.left + other.box.width / 2, other.box.top + other.box.height / 2];
        return Math.hypot(x - u, y - v) < 24 || gap(x, y, other.box) < 12;
      });
    }).map(({ node, box }) => `${named(node)} is ${Math.round(box.width)} by ${Math.round(box.height)} px, with no room around it`);
  };

  const lasts = (times) => times.split(",").some((time) => parseFloat(time) * (time.includes("ms") ? 0.001 : 1) > 0.01);
  const moving = () => [
    ...document.getAnimations().filter((one) => one.playState === "running").map(() => "an animation runs"),
    ...[document.documentElement, ...document.querySelectorAll("body *")].filter((node) => {
      const style = getComputedStyle(node);
      const animated = style.animationName !== "none" && lasts(style.animationDuration);
      return animated || lasts(style.transitionDuration) || style.scrollBehavior === "smooth";
    }).map((node) => `${named(node)} moves`),
  ];

  // Each stop of the keyboard, in turn: in the order of the page, with a ring around it, in sight.
  const ringed = (node) => [node, ...node.labels ?? [], node.closest("label")].some((one) => {
    if (!one) return false;
    const style = getComputedStyle(one);
    return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  });
  // WCAG 2.4.11: nothing that stands over the page, as a bar that follows, hides all of what has the focus.
  const covered = (node) => {
    const box = node.getBoundingClientRect();
    const own = [node, ...node.labels ?? []];
    const [across, down] = [[box.left, box.width], [box.top, box.height]]
      .map(([from, long]) => [0.1, 0.5, 0.9].map((part) => from + long * part));
    return across.flatMap((x) => down.map((y) => document.elementFromPoint(x, y)))
      .every((over) => !over || !own.some((one) => one.contains(over) || over.contains(one)));
  };
  const focus = () => {
    const found = [...document.querySelectorAll("[tabindex]")].filter((node) => node.tabIndex > 0)
      .map((node) => `${named(node)} jumps the order`);
    const groups = new Set();
    let above = null;
    for (const node of stops()) {
      const group = node.type === "radio" && `${node.name} ${node.form?.id}`;
      if (group && groups.has(group)) continue;
      groups.add(group);
      node.focus();
      if (document.activeElement !== node) { found.push(`${named(node)} takes no focus`); continue; }
      if (!ringed(node)) found.push(`${named(node)} shows no focus`);
      const box = node.getBoundingClientRect();
      const inside = box.bottom > 0 && box.right > 0 && box.top < innerHeight && box.left < innerWidth;
      if (!inside) found.push(`${named(node)} is focused out of sight`);
      else if (covered(node)) found.push(`${named(node)} is covered`);
      const top = box.top + scrollY;
      if (above && node.closest("main") && !node.closest("table, .scroll") && !floats(node) && top < above.top - 60) {
        found.push(`${named(node)} comes after ${named(above.node)}, but stands above it`);
      }
      if (node.closest("main") && !floats(node)) above = { node, top };
    }
    document.activeElement?.blur();
    return found;
  };

  // WCAG 1.4.11: the edge of what is filled in or chosen against what is behind it. Browsers draw boxes to tick.
  const rgba = (text) => (text.match(/[\d.]+/g) ?? []).map(Number);
  const bright = ([r, g, b]) => [r, g, b].map((part) => part / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
    .reduce((sum, part, at) => sum + part * [0.2126, 0.7152, 0.0722][at], 0);
  const ratio = (a, b) => { const [low, high] = [bright(a), bright(b)].sort((x, y) => x - y); return (high + 0.05) / (low + 0.05); };
  const behind = (node) => {
    for (let one = node; one; one = one.parentElement) {
      const [r, g, b, a = 1] = rgba(getComputedStyle(one).backgroundColor);
      if (a > 0.99) return [r, g, b];
    }
    return [255, 255, 255];
  };
  const edges = () => stops().filter((node) => ["input", "select", "textarea"].includes(node.localName)
    && !["radio", "checkbox", "file", "range"].includes(node.type)).filter((node) => {
    const style = getComputedStyle(node);
    const outside = behind(node.parentElement);
    const border = parseFloat(style.borderBottomWidth) >= 1 ? ratio(rgba(style.borderBottomColor), outside) : 1;
    return Math.max(border, ratio(behind(node), outside)) < 3;
  }).map((node) => `${named(node)} has an edge that is hard to see`);

  // The same for the growth rings: the line or the fill that tells a state against what it is drawn on.
  const marks = ["met", "wanted", "grain", "open", "confirm", "absent", "late", "diamond"];
  const strokes = () => marks.filter((mark) => [...document.querySelectorAll(`.ring-${mark}`)].some((node) => {
    const style = getComputedStyle(node);
    const gold = mark === "late" && node.closest("svg").querySelector(".ring-met");
    const below = gold ? rgba(getComputedStyle(gold).fill) : behind(node.closest("svg").parentElement);
    const paints = [style.stroke, style.fill].map(rgba).filter((paint) => paint.length);
    return Math.max(...paints.map((paint) => ratio(paint, below))) < 3;
  })).map((mark) => `ring-${mark} is hard to see on what is behind it`);

  window.measures = { spaced, clipped, overlaps, targets, moving, focus, edges, strokes };
})();
