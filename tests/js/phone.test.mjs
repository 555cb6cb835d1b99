/** When a phone may stop listening. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { isLast } from "../../server/web/static/phone_words.js";

/** @import { PhoneSnapshot } from "/contract/v1/contract.js" */

/** @param {PhoneSnapshot["state"]} state @param {PhoneSnapshot["goes_on"]} [goes_on] */
const last = (state, goes_on = null) => isLast(/** @type {PhoneSnapshot} */ ({ state, goes_on }));

test("a ticket that is over is told once", () => {
  assert.ok(last("done") && last("cancelled"));
  assert.ok(!last("waiting") && !last("parked") && !last("missed"));
});

test("one that has expired may go on another day, and is heard of until it does", () => {
  assert.equal(last("expired"), false);
  assert.equal(last("expired", { label: "П 001", day: "2026-03-03", phone_secret: "s" }), true);
});
