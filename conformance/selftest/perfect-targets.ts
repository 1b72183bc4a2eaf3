import { startCoap, withCoapWrites } from "./coap/coap-faults.js";
import { perfectCoapScript } from "./coap/perfect-coap-thing.js";
import type { PerfectTarget } from "./fault.js";
import { directoryPath } from "./http/directory-description.js";
import { formatsScript } from "./http/formats-thing.js";
import { hookedScript } from "./http/hooked-thing.js";
import { fastHttp, startScript, withCredentials, withOrigin, withWrites } from "./http/http-fault.js";
import { observedScript } from "./http/observed-thing.js";
import { directoryScript } from "./http/perfect-directory.js";
import { linkPath, linkScript } from "./http/perfect-link.js";
import { perfectPath, perfectScript } from "./http/perfect-thing.js";
import { profiledScript } from "./http/profiled-thing.js";
import type { Answer, Question, Script } from "./http/scripted-thing.js";
import { secured, secureScript, withTrust } from "./http/secure-thing.js";
import { withCallbacks } from "./http/webhook-faults.js";
import { announcedCoapLamp, announcedDirectory, announcedLamp, withNetwork } from "./mdns/announced-targets.js";
import { fastMqtt, startMqtt } from "./mqtt/mqtt-faults.js";
import { perfectBroker } from "./mqtt/perfect-broker.js";

const locked: Script = (question, origin) =>
  question.path === perfectPath
    ? { status: 401, headers: { "www-authenticate": 'Bearer realm="lamp"' } }
    : perfectScript(false)(question, origin);

/** What is measured is another each time, and what is set now and then. */
function moving(): Script {
  const perfect = perfectScript(true);
  let times = 0;
  return (question, origin) => {
    const answer = perfect(question, origin) as Answer;
    times += 1;
    if (question.method !== "GET" || answer.status !== 200) return answer;
    if (question.path.endsWith("/brightness")) return { ...answer, ...content(times % 100) };
    if (question.path.endsWith("/target") && times % 3 === 0) return { ...answer, ...content(times % 100) };
    return answer;
  };
}

function content(value: unknown): Pick<Answer, "headers" | "body"> {
  return { headers: { "content-type": "application/json" }, body: JSON.stringify(value) };
}

/** Every fifth question is one too many, but for those that put something back. */
function busy(): Script {
  const perfect = perfectScript(true);
  let times = 0;
  return (question, origin) => {
    times += 1;
    if (question.method !== "PUT" && times % 5 === 0) return { status: 503, headers: { "retry-after": "1" } };
    return perfect(question, origin);
  };
}

/** The lamp is told its colour temperature in mired: of the kelvin next to each other, few can be had. */
function rounding(): Script {
  const perfect = perfectScript(false);
  const rounded = (kelvin: string) => String(Math.round(1e6 / Math.round(1e6 / Number(kelvin))));
  return (question, origin) => {
    const isWritten = question.method === "PUT" && question.path.endsWith("/kelvin");
    return perfect(isWritten ? { ...question, body: rounded(question.body) } : question, origin);
  };
}

/** What is written shows only when it has been asked for a few times. */
function slow(): Script {
  const perfect = perfectScript(false);
  const late: Question[] = [];
  let askedSince = 0;
  return (question, origin) => {
    if (question.method === "PUT") {
      late.push(question);
      askedSince = 0;
      return { status: 202 };
    }
    askedSince += 1;
    if (askedSince > 2) for (const each of late.splice(0)) perfect(each, origin);
    return perfect(question, origin);
  };
}

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
    what: "a perfect Thing that may be written",
    start: (network) => startScript(perfectScript(true), network),
    options: withWrites,
  },
  {
    what: "a perfect Thing whose values move",
    start: (network) => startScript(moving(), network),
    options: withWrites,
  },
  {
    what: "a perfect Thing that is busy at times",
    start: (network) => startScript(busy(), network),
    options: withWrites,
  },
  {
    what: "a perfect Thing that rounds",
    start: (network) => startScript(rounding(), network),
    options: { ...withWrites, limits: { effectTimeoutMs: 60 } },
  },
  {
    what: "a perfect Thing that needs time for what is written",
    start: (network) => startScript(slow(), network),
    options: withWrites,
  },
  {
    what: "a perfect Thing that the tester has the credentials of",
    start: (network) => startScript(perfectScript(true), network),
    options: withCredentials,
  },
  {
    what: "a perfect Thing that may act",
    start: (network) => startScript(profiledScript(), network),
    options: { ...fastHttp, allow: ["invoke"], limits: { effectTimeoutMs: 250 } },
  },
  {
    what: "a perfect Thing that is observed while it is written",
    start: (network) => startScript(observedScript(), network),
    options: { ...fastHttp, allow: ["write", "load"] },
  },
  {
    what: "a perfect Thing whose description is kept for who has credentials",
    start: (network) => startScript(observedScript(true), network),
    options: withOrigin,
  },
  {
    what: "a perfect Thing that calls back",
    start: (network) => startScript(hookedScript(), network),
    options: withCallbacks,
  },
  {
    what: "a perfect Thing whose values are not all in plain JSON",
    start: (network) => startScript(formatsScript(), network),
    options: fastHttp,
  },
  {
    what: "a perfect Thing over TLS",
    start: (network) => startScript(secureScript(), network, perfectPath, secured()),
    options: withTrust,
  },
  { what: "a perfect Thing behind a lock", start: (network) => startScript(locked, network), options: fastHttp },
  { what: "a perfect Thing that is announced", start: announcedLamp(), options: withNetwork },
  { what: "a perfect directory that is announced", start: announcedDirectory(), options: withNetwork },
  { what: "a perfect Thing over CoAP that is announced", start: announcedCoapLamp(), options: withNetwork },
  {
    what: "a perfect Thing Link",
    start: (network) => startScript(linkScript, network, linkPath),
    options: fastHttp,
  },
  {
    what: "a perfect directory",
    start: (network) => startScript(directoryScript(), network, directoryPath),
    options: fastHttp,
  },
  {
    what: "a perfect Thing over CoAP",
    start: (network) => startCoap(perfectCoapScript(), network),
    options: withCoapWrites,
  },
  {
    what: "a perfect directory that may be written",
    start: (network) => startScript(directoryScript(), network, directoryPath),
    options: withWrites,
  },
  {
    what: "a perfect Thing over MQTT",
    start: (network) => startMqtt(perfectBroker(), network),
    options: { ...fastMqtt, allow: ["write"] },
  },
  {
    what: "a perfect Thing over MQTT and TLS",
    start: (network) => startMqtt(perfectBroker(), network, secured()),
    options: { ...fastMqtt, ...withTrust },
  },
];
