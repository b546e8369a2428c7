(() => {
  const field = document.getElementById('search'), found = document.getElementById('found');
  const parts = [...document.querySelectorAll('article[data-find]')];
  const text = new Map();
  document.querySelector('.search').hidden = false;
  field.addEventListener('input', () => {
    const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    for (const part of parts) {
      if (!text.has(part)) text.set(part, part.textContent.toLowerCase());
      const hit = words.every(word => part.dataset.find.includes(word))
        || (words.join('').length > 2 && words.every(word => text.get(part).includes(word)));
      part.hidden = !hit;
      count += hit;
    }
    found.textContent = words.length ? `${count} of ${parts.length}` : '';
  });
  const show = () => {
    const part = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (part && part.hidden) { field.value = ''; field.dispatchEvent(new Event('input')); part.scrollIntoView(); }
  };
  addEventListener('hashchange', show);
})();
