/*
 * `node --import @thingwright/node-wot/register program.mjs`: runs a program of node-wot over the stand-in as it is, without a
 * bundler. To import this module is to register: that is what a preload is for, and nothing else imports it.
 */
import Module, { register } from "node:module";
import { fileURLToPath } from "node:url";
import { resolve } from "./resolve-hook.js";
import { standInFor } from "./stand-ins.js";

/** Of Node.js 22.15 and later: hooks for `import` and `require` alike. */
interface SynchronousHooks {
  registerHooks?(hooks: { resolve: typeof resolve }): unknown;
}

/** How `require` finds a file: all that Node.js 20 has to hook into. */
interface Requiring {
  _resolveFilename(specifier: string, ...more: unknown[]): string;
}

const { registerHooks } = Module as SynchronousHooks;
if (registerHooks === undefined) {
  register("./resolve-hook.js", import.meta.url);
  replaceRequired(Module as unknown as Requiring);
} else registerHooks({ resolve });

function replaceRequired(requiring: Requiring): void {
  const resolveFilename = requiring._resolveFilename;
  requiring._resolveFilename = function (this: unknown, specifier, ...more) {
    const url = standInFor(specifier);
    return url === undefined ? resolveFilename.call(this, specifier, ...more) : fileURLToPath(url);
  } as Requiring["_resolveFilename"];
}
