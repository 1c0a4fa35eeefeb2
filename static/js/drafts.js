// What is typed and not saved yet, by question, in this tab alone. A browser that keeps nothing still saves.
export function draftsAt(key) {
  function all() {
    try {
      return JSON.parse(sessionStorage.getItem(key)) ?? {};
    } catch {
      return {};
    }
  }

  function put(code, fields) {
    const { [code]: _before, ...drafts } = all();
    if (fields) {
      drafts[code] = fields;
    }
    try {
      if (Object.keys(drafts).length) {
        sessionStorage.setItem(key, JSON.stringify(drafts));
      } else {
        sessionStorage.removeItem(key);
      }
    } catch {
      // Full, or forbidden: the page itself still has the words.
    }
  }

  return { all, put };
}
