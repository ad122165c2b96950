/** A long file on its way: the page looks in by itself, and says when it is ready. */
import { parse } from "../shared/dom.ts";
import { fetchText, Unreachable } from "../shared/http.ts";
import { announce } from "../shared/status.ts";

const LOOK_MS = 2_000; // the same as a person who waits would press the link

/** Follow the making of a file until it is ready, if this page tells of one. */
export function followMaking(): void {
  const making = document.querySelector("#making[data-making]");
  if (making) lookSoon(making);
}

function lookSoon(making: Element): void {
  setTimeout(() => void look(making), LOOK_MS);
}

async function look(making: Element): Promise<void> {
  let next: DocumentFragment;
  try {
    next = parse(await fetchText(location.href));
  } catch (error) {
    if (error instanceof Unreachable) lookSoon(making);
    else location.reload(); // the page says why there will be no file
    return;
  }
  const found = next.querySelector("#making");
  if (!found) {
    location.reload();
    return;
  }
  show(making, found, next);
  if (found.hasAttribute("data-making")) {
    lookSoon(making);
  } else {
    making.removeAttribute("data-making");
    announce(document.querySelector("h1")?.textContent ?? "");
  }
}

function show(making: Element, found: Element, next: DocumentFragment): void {
  const heading = document.querySelector("h1");
  const title = next.querySelector("h1");
  if (heading && title && heading.textContent !== title.textContent) {
    heading.textContent = title.textContent;
    document.title = next.querySelector("title")?.textContent ?? document.title;
  }
  const wasInside = making.contains(document.activeElement);
  making.replaceChildren(...found.childNodes);
  if (wasInside) making.querySelector<HTMLElement>("a")?.focus();
}
