// Follows the work of an import in place, and shows the page anew once it is done. Without it, "Look again" does.

const PAUSE = 1500;

const wait = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

async function latest() {
  const response = await fetch(window.location.href, { headers: { Accept: "text/html" } });
  if (!response.ok) throw new Error(`answered ${response.status}`);
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  return page.querySelector("#progress[data-unfinished]");
}

function show(progress, found) {
  // The same elements stay, so that a screen reader hears their words change.
  const words = progress.querySelector("[role=status]");
  const news = found.querySelector("[role=status]");
  if (words && news && words.textContent !== news.textContent) words.textContent = news.textContent;
  const bar = progress.querySelector("progress");
  const now = found.querySelector("progress");
  if (bar && now) bar.value = now.value;
}

async function follow(progress) {
  for (;;) {
    await wait(PAUSE);
    // A server that is away for a moment says nothing about the work.
    const found = await latest().catch(() => progress);
    if (found === null) return window.location.reload();
    show(progress, found);
  }
}

const progress = document.querySelector("#progress[data-unfinished]");
if (progress) follow(progress);
