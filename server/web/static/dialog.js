/** The one question a page asks at a time, and the focus, which goes back to whoever it was taken from. */

/**
 * @param {HTMLElement} root where the page draws its dialog
 * @returns {() => void} to be called after each drawing
 */
export function dialogIn(root) {
  /** @type {HTMLElement | null} */
  let opener = null;
  return () => {
    const dialog = root.querySelector("dialog");
    if (dialog?.open) return;
    if (dialog) {
      opener = /** @type {HTMLElement | null} */ (document.activeElement);
      dialog.showModal();
    } else if (opener) {
      // An open dialog that is taken off the page leaves the focus to nobody. A button takes none while a request is
      // under way: then with the next drawing.
      const isFree = opener.isConnected && document.activeElement === document.body;
      if (isFree) opener.focus();
      if (!isFree || document.activeElement === opener) opener = null;
    }
  };
}
