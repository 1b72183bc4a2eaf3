/** Limits of `generateTypes`. */
export const codegenLimits = Object.freeze({
  /** Schemas inside one another; what is deeper is `unknown`. */
  maxDepth: 32,
});
