/**
 * What a desk says: names of acts, why one cannot be done now, and what has happened.
 *
 * @import { Speaker } from "/contract/v1/js/i18n.js"
 * @import { Act, ActName, Desk, Said, Why } from "./desk_state.js"
 */
import { stopwatch } from "./live.js";

/**
 * @param {ActName} name
 * @param {Desk} state
 * @param {Speaker} speak
 */
export function actName(name, state, { _ }) {
  switch (name) {
    case "call-next":
      return state.desk?.in_hand?.state === "serving" && state.isCallFinishing ? _("Finish and call next") : _("Call next");
    case "start-serving":
      return _("Start");
    case "finish-serving":
      return _("Finish the visit");
    case "recall-ticket":
      return _("Call again");
    case "mark-missed":
      return _("Has not come");
  }
}

/**
 * The small line under an act: why it cannot be done now, or how often it still can.
 *
 * @param {Act} act
 * @param {Desk} state
 * @param {Speaker} speak
 */
export function actNote(act, state, speak) {
  if (act.why?.code === "no-ticket") return ""; // the card above says it, and four times more would be noise
  if (act.why) return reason(act.why, speak);
  const ticket = state.desk?.in_hand;
  if (act.name === "finish-serving" && (ticket?.route.length || ticket?.comes_back_to)) return speak._("the visit goes on");
  const left = ticket?.calls_left ?? 0;
  return act.name === "recall-ticket" ? speak._n("{count} time left", "{count} times left", left) : "";
}

/**
 * @param {Why} why
 * @param {Speaker} speak
 */
function reason(why, { _, _n }) {
  switch (why.code) {
    case "nobody":
      return _("nobody is waiting");
    case "called":
      return _("first: Start or Has not come");
    case "serving":
      return _("first: Finish");
    case "no-ticket":
      return _("no ticket in hand");
    case "not-called":
      return _("already begun");
    case "not-started":
      return _("first: Start");
    case "used-up":
      return _("all announcements made");
    case "too-early":
      return _("possible in {time}", { time: stopwatch(why.seconds) });
    case "announce-again":
      return _n("first call again once more", "first call again {count} times more", why.times);
    case "suspended":
      return _("the service is suspended");
    case "no-more-services":
      return _("this visit has as many services as one may have");
    case "asking":
      return "";
  }
}

/**
 * @param {Said} said
 * @param {Speaker} speak
 */
export function said(said, speak) {
  const { _, language } = speak;
  switch (said.kind) {
    case "problem":
      return said.problem.titles[language] ?? said.problem.title;
    case "nobody":
      return _("Nobody is waiting for this window");
    case "lost-window":
      return _("{person} is at window {name} now. Choose another.", said);
    case "break-later":
      return _("First finish with ticket {label}.", said);
    case "cannot":
      return said.why.code === "too-early"
        ? _("Wait {time} more: the person may be on the way.", { time: stopwatch(said.why.seconds) })
        : _("Not possible now: {reason}.", { reason: reason(said.why, speak) });
  }
}
