/**
 * What a phone page says of a ticket; the very same as the server's phone_words.py. Pure.
 *
 * @import { PhoneSnapshot, WaitRange } from "/contract/v1/contract.js"
 * @import { Speaker } from "/contract/v1/js/i18n.js"
 */

/**
 * @param {PhoneSnapshot} ticket
 * @param {Speaker} speak
 * @returns {{headline: string, detail: string, kept?: string}}
 */
export function wordsOf(ticket, speak) {
  const { _ } = speak;
  const window = ticket.window_name ?? "";
  const next = ticket.goes_on;
  if (ticket.suspension && (ticket.state === "waiting" || ticket.state === "parked")) {
    const before = ticket.people_before === null ? "" : place(ticket.people_before, speak);
    const kept = `${_("Your place in line is kept.")} ${before}`.trim();
    return { headline: speak.of(ticket.suspension.titles), detail: speak.of(ticket.suspension.texts), kept };
  }
  if (ticket.state === "waiting" && ticket.valid_on) {
    const headline = _("Valid on {day} only", { day: dayOf(ticket.valid_on) });
    return { headline, detail: _("Come when we open: you will be among the first.") };
  }
  if (ticket.state === "expired" && next) {
    const detail = _("Your new number is {label}, before all who come then.", { label: next.label });
    return { headline: _("You will be served on {day}", { day: dayOf(next.day) }), detail };
  }
  switch (ticket.state) {
    case "waiting":
      return { headline: place(ticket.people_before ?? 0, speak), detail: wait(ticket.wait, speak) };
    case "called":
      return { headline: _("Go to window {window}", { window }), detail: _("You have been called") };
    case "serving":
      return { headline: _("You are being served"), detail: _("Window {name}", { name: window }) };
    case "parked":
      return { headline: _("Your ticket is set aside"), detail: _("When you are ready, come to window {name}", { name: window }) };
    case "done":
      return { headline: _("Your visit is over"), detail: _("Thank you for coming") };
    case "missed":
      return { headline: _("You were called and did not come"), detail: _("Please ask at reception") };
    case "expired":
      return { headline: _("This ticket is no longer valid"), detail: _("It was valid on its day only. Take a new one.") };
    case "cancelled":
      return { headline: _("This ticket was cancelled"), detail: _("Take a new one if you still want to come.") };
  }
}

/** Whether nothing can happen to a ticket any more: one that has expired may still go on another day, and yet another.
 * @param {PhoneSnapshot} ticket */
export function isLast({ state }) {
  return state === "done" || state === "cancelled";
}

/** @param {string} day an ISO date */
function dayOf(day) {
  return day.split("-").reverse().join(".");
}

/** @param {number} people @param {Speaker} speak */
function place(people, { _, _n }) {
  return people === 0 ? _("You are next") : _n("{count} person is before you", "{count} people are before you", people);
}

/** @param {WaitRange | null} range @param {Speaker} speak */
function wait(range, { _ }) {
  if (range === null) return _("Waiting time is not known yet");
  const { low_minutes: low, high_minutes: high } = range;
  return low === high ? _("About {minutes} minutes", { minutes: high }) : _("About {low} to {high} minutes", { low, high });
}
