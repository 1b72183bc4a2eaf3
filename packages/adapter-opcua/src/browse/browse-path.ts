import type { UaSession } from "../stack/ua-session.js";

/** The node that browse names lead to, one level after the other; `undefined` where there is none. */
export async function resolvePath(
  session: UaSession,
  from: string,
  names: readonly string[],
): Promise<string | undefined> {
  let nodeId: string | undefined = from;
  for (const name of names) {
    const [references = []]: readonly (readonly { readonly name: string; readonly nodeId: string }[])[] =
      await session.browse([nodeId], "forward");
    nodeId = references.find((each) => each.name === name)?.nodeId;
    if (nodeId === undefined) return undefined;
  }
  return nodeId;
}
