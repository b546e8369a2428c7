// What the page does better with a script: it remembers the switches, opens sources, entries and
// images beside the text, and copies citations. Without it everything can be read, and every link works.
(() => {
  "use strict";
  const $ = (id) => document.getElementById(id);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const make = (tag, properties, ...children) => { const e = Object.assign(document.createElement(tag), properties); e.append(...children); return e; };
  const near = (event, selector) => event.target.closest ? event.target.closest(selector) : null;
  const plain = (event) => !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);
  const target = (link) => $(decodeURIComponent(link.getAttribute("href").slice(1)));
  const store = { get(k) { try { return localStorage.getItem(k); } catch { return null; } }, set(k, v) { try { localStorage.setItem(k, v); } catch { /* private mode */ } } };

  for (const name of ["theme", "reading"]) {
    const kept = store.get("siglum:" + name);
    for (const input of document.getElementsByName(name)) {
      if (input.value === kept) input.checked = true;
      input.addEventListener("change", () => store.set("siglum:" + name, input.value));
    }
  }

  // notes in the margin go up to the line of their mark, as far as the notes before leave room
  const blocks = all(".notes");
  const beside = () => {
    for (const block of blocks) block.style.transform = "";
    if (getComputedStyle(blocks[0]).float === "none") return;
    let free = -Infinity;
    const tops = blocks.map((block) => {
      const box = block.getBoundingClientRect(), mark = block.firstElementChild && $(block.firstElementChild.id + ":ref");
      const top = Math.max(mark ? mark.getBoundingClientRect().top + 4 : box.top, free);
      free = top + box.height + 6;
      return top - box.top;
    });
    tops.forEach((top, n) => { blocks[n].style.transform = "translateY(" + top + "px)"; });
  };
  if (blocks.length && self.ResizeObserver) new ResizeObserver(beside).observe(document.querySelector("main"));

  if (!document.body.showPopover) return; // an older browser follows the links

  // cards: one opens where one rests on a quotation or its sign, tabs to it or touches it; it closes
  // when one leaves. What it speaks of is lit meanwhile, all the parts of a quotation together.
  let timer = 0, shown = null, over = null, lit = [];
  const light = (on) => { for (const e of lit) e.classList.toggle("lit", on); };
  const settle = (card, source) => { // on a small screen, at the end of it that is farther from what it speaks of
    const box = source.getBoundingClientRect();
    card.classList.toggle("sheet", box.bottom < 0 || box.top > innerHeight);
    card.classList.toggle("up", box.top + box.bottom > innerHeight);
  };
  const open = (card, source) => {
    if (!card || card.matches(":popover-open")) return;
    settle(card, source);
    try { card.showPopover({ source }); } catch { return; } // another one was opened
    shown = card;
  };
  const buttonOf = (e) => e.matches(".card-button") ? e : document.querySelector('[popovertarget="' + e.dataset.card + '"]');
  const rest = (e) => { const button = e && buttonOf(e); if (button) open($(button.getAttribute("popovertarget")), button); };
  const later = (card) => { clearTimeout(timer); timer = setTimeout(() => { if (card === shown && !card.matches(":hover, :focus-within")) card.hidePopover(); }, 350); };
  for (const card of all(".card")) {
    card.addEventListener("toggle", (e) => {
      light(false);
      if (e.newState === "closed") { if (card === shown) shown = null; lit = []; return; }
      const quotation = document.querySelector('[data-card="' + card.id + '"]');
      const group = quotation && [...quotation.classList].find((c) => c.startsWith("joined-"));
      lit = group ? all("." + group) : quotation ? [quotation] : [];
      light(true);
    });
    card.addEventListener("pointerleave", () => { if (card === shown) later(card); });
  }
  document.addEventListener("pointerover", (e) => {
    if (e.pointerType !== "mouse") return;
    const now = near(e, "[data-card], .card-button, .card");
    if (now === over) return;
    over = now;
    clearTimeout(timer);
    if (now && now.matches(".card")) return;
    if (now && !getSelection().toString()) timer = setTimeout(() => rest(now), now.matches(".card-button") ? 250 : 600);
    else if (shown) later(shown);
  });
  let from = null; // the link that an entry or a citation was opened from
  document.addEventListener("focusin", (e) => {
    const up = document.querySelector(".card:popover-open"); // it must not cover what has the focus now
    if (up && !up.contains(e.target) && e.target !== from && e.target.getAttribute("popovertarget") !== up.id) up.hidePopover();
    const button = near(e, ".card-button");
    if (button && button.matches(":focus-visible")) rest(button);
  });
  document.addEventListener("focusout", (e) => { if (near(e, ".card-button") && shown) later(shown); });

  // beside the text: the entry that a reference or a name leads to, without leaving the place
  const tool = (id, label) => { const card = make("div", { className: "card tool-card", id, popover: "auto", tabIndex: -1 }); card.setAttribute("role", "dialog"); card.setAttribute("aria-label", label); (document.querySelector("main") || document.body).append(card); return card; };
  const unfold = (card, source) => { from = source; if (source) settle(card, source); else card.classList.add("sheet"); card.showPopover(source ? { source } : {}); card.focus({ preventScroll: true }); }; // closed, it gives the focus back
  const entry = tool("entry:", "Entry");
  const bare = (node) => { const copy = node.cloneNode(true); for (const e of [copy, ...all("[id]", copy)]) { if (e.id) e.dataset.id = e.id; e.removeAttribute("id"); } return copy; };
  const entries = "ul.entries > li, ul.names > li, .note.here, .app-entry, .listBibl .bibl";
  const peek = (link, item) => {
    const go = make("a", { href: link.getAttribute("href"), textContent: item.matches(".bibl, .entries > li") ? "In the bibliography" : item.matches(".names > li") ? "In the index" : "In its place" });
    const more = []; // what cites an entry of the text stands after it
    for (let e = item.parentElement.nextElementSibling; e && item.matches(".bibl") && e.matches(".cited-in, .quoted"); e = e.nextElementSibling) more.push(bare(e));
    entry.replaceChildren(...bare(item).childNodes, ...more, make("p", { className: "card-link" }, go));
    for (const e of all("a.back", entry)) e.remove();
    unfold(entry, link);
  };
  entry.addEventListener("click", (e) => { if (near(e, "a")) entry.hidePopover(); });

  // images of the source, beside the text, following it; places in the image and the text light each other
  const figures = all("figure.facsimile").filter((f) => f.querySelector("img"));
  const stage = make("div"), shut = make("button", { type: "button", textContent: "Close" });
  const panel = make("aside", { className: "viewer", hidden: true }, shut, stage);
  panel.setAttribute("aria-label", "Image of the source");
  const view = (figure, zone) => {
    if (stage.dataset.of !== figure.id) { stage.dataset.of = figure.id; stage.replaceChildren(bare(figure)); for (const i of all("img", stage)) i.loading = "eager"; }
    panel.hidden = false;
    document.body.classList.add("viewing");
    for (const z of all(".zone", stage)) { const is = z.dataset.id === zone; z.classList.toggle("lit", is); if (is) z.scrollIntoView({ block: "nearest" }); }
  };
  const close = () => { panel.hidden = true; document.body.classList.remove("viewing"); };
  if (figures.length) {
    document.body.append(panel);
    shut.addEventListener("click", close);
    addEventListener("keydown", (e) => { if (e.key === "Escape" && !document.querySelector(":popover-open")) close(); });
    const breaks = all(".tei .break a[href^='#']");
    addEventListener("scroll", () => {
      if (panel.hidden) return;
      const passed = breaks.filter((a) => a.getBoundingClientRect().top < innerHeight * 0.4).pop();
      const figure = passed && target(passed);
      if (figure && figures.includes(figure) && stage.dataset.of !== figure.id) view(figure, "");
    }, { passive: true });
  }

  // links within the page that can open what they lead to
  document.addEventListener("click", (e) => {
    const quotation = near(e, "[data-card]");
    if (quotation && e.pointerType && e.pointerType !== "mouse" && !near(e, "a, button")) rest(quotation); // touched
    const button = near(e, ".card-button");
    if (button) { clearTimeout(timer); const card = $(button.getAttribute("popovertarget")); settle(card, button); if (card === shown && card.matches(":popover-open")) e.preventDefault(); shown = null; return; } // pressed, it stays
    const link = near(e, "a[href^='#']");
    if (!link || !plain(e)) return;
    const there = target(link);
    if (!there) return;
    if (near(e, ".tei, .card:not(#entry\\:)") && there.matches(entries) && !there.contains(link) && !link.closest(".card-link, a.back")) { e.preventDefault(); peek(link, there); return; }
    const figure = there.closest("figure.facsimile");
    if (figure && figures.includes(figure)) { e.preventDefault(); view(figure, there.id); return; }
    if (link.matches(".noteref") && getComputedStyle(there.parentElement).float === "none") {
      e.preventDefault(); // a note opens below its paragraph; its number closes it again
      link.setAttribute("aria-expanded", String(there.classList.toggle("open")));
    }
  });

  // cite this passage: from a paragraph's number, or from words that are selected
  const text = $("cite:text");
  if (!text) return;
  const card = tool("cite:passage", "Cite this passage");
  const say = make("p"), copy = make("button", { type: "button", textContent: "Copy citation" }), link = make("button", { type: "button", textContent: "Copy link" });
  card.append(say, make("p", {}, copy, " ", link));
  const canonical = document.querySelector("link[rel=canonical]");
  const base = canonical ? canonical.href : location.href.replace(/#.*$/, "");
  const nothing = { block: null, words: "", range: null };
  let words = "", place = "", address = "", chosen = nothing;
  const marks = (text.dataset.marks || "“ ” ‘ ’").split(" ");
  const cite = () => { // the citation with the words, the place and the address, which stands in it once
    const made = make("p", {}, ...text.cloneNode(true).childNodes), walk = document.createTreeWalker(made, NodeFilter.SHOW_TEXT);
    let last = null, own = null;
    while (walk.nextNode()) { last = walk.currentNode; if (last.data.includes(base)) own = last; }
    const short = last && /\.\p{L}\.\s*$/u.test(last.data); // n.d. keeps its full stop
    if (last) last.data = last.data.replace(short ? /\s+$/ : /\s*\.?\s*$/, "");
    for (const e of all("em em", made)) e.style.fontStyle = "normal"; // wherever it is put
    if (own) { own.data = own.data.replace(base, () => address); if (own.parentNode.href) own.parentNode.href = address; }
    const foreign = [..."„“”«»"].some((c) => words.includes(c) && !(marks[0] + marks[1]).includes(c)); // stand out already
    if (words) made.prepend(marks[0], make("bdi", {}, foreign ? words : words.replaceAll(marks[0], marks[2]).replaceAll(marks[1], marks[3])), marks[1] + " ");
    made.append(place ? ", " + place : "", short && !place ? (own ? "" : " ") : own ? "." : ". ");
    if (!own) made.append(make("a", { href: address, textContent: address }));
    return made;
  };
  const coded = (s) => encodeURIComponent(s).replace(/-/g, "%2D"); // a hyphen would be syntax here
  const tidy = (s) => s.replace(/\s+/g, " ").trim();
  // the words of a range that are seen, in pieces that stand unbroken in the page, as browsers look for them
  const apart = "[data-added], .away", homes = "p, div, li, td, th, dt, dd, h1, h2, h3, h4, h5, h6, blockquote, aside, section, figcaption, nav, button";
  const seen = (e) => !e.checkVisibility || e.checkVisibility({ visibilityProperty: true });
  const home = (node) => node.parentElement.closest(apart) || node.parentElement.closest(homes);
  const textsOf = function* (root) { const walk = document.createTreeWalker(root, NodeFilter.SHOW_TEXT); while (walk.nextNode()) if (seen(walk.currentNode.parentElement)) yield walk.currentNode; };
  const within = (node, range) => node.data.slice(node === range.startContainer ? range.startOffset : 0, node === range.endContainer ? range.endOffset : node.length);
  const trimmed = (range) => { // to the words that are selected: no blank end in the next paragraph
    const root = range.commonAncestorContainer;
    const nodes = (root.nodeType === 3 ? [root] : [...textsOf(root)]).filter((node) => range.intersectsNode(node) && within(node, range).trim() && !node.parentElement.closest(apart)), first = nodes[0], last = nodes.pop();
    const made = range.cloneRange();
    if (first && first !== range.startContainer) made.setStart(first, 0);
    if (last && last !== range.endContainer) made.setEnd(last, last.length);
    return made;
  };
  const segmenter = self.Intl && Intl.Segmenter ? new Intl.Segmenter(undefined, { granularity: "word" }) : null;
  const spaceless = (s) => segmenter && s.length > 48 && tidy(s).split(" ").length < 3; // where no spaces part words
  const split = (s) => spaceless(s) ? [...segmenter.segment(tidy(s))].map((w) => w.segment) : tidy(s).split(" ");
  const joined = (w, s) => w.join(spaceless(s) ? "" : " ");
  // browsers tell apart neither case nor accents, nor what is written as two letters elsewhere, nor quotation marks
  const alike = { "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ŧ": "t", "ς": "σ", "‘": "'", "’": "'", "‚": "'", "“": '"', "”": '"', "„": '"' };
  const fold = (s) => s.normalize("NFKD").replace(/[\p{M}\p{Cf}\s]+/gu, "").toLowerCase().replace(/[ßæœøłđðħŧς‘’‚“”„]/g, (c) => alike[c]);
  const inWord = (s, at) => { // the word that a place is in the middle of
    if (!segmenter || at < 1 || at >= s.length) return null;
    const word = segmenter.segment(s).containing(at);
    return word.isWordLike && word.index < at ? word : null;
  };
  const fragment = (range, whole_piece = false) => {
    const nodes = [...textsOf(document.body)], i = nodes.indexOf(range.startContainer), j = nodes.indexOf(range.endContainer);
    if (i < 0 || j < i) return "";
    const cut = (node, from, to) => node.data.slice(node === range.startContainer ? from : 0, node === range.endContainer ? to : node.length);
    const all = [""]; // the pieces of the selection
    for (let n = i; n <= j; n++) {
      if (n > i && home(nodes[n]) !== home(nodes[n - 1])) all.push("");
      if (!nodes[n].parentElement.closest(apart)) all.push(all.pop() + cut(nodes[n], range.startOffset, range.endOffset));
    }
    let prefix = range.startContainer.data.slice(0, range.startOffset), suffix = range.endContainer.data.slice(range.endOffset);
    let n = i - 1, m = j + 1; // what stands before and after it, in its own piece
    for (; n >= 0 && home(nodes[n]) === home(nodes[n + 1]); n--) prefix = nodes[n].data + prefix;
    for (; m < nodes.length && home(nodes[m]) === home(nodes[m - 1]); m++) suffix += nodes[m].data;
    const pieces = all.filter((s) => s.trim()), first = prefix.trim() && nodes[n + 1];
    if (!pieces.length) return "";
    let whole = "", at = 0, over = 0; // the page, and where in it the selection begins and ends
    nodes.forEach((node, n) => {
      if (n === i) at = whole.length + fold(node.data.slice(0, range.startOffset)).length;
      if (n === j) over = whole.length + fold(node.data.slice(0, range.endOffset)).length;
      whole += fold(node.data);
    });
    // whole words only
    const last = pieces.length - 1, begun = inWord(prefix + pieces[0], prefix.length);
    if (begun && /\S$/.test(prefix)) { const more = prefix.slice(begun.index); pieces[0] = more + pieces[0]; prefix = prefix.slice(0, begun.index); at -= fold(more).length; }
    const length = pieces[last].length, unended = inWord(pieces[last] + suffix, length);
    if (unended && /^\S/.test(suffix)) { const more = suffix.slice(0, unended.index + unended.segment.length - length); pieces[last] += more; suffix = suffix.slice(more.length); over += fold(more).length; }
    if (!prefix.trim()) { // or else in the next one
      while (n > 0 && !nodes[n].data.trim()) n--;
      for (prefix = " "; n >= 0; n--) { prefix = nodes[n].data + prefix; if (n && home(nodes[n]) !== home(nodes[n - 1])) break; }
    }
    if (!suffix.trim()) {
      while (m < nodes.length && !nodes[m].data.trim()) m++;
      for (suffix = " "; m < nodes.length; m++) { suffix += nodes[m].data; if (m + 1 < nodes.length && home(nodes[m]) !== home(nodes[m + 1])) break; }
    }
    const one = split(pieces[0]), other = split(pieces[last]), exact = !last && one.length <= 12;
    const start = exact ? tidy(pieces[0]) : joined(one.slice(0, 5), pieces[0]), stop = exact ? "" : joined(other.slice(-5), pieces[last]);
    // browsers take the first that they find: as many words before and after as lead them to this one
    const begins = (before, after) => whole.indexOf(fold(before) + fold(start) + fold(after)) === at - fold(before).length;
    const ends = (after) => whole.indexOf(fold(stop) + fold(after), at + fold(start).length) === over - fold(stop).length;
    const grown = (text, part, found) => { const w = tidy(text) ? split(text) : []; let s = ""; for (let n = 1; n <= w.length && n < 24 && !found(s); n++) s = joined(part(w, n), text); return s; };
    const p = begins("", "") ? "" : grown(prefix, (w, n) => w.slice(-n), (s) => (!s || split(s).length > 2) && begins(s, ""));
    const s = stop ? grown(suffix, (w, n) => w.slice(0, n), ends) : grown(suffix, (w, n) => w.slice(0, n), (s) => begins(p, s));
    if (!begins(p, stop ? "" : s) || stop && !ends(s)) { // nothing leads there: all before it in its piece, too, or nothing
      if (whole_piece || !first) return "";
      const wider = range.cloneRange();
      wider.setStart(first, 0);
      return fragment(wider, true);
    }
    return (p ? coded(p) + "-," : "") + coded(start) + (stop ? "," + coded(stop) : "") + (s ? ",-" + coded(s) : "");
  };
  const clip = async (button, plain, html = "") => { // plain, and as a word processor takes it
    const was = button.textContent, as = (type, what) => new Blob([what], { type });
    try {
      if (html && self.ClipboardItem) await navigator.clipboard.write([new ClipboardItem({ "text/plain": as("text/plain", plain), "text/html": as("text/html", html) })]);
      else await navigator.clipboard.writeText(plain);
    } catch { // no leave: the old way
      const area = make("textarea", { value: plain });
      card.append(area); area.select();
      area.addEventListener("copy", (e) => { e.preventDefault(); e.clipboardData.setData("text/plain", plain); if (html) e.clipboardData.setData("text/html", html); });
      const done = document.execCommand("copy"); area.remove(); button.focus();
      if (!done) { button.textContent = "Copying is not allowed here"; return; }
    }
    button.textContent = "Copied"; setTimeout(() => { button.textContent = was; }, 1500);
  };
  copy.addEventListener("click", () => { const made = cite(); clip(copy, made.textContent, made.innerHTML); });
  link.addEventListener("click", () => clip(link, address));
  const blockOf = (node) => node && (node.nodeType === 1 ? node : node.parentElement).closest(".tei .p, .tei .ab, .tei .l, .tei .u, .tei li, .tei .head, .tei td, .tei .note, .tei .div");
  const markOf = (block) => { const speech = block.closest(".sp, .u"); return block.querySelector("a.n, a.line-n") || speech && speech.querySelector(":scope > a.n"); };
  const lineOf = (node) => { // the number of a line of verse, or that of a line of the source that stands before it
    const verse = node.parentElement.closest(".l"), block = blockOf(node);
    if (verse && verse.dataset.n) return verse.dataset.n;
    return all(".line-n", block || node.parentElement).filter((n) => n.compareDocumentPosition(node) & 4).map((n) => n.firstChild.data.trim()).pop() || "";
  };
  const divisions = (line, e) => { // act and scene, unless the number has them: 1.2.15
    const found = [];
    for (let s = /^\d+\D?$/.test(line) && e.closest("section"); s; s = s.parentElement.closest(".tei section")) { const head = s.querySelector(":scope > .head"); if (head && head.textContent.trim().length < 40) found.unshift(tidy(head.textContent)); }
    return found.join(", ");
  };
  const show = (mark, of, source) => {
    const range = of.range && trimmed(of.range), block = range && blockOf(range.startContainer), end = range && blockOf(range.endContainer) || block, note = block && block.closest(".note"), stop = block && end !== block && markOf(end);
    const at = mark ? mark.getAttribute("href") : block && block.closest("[id]") && block.closest(".tei [id]") ? "#" + block.closest("[id]").id : "";
    const name = mark ? mark.textContent.trim() : "";
    const line = range ? lineOf(range.startContainer) : mark && mark.matches(".line-n") ? name : "", until = range ? lineOf(range.endContainer) : "";
    place = /\d/.test(name) && !mark.matches(".line-n") ? (mark.parentNode.matches(".sp, .u") ? "speech " : "¶") + name : "";
    if (place && stop && stop !== mark && /\d/.test(stop.textContent)) place += "–" + stop.textContent.trim();
    if (line) place = [block && block.matches(".l") || !place ? divisions(line, mark || block) : place, until && until !== line ? "lines " + line + "–" + until : "line " + line].filter(Boolean).join(", ");
    if (note && note.querySelector(".note-n")) place = "note " + note.querySelector(".note-n").textContent.trim();
    const directive = words && block && fragment(range);
    address = base + at + (directive ? (at ? ":~:" : "#:~:") + "text=" + directive : "");
    say.replaceChildren(...cite().childNodes);
    for (const a of all("a", say)) a.replaceWith(a.textContent);
    unfold(card, source);
  };
  document.addEventListener("click", (e) => {
    const mark = near(e, "a.n, a.line-n");
    if (!mark || !plain(e)) return;
    history.replaceState(null, "", mark.getAttribute("href"));
    e.preventDefault();
    const of = chosen.block && chosen.block.contains(mark) ? chosen : nothing;
    words = of.words;
    chosen = nothing;
    show(mark, of, mark);
  });
  const offer = make("button", { type: "button", className: "offer", hidden: true, textContent: "Cite these words" });
  document.body.append(offer);
  offer.addEventListener("pointerdown", (e) => e.preventDefault()); // the selection stays
  offer.addEventListener("click", () => { const of = chosen; words = of.words; offer.hidden = true; show(of.block.closest(".note") ? null : markOf(of.block), of, null); });
  document.addEventListener("selectionchange", () => {
    const selection = getSelection(), found = tidy(selection.toString()), range = selection.rangeCount ? selection.getRangeAt(0).cloneRange() : null;
    const block = range && blockOf(range.startContainer);
    const ready = block && (found.match(/[\p{L}\p{N}]/gu) || []).length > 1;
    if (ready) chosen = { block, words: found, range };
    offer.hidden = !ready;
  });
})();
