import type { ClientBinding } from "@thingwright/contracts";
import type { EffectiveForm } from "@thingwright/td";
import { originOf } from "../request/origin.js";

/** A Form with the binding that carries it. */
interface Carried {
  readonly form: Pick<EffectiveForm, "href" | "subprotocol">;
  readonly binding: Pick<ClientBinding, "manifest">;
}

/**
 * `forms` with the subprotocols of one binding at one origin in the order of its manifest, in the places that they have
 * together. All other Forms stay where they are: a Thing may say by their order what it likes best, but not how a client
 * likes to listen.
 */
export function inSubprotocolOrder<F extends Carried>(forms: readonly F[]): readonly F[] {
  const groups = new Map<string, F[]>();
  for (const each of forms) {
    const key = keyOf(each);
    if (key === undefined) continue;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [each]);
    else group.push(each);
  }
  const sorted = new Map(
    [...groups].map(([key, group]) => [key, group.toSorted((a, b) => rank(a) - rank(b)).values()]),
  );
  return forms.map((each) => sorted.get(keyOf(each) ?? "")?.next().value ?? each);
}

/** What those have in common that differ in how values are pushed. */
const keyOf = ({ form, binding }: Carried): string | undefined =>
  form.subprotocol === undefined ? undefined : `${binding.manifest.name} ${originOf(form.href)}`;

/** Those that the manifest does not have come last. */
function rank({ form, binding }: Carried): number {
  const { subprotocols } = binding.manifest;
  const index = subprotocols.indexOf(form.subprotocol ?? "");
  return index < 0 ? subprotocols.length : index;
}
