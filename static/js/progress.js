// Follows a file that is being made; when that is over, the page is shown anew. Without this the page refreshes itself.
const bar = document.querySelector("progress[data-url]");
const step = document.getElementById("step");

async function look() {
  try {
    const response = await fetch(bar.dataset.url, { headers: { Accept: "application/json" } });
    if (!response.ok || response.redirected) {
      throw new Error(response.statusText);
    }
    const file = await response.json();
    if (!file.pending) {
      location.reload();
      return;
    }
    bar.value = file.progress;
    if (file.step && file.step !== step.textContent) {
      step.textContent = file.step;
    }
    setTimeout(look, 1000);
  } catch {
    // The network or the session is gone: ask more seldom, and leave the page as it is.
    setTimeout(look, 10000);
  }
}

look();
