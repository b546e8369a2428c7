// What the page does better with a script: it remembers the switches, opens a card where one points
// or tabs, copies citations. Everything can be read, and every link works, without it.
(() => {
  "use strict";
  const $ = (id) => document.getElementById(id);
  const store = { get(k) { try { return localStorage.getItem(k); } catch { return null; } }, set(k, v) { try { localStorage.setItem(k, v); } catch { /* private mode */ } } };

  for (const name of ["theme", "reading"]) {
    const kept = store.get("siglum:" + name);
    for (const input of document.getElementsByName(name)) {
      if (input.value === kept) input.checked = true;
      input.addEventListener("change", () => store.set("siglum:" + name, input.value));
    }
  }

  // a quotation's card opens when one rests on its button, and closes when one leaves
  let timer = 0, shown = null;
  const open = (button) => {
    const card = $(button.getAttribute("popovertarget"));
    if (card && card.showPopover && !card.matches(":popover-open")) {
      try { card.showPopover({ source: button }); shown = card; } catch { /* another one was opened */ }
    }
  };
  const later = (card) => { clearTimeout(timer); timer = setTimeout(() => { if (card === shown && !card.matches(":hover, :focus-within")) card.hidePopover(); }, 350); };
  for (const button of document.querySelectorAll(".card-button")) {
    const card = $(button.getAttribute("popovertarget"));
    if (!card) continue;
    button.addEventListener("pointerenter", (e) => { if (e.pointerType === "mouse") { clearTimeout(timer); timer = setTimeout(() => open(button), 250); } });
    button.addEventListener("pointerleave", (e) => { if (e.pointerType === "mouse") later(card); });
    card.addEventListener("pointerleave", () => { if (card === shown) later(card); });
    card.addEventListener("toggle", (e) => { if (e.newState === "closed" && card === shown) shown = null; });
    button.addEventListener("click", (e) => { clearTimeout(timer); if (card === shown) e.preventDefault(); shown = null; }); // pressed, it stays
    button.addEventListener("focus", () => { if (button.matches(":focus-visible")) open(button); });
    button.addEventListener("blur", () => later(card));
  }

  // a note opens below its paragraph without moving the page; its number closes it again
  document.addEventListener("click", (e) => {
    const link = e.target.closest ? e.target.closest("a.noteref") : null;
    if (!link || e.metaKey || e.ctrlKey || e.shiftKey) return;
    const note = $(decodeURIComponent(link.hash.slice(1)));
    if (!note || getComputedStyle(note.parentElement).float !== "none") return;
    e.preventDefault();
    note.classList.toggle("open");
    link.setAttribute("aria-expanded", String(note.classList.contains("open")));
  });

  // cite this passage: from a paragraph's number, or from words that are selected
  const text = $("cite:text");
  if (!text || !document.body.showPopover) return;
  const card = document.createElement("div");
  card.className = "card tool-card"; card.popover = "auto"; card.id = "cite:passage"; card.setAttribute("role", "dialog"); card.setAttribute("aria-label", "Cite this passage");
  const say = document.createElement("p"), copy = document.createElement("button"), link = document.createElement("button");
  copy.type = link.type = "button"; copy.textContent = "Copy citation"; link.textContent = "Copy link";
  const row = document.createElement("p"); row.append(copy, " ", link);
  card.append(say, row);
  (document.querySelector(".cards") || document.querySelector("main")).append(card);
  const clip = (button, what) => navigator.clipboard && navigator.clipboard.writeText(what).then(() => { const was = button.textContent; button.textContent = "Copied"; setTimeout(() => { button.textContent = was; }, 1500); }, () => { button.textContent = "Copying is not allowed here"; });
  const canonical = document.querySelector("link[rel=canonical]");
  const base = canonical ? canonical.href : location.href.replace(/#.*$/, "");
  let words = "", place = "", address = "";
  const cite = () => text.textContent.trim().replace(/\.$/, "") + (place ? ", " + place : "") + ". " + address;
  copy.addEventListener("click", () => clip(copy, (words ? "“" + words + "” " : "") + cite()));
  link.addEventListener("click", () => clip(link, address));
  const show = (n, source) => {
    place = n && /\d/.test(n.textContent) ? "¶" + n.textContent.trim() : "";
    address = base + (n ? n.getAttribute("href") : "") + (words ? (n ? ":~:" : "#:~:") + "text=" + encodeURIComponent(words.slice(0, 120)).replace(/-/g, "%2D") : "");
    say.textContent = cite();
    card.showPopover(source ? { source } : {});
  };
  document.addEventListener("click", (e) => {
    const n = e.target.closest ? e.target.closest("a.n") : null;
    if (!n || e.metaKey || e.ctrlKey || e.shiftKey) return;
    history.replaceState(null, "", n.getAttribute("href"));
    e.preventDefault();
    words = chosen.block && chosen.block.contains(n) ? chosen.words : "";
    chosen = { block: null, words: "" };
    show(n, n);
  });
  // what was selected last counts when the number of its paragraph is pressed
  let chosen = { block: null, words: "" };
  document.addEventListener("selectionchange", () => {
    const selection = getSelection(), node = selection.anchorNode;
    const found = selection.toString().replace(/\s+/g, " ").trim();
    if (node && found.length > 3) chosen = { block: (node.nodeType === 1 ? node : node.parentElement).closest(".tei .p, .tei .ab"), words: found };
  });
})();
