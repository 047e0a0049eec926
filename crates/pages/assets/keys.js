// Keys for those who like them: nothing here shows what the page does not show without it.

const typing = (node) =>
  node instanceof HTMLElement && (node.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(node.tagName));

const items = () => [...document.querySelectorAll("[data-item]")].filter((node) => node.checkVisibility?.() ?? true);

const current = () => document.activeElement?.closest("[data-item]");

// Moves to the item after or before the one that has the focus; without one, to the first below the top of the window.
function move(step) {
  const all = items();
  if (all.length === 0) return;
  const at = all.indexOf(current());
  const seen = all.findIndex((node) => node.getBoundingClientRect().top >= 0);
  const next = at < 0 ? Math.max(seen, 0) : Math.min(Math.max(at + step, 0), all.length - 1);
  all[next].tabIndex = -1;
  all[next].focus();
  all[next].scrollIntoView({ block: "nearest" });
}

const evidence = (node) => node?.querySelector("a.cite, a.ev, a[href*='?at=']") ?? node?.querySelector("a[href]");

// The words of the item in hand, who told them, and where: one line that can be pasted under a story.
async function cite() {
  const node = current();
  const link = evidence(node);
  if (!link) return;
  const words = node.querySelector("[lang][dir]")?.textContent.trim() ?? node.textContent.trim();
  const line = `“${words}” — ${link.textContent.trim()}, ${new URL(link.href, location.href).href}`;
  try {
    await navigator.clipboard.writeText(line);
    const said = document.getElementById("said");
    said.textContent = said.dataset.copied;
    said.classList.remove("away");
    setTimeout(() => said.classList.add("away"), 2500);
  } catch {
    // A page that is not served safely may not write to the clipboard: the line is offered to be copied by hand.
    window.prompt("", line);
  }
}

const keys = {
  "/": () => document.getElementById("q")?.select(),
  j: () => move(1),
  k: () => move(-1),
  o: () => evidence(current())?.click(),
  m: () => document.querySelector("[data-key='m']")?.click(),
  t: () => document.querySelector("[data-key='t']")?.click(),
  c: cite,
  "?": () => document.getElementById("keys")?.showModal(),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  if (document.querySelector("dialog[open]")) return;
  const act = keys[event.key];
  if (!act) return;
  event.preventDefault();
  act();
});
