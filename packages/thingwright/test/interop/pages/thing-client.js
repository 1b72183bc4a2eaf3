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

/** What taking in a Thing Description comes to under the page's policy. */
export const isUnderPolicy = async (input) => failureOf(consume(input).then(({ title }) => title));

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
export async function authenticates({ right, wrong, ...input }) {
  const read = async (credentials) => failureOf((await consume({ ...input, credentials })).read("brightness"));
  return [await read(right), await read(wrong), await read({})];
}
