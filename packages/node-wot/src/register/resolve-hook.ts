import type { ResolveFnOutput } from "node:module";
import { standInFor } from "./stand-ins.js";

/**
 * A hook of Node.js that resolves node-wot's packages to what stands in for them, for whoever imports them.
 *
 * @param next - of the chain of hooks, with the same parameters
 */
export function resolve<Context, Output extends ResolveFnOutput | Promise<ResolveFnOutput>>(
  specifier: string,
  context: Context,
  next: (specifier: string, context: Context) => Output,
): Output | ResolveFnOutput {
  const url = standInFor(specifier);
  return url === undefined ? next(specifier, context) : { url, format: "module", shortCircuit: true };
}
