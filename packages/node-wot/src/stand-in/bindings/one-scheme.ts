import type { ClientBinding } from "@thingwright/contracts";

/** A binding for one of its schemes only: node-wot's factories are for one each, with settings of their own. */
export function forScheme(binding: ClientBinding, scheme: string): ClientBinding {
  const carriersOf = binding.carriersOf?.bind(binding);
  return {
    manifest: { ...binding.manifest, schemes: [scheme] },
    ...(carriersOf === undefined ? {} : { carriersOf }),
    prepare: (request) => binding.prepare(request),
    stop: () => binding.stop(),
    [Symbol.asyncDispose]: () => binding.stop(),
  };
}
