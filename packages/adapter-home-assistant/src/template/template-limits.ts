/** Limits of one template that somebody has published. */
export const templateLimits = {
  /** Characters of a template. */
  maxTemplateLength: 2_000,
  /** Nesting of expressions and of conditions. */
  maxTemplateDepth: 32,
  /** Characters of what it is in JSONata. */
  maxTranslationLength: 6_000,
} as const;
