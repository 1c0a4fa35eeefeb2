// Answers that can only be read, to someone who typed more while they were still open: their words, to be copied.
const place = document.querySelector("[data-kept]");
const { draftsAt } = await import(document.querySelector("script[data-drafts]").dataset.drafts);
const drafts = draftsAt(`cairn-draft:${place.dataset.kept}`);
const typed = Object.values(drafts.all()).flatMap((fields) =>
  fields.filter(([name, value]) => value.trim() && /-(note|reason|why|title|where|page|dated)$/.test(name)),
);
const row = place.querySelector("template").content;

for (const [name, words] of typed) {
  const copy = row.cloneNode(true);
  // "PROF-1-evidence-0-title" as "PROF-1 evidence 0 title", as where a form comes too late.
  copy.querySelector("dt").textContent = name.replace(/^([^-]+-[^-]+)-(.*)$/, (_all, code, field) => `${code} ${field.replaceAll("-", " ")}`);
  copy.querySelector("dd").textContent = words;
  place.querySelector("dl").append(copy);
}
place.hidden = typed.length === 0;
place.querySelector("button").addEventListener("click", () => {
  Object.keys(drafts.all()).forEach((code) => drafts.put(code, null));
  place.hidden = true;
});
