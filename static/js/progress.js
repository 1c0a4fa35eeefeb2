// Follows a file that is being made; when that is over, the page is shown anew. Without this there is
// a link to look again: a page that reloads by itself takes the place away from whoever reads it slowly.
const bar = document.querySelector("progress[data-url]");
const step = document.getElementById("step");

async function look() {
  try {
    const response = await fetch(bar.dataset.url, { headers: { Accept: "application/json" } });
    // Sent elsewhere: the session has ended, and the page itself asks for sign-in.
    const file = response.ok && !response.redirected ? await response.json() : null;
    if (response.redirected || (file && !file.pending)) {
      location.reload();
      return;
    }
    if (!file) {
      throw new Error(response.statusText);
    }
    bar.value = file.progress;
    if (file.step && file.step !== step.textContent) {
      step.textContent = file.step;
    }
    setTimeout(look, 1000);
  } catch {
    // The network or the server is gone: ask more seldom, and leave the page as it is.
    setTimeout(look, 10000);
  }
}

look();
