// One more reference without leaving the page. Rows are numbered from 0 without a gap, as the server reads them.
export const rowsOf = (section) => [...section.querySelectorAll(".cairn-evidence")];

export function addRow(section) {
  const rows = rowsOf(section);
  const last = rows.at(-1);
  const place = rows.length;
  const copy = document.createElement("template");
  copy.innerHTML = last.outerHTML.replaceAll(`-evidence-${place - 1}-`, `-evidence-${place}-`);
  const row = copy.content.firstElementChild;
  row.querySelector("[data-number]").textContent = place + 1;
  row.querySelector("[data-age]").textContent = "";
  for (const input of row.querySelectorAll("input")) {
    input.defaultValue = "";
  }
  last.after(row);
  return row;
}

// The first row that nothing is written in: the page has one at its end, until it is used.
export function emptyRow(section) {
  const isEmpty = (row) => [...row.querySelectorAll("input")].every((input) => !input.value.trim());
  return rowsOf(section).find(isEmpty) ?? addRow(section);
}
