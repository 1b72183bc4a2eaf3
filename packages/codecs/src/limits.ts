/** Arrays and objects within each other that a codec takes, both ways, unless told otherwise. */
export const defaultMaxDepth = 64;
