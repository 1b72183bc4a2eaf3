// A client that lets itself be judged: "npx thingwright-conformance consumer -- node judged-client.mjs". Commands come on
// standard input and replies go to standard output, in JSON, one message a line. Another client has other words in `operations`.
import { createInterface } from "node:readline";
import { createServient } from "thingwright";

let credentials = {};
let thing;
const servient = createServient({
  credentials: { get: (_thing, name) => credentials[name] },
  httpClient: { callbacks: {} },
});
const subscriptions = new Map();
const invocations = new Map();

/** Passes on what a subscription brings, and says when it has begun. */
async function follow(name, open) {
  const controller = new AbortController();
  const observation = open({ signal: controller.signal });
  await observation.ready;
  const passing = passOn(name, observation);
  subscriptions.set(name, async () => {
    controller.abort();
    await passing;
  });
}

async function passOn(name, observation) {
  try {
    for await (const value of observation) say({ notify: name ?? "", value });
  } catch {
    // It has ended.
  }
}

async function leave(name) {
  await subscriptions.get(name)?.();
  subscriptions.delete(name);
}

/** Invokes an action; of one that goes on, the status can be asked. */
async function invoke(name, value, uriVariables) {
  const invocation = await thing.start(name, value, { uriVariables });
  invocations.set(name, invocation);
  return invocation.asynchronous ? undefined : await invocation.result();
}

const operations = {
  async consume({ td, credentials: given }) {
    for (const name of [...subscriptions.keys()]) await leave(name);
    credentials = given;
    thing = servient.consume(td);
  },
  readproperty: ({ name, uriVariables }) => thing.read(name, { uriVariables }),
  writeproperty: ({ name, value, uriVariables }) => thing.write(name, value, { uriVariables }),
  readallproperties: () => thing.readAll(),
  writemultipleproperties: ({ value }) => thing.writeMultiple(value),
  invokeaction: ({ name, value, uriVariables }) => invoke(name, value, uriVariables),
  queryaction: ({ name }) => invocations.get(name).status(),
  cancelaction: ({ name }) => invocations.get(name).cancel(),
  queryallactions: () => thing.queryAllActions(),
  observeproperty: ({ name }) => follow(name, (options) => thing.observe(name, options)),
  unobserveproperty: ({ name }) => leave(name),
  observeallproperties: () => follow(undefined, (options) => thing.observeAll(options)),
  unobserveallproperties: () => leave(undefined),
  subscribeevent: ({ name }) => follow(name, (options) => thing.subscribe(name, options)),
  unsubscribeevent: ({ name }) => leave(name),
  subscribeallevents: () => follow(undefined, (options) => thing.subscribeAll(options)),
  unsubscribeallevents: () => leave(undefined),
};

const profiles = ["http-basic", "http-sse", "http-webhook"].map(
  (name) => `https://www.w3.org/2022/wot/profile/${name}/v1`,
);

async function replyTo({ id, do: command, ...rest }) {
  if (command === "hello") return { id, name: "Thingwright", profiles };
  const carryOut = Object.hasOwn(operations, command) ? operations[command] : undefined;
  if (carryOut === undefined) return { id, unsupported: "this driver has no such command" };
  try {
    return { id, value: await carryOut(rest) };
  } catch (error) {
    return { id, error: String(error.message) };
  }
}

function say(message) {
  process.stdout.write(`${JSON.stringify(message)}\n`);
}

for await (const line of createInterface({ input: process.stdin })) say(await replyTo(JSON.parse(line)));
await servient.stop();
