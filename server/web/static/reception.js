/** Puts the reception page together. */
import { render } from "/contract/v1/vendor/lit-html/lit-html.js";
import { outcomeOf } from "./asking.js";
import { dialogIn } from "./dialog.js";
import { follow } from "./follow.js";
import { pageSpeaker, written } from "./page.js";
import { after, begin, copyBox } from "./reception_state.js";
import { reception } from "./reception_view.js";
import { lengthOf } from "./roll_state.js";

/** @import { Paper } from "./roll_state.js" */
/** @import { Commands } from "/contract/v1/contract.js" */
/** @import { Hands, May } from "./reception_view.js" */
/** @import { Happening, OfferedSphere } from "./reception_state.js" */

/** @type {{hallId: string, may: May, spheres: OfferedSphere[], servicesPerVisit: number, paper: Paper}} */
const page = written("page");
const speak = pageSpeaker();
const root = /** @type {HTMLElement} */ (document.getElementById("reception"));
const showDialog = dialogIn(root);
let state = begin(page);

/** @type {Hands} */
const hands = {
  planRoll: (roll) => happen({ kind: "roll", roll }),
  startRoll: () => {
    const { newRoll } = state;
    if (newRoll) void ask("start-roll", { box_id: newRoll.boxId, device: newRoll.device, length_mm: lengthOf(newRoll) });
  },
  seek: (text) => happen({ kind: "seek", text }),
  wish: (wish) => happen({ kind: "wish", wish }),
  take: () => {
    const { serviceId, purpose, priority, route, bookedFor } = state.wish;
    const visit = { service_id: serviceId, further: route.serviceIds, is_any_order: route.isAnyOrder };
    if (purpose !== "") void ask("take-ticket", { ...visit, purpose, language: "uk", priority, booked_for: bookedFor || null });
  },
  putAway: () => {
    happen({ kind: "put-away" });
    document.getElementById("sphere")?.focus();
  },
  cancel: (entry) => void ask("cancel-ticket", { ticket_id: entry.ticket_id }),
  change: (change) => happen({ kind: "change", change }),
  reroute: (entry, route) =>
    void ask("change-route", { ticket_id: entry.ticket_id, service_ids: route.serviceIds, is_any_order: route.isAnyOrder }),
  ponder: (entry) => happen({ kind: "ponder", entry }),
  giveBack: (entry) => void ask("return-ticket", { ticket_id: entry.ticket_id }),
  plan: (plan) => happen({ kind: "plan", plan }),
  decide: () => {
    switch (state.planned) {
      case "alert":
      case "outage":
        return void ask("suspend-hall", { reason: state.planned });
      case "resume":
        return void ask("resume-hall", {});
      case "stop-intake":
        return void ask("stop-intake", {});
      case "reopen-intake":
        return void ask("reopen-intake", {});
    }
  },
  copyAt: (boxId) => happen({ kind: "copy-at", boxId }),
  copy: (entry) => void ask("reprint-ticket", { ticket_id: entry.ticket_id, box_id: copyBox(state)?.box_id ?? null }),
};

/** @param {Happening} happening */
function happen(happening) {
  state = after(state, happening);
  render(reception(state, speak, hands, page.may), root);
  showDialog();
}

/**
 * @template {"take-ticket" | "change-route" | "reprint-ticket" | "return-ticket" | "cancel-ticket" | "suspend-hall" | "resume-hall"
 *   | "stop-intake" | "reopen-intake" | "start-roll"} Name
 * @param {Name} name
 * @param {Omit<Commands[Name]["asked"], "request_id">} asked
 */
async function ask(name, asked) {
  if (state.isAsking) return;
  happen({ kind: "ask" });
  happen(await outcomeOf(name, asked));
}

root.replaceChildren();
follow([`halls/${page.hallId}/queue`, `halls/${page.hallId}/boxes`], happen);
