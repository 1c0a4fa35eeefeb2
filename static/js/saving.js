// Saves each question as it is answered, and says beside it what has become of it. What the server has not taken yet is
// kept in this tab, and never longer: computers are shared. Without this script the form saves all questions at once.
const parts = document.querySelector("script[data-question]").dataset;
const [{ Question, isTicked }, { emptyRow }, { draftsAt }] = await Promise.all(
  [parts.question, parts.evidence, parts.drafts].map((address) => import(address)),
);

const form = document.querySelector("form[data-saving]");
const questions = new Map();
const page = {
  form,
  words: document.getElementById("saving-words").content,
  drafts: draftsAt(`cairn-draft:${form.dataset.saving}`),
  lost: null,
  stop(answer) {
    page.lost = answer;
    for (const question of unsaved()) {
      question.show(answer);
    }
  },
};

const unsaved = () => [...questions.values()].filter((question) => question.isUnsaved);
const waiting = () => [...questions.values()].filter((question) => question.tries > 0);
const saveAll = (some) => Promise.all(some.map((question) => question.save()));
const questionOf = (element) => questions.get(element?.closest?.("section.cairn-question")?.id);

form.addEventListener("input", (event) => questionOf(event.target)?.touched({ pause: !isTicked(event.target) }));

form.addEventListener("focusout", (event) => {
  const question = questionOf(event.target);
  if (question && question !== questionOf(event.relatedTarget) && question.isToBeSent && !question.tries) {
    question.save();
  }
});

form.addEventListener("click", (event) => {
  const question = questionOf(event.target);
  if (!event.target.closest("[data-another]") || !question || question.cameBack) {
    return;
  }
  event.preventDefault();
  question.save();
  emptyRow(question.section).querySelector("input").focus();
});

let isReady = false;

// A whole form that overtook a save under way would be in conflict with it. What the button itself is about goes with it.
form.addEventListener("submit", async (event) => {
  const button = event.submitter;
  const own = questions.get(button?.value);
  const others = unsaved().filter((question) => question !== own && question.isToBeSent);
  const underWay = [...questions.values()].filter((question) => question.saving);
  if (["clear", "theirs"].includes(button?.name)) {
    page.drafts.put(button.value, null);
  }
  if (isReady || !(others.length || underWay.length || page.lost)) {
    isReady = true;
    return;
  }
  event.preventDefault();
  await Promise.all([saveAll(others), ...underWay.map((question) => question.saving)]);
  const stuck = page.lost && page.lost.outcome !== "refused" ? unsaved() : waiting();
  if (stuck.length) {
    stuck[0].state.scrollIntoView({ block: "center" });
    stuck[0].state.querySelector("a, button")?.focus();
    return;
  }
  isReady = true;
  form.requestSubmit(button);
});

// Signing out on purpose: what can be saved is, and then nothing is kept.
document.addEventListener(
  "submit",
  async (event) => {
    const leaving = event.target;
    if (!leaving.matches("[data-sign-out]") || !unsaved().some((question) => question.isToBeSent)) {
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    await saveAll(unsaved());
    page.lost ??= { outcome: "signed-out" };
    leaving.requestSubmit();
  },
  { capture: true },
);

window.addEventListener("online", () => saveAll(waiting()));

function leave() {
  if (!isReady) {
    saveAll(unsaved().filter((question) => question.isToBeSent));
  }
}

window.addEventListener("pagehide", leave);
document.addEventListener("visibilitychange", () => document.hidden && leave());
window.addEventListener("beforeunload", (event) => {
  if (waiting().length && !isReady) {
    event.preventDefault();
  }
});

// A page that comes back from the browser's memory has versions from before what was saved since.
const openAnew = () => location.replace(location.pathname + location.search);
const isFromMemory = performance.getEntriesByType("navigation")[0]?.type === "back_forward";
window.addEventListener("pageshow", (event) => event.persisted && openAnew());

if (isFromMemory) {
  openAnew();
} else {
  form.autocomplete = "off";
  for (const section of form.querySelectorAll("section.cairn-question")) {
    questions.set(section.id, new Question(section, page));
  }
  const drafts = page.drafts.all();
  for (const question of questions.values()) {
    if (question.cameBack) {
      question.inConflict || question.keep();
    } else if (drafts[question.code]) {
      question.putBack(drafts[question.code]);
    } else if (question.isToBeSent) {
      question.save();
    }
  }
}
