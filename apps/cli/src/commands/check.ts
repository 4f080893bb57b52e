import { judgementLine, Recording } from '#contract';
import { identityKey, type Judgement, type Recorded } from '#domain';
import { SharedFactsNow } from '#judging/now';
import { alreadyRecorded, checkActs, plannedIndex, unjudged, type Unjudged } from '#whatif';
import type { Sql } from '#store';
import { CliError } from '../cli-error.js';
import { linesOf, note, writeLine } from '../input.js';
import { onDatabase, policyInForce } from '../on-database.js';
import { tellProgress } from '../tell-progress.js';

/** A line on which there is no verdict. */
interface LeftOut {
  readonly line: number;
  readonly reason: string;
  readonly message: string;
}

interface Answer {
  readonly alerting: number;
  readonly leftOut: readonly LeftOut[];
}

const NOTHING = 'There is no planned act that can be judged, so this says nothing of any.';

/**
 * Judges planned acts before they happen. The exit code is 1 where an act would alert or needs a person. Where none would, but
 * a line could not be judged, it is 2: that is no all-clear. Each such line is named.
 */
export async function checkPlanned(files: readonly string[]): Promise<void> {
  const recording = new Recording();
  for await (const line of linesOf(files)) recording.addLine(line.number, line.bytes);
  recording.rejected.forEach(tell);
  for (const { line, of } of recording.repeated) note(`Line ${line} says the same as line ${of}: judged once.`);
  if (recording.events.length === 0) throw new CliError(NOTHING, 2);
  const progress = tellProgress('Checking', 'clients');
  const { alerting, leftOut } = await onDatabase('check', (sql) => judgePlanned(sql, recording, progress.onProgress));
  progress.done();
  leftOut.forEach(tell);
  const unknown = recording.rejected.length + leftOut.length;
  if (unknown > 0) note(`${unknown} ${unknown === 1 ? 'line' : 'lines'} could not be judged: this is no all-clear.`);
  if (alerting > 0) process.exitCode = 1;
  else if (unknown > 0) process.exitCode = 2;
}

async function judgePlanned(
  sql: Sql,
  recording: Recording,
  onProgress: (done: number, total: number) => void,
): Promise<Answer> {
  const { planned, happened } = await sortOutHappened(sql, recording);
  if (planned.length === 0) return { alerting: 0, leftOut: happened };
  const policy = await policyInForce(sql);
  const shared = new SharedFactsNow();
  const judged = new Set<number>();
  let alerting = 0;
  const same = (judgement: Judgement): Judgement => judgement;
  for await (const judgements of checkActs(sql, { policy, acts: planned, shared, tell: same, onProgress })) {
    for (const judgement of judgements) {
      judged.add(plannedIndex(judgement));
      if (judgement.severity !== null) alerting += 1;
      await writeLine(JSON.stringify(judgementLine(judgement)));
    }
  }
  const silent = unjudged(planned, judged, await shared.read(sql)).map((one) => atItsLine(one, planned));
  return { alerting, leftOut: [...happened, ...silent] };
}

/** What has happened already can't be planned: its line is left out, as one that an event on file contradicts. */
async function sortOutHappened(
  sql: Sql,
  { events }: Recording,
): Promise<{ planned: readonly Recorded[]; happened: readonly LeftOut[] }> {
  const recorded = new Set((await alreadyRecorded(sql, events)).map(identityKey));
  const happened = events
    .filter((event) => recorded.has(identityKey(event)))
    .map(({ source, id, position }) => {
      const message = `an event with source ${source} and id ${id} is on file: it has happened already`;
      return { line: position, reason: 'CONFLICT', message };
    });
  return { planned: events.filter((event) => !recorded.has(identityKey(event))), happened };
}

function atItsLine({ index, reason, message }: Unjudged, planned: readonly Recorded[]): LeftOut {
  const event = planned[index];
  if (event === undefined) throw new Error('Only what is planned is judged.');
  return { line: event.position, reason, message };
}

const tell = (leftOut: LeftOut): void => void process.stderr.write(`${JSON.stringify(leftOut)}\n`);
