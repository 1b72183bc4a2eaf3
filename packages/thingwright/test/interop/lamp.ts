import type { Credentials } from "@thingwright/contracts";
import { staticVerifier } from "@thingwright/security";
import { type CreateServientOptions, createServient } from "../../src/create-servient.js";
import { type ExposedThing, RequestError } from "../../src/index.js";
import { CuttableWay } from "./cuttable-way.js";
import type { Commands } from "./page-server.js";

/** A Thing behind an HTTP server, reached over a way that can be cut. */
export interface ServedLamp extends AsyncDisposable {
  /** Address of its Thing Description. */
  readonly url: string;
  readonly way: CuttableWay;
  readonly thing: ExposedThing;
  /** How often `toggle` has been invoked. */
  readonly toggles: () => number;
  /** Resolves when `sleep`, which never ends, has begun. */
  readonly asleep: Promise<void>;
}

type LampOptions = Omit<CreateServientOptions, "http"> & {
  readonly cors?: boolean | readonly string[];
  readonly webSocket?: boolean;
  readonly terms?: object;
};

/** @param options - `terms` are further ones of the Thing Description */
export async function serveLamp({
  cors = false,
  webSocket = true,
  terms = {},
  ...options
}: LampOptions): Promise<ServedLamp> {
  const way = await CuttableWay.open();
  const servient = createServient({ ...options, http: { port: way.target, cors, baseUrl: way.url, webSocket } });
  await servient.start();
  const thing = servient.produce({ ...description, ...terms });
  let toggles = 0;
  thing.setActionHandler("toggle", () => ++toggles);
  thing.setActionHandler("refuse", () => {
    throw new RequestError("WOT_CONFLICT", "the lamp is locked");
  });
  let fallAsleep = (): void => {};
  const asleep = new Promise<void>((resolve) => {
    fallAsleep = resolve;
  });
  thing.setActionHandler("sleep", () => {
    fallAsleep();
    return new Promise(() => {});
  });
  await thing.expose();
  return {
    url: `${way.url}/lamp`,
    way,
    thing,
    toggles: () => toggles,
    asleep,
    async [Symbol.asyncDispose]() {
      await servient.stop();
      await way[Symbol.asyncDispose]();
    },
  };
}

/** Options for a lamp that asks for `credentials`. */
export const guarded = (definition: object, credentials: Credentials) => ({
  terms: { security: "sc", securityDefinitions: { sc: definition } },
  verifier: staticVerifier({ sc: [{ credentials, principal: { name: "ada", scopes: [] } }] }),
});

/** Commands that change the lamp, and cut the way to it: while it is cut, the lamp goes on. */
export function breaking({ thing, way }: ServedLamp): Commands {
  const set = (value: number): void => thing.set("brightness", value);
  return {
    setTo20: () => set(20),
    setTo24: () => set(24),
    cut: () => way.cut(),
    cutAndSetTo23: () => {
      way.cut();
      for (const value of [21, 22, 23]) set(value);
    },
  };
}

const description = {
  title: "Lamp",
  properties: {
    on: { type: "boolean", default: true, observable: true },
    brightness: { type: "integer", minimum: 0, maximum: 100, default: 10, observable: true },
    place: {
      type: "object",
      properties: { room: { type: "string", pattern: "^[a-z]+$" } },
      required: ["room"],
      default: { room: "hall" },
    },
  },
  actions: {
    toggle: { output: { type: "integer" } },
    refuse: {},
    sleep: {},
  },
  events: { overheated: { data: { type: "number" } } },
} as const;
