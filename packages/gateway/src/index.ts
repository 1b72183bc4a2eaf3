export { type Building, type BuildingOptions, startBuilding } from "./building.js";
export type { InstalledThing } from "./install.js";
export type { Installation } from "./installation.js";
