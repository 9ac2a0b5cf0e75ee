// SPDX-License-Identifier: AGPL-3.0-or-later
// Live updates, search as you type, and keys. Every page works without this file.
"use strict";

const live = document.body.dataset.live === "1";

// What a region says. By which page a form came is another on each.
function words(region) {
  return region.innerHTML.replace(/name="once" value="[^"]*"/g, "");
}

// A region is what may be replaced while somebody types elsewhere on the page.
function takeRegions(page) {
  for (const region of document.querySelectorAll("[data-region]")) {
    const fresh = page.getElementById(region.id);
    if (!fresh || region.contains(document.activeElement) && region.matches(":has(:focus-visible)") && region.querySelector("textarea:focus, input:focus, select:focus")) continue;
    // What was ticked is not sent yet, and the rows stay those that it was ticked in.
    if ([...region.querySelectorAll("input[type=checkbox]")].some(isTouched)) continue;
    if (words(region) === words(fresh)) continue;
    const open = new Set([...region.querySelectorAll("details[open]")].map((unfolded) => unfolded.closest("[id]")?.id).filter(Boolean));
    const focused = place(document.activeElement, region);
    region.replaceChildren(...document.importNode(fresh, true).childNodes);
    for (const id of open) region.querySelector(`#${CSS.escape(id)} details`)?.setAttribute("open", "");
    if (focused) stay(region, focused);
  }
}

// Where the focus is in a region, so that whoever goes by keys is still there when it was replaced: a link by where it leads, anything
// else by its place below the nearest element with a name.
function place(element, region) {
  if (!region.contains(element)) return null;
  const home = element.closest("[id]");
  return { href: element.getAttribute("href"), id: home.id, tag: element.tagName, text: element.textContent, at: [...home.querySelectorAll(element.tagName)].indexOf(element) };
}
// Nowhere rather than on something else in the same place: Enter would act on that.
function stay(region, { href, id, tag, text, at }) {
  const link = href && [...region.querySelectorAll("a[href]")].find((each) => each.getAttribute("href") === href);
  const home = document.getElementById(id);
  const found = link || (at < 0 ? home : home?.querySelectorAll(tag)[at]);
  if (!found || !link && at >= 0 && found.textContent !== text) return;
  if (/^H\d$/.test(tag)) found.tabIndex = -1;
  found.focus({ preventScroll: true });
}

// A form that came back says why: whoever goes by keys stands at the field, or at the reason where no field is at fault.
const trouble = document.querySelector("main [role=alert]:not(.standing)");
if (trouble) {
  const field = document.querySelector("main [aria-invalid=true], main [autofocus]");
  if (!field) trouble.tabIndex = -1;
  (field ?? trouble).focus();
}

// Whether a person has changed something that was not sent.
function isTouched(field) {
  if (field.type === "hidden" || field.type === "search" || field.type === "submit") return false;
  if (field.type === "checkbox" || field.type === "radio") return field.checked !== field.defaultChecked;
  if (field.type === "file") return field.files.length > 0;
  if (field.tagName === "SELECT") return field.selectedIndex !== Math.max(0, [...field.options].findIndex((option) => option.defaultSelected));
  return field.value !== field.defaultValue;
}

// A locked desk shows nothing. What was typed stays in this tab's memory until the desk is unlocked in another.
let covered = null;
function leaveLocked() {
  if (covered) return;
  const touched = [...document.querySelectorAll("main textarea, main input, main select")].some(isTouched);
  if (!touched) { location.assign("/"); return; }
  const cover = document.getElementById("locked");
  covered = { title: document.title, page: document.createDocumentFragment(), top: scrollY };
  const sight = document.importNode(cover.content, true);
  document.title = cover.dataset.title;
  covered.page.append(...document.body.childNodes);
  document.body.append(sight);
}
function comeBack() {
  if (!covered) return;
  document.title = covered.title;
  document.body.replaceChildren(covered.page);
  scrollTo(0, covered.top);
  covered = null;
}

// Whoever types uses the desk: say so, at most once a minute.
let saidSo = 0;
addEventListener("input", () => {
  if (!live || Date.now() - saidSo < 60000) return;
  saidSo = Date.now();
  fetch("/used", { method: "POST", redirect: "manual" }).catch(() => {});
});

async function refresh() {
  const readUpTo = document.querySelector("[data-read-up-to]")?.dataset.readUpTo ?? "0";
  const answer = await fetch(location.href, { headers: { "Lifeboat-Live": readUpTo }, redirect: "manual", cache: "no-store" });
  if (answer.status === 401) { leaveLocked(); return; }
  // A page that leads elsewhere by now, such as the form of a step that a colleague has taken, stays with what was typed in it.
  if (!answer.ok) return;
  comeBack();
  takeRegions(new DOMParser().parseFromString(await answer.text(), "text/html"));
  askOfUnfinished();
}

// How far something is changes without anything being written that somebody would be told of.
let unfinished = 0;
function askOfUnfinished() {
  clearTimeout(unfinished);
  if (document.querySelector("[data-unfinished]")) unfinished = setTimeout(refreshSoon, 1000);
}

let pending = 0;
function refreshSoon() {
  clearTimeout(pending);
  pending = setTimeout(() => refresh().catch(() => {}), 150);
}

// One stream, and only while the page can be seen: browsers allow six connections to one host. A window too many is given none;
// it asks now and then, and tries again for a stream.
let source = null;
let asking = 0;
let missed = false;
function listen() {
  if (source || document.visibilityState !== "visible") return;
  source = new EventSource(`/events?since=${document.body.dataset.since}`);
  source.addEventListener("change", refreshSoon);
  source.addEventListener("locked", leaveLocked);
  // What happened while nobody told this window is asked for as soon as somebody does.
  source.addEventListener("open", () => {
    if (missed) refreshSoon();
    missed = false;
  });
  source.addEventListener("error", () => {
    missed = true;
    if (source?.readyState !== EventSource.CLOSED) return;
    stop();
    refreshSoon();
    asking = setTimeout(listen, 5000);
  });
}
function stop() {
  clearTimeout(asking);
  source?.close();
  source = null;
}
if (live) {
  listen();
  askOfUnfinished();
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState !== "visible") { stop(); return; }
    listen();
    refreshSoon();
  });
  // A page from the back-forward memory shows what was there before; ask again.
  addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
}

// Search as you type. The words go in the body of a request, never in an address.
const form = document.querySelector("[data-search]");
if (form) {
  let typing = 0;
  let turn = 0;
  form.addEventListener("input", () => {
    clearTimeout(typing);
    typing = setTimeout(async () => {
      const mine = ++turn;
      const answer = await fetch("/search", { method: "POST", body: new URLSearchParams(new FormData(form)), redirect: "manual" });
      if (answer.type === "opaqueredirect") { location.assign("/"); return; }
      if (!answer.ok || mine !== turn) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      document.getElementById("results").replaceChildren(...document.importNode(page.getElementById("results"), true).childNodes);
    }, 100);
  });
}

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}

// A form that waits is not sent twice, and says that the work goes on, and how far it is where the desk can tell.
function wait(form) {
  // Which button it was goes with the form; only then are they put out of reach.
  setTimeout(() => { for (const button of form.querySelectorAll("button")) button.disabled = true; });
  if (!form.dataset.busy) return;
  const line = document.createElement("p");
  line.className = "busy";
  line.setAttribute("role", "status");
  form.append(line);
  const beginning = form.dataset.busy;
  setTimeout(() => { line.textContent = beginning; }, 300);
  const asking = setInterval(async () => {
    try {
      const answer = await fetch("/working", { headers: { "Lifeboat-Live": "0" }, redirect: "manual", cache: "no-store" });
      if (answer.ok) line.textContent = `${beginning} ${await answer.text()}`;
    } catch { clearInterval(asking); }
  }, 1000);
  addEventListener("pagehide", () => clearInterval(asking));
}
// Who presses twice means it once. Where the page stays, for it was a file to save, the button comes back.
addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post" || form.enctype.startsWith("multipart") || form.dataset.busy) return;
  const buttons = [...form.querySelectorAll("button")];
  setTimeout(() => { for (const button of buttons) button.disabled = true; });
  setTimeout(() => { for (const button of buttons) button.disabled = false; }, 2000);
});
for (const each of document.querySelectorAll("form[enctype], form[data-busy]")) {
  each.addEventListener("submit", () => wait(each));
  addEventListener("pageshow", () => {
    for (const button of each.querySelectorAll("button")) button.disabled = false;
    each.querySelector(".busy")?.remove();
  });
}

function step(by) {
  const rows = [...document.querySelectorAll("a[data-row]")];
  if (rows.length === 0) return;
  const here = rows.indexOf(document.activeElement);
  rows[Math.min(rows.length - 1, Math.max(0, here < 0 ? (by > 0 ? 0 : rows.length - 1) : here + by))].focus();
}

// From one part of a case to the next.
function part(by) {
  const parts = [...document.querySelectorAll("section.part")];
  const here = parts.findLastIndex((each) => each.getBoundingClientRect().top < 12);
  const next = parts[Math.min(parts.length - 1, Math.max(0, here + by))];
  const heading = next?.querySelector("h2");
  if (!heading) return;
  next.scrollIntoView();
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
}

// What is typed while the next page is on its way is meant for that page, not for this one.
let isLeaving = false;
function go(address) {
  isLeaving = true;
  location.assign(address);
}
addEventListener("pageshow", () => { isLeaving = false; });

const keys = {
  j: () => step(1),
  k: () => step(-1),
  n: () => part(1),
  p: () => part(-1),
  t: () => go("/today"),
  q: () => go("/requests"),
  c: () => go("/cases"),
  x: () => go("/exposure"),
  d: () => go("/doubts"),
  "/": () => { const field = document.getElementById("query"); if (field) field.focus(); else go("/search"); },
  r: () => document.getElementById("reply")?.focus(),
  u: () => { const up = document.querySelector(".up a"); if (up) go(up.href); },
  "?": () => go("/help"),
};
if (live) {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.target.closest("input:not([type=checkbox]), textarea, select")) {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    // By place on the keyboard too, so that they work in a Cyrillic layout.
    const key = keys[event.key] ? event.key : { KeyJ: "j", KeyK: "k", KeyN: "n", KeyP: "p", KeyT: "t", KeyQ: "q", KeyC: "c", KeyX: "x", KeyD: "d", KeyR: "r", KeyU: "u" }[event.code];
    if (!key) return;
    event.preventDefault();
    if (!isLeaving) keys[key]();
  });
}
