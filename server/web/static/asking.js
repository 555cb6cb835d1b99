/** A staff page's hands: one command, and what came of it as a happening. */
import { Refused, command } from "/contract/v1/js/client.js";
import { csrf } from "./page.js";

/** @import { Commands, Problem } from "/contract/v1/contract.js" */

/**
 * @template {keyof Commands} Name
 * @param {Name} name
 * @param {Omit<Commands[Name]["asked"], "request_id">} asked
 * @returns {Promise<{kind: "answered", answer: Commands[Name]["answered"]} | {kind: "refused", problem: Problem}>}
 */
export async function outcomeOf(name, asked) {
  try {
    return { kind: "answered", answer: await command(name, asked, { csrf: csrf() }) };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return { kind: "refused", problem: error.problem };
  }
}
