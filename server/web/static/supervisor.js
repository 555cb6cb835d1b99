/** Puts the supervisor's page together. */
import { render } from "/contract/v1/vendor/lit-html/lit-html.js";
import { outcomeOf } from "./asking.js";
import { dialogIn } from "./dialog.js";
import { follow } from "./follow.js";
import { pageSpeaker, written } from "./page.js";
import { lengthOf } from "./roll_state.js";
import { after, begin, continuation, stillChosen } from "./supervisor_state.js";
import { supervision } from "./supervisor_view.js";

/** @import { Paper } from "./roll_state.js" */
/** @import { Commands } from "/contract/v1/contract.js" */
/** @import { OfferedSphere } from "./reception_state.js" */
/** @import { Happening } from "./supervisor_state.js" */
/** @import { Hands } from "./supervisor_view.js" */

/** @type {{hallId: string, spheres: OfferedSphere[], paper: Paper}} */
const page = written("page");
const speak = pageSpeaker();
const root = /** @type {HTMLElement} */ (document.getElementById("supervisor"));
const showDialog = dialogIn(root);
let state = begin(page);

/** @type {Hands} */
const hands = {
  planRoll: (roll) => happen({ kind: "roll", roll }),
  startRoll: () => {
    const { newRoll } = state;
    if (newRoll) void ask("start-roll", { box_id: newRoll.boxId, device: newRoll.device, length_mm: lengthOf(newRoll) });
  },
  plan: (plan) => happen({ kind: "plan", plan }),
  planContinuation: () => happen({ kind: "plan", plan: continuation(state) }),
  choose: (ids, isChosen) => happen({ kind: "choose", ids, isChosen }),
  putAway: () => happen({ kind: "put-away" }),
  confirm: () => {
    const { planned } = state;
    switch (planned?.kind) {
      case "alert":
      case "outage":
        return void ask("suspend-hall", { reason: planned.kind });
      case "resume":
        return void ask("resume-hall", {});
      case "stop-intake":
        return void ask("stop-intake", {});
      case "reopen-intake":
        return void ask("reopen-intake", {});
      case "continue":
        return void ask("grant-continuation", { ticket_ids: stillChosen(state) });
    }
  },
};

/** @param {Happening} happening */
function happen(happening) {
  state = after(state, happening);
  render(supervision(state, speak, hands), root);
  showDialog();
}

/**
 * @template {"suspend-hall" | "resume-hall" | "stop-intake" | "reopen-intake" | "grant-continuation" | "start-roll"} Name
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
