export * from "./our-bindings/index.js";
export * from "./their-bindings/index.js";
