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
  const open = (card, source) => {
    if (!card || card.matches(":popover-open")) return;
    const box = source.getBoundingClientRect();
    card.classList.toggle("sheet", box.bottom < 0 || box.top > innerHeight);
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
  document.addEventListener("focusin", (e) => { const button = near(e, ".card-button"); if (button && button.matches(":focus-visible")) rest(button); });
  document.addEventListener("focusout", (e) => { if (near(e, ".card-button") && shown) later(shown); });

  // beside the text: the entry that a reference or a name leads to, without leaving the place
  const tool = (id, label) => { const card = make("div", { className: "card tool-card", id, popover: "auto" }); card.setAttribute("role", "dialog"); card.setAttribute("aria-label", label); (document.querySelector("main") || document.body).append(card); return card; };
  const entry = tool("entry:", "Entry");
  const bare = (node) => { const copy = node.cloneNode(true); for (const e of [copy, ...all("[id]", copy)]) { if (e.id) e.dataset.id = e.id; e.removeAttribute("id"); } return copy; };
  const peek = (link, item) => {
    const go = make("a", { href: link.getAttribute("href"), textContent: item.matches(".entries > li") ? "In the bibliography" : "In the index" });
    entry.replaceChildren(...bare(item).childNodes, make("p", { className: "card-link" }, go));
    entry.showPopover({ source: link });
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
    if (button) { clearTimeout(timer); const card = $(button.getAttribute("popovertarget")); if (card === shown) e.preventDefault(); shown = null; return; } // pressed, it stays
    const link = near(e, "a[href^='#']");
    if (!link || !plain(e)) return;
    const there = target(link);
    if (!there) return;
    if (near(e, ".tei, .card:not(#entry\\:)") && there.matches("ul.entries > li, ul.names > li") && !link.closest(".card-link")) { e.preventDefault(); peek(link, there); return; }
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
  let words = "", place = "", address = "", chosen = { block: null, words: "" };
  const cite = () => text.textContent.trim().replace(/\.$/, "") + (place ? ", " + place : "") + ". " + address;
  const coded = (s) => encodeURIComponent(s).replace(/-/g, "%2D"); // a hyphen would be syntax here
  const fragment = (s) => { const w = s.split(" "); return w.length > 12 ? coded(w.slice(0, 5).join(" ")) + "," + coded(w.slice(-5).join(" ")) : coded(s); };
  const clip = async (button, what) => {
    const was = button.textContent;
    try { await navigator.clipboard.writeText(what); } catch { // no leave: the old way
      const area = make("textarea", { value: what }); card.append(area); area.select(); const done = document.execCommand("copy"); area.remove();
      if (!done) { button.textContent = "Copying is not allowed here"; return; }
    }
    button.textContent = "Copied"; setTimeout(() => { button.textContent = was; }, 1500);
  };
  copy.addEventListener("click", () => clip(copy, (words ? "“" + words + "” " : "") + cite()));
  link.addEventListener("click", () => clip(link, address));
  const show = (mark, block, source) => {
    const at = mark ? mark.getAttribute("href") : block && block.closest("[id]") && block.closest(".tei [id]") ? "#" + block.closest("[id]").id : "";
    const name = mark ? mark.textContent.trim() : "";
    place = /\d/.test(name) ? (mark.matches(".line-n") ? "line " : mark.parentNode.matches(".sp, .u") ? "speech " : "¶") + name : "";
    address = base + at + (words ? (at ? ":~:" : "#:~:") + "text=" + fragment(words) : "");
    say.textContent = (words ? "“" + words + "” " : "") + cite();
    card.classList.toggle("sheet", !source);
    card.showPopover(source ? { source } : {});
  };
  document.addEventListener("click", (e) => {
    const mark = near(e, "a.n, a.line-n");
    if (!mark || !plain(e)) return;
    history.replaceState(null, "", mark.getAttribute("href"));
    e.preventDefault();
    words = chosen.block && chosen.block.contains(mark) ? chosen.words : "";
    chosen = { block: null, words: "" };
    show(mark, null, mark);
  });
  const markOf = (block) => { const speech = block.closest(".sp, .u"); return block.querySelector("a.n, a.line-n") || speech && speech.querySelector(":scope > a.n"); };
  const offer = make("button", { type: "button", className: "offer", hidden: true, textContent: "Cite these words" });
  document.body.append(offer);
  offer.addEventListener("pointerdown", (e) => e.preventDefault()); // the selection stays
  offer.addEventListener("click", () => { const { block } = chosen; words = chosen.words; offer.hidden = true; show(block && markOf(block), block, null); });
  document.addEventListener("selectionchange", () => {
    const selection = getSelection(), node = selection.anchorNode;
    const found = selection.toString().replace(/\s+/g, " ").trim();
    const block = node && (node.nodeType === 1 ? node : node.parentElement).closest(".tei .p, .tei .ab, .tei .l, .tei .u, .tei li, .tei .head, .tei td, .tei .div");
    if (block && found.length > 3) chosen = { block, words: found };
    offer.hidden = !(block && found.length > 3);
  });
})();
