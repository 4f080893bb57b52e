import { readFileSync } from 'node:fs';
import { readPolicy, REJECTION_REASON_NAMES, textOfPack } from '#contract';
import { Redriver } from '#ingest';
import { readKept } from '#kafka';
import { createLog, findEndpoints, readConfig } from '#runtime';
import type { RedriveOutcome } from '#log';
import { CliError } from '../cli-error.js';
import { connect } from '../connect.js';
import { note, writeLine } from '../input.js';

export interface RedriveOptions {
  readonly id?: readonly string[];
  readonly reason?: string;
  readonly all?: boolean;
}

/**
 * Takes rejections up again, one by one in the order in which they came, and says what came of each. One that is taken
 * now stands in the log at its new place in the order of recording.
 */
export async function redrive(options: RedriveOptions): Promise<void> {
  const given = [options.id, options.reason, options.all].filter((o) => o !== undefined).length;
  if (given !== 1) throw new CliError('Say which: --id ID..., --reason REASON or --all.', 2);
  if (options.reason !== undefined && !(REJECTION_REASON_NAMES as readonly string[]).includes(options.reason)) {
    throw new CliError(`--reason ${options.reason} is none of ${REJECTION_REASON_NAMES.join(', ')}.`, 2);
  }
  const config = readConfig(process.env);
  const { databaseUrl } = findEndpoints(config);
  const dataSource = await connect(databaseUrl, 3, 'redrive');
  const policy = readPolicy(textOfPack(readFileSync(config.policyPath)));
  const log = createLog('redrive', 'warn');
  const redriver = new Redriver({ dataSource, policy, log, readBatch: readKept });
  const counts: Record<RedriveOutcome, number> = { ACCEPTED: 0, DUPLICATE: 0, REJECTED: 0 };
  const missing = new Set(options.id ?? []);
  try {
    const which = {
      ...(options.id === undefined ? {} : { ids: options.id }),
      ...(options.reason === undefined ? {} : { reason: options.reason }),
    };
    for await (const { rejectionId, outcome, message } of redriver.redrive(which)) {
      missing.delete(rejectionId);
      counts[outcome] += 1;
      await writeLine(JSON.stringify({ rejectionId, outcome, ...(message === null ? {} : { message }) }));
    }
    for (const id of missing) note(`${id}: no such rejection waits.`);
  } finally {
    await redriver.close();
    await dataSource.destroy();
  }
  note(`${counts.ACCEPTED} accepted, ${counts.DUPLICATE} duplicates, ${counts.REJECTED} rejected again`);
}
