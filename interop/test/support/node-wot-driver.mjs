// node-wot 0.8.16 as a client that lets itself be judged: "npx thingwright-conformance consumer -- node node-wot-driver.mjs".
import { createRequire } from "node:module";
import { createInterface } from "node:readline";

const require = createRequire(new URL("../../package.json", import.meta.url));
const { Servient } = require("@node-wot/core");
const { HttpClientFactory } = require("@node-wot/binding-http");
const { CoapClientFactory } = require("@node-wot/binding-coap");

const servient = new Servient();
servient.addClientFactory(new HttpClientFactory());
servient.addClientFactory(new CoapClientFactory());
const wot = await servient.start();

let thing;
const subscriptions = new Map();

/** Its credentials are those of the whole Thing, whatever the definition, and a key is an apiKey. */
function give(td, credentials) {
  const all = Object.assign({}, ...Object.values(credentials));
  servient.addCredentials({ [td.id]: all });
}

const options = ({ uriVariables }) => (uriVariables === undefined ? {} : { uriVariables });

async function valuesOf(map) {
  const values = {};
  for (const [name, output] of map) values[name] = await output.value();
  return values;
}

async function follow(name, open) {
  const listener = async (output) => say({ notify: name, value: await output.value().catch(() => undefined) });
  subscriptions.set(name, await open(listener));
}

async function leave(name) {
  await subscriptions.get(name)?.stop();
  subscriptions.delete(name);
}

const operations = {
  async consume({ td, credentials }) {
    for (const name of [...subscriptions.keys()]) await leave(name).catch(() => {});
    give(td, credentials);
    thing = await wot.consume(td);
  },
  readproperty: async ({ name, ...rest }) => (await thing.readProperty(name, options(rest))).value(),
  writeproperty: ({ name, value, ...rest }) => thing.writeProperty(name, value, options(rest)),
  readallproperties: async () => valuesOf(await thing.readAllProperties()),
  writemultipleproperties: ({ value }) => thing.writeMultipleProperties(new Map(Object.entries(value))),
  invokeaction: async ({ name, value, ...rest }) => (await thing.invokeAction(name, value, options(rest)))?.value(),
  observeproperty: ({ name }) => follow(name, (listener) => thing.observeProperty(name, listener)),
  unobserveproperty: ({ name }) => leave(name),
  subscribeevent: ({ name }) => follow(name, (listener) => thing.subscribeEvent(name, listener)),
  unsubscribeevent: ({ name }) => leave(name),
};

async function replyTo({ id, do: command, ...rest }) {
  if (command === "hello") return { id, name: "node-wot 0.8.16", profiles: [] };
  const carryOut = Object.hasOwn(operations, command) ? operations[command] : undefined;
  if (carryOut === undefined) return { id, unsupported: "the Scripting API has no such operation" };
  try {
    return { id, value: await carryOut(rest) };
  } catch (error) {
    return { id, error: String(error?.message ?? error) };
  }
}

function say(message) {
  process.stdout.write(`${JSON.stringify(message)}\n`);
}

for await (const line of createInterface({ input: process.stdin })) say(await replyTo(JSON.parse(line)));
await servient.shutdown();
process.exit(0);
