/** The office's forms work without this; it spares clicks. */

/** A whole sphere is ticked or cleared at once: a Center has hundreds of services. */
function tickWholeSpheres() {
  for (const button of document.querySelectorAll("button[data-tick-all]")) {
    const group = button.closest("fieldset");
    if (!(button instanceof HTMLElement) || !group) continue;
    button.hidden = false;
    button.addEventListener("click", () => {
      const boxes = /** @type {HTMLInputElement[]} */ ([...group.querySelectorAll("input[name=services]")]);
      const tick = !boxes.every((box) => box.checked);
      for (const box of boxes) box.checked = tick;
    });
  }
}

/** A second press while the first is on its way would only ask the same again. */
function sendOnce() {
  /** @type {WeakSet<EventTarget>} */
  let sent = new WeakSet();
  document.addEventListener("submit", (event) => {
    const form = /** @type {HTMLFormElement} */ (event.target);
    if (form.method !== "post") return;
    if (sent.has(form)) event.preventDefault();
    sent.add(form);
  });
  addEventListener("pageshow", () => (sent = new WeakSet())); // gone back to: it may be sent again
}

/** A line to be typed elsewhere; pages over plain HTTP have no `navigator.clipboard`. */
function copyLines() {
  for (const button of document.querySelectorAll("button[data-copy]")) {
    const line = button instanceof HTMLElement ? document.getElementById(button.dataset.copy ?? "") : null;
    if (!(button instanceof HTMLElement) || !line) continue;
    button.hidden = false;
    button.addEventListener("click", () => {
      getSelection()?.selectAllChildren(line);
      if (document.execCommand("copy")) button.textContent = button.dataset.copied ?? "";
    });
  }
}

tickWholeSpheres();
sendOnce();
copyLines();
