// What somebody had forgotten when they signed out stays so. Pages of theirs that were open by then, in other tabs, hold
// what was typed into them, and write none of it down any more; a page opened later keeps copies again.

const opened = Date.now();
const mark = (owner) => `forgotten:${owner}`;

/** Tells the pages that are open. Owners are named as copies begin: "text:7", "measures:ann". */
export function forgetFor(...owners) {
  for (const owner of owners) {
    try {
      localStorage.setItem(mark(owner), String(Date.now()));
    } catch {
      // No room is left for a mark. What is there to be forgotten goes all the same.
    }
  }
}

/** Asked before each write: a page that was asleep heard of nothing. */
export function isForgotten(owner) {
  try {
    return Number(localStorage.getItem(mark(owner)) ?? 0) >= opened;
  } catch {
    return false;
  }
}

/** Calls `act` once another page had it forgotten: what was written in that moment is to go as well. */
export function whenForgotten(owner, act) {
  addEventListener("storage", (event) => {
    if (event.key === mark(owner) && event.newValue) act();
  });
}
