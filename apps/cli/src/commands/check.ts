import { judgementLine } from '#contract';
import { identityKey, type DomainEvent, type Judgement } from '#domain';
import { alreadyRecorded, checkActs } from '#history';
import type { Sql } from '#store';
import { CliError } from '../cli-error.js';
import { linesOf, writeLine } from '../input.js';
import { onDatabase, policyInForce } from '../on-database.js';
import { Recording, type RejectedLine } from '../recording.js';
import { tellProgress } from '../tell-progress.js';

/**
 * Judges planned acts before they happen.
 * @throws CliError with exit code 2 when there is nothing to judge
 */
export async function checkPlanned(files: readonly string[]): Promise<void> {
  const recording = new Recording();
  for await (const line of linesOf(files)) recording.addText(line.number, line.text);
  recording.rejected.forEach(tell);
  if (recording.events.length === 0) throw new CliError('There is no planned act that can be judged.', 2);
  const progress = tellProgress('Checking', 'clients');
  const refused = await onDatabase('check', async (sql) => {
    const acts = await notYetRecorded(sql, recording);
    const policy = await policyInForce(sql);
    let alerting = 0;
    const tell = (judgement: Judgement): Judgement => judgement;
    for await (const judgements of checkActs(sql, { policy, acts, tell, onProgress: progress.onProgress })) {
      for (const judgement of judgements) {
        if (judgement.severity !== null) alerting += 1;
        await writeLine(JSON.stringify(judgementLine(judgement)));
      }
    }
    return alerting;
  });
  progress.done();
  if (refused > 0) process.exitCode = 1;
}

/** What has happened already can't be planned: its line is refused, as one that an event on file contradicts. */
async function notYetRecorded(sql: Sql, recording: Recording): Promise<readonly DomainEvent[]> {
  const recorded = new Set((await alreadyRecorded(sql, recording.events)).map(identityKey));
  for (const event of recording.events) {
    if (!recorded.has(identityKey(event))) continue;
    const message = `an event with source ${event.source} and id ${event.id} is on file: it has happened already`;
    tell({ line: event.seq, reason: 'CONFLICT', message });
  }
  const planned = recording.events.filter((event) => !recorded.has(identityKey(event)));
  if (planned.length === 0) throw new CliError('There is no planned act that can be judged.', 2);
  return planned;
}

const tell = (rejected: RejectedLine): void => void process.stderr.write(`${JSON.stringify(rejected)}\n`);
