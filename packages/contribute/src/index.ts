export { type CatalogOptions, catalogImport } from "./catalog-import.js";
export type { Contribution, ContributionFile, Missing } from "./contribution.js";
export { type EventFolderOptions, eventFolder } from "./event-folder.js";
export { fileName } from "./file-name.js";
export { type Implementation, implementationDescription } from "./implementation-description.js";
export {
  implementationReport,
  type ReportSources,
  reportContribution,
} from "./implementation-report.js";
export { type Preflight, preflight, type Removal } from "./preflight.js";
export { type WriteOptions, writeContribution } from "./write-contribution.js";
