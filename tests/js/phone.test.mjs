/** When a phone may stop listening. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { isLast } from "../../server/web/static/phone_words.js";

/** @import { PhoneSnapshot } from "/contract/v1/contract.js" */

/** @param {PhoneSnapshot["state"]} state */
const last = (state) => isLast(/** @type {PhoneSnapshot} */ ({ state }));

test("a ticket that is over is told once", () => {
  assert.ok(last("done") && last("cancelled"));
  assert.ok(!last("waiting") && !last("parked") && !last("missed"));
});

test("one that has expired may go on another day, and on yet another when that one is closed", () => {
  assert.equal(last("expired"), false);
});
