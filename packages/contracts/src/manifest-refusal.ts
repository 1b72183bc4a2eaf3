import type { FormRequest } from "./client-binding.js";
import type { BindingManifest } from "./manifest.js";
import { isUnsubscribing } from "./operation-kind.js";

/**
 * What speaks against a Form by the manifest of a client's binding alone: operation, subprotocol, ways of credentials. A
 * sentence for a person; `undefined` when nothing does.
 *
 * @param protocol - as a person calls it: `KNX`
 */
export function manifestRefusal(
  { operation, form, authenticator }: FormRequest,
  { clientOperations, subprotocols, carriers }: BindingManifest,
  protocol: string,
): string | undefined {
  if (isUnsubscribing(operation)) return `${operation} is carried out by stop() of the subscription`;
  if (!clientOperations.includes(operation)) return `${protocol} has no ${operation} here`;
  const { subprotocol } = form;
  if (subprotocol !== undefined && !subprotocols.includes(subprotocol)) {
    return `${protocol} has no subprotocol ${subprotocol}`;
  }
  const carrier = authenticator?.carriers.find((each) => !carriers.includes(each));
  return carrier === undefined ? undefined : `${protocol} has no way to carry credentials as ${carrier}`;
}
