import { createRequire } from "node:module";

const require = createRequire(new URL("../../interop/package.json", import.meta.url));

/** node-wot's modules, from the lockfile under interop/. */
export const nodeWot = {
  get core() {
    return require("@node-wot/core");
  },
  get http() {
    return require("@node-wot/binding-http");
  },
  get coap() {
    return require("@node-wot/binding-coap");
  },
  get mqtt() {
    return require("@node-wot/binding-mqtt");
  },
};
