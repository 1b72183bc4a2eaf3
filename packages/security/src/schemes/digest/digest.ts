import { type Clock, limitsFrom, type SecuritySchemePlugin, systemClock } from "@thingwright/contracts";
import { UnsupportedError, UsageError } from "@thingwright/errors";
import type { DigestSecurityScheme } from "@thingwright/td";
import { type CredentialSlot, credentialSlot } from "../../credentials/credential-slot.js";
import type { RealmOptions } from "../challenge.js";
import { OriginMemory } from "../origin-memory.js";
import { type DigestAlgorithm, digestFunctionOf } from "./digest-algorithm.js";
import { digestClient } from "./digest-client.js";
import { digestServer } from "./digest-server.js";
import type { DigestSession } from "./digest-session.js";
import { defaultNonceLimits, type NonceLimits, Nonces } from "./nonces.js";

export interface DigestOptions extends RealmOptions {
  /** Algorithms that the server half offers, the preferred one first. Default SHA-256 alone. */
  readonly algorithms?: readonly DigestAlgorithm[];
  readonly limits?: Partial<NonceLimits>;
  readonly clock?: Clock;
  /** That many bytes that nobody can guess. Default: of `crypto`. */
  readonly random?: (length: number) => Uint8Array;
}

/**
 * The scheme `digest` (TD 1.1 §5.3.3.6): a name, and a proof that its password is known, in the `Authorization` header or
 * in the header that `name` says (RFC 7616).
 *
 * The client half answers the strongest algorithm of a challenge that it knows, MD5 included. The first request to an origin
 * goes out without proof, unless another Form of the Thing has been challenged there before.
 */
export function digest(options: DigestOptions = {}): SecuritySchemePlugin {
  const { algorithms = ["SHA-256"], clock = systemClock, random = randomBytes } = options;
  const functions = algorithms.map((algorithm) => {
    const found = digestFunctionOf(algorithm);
    if (found === undefined) throw new UsageError("WOT_ARGUMENT", `no digest algorithm "${algorithm}" is known`);
    return found;
  });
  const sessions = new OriginMemory<DigestSession>();
  const nonces = new Nonces(limitsFrom(defaultNonceLimits, options.limits), clock, random);
  return {
    scheme: "digest",
    client: (definition, credentials) =>
      digestClient(definition as DigestSecurityScheme, slotOf(definition as DigestSecurityScheme), {
        sessions,
        credentials,
        random,
      }),
    server: (definition, name, verifier) =>
      digestServer(definition as DigestSecurityScheme, slotOf(definition as DigestSecurityScheme), {
        definition: name,
        verifier,
        functions,
        nonces,
        realm: options.realm ?? "things",
      }),
  };
}

function slotOf({ in: location = "header", name = "authorization" }: DigestSecurityScheme): CredentialSlot {
  if (location === "header" || location === "auto") return credentialSlot({ in: "header", name });
  throw new UnsupportedError("WOT_NO_FORM", `digest credentials in "${location}" are not supported`);
}

const randomBytes = (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length));
