import assert from "node:assert";
import type { Authentication, ClientAuthenticator, PreparedForm, PresentedCredentials } from "@thingwright/contracts";
import { CredentialsError } from "@thingwright/errors";
import type { Check } from "../check.js";
import { expectFailure } from "../expectation.js";
import type { World } from "../world.js";

/** Carriers that travel with each request: what is sent, and how the server sees it. */
const carried = {
  headers: { sent: { headers: { "X-Key": "k1" } }, seen: (presented) => presented.header("x-key") },
  query: { sent: { query: { key: "k1" } }, seen: (presented) => presented.query("key") },
  cookies: { sent: { cookies: { key: "k1" } }, seen: (presented) => presented.cookie("key") },
} satisfies Record<
  string,
  { readonly sent: Authentication; readonly seen: (presented: PresentedCredentials) => string | undefined }
>;

type Carrier = keyof typeof carried;

/** Credentials on their way from the client's authenticator to the Thing. */
export const credentialsChecks: readonly Check[] = [
  {
    id: "credentials/carried",
    title: "brings credentials to the Thing by each carrier that the client takes",
    operations: ["invokeaction"],
    async run(world) {
      for (const carrier of takenCarriers(world)) {
        await invoke(world, prepare(world, authenticator(carrier)));
        const { presented } = world.thing.calls.of("invokeaction", "echo").at(-1)?.request ?? {};
        assert.ok(presented !== undefined, `nothing was presented by ${carrier}`);
        assert.equal(carried[carrier].seen(presented), "k1", carrier);
      }
    },
  },
  {
    id: "credentials/read-anew",
    title: "asks the authenticator anew for each request",
    operations: ["invokeaction"],
    async run(world) {
      const [carrier] = takenCarriers(world);
      let asked = 0;
      const counting = authenticator(carrier, () => {
        asked += 1;
      });
      const prepared = prepare(world, counting);
      for (const count of [1, 2, 3]) {
        await invoke(world, prepared);
        assert.equal(asked, count);
      }
    },
  },
  {
    id: "credentials/missing",
    title: "fails with the authenticator's CredentialsError and asks the Thing nothing",
    operations: ["invokeaction"],
    async run(world) {
      const [carrier] = takenCarriers(world);
      const empty = authenticator(carrier, () => {
        throw new CredentialsError("WOT_CREDENTIALS_MISSING", "the store is empty");
      });
      await expectFailure(invoke(world, prepare(world, empty)), "CredentialsError");
      assert.equal(world.thing.calls.of("invokeaction", "echo").length, 0);
    },
  },
  {
    id: "credentials/once-more",
    title: "tries once more when the authenticator sees a point in it, and only once",
    operations: ["invokeaction"],
    async run(world) {
      await challenge(world);
      assert.equal(world.thing.calls.of("invokeaction", "echo").length, 2);
    },
  },
  {
    id: "credentials/challenges",
    title: "tells the authenticator the challenges of the Thing",
    operations: ["invokeaction"],
    async run(world) {
      assert.deepEqual(await challenge(world), challenges);
    },
  },
];

const challenges = ['Basic realm="x"'];

/** Lets the Thing refuse credentials for good, and returns the challenges that the authenticator was told first. */
async function challenge(world: World): Promise<readonly string[] | undefined> {
  const [carrier] = takenCarriers(world);
  world.thing.action("echo").failure = new CredentialsError("WOT_CREDENTIALS_MISSING", "who?", { challenges });
  const told: (readonly string[])[] = [];
  const challenged = (said: readonly string[]): boolean => told.push(said) > 0;
  await expectFailure(invoke(world, prepare(world, { ...authenticator(carrier), challenged })), "CredentialsError");
  return told[0];
}

/** The carriers that the client does not refuse; at least one. */
function takenCarriers(world: World): readonly [Carrier, ...Carrier[]] {
  const [form] = world.remote.forms("invokeaction", "echo");
  assert.ok(form !== undefined);
  const [first, ...others] = (Object.keys(carried) as Carrier[]).filter(
    (carrier) => "request" in world.remote.prepareForm(form, "invokeaction", "echo", authenticator(carrier)),
  );
  assert.ok(first !== undefined, "the client takes none of the carriers headers, query and cookies");
  return [first, ...others];
}

function authenticator(carrier: Carrier, asked: () => void = () => {}): ClientAuthenticator {
  return {
    carriers: [carrier],
    authenticate() {
      asked();
      return carried[carrier].sent;
    },
  };
}

const prepare = ({ remote }: World, from: ClientAuthenticator): PreparedForm =>
  remote.prepare("invokeaction", "echo", { authenticator: from });

const invoke = ({ patienceMs }: World, prepared: PreparedForm): Promise<unknown> =>
  prepared.request({ timeoutMs: patienceMs });
