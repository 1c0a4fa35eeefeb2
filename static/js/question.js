// One question of the page: what is typed, what the server has of it, and the line that says so.
const { addRow, rowsOf } = await import(document.querySelector("script[data-evidence]").dataset.evidence);

const TYPING_PAUSE = 3000;
const FIRST_RETRY = 2000;
const LONGEST_RETRY = 60000;
const PATIENCE = 20000;
// A save that is over by then need not be announced twice.
const UNSEEN = 500;
// Browsers send no more than 64 KB after their page has gone.
const MOST_KEPT_ALIVE = 60000;

let posts = 0;

export const isTicked = (control) => control.type === "radio" || control.type === "checkbox";
// What fields say, whatever version they were made from and however many empty rows there are.
const said = (fields) => JSON.stringify(fields.filter(([name, value]) => value && !name.endsWith("-version")));

const versionIn = (fields) => fields.find(([name]) => name.endsWith("-version"))?.[1];

export class Question {
  sending = null;
  saving = null;
  due = false;
  tries = 0;
  wasKept = false;

  // `page` has the form, the template of the words, the drafts kept, and why nothing more is saved, once that is so.
  constructor(section, page) {
    this.section = section;
    this.page = page;
    this.code = section.id;
    this.state = section.querySelector("[data-saving-state]");
    this.version = page.form.elements[`${this.code}-version`];
    // Both versions are on the page: which of them stands is for a button to say.
    this.inConflict = section.dataset.unsaved === "conflict";
    this.cameBack = "unsaved" in section.dataset;
    this.stored = this.cameBack ? null : said(this.fields({ drawn: true }));
    this.judged = this.cameBack ? said(this.fields()) : this.stored;
  }

  controls() {
    return [...this.page.form.elements].filter((control) => control.name.startsWith(`${this.code}-`));
  }

  // As a browser would post them, now or as the page was drawn: someone may be quicker than this script.
  fields({ drawn = false } = {}) {
    return this.controls()
      .filter((control) => !isTicked(control) || (drawn ? control.defaultChecked : control.checked))
      .map((control) => [control.name, drawn && !isTicked(control) ? control.defaultValue : control.value]);
  }

  get isUnsaved() {
    return said(this.fields()) !== this.stored;
  }

  get isToBeSent() {
    return !this.page.lost && !this.inConflict && (this.sending !== null || said(this.fields()) !== this.judged);
  }

  touched({ pause }) {
    this.keep();
    if (this.page.lost) {
      this.show(this.page.lost);
    } else if (["saved", "back"].includes(this.shown)) {
      this.show(null);
    }
    clearTimeout(this.timer);
    if (pause) {
      this.timer = setTimeout(() => this.save(), TYPING_PAUSE);
    } else {
      this.save();
    }
  }

  // In this tab, until the server has it. In a conflict it stays from the version that it was made from.
  keep() {
    const { drafts } = this.page;
    const before = drafts.all()[this.code] ?? [];
    const version = this.inConflict ? (versionIn(before) ?? "0") : this.version.value;
    const fields = this.fields().map(([name, value]) => [name, name === this.version.name ? version : value]);
    drafts.put(this.code, this.isUnsaved ? fields : null);
  }

  // Saves of one question never overlap: what is newest when one is over goes next.
  save() {
    clearTimeout(this.timer);
    this.due = true;
    this.saving ??= this.#send().finally(() => {
      this.saving = null;
    });
    return this.saving;
  }

  async #send() {
    while (this.due && this.isToBeSent) {
      this.due = false;
      // What got no answer may have arrived all the same: it goes again as it was, before anything newer.
      const again = this.sending !== null;
      this.sending ??= this.fields();
      const slow = setTimeout(() => this.tries || this.show("saving"), UNSEEN);
      const answer = await post(this.page.form, this.sending);
      clearTimeout(slow);
      if (answer === null) {
        this.#wait();
        return;
      }
      const sent = said(this.sending);
      this.sending = null;
      this.tries = 0;
      this.due ||= again;
      if (!answer.questions?.[this.code]) {
        this.page.stop(answer.outcome ? answer : { outcome: "forbidden" });
        return;
      }
      this.#take(answer.questions[this.code], sent);
    }
  }

  #wait() {
    if (this.tries === 0) {
      this.show("waiting");
    }
    this.timer = setTimeout(() => this.save(), Math.min(FIRST_RETRY * 2 ** this.tries, LONGEST_RETRY));
    this.tries += 1;
  }

  #take(result, sent) {
    this.judged = sent;
    if (result.outcome === "saved") {
      this.stored = sent;
      this.#clearFaults();
    }
    if (Number.isInteger(result.version)) {
      this.version.value = result.version;
      for (const part of this.section.querySelectorAll("[data-answered]")) {
        part.hidden = result.version === 0;
      }
      for (const part of this.section.querySelectorAll("[data-unanswered]")) {
        part.hidden = result.version !== 0;
      }
    }
    rowsOf(this.section).forEach((row, place) => {
      row.querySelector("[data-age]").textContent = result.ages?.[place] ?? "";
    });
    this.keep();
    // With more typed meanwhile, nothing can be said yet.
    if (said(this.fields()) === sent) {
      this.show(result.outcome === "saved" && this.wasKept ? "back" : result.outcome, result);
      this.wasKept &&= result.outcome !== "saved";
    } else {
      this.show(null);
    }
  }

  // What was wrong when the page came back is right now.
  #clearFaults() {
    for (const part of this.section.querySelectorAll(".govuk-error-message")) {
      part.remove();
    }
    for (const kind of ["govuk-form-group--error", "govuk-input--error", "govuk-textarea--error"]) {
      this.section.querySelectorAll(`.${kind}`).forEach((part) => part.classList.remove(kind));
    }
    this.section.querySelectorAll("[aria-invalid]").forEach((part) => part.removeAttribute("aria-invalid"));
  }

  // `what` is a state of the template's, or the answer after which nothing more is saved.
  show(what, { words: text = what?.words, problems = [] } = {}) {
    this.shown = what;
    if (!what) {
      this.state.replaceChildren();
      return;
    }
    const key = what.outcome ? `[data-outcome="${what.outcome}"]` : `[data-state="${what}"]`;
    const line = this.page.words.querySelector(key).cloneNode(true);
    line.querySelector("[data-words]")?.append(...(problems.length ? this.#links(problems) : [text]));
    const see = line.querySelector("[data-see]");
    if (see) {
      // The form as a whole, which comes back with both answers side by side.
      Object.assign(see, { name: "stay", value: this.code });
    }
    const signIn = line.querySelector("[data-here]");
    if (signIn) {
      signIn.href += encodeURIComponent(`#${this.code}`);
    }
    const name = document.createElement("span");
    Object.assign(name, { className: "cairn-code", textContent: this.code });
    line.prepend(name, " ");
    this.state.replaceChildren(line);
  }

  #links(problems) {
    return problems.flatMap(([address, text], place) => {
      const link = document.createElement("a");
      Object.assign(link, { className: "govuk-link", href: address, textContent: text });
      link.addEventListener("click", () => open(document.querySelector(address)));
      return place ? ["; ", link] : [link];
    });
  }

  // What was kept, into the form again: made from the version that it was made from.
  putBack(fields) {
    const number = (name) => Number(/-evidence-(\d+)-/.exec(name)?.[1] ?? -1);
    const rows = 1 + Math.max(...fields.map(([name]) => number(name)));
    while (rowsOf(this.section).length < rows) {
      addRow(this.section);
    }
    for (const control of this.controls()) {
      const values = fields.filter(([name]) => name === control.name).map(([, value]) => value);
      if (isTicked(control)) {
        control.checked = values.includes(control.value);
      } else if (control !== this.version && control.value !== (values[0] ?? "")) {
        control.value = values[0] ?? "";
        open(control);
      }
    }
    if (!this.isUnsaved) {
      // It had arrived after all.
      this.keep();
      return;
    }
    this.version.value = versionIn(fields) ?? this.version.value;
    this.wasKept = true;
    this.save();
  }
}

// The server's answer; null where there was none, and it is worth asking again.
async function post(form, fields) {
  const body = new URLSearchParams(fields);
  body.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  posts += 1;
  const turn = posts;
  try {
    const response = await fetch(form.action, {
      method: "POST",
      body,
      headers: { Accept: "application/json" },
      redirect: "manual",
      keepalive: body.toString().length < MOST_KEPT_ALIVE,
      signal: AbortSignal.timeout(PATIENCE),
    });
    if (response.status >= 500 || response.status === 429) {
      return null;
    }
    if (response.type === "opaqueredirect") {
      return { outcome: "out-of-date" };
    }
    const isJson = response.headers.get("Content-Type")?.startsWith("application/json");
    const answer = isJson ? await response.json() : { outcome: "forbidden" };
    if (turn === posts) {
      showFigures(answer.so_far);
    }
    return answer;
  } catch {
    return null;
  }
}

// Said aloud only where the figures have changed.
function showFigures(html) {
  const figures = document.getElementById("so-far");
  if (!html || !figures || figures.contains(document.activeElement)) {
    return;
  }
  figures.outerHTML = html;
  const now = document.getElementById("so-far").dataset.words;
  if (now !== figures.dataset.words) {
    document.getElementById("so-far-words").textContent = now;
  }
}

function open(control) {
  control?.closest("details")?.setAttribute("open", "");
}
