// A web page that uses Things by our module.
import { createServient, memoryCredentials } from "/thingwright.js";

/** What `promise` fails with, as far as it can be told in JSON. */
const failureOf = (promise) =>
  promise.then(
    (value) => ({ unexpected: value ?? null }),
    ({ name, family, code, status, sent, message }) => ({ name, family, code, status, sent, message }),
  );

async function consume({ url, credentials = {}, ...options }) {
  const servient = createServient({ ...options, credentials: memoryCredentials({ "*": credentials }) });
  return servient.consume(await servient.requestThingDescription(url));
}

export async function usesEverything(input) {
  const lamp = await consume(input);
  const before = await lamp.read("brightness");
  await lamp.write("brightness", 42);
  await lamp.write("place", { room: "kitchen" });
  const toggles = [await lamp.invoke("toggle"), await lamp.invoke("toggle")];
  return { title: lamp.title, before, toggles, after: await lamp.readAll() };
}

/** Observes over a cut connection, and says when it was away. */
export async function observes(input, command) {
  const lamp = await consume(input);
  const seen = [];
  const observation = lamp.observe("brightness", {
    onInterrupted: ({ code }) => seen.push(code),
    onResumed: () => seen.push("resumed"),
  });
  await observation.ready;
  await command("setTo20");
  for await (const value of observation) {
    seen.push(value);
    if (value === 20) await command("cutAndSetTo23");
    if (value === 23) break;
  }
  return seen;
}

/** Consumes the Thing by its Forms for WebSockets alone. */
async function consumeByWebSocket({ url, credentials = {} }) {
  const servient = createServient({ credentials: memoryCredentials({ "*": credentials }) });
  const { forms, ...td } = await servient.requestThingDescription(url);
  const affordances = [td.properties, td.actions, td.events].flatMap((named) => Object.values(named));
  for (const affordance of affordances) {
    affordance.forms = affordance.forms.filter(({ subprotocol }) => subprotocol === "webthingprotocol");
  }
  return servient.consume(td);
}

/** Everything over one WebSocket, which breaks on the way. */
export async function speaksByWebSocket(input, command) {
  const lamp = await consumeByWebSocket(input);
  const before = await lamp.read("brightness");
  await lamp.write("place", { room: "kitchen" });
  const toggled = await lamp.invoke("toggle");
  const refused = await failureOf(lamp.invoke("refuse"));
  const seen = [];
  const observation = lamp.observe("brightness", {
    onInterrupted: ({ code }) => seen.push(code),
    onResumed: () => command("setTo24"),
  });
  await observation.ready;
  await command("setTo20");
  for await (const value of observation) {
    seen.push(value);
    if (value === 20) await command("cut");
    if (value === 24) break;
  }
  return { before, toggled, refused, seen, place: await lamp.read("place") };
}

/** More observations than a browser has connections for. */
export async function observesManyTimes({ times, ...input }, command) {
  const lamp = await consume(input);
  const observations = Array.from({ length: times }, () => lamp.observe("brightness"));
  await Promise.all(observations.map(({ ready }) => ready));
  const read = await lamp.read("brightness");
  await command("setTo20");
  const firsts = observations.map(async (observation) => {
    for await (const value of observation) if (value === 20) return value;
  });
  return { read, firsts: await Promise.all(firsts) };
}

export async function subscribes(input, command) {
  const lamp = await consume(input);
  const events = lamp.subscribe("overheated");
  await events.ready;
  await command("overheat");
  for await (const temperature of events) return temperature;
}

export async function fails({ foreign, nobody, ...input }) {
  const lamp = await consume(input);
  const servient = createServient();
  return {
    invalid: await failureOf(lamp.write("brightness", 101)),
    pattern: await failureOf(lamp.write("place", { room: "Room 1" })),
    unknown: await failureOf(lamp.read("colour")),
    refused: await failureOf(lamp.invoke("refuse")),
    foreign: await failureOf(servient.requestThingDescription(foreign)),
    nobody: await failureOf(servient.requestThingDescription(nobody)),
    late: await failureOf(lamp.invoke("sleep", undefined, { timeoutMs: 50 })),
  };
}

function makesCode() {
  try {
    return new Function() !== undefined;
  } catch {
    return false;
  }
}

/** Whether the page may make code of text, and how descriptions and values are checked all the same. */
export async function checksUnderPolicy(input) {
  const lamp = await consume(input);
  const { title, ...untitled } = lamp.description;
  return {
    evaluates: makesCode(),
    place: await lamp.read("place"),
    invalid: await failureOf(lamp.write("place", { room: "Room 1" })),
    broken: await failureOf(Promise.resolve().then(() => createServient().consume(untitled))),
  };
}

/** The module works where there is no page around it. */
export function readsInWorker({ url }) {
  const worker = new Worker("/worker.js", { type: "module" });
  const answer = new Promise((resolve) => worker.addEventListener("message", ({ data }) => resolve(data)));
  worker.postMessage(url);
  return answer;
}

/** Aborts an action that the Thing has begun. */
export async function aborts(input, command) {
  const lamp = await consume(input);
  const controller = new AbortController();
  const failure = failureOf(lamp.invoke("sleep", undefined, { signal: controller.signal }));
  await command("untilAsleep");
  controller.abort();
  return failure;
}

/** Reads with the right credentials, with wrong ones, and with none. */
export async function authenticates({ right, wrong, byWebSocket, ...input }) {
  const consumed = byWebSocket ? consumeByWebSocket : consume;
  const read = async (credentials) => failureOf((await consumed({ ...input, credentials })).read("brightness"));
  return [await read(right), await read(wrong), await read({})];
}
