// Keeps the words and the bar of a job's progress up to date in place: the server pushes them, or, where it does not,
// the page is asked for again. Once the job has ended the page says what came of it. "Look again" does without all this.

const PAUSE = 2000;

const wait = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

function show(progress, words, percent) {
  // The same elements stay, so that a screen reader hears their words change.
  const status = progress.querySelector("[role=status]");
  if (status && words && status.textContent !== words) status.textContent = words;
  const bar = progress.querySelector("progress");
  if (bar && Number.isFinite(percent)) bar.value = percent;
}

async function latest() {
  const response = await fetch(window.location.href, { headers: { Accept: "text/html" } });
  if (!response.ok) throw new Error(`answered ${response.status}`);
  return new DOMParser().parseFromString(await response.text(), "text/html").getElementById("progress");
}

function end(progress, found) {
  if (!found || progress.hasAttribute("data-whole-page")) return window.location.reload();
  const status = progress.querySelector("[role=status]");
  const news = found.querySelector("[role=status]");
  show(progress, news?.textContent);
  while (status && status.nextSibling) status.nextSibling.remove();
  while (news && news.nextSibling) progress.append(news.nextSibling);
  progress.removeAttribute("data-unfinished");
}

async function poll(progress) {
  for (;;) {
    // A server that is away for a moment says nothing about the work.
    const found = await latest().catch(() => progress);
    if (!found?.hasAttribute("data-unfinished")) return end(progress, found);
    if (found !== progress) show(progress, found.querySelector("[role=status]")?.textContent, found.querySelector("progress")?.value);
    await wait(PAUSE);
  }
}

function listen(progress) {
  const source = new EventSource(progress.dataset.events);
  source.onmessage = (message) => {
    const { words, percent, finished } = JSON.parse(message.data);
    show(progress, words, percent);
    if (!finished) return;
    source.close();
    poll(progress);
  };
  source.onerror = () => {
    // The browser itself asks again after a stream that ended; not after a refusal.
    if (source.readyState === EventSource.CLOSED) poll(progress);
  };
  window.addEventListener("pagehide", () => source.close());
}

const progress = document.querySelector("#progress[data-unfinished]");
if (progress) (progress.dataset.events ? listen : poll)(progress);
