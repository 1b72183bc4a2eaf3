import assert from "node:assert";
import type { EffectiveForm, Operation } from "@thingwright/td";
import type { Check } from "../check.js";
import { endingOperations, holderOf } from "../holder.js";
import { offeredOperations } from "../offered-forms.js";
import type { World } from "../world.js";

/** Preparing Forms. */
export const prepareChecks: readonly Check[] = [
  {
    id: "prepare/unknown-scheme",
    title: "refuses a Form of another scheme with a reason, and does not throw",
    operations: [],
    async run(world) {
      const { operation, affordance, form } = usable(world);
      expectRefused(world, changed(form, { href: "unheard-of://example.invalid/x" }), operation, affordance);
    },
  },
  {
    id: "prepare/unknown-subprotocol",
    title: "refuses a Form with a subprotocol that it does not know",
    operations: [],
    async run(world) {
      const { operation, affordance, form } = usable(world);
      expectRefused(world, changed(form, { subprotocol: "unheard-of" }), operation, affordance);
    },
  },
  {
    id: "prepare/unknown-operation",
    title: "refuses an operation that its manifest does not claim",
    operations: [],
    async run(world) {
      const { affordance, form } = usable(world);
      const unheardOf = "unheardofproperty" as Operation;
      expectRefused(world, { ...changed(form, {}), op: [unheardOf] }, unheardOf, affordance);
    },
  },
  {
    id: "prepare/strange-address",
    title: "throws at no address, however strange",
    operations: [],
    async run(world) {
      const { operation, affordance, form } = usable(world);
      const scheme = world.client.manifest.schemes[0];
      const strange = ["", ":", "//", "/x", `${scheme}:`, `${scheme}://`, `${scheme}://[`, `${scheme}:///x`];
      for (const href of [...strange, `${scheme}://h:99999/`, `${scheme}://h/%`, `${scheme}://h/{x}`, "x y"]) {
        const prepared = world.remote.prepareForm(changed(form, { href }), operation, affordance);
        assert.ok("request" in prepared || prepared.refused.length > 0, `${href}: refused without a reason`);
      }
    },
  },
  {
    id: "prepare/no-io",
    title: "opens nothing while it prepares",
    operations: [],
    async run(world) {
      const { operation, affordance, form } = usable(world);
      const client = world.newClient();
      const before = openHandles();
      world.remote.by(client).prepareForm(form, operation, affordance);
      assert.deepEqual(openHandles(), before);
    },
  },
];

/** An offered operation that the client claims. */
function usable({ client, remote }: World) {
  const { clientOperations } = client.manifest;
  const found = offeredOperations(remote.description).find(
    ({ operation }) => clientOperations.includes(operation) && !endingOperations.includes(operation),
  );
  assert.ok(found !== undefined, "the server offers nothing that the client can use");
  return found;
}

/** `form` with other terms, in both of its shapes. */
function changed(form: EffectiveForm, terms: { readonly href?: string; readonly subprotocol?: string }): EffectiveForm {
  return { ...form, ...terms, form: { ...form.form, ...terms } };
}

function expectRefused(world: World, form: EffectiveForm, operation: Operation, affordance: string | undefined): void {
  const prepared = world.remote.prepareForm(form, operation, affordance);
  assert.ok("refused" in prepared, `it prepared ${operation} (${holderOf(operation)}) on ${form.href}`);
  assert.ok(prepared.refused.length > 0, "it refused without a reason");
}

/** Sockets, look-ups and files that the process has open; timers do not count. */
const openHandles = (): readonly string[] =>
  process
    .getActiveResourcesInfo()
    .filter((name) => !/Timeout|Immediate/.test(name))
    .sort();
