import type { Sql } from '../database/connection.js';
import { openGapSizes } from './offset-gap-table.js';
import { topicRows } from './topic-table.js';

/** Which topics are not read, in a sentence. */
export async function stopNote(sql: Sql): Promise<string> {
  const stopped = (await topicRows(sql)).filter(({ stopReason }) => stopReason !== null);
  if (stopped.length === 0) return 'all that were read are read';
  return stopped.map(({ stopDetail }) => `${stopDetail ?? ''}; it is not read any more`).join('. ');
}

/** What was never read and nobody has accepted, in a sentence. */
export async function gapNote(sql: Sql): Promise<string> {
  const sizes = await openGapSizes(sql);
  if (sizes.length === 0) return 'none that nobody has accepted';
  const each = sizes.map(({ topic, partition, offsets }) => `${offsets} of ${topic}/${partition}`);
  return `gone before they were read, and accepted by nobody: ${each.join(', ')}`;
}
