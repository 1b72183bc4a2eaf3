import { fakeHost, type TestThing } from "@thingwright/contract-tests";
import type { ServerBinding } from "@thingwright/contracts";
import type { Form } from "@thingwright/td";
import type { RawClient } from "./raw-client.js";

/** Names that a careless server would make unusable topics of, with what is special about them. */
export const hostileNames: readonly (readonly [string, string])[] = [
  ["another script", "Küche – 台所"],
  ["a topic of the broker", "$SYS"],
  ["a shared subscription", "$share/g/x"],
  ["a wildcard", "+"],
  ["wildcards among levels", "a/#/+"],
  ["levels", "/a//b/"],
  ["dots", ".."],
  ["a prototype", "__proto__"],
  ["a topic of the server itself", "status"],
  ["NUL", "a\0b"],
  ["spaces and percents", " 100%25 {x} "],
  ["nothing", ""],
  ["a whole topic's length", "ü/".repeat(65_535)],
];

/** Exposes `thing` at a server that has not started, and uses it as anybody would who takes topics from Forms. */
export async function playThing(
  server: ServerBinding,
  anybody: RawClient,
  thing: TestThing,
  patienceMs: number,
): Promise<void> {
  await server.start(fakeHost(thing));
  const { properties, actions, events } = await server.expose(thing);
  const [state, set] = properties.get("count") as [Form, Form];
  const tick = String(events.get("tick")?.[0]?.["mqv:filter"]);
  await anybody.listen(String(state["mqv:filter"]), tick);
  await anybody.publish(String(set["mqv:topic"]), "42");
  await anybody.until(String(state["mqv:filter"]), "42");
  await anybody.publish(String(actions.get("echo")?.[0]?.["mqv:topic"]), "1");
  await thing.calls.until("invokeaction", "echo", 1, patienceMs);
  thing.event("tick").emit("tock");
  await anybody.until(tick, '"tock"');
}
