export * from './activation.js';
export * from './fan-out-worker.js';
export * from './ingestor.js';
export type { IngestReport } from './ingest-report.js';
export * from './raw-record.js';
export * from './redriver.js';
