/**
 * Lets Node find what a page imports by its address: `/contract/v1/…` is the folder server/contract.
 */
import { registerHooks } from "node:module";

const contract = new URL("../../server/contract/", import.meta.url);

registerHooks({
  resolve(specifier, context, next) {
    const prefix = "/contract/v1/";
    return next(specifier.startsWith(prefix) ? new URL(specifier.slice(prefix.length), contract).href : specifier, context);
  },
});
