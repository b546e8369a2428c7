(() => {
  const field = document.getElementById('search');
  const found = document.getElementById('found');
  const results = document.getElementById('results');
  const limit = 40;
  // Where there are many pages, the way to their folder; a script there knows what is on each.
  const pages = document.body.dataset.pages;
  let entries;

  // What is searched, read off the page.
  const read = () => [...document.querySelectorAll('article[data-ident]')].map(article => {
    const name = article.dataset.ident;
    const text = selector => article.querySelector(selector)?.textContent ?? '';
    return {
      href: `#${article.id}`, shown: name.split(' ')[0], said: text('.gloss') || text('.desc'),
      name: name.toLowerCase().replace(/[<>]/g, ''),
      short: `${text('.gloss')} ${text('.desc')}`.toLowerCase(),
      whole: () => article.textContent.toLowerCase(),
    };
  });

  const load = () => new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = `${pages}search.js`;
    script.onload = () => resolve(window.siglumEntries.map(([file, name, said, text]) => ({
      href: pages + file, shown: name.split(' ')[0], said, text,
      name: name.toLowerCase().replace(/[<>]/g, ''), short: said.toLowerCase(),
    })));
    script.onerror = reject;
    document.head.appendChild(script);
  });

  // When the field is first used.
  const ready = () => entries ??= pages === undefined ? Promise.resolve(read()) : load();

  // Lower is better: the name itself, its beginning, a part of it, what it is for, anything.
  const rank = (entry, words) => {
    const all = words.join(' ');
    if (entry.name.split(' ').includes(all)) return 0;
    if (entry.name.startsWith(all)) return 1;
    if (words.every(word => entry.name.includes(`.${word}`))) return 2;
    if (words.every(word => entry.name.includes(word))) return 3;
    return words.every(word => entry.name.includes(word) || entry.short.includes(word)) ? 4 : -1;
  };

  // Where little else is found, what is said anywhere in an entry.
  const within = (entry, words) => {
    const whole = entry.text ??= entry.whole();
    return words.join('').length > 2 && words.every(word => whole.includes(word)) ? 5 : -1;
  };

  const search = async () => {
    const all = await ready();
    const words = field.value.toLowerCase().replace(/[<>@]/g, '').split(/\s+/).filter(Boolean);
    const by = ranked => all.map(entry => [ranked(entry, words), entry])
      .filter(([value]) => value >= 0).sort(([one], [other]) => one - other);
    let hits = words.length ? by(rank) : [];
    if (words.length && hits.length < 5) {
      const better = new Set(hits.map(([, entry]) => entry));
      hits = [...hits, ...by(within).filter(([, entry]) => !better.has(entry))];
    }
    results.replaceChildren(...hits.slice(0, limit).map(([, entry]) => {
      const item = document.createElement('li');
      const link = item.appendChild(document.createElement('a'));
      link.href = entry.href;
      link.appendChild(document.createElement('code')).textContent = entry.shown;
      link.append(' ');
      link.appendChild(document.createElement('span')).textContent = entry.said.length > 90
        ? `${entry.said.slice(0, 90).replace(/\s+\S*$/, '')} …` : entry.said;
      return item;
    }));
    found.textContent = !words.length ? '' : !hits.length ? 'nothing found'
      : hits.length > limit ? `${hits.length} found, the first ${limit} are shown` : `${hits.length} found`;
  };

  document.querySelector('.search').hidden = false;
  field.addEventListener('focus', ready, { once: true });
  field.addEventListener('input', search);
  field.addEventListener('keydown', event => {
    if (event.key === 'Enter') search().then(() => results.querySelector('a')?.click());
    if (event.key === 'Escape') { field.value = ''; search(); }
    if (event.key === 'ArrowDown') { results.querySelector('a')?.focus(); event.preventDefault(); }
  });
  results.addEventListener('keydown', event => {
    const step = { ArrowDown: 'nextElementSibling', ArrowUp: 'previousElementSibling' }[event.key];
    if (!step) return;
    (document.activeElement.parentElement[step]?.querySelector('a') ?? field).focus();
    event.preventDefault();
  });
  // A part of the page that has not been laid out yet has no place to scroll to.
  const settle = () => document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView();
  addEventListener('hashchange', () => requestAnimationFrame(settle));
  if (location.hash) requestAnimationFrame(() => requestAnimationFrame(settle));
})();
