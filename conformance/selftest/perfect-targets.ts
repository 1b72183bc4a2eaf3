import { badCoap, startCoap } from "./coap/coap-faults.js";
import { perfectCoapScript } from "./coap/perfect-coap-thing.js";
import type { PerfectTarget } from "./fault.js";
import { fastHttp, startScript, withCredentials } from "./http/http-fault.js";
import { perfectPath, perfectScript } from "./http/perfect-thing.js";
import type { Script } from "./http/scripted-thing.js";

const locked: Script = (question, origin) =>
  question.path === perfectPath
    ? { status: 401, headers: { "www-authenticate": 'Bearer realm="lamp"' } }
    : perfectScript(false)(question, origin);

/** What the suite must find nothing wrong with. Together they pass every check. */
export const perfectTargets: readonly PerfectTarget[] = [
  {
    what: "a perfect Thing over HTTP",
    start: (network) => startScript(perfectScript(false), network),
    options: fastHttp,
  },
  {
    what: "a perfect Thing with a profile",
    start: (network) => startScript(perfectScript(true), network),
    options: fastHttp,
  },
  {
    what: "a perfect Thing that the tester has the credentials of",
    start: (network) => startScript(perfectScript(true), network),
    options: withCredentials,
  },
  { what: "a perfect Thing behind a lock", start: (network) => startScript(locked, network), options: fastHttp },
  { what: "a perfect Thing over CoAP", start: (network) => startCoap(perfectCoapScript(), network), options: badCoap },
];
