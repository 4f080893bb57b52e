import type { Table } from './column-sources.js';
import { JOB_COLUMNS } from './job-columns.js';
import { LOG_COLUMNS } from './log-columns.js';
import { RULE_COLUMNS } from './rule-columns.js';

/**
 * Every column of every table, with what `verify` derives it from, or plainly why it can't. A test holds the list against
 * the database, so that no column is forgotten, and another alters each derived one and expects to be told of it.
 */
export const COLUMNS: Readonly<Record<string, Table>> = { ...LOG_COLUMNS, ...RULE_COLUMNS, ...JOB_COLUMNS };
