import type { CredentialVerifier } from "@thingwright/contracts";

/** A verifier that leaves the credentials of each security definition to the verifier under its name; others prove nothing. */
export function verifiersByDefinition(verifiers: Readonly<Record<string, CredentialVerifier>>): CredentialVerifier {
  const byName = new Map(Object.entries(verifiers));
  const hasProofs = [...byName.values()].some(({ verifyProof }) => verifyProof !== undefined);
  return {
    verify: (definition, ...rest) => byName.get(definition)?.verify(definition, ...rest),
    ...(hasProofs && {
      verifyProof: (definition, ...rest) => byName.get(definition)?.verifyProof?.(definition, ...rest),
    }),
  };
}
