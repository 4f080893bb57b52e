import { judgementLine, Recording } from '#contract';
import { judgeBook, surelyAfter } from '#domain';
import { CliError } from '../cli-error.js';
import { linesOf, writeLine } from '../input.js';
import { loadPolicy } from '../policy-option.js';
import { timeOption } from '../time-option.js';

export interface JudgeOptions {
  readonly policy?: string;
  readonly trueOn?: string;
  readonly knownOn?: string;
}

/** Judges events from files: the order of lines is the order of recording. No server is needed. */
export async function judgeFiles(files: readonly string[], options: JudgeOptions): Promise<void> {
  const policy = loadPolicy(options.policy);
  const trueOn = timeOption('true-on', options.trueOn);
  const knownOn = lineNumber(options.knownOn);
  const recording = new Recording();
  for await (const line of linesOf(files)) if (line.number <= knownOn) recording.addLine(line.number, line.bytes);
  for (const rejected of recording.rejected) process.stderr.write(`${JSON.stringify(rejected)}\n`);
  for (const judgement of judgeBook(recording.events, policy)) {
    if (trueOn !== undefined && surelyAfter(judgement.act.when, trueOn)) continue;
    await writeLine(JSON.stringify(judgementLine(judgement)));
  }
}

/** Lines count from 1; 0 is before the first. */
function lineNumber(knownOn: string | undefined): number {
  if (knownOn === undefined) return Infinity;
  if (!/^\d+$/.test(knownOn)) throw new CliError(`--known-on ${knownOn} is not a line number.`, 2);
  return Number(knownOn);
}
