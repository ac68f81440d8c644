// Sends what was typed, in batches, until the server has it. What it could not send stays in the queue.

const TYPING = 1200;
const LEAVING = 150;
const PATIENCE = [2000, 4000, 8000, 15000, 30000];
const KEEPALIVE_LETTERS = 60000;
const BETWEEN_LOOKS = 5000;

const cookie = (name) =>
  document.cookie.split("; ").find((one) => one.startsWith(`${name}=`))?.slice(name.length + 1);

export class Saver {
  // `settled` is told of each cell's outcome, `say` of the state: saving, saved, offline or a problem by its name, and
  // `seen` of what the whole month holds by now, by key.
  constructor({ form, settled, say, seen }) {
    Object.assign(this, { form, settled, say, seen });
    this.looked = Date.now();
    this.waiting = new Set();
    this.sending = false;
    this.failures = 0;
    this.timer = 0;
  }

  get busy() {
    return this.sending || this.waiting.size > 0;
  }

  later(cell, left = false) {
    this.waiting.add(cell);
    if (!this.failures) this.#wake(left ? LEAVING : TYPING);
  }

  forget(cell) {
    this.waiting.delete(cell);
  }

  now() {
    return this.#send();
  }

  // Sends what waits; where nothing does, asks what others have stored meanwhile.
  async look() {
    if (this.busy || this.failures) return this.#send();
    if (Date.now() - this.looked < BETWEEN_LOOKS) return undefined;
    this.looked = Date.now();
    const answer = await this.#ask([]).catch(() => ({}));
    if (answer.now) this.seen(answer.now);
    return undefined;
  }

  #wake(pause) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.#send(), pause);
  }

  async #send() {
    clearTimeout(this.timer);
    if (this.sending) return;
    const batch = [...this.waiting].map((cell) => [cell, cell.text]);
    if (!batch.length) return;
    this.sending = true;
    if (!this.failures) this.say("saving");
    const answer = await this.#ask(batch).catch(() => ({ problem: "offline" }));
    this.sending = false;
    if (answer.cells) this.#take(batch, answer);
    else this.#tryAgain(answer);
  }

  async #ask(batch) {
    const { by, month, save, csrfCookie } = this.form.dataset;
    const cells = batch.map(([cell, text]) => this.#cell(cell, text, month));
    const body = JSON.stringify({ by, cells });
    const response = await fetch(save, {
      method: "POST",
      body,
      keepalive: body.length < KEEPALIVE_LETTERS,
      headers: {
        "Content-Type": "application/json",
        // Signing in, in another tab, gives the browser another token than this page was made with.
        "X-CSRFToken": cookie(csrfCookie) ?? this.form.elements.csrfmiddlewaretoken.value,
      },
    });
    const isJson = response.headers.get("Content-Type")?.startsWith("application/json");
    if (isJson) return response.json();
    return { problem: response.status === 403 ? "signed-out" : "offline" };
  }

  #cell(cell, text, month) {
    const [measure, part] = cell.key.split("/");
    const place = part === undefined ? {} : cell.ranked ? { rank: Number(part) } : { category: part };
    return { measure, ...place, month, value: text, was: cell.was };
  }

  #take(batch, { cells: outcomes, now }) {
    this.failures = 0;
    const byKey = new Map(outcomes.map((outcome) => [outcome.key, outcome]));
    for (const [cell, text] of batch) {
      this.waiting.delete(cell);
      if (byKey.has(cell.key)) this.settled(cell, byKey.get(cell.key), text);
    }
    this.looked = Date.now();
    this.seen(now);
    if (this.waiting.size) this.#wake(LEAVING);
    else this.say("saved");
  }

  #tryAgain(answer) {
    const pause = PATIENCE[Math.min(this.failures, PATIENCE.length - 1)];
    this.failures += 1;
    this.say(answer.problem, { pause, ...answer });
    this.#wake(pause);
  }
}
