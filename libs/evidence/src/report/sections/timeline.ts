import { parseWhen, type Verdict } from '#domain';
import { cell, heading, paragraph, plain, quiet, strong, type Block, type Cell, type Level } from '../blocks.js';
import type { ClientCase, Numbered } from '../client-case.js';
import { dayWords, spanWords, timeWords } from '../words/dates.js';
import { eventWords, type EventWords, type Names } from '../words/events.js';
import { VERDICT_WORDS } from '../words/verdicts.js';

const DAY_MS = 86_400_000;

/** Events that say the very same one after the other, such as everyday uses, in one row. */
interface Run {
  readonly events: readonly Numbered[];
  readonly words: EventWords;
  readonly judged: readonly string[];
}

/** What happened, in the order in which it happened, in words. */
export function timelineSection(one: ClientCase, level: Level, names: Names): Block[] {
  const runs = runsOf(one.events, names);
  return [
    heading(level, 'What happened'),
    ...(runs.length === 0
      ? [paragraph(plain('Nothing is on record.'))]
      : [
          paragraph(
            quiet(
              'By the time at which it was true, in UTC. Where it came on record more than a day later, that day is given too. ' +
                'What says the very same several times in a row stands in one row; the annex has each by its number.',
            ),
          ),
          {
            kind: 'table',
            head: ['No.', 'When', 'What', 'In words', 'Judged'],
            widths: [0.6, 2.5, 1.5, 3.4, 1.5],
            rows: runs.map(rowOf),
          } as const,
        ]),
  ];
}

function runsOf(events: readonly Numbered[], names: Names): Run[] {
  const runs: Run[] = [];
  for (const event of events) {
    const words = eventWords(event.type, event.line.envelope.data, names);
    const judged = judgedWords(event);
    const last = runs.at(-1);
    const isSame =
      last !== undefined &&
      event.retracted === null &&
      last.events[0]?.retracted === null &&
      last.words.kind === words.kind &&
      last.words.says === words.says &&
      last.judged.join() === judged.join();
    if (isSame) runs[runs.length - 1] = { ...last, events: [...last.events, event] };
    else runs.push({ events: [event], words, judged });
  }
  return runs;
}

/** Each verdict once, those that alert with how urgent they are. */
function judgedWords({ verdicts }: Numbered): string[] {
  const words = verdicts.map(({ judgement }) => labelOf(judgement.verdict, judgement.severity));
  return [...new Set(words)];
}

const labelOf = (verdict: Verdict, severity: string | null): string =>
  `${VERDICT_WORDS[verdict].label}${severity === null ? '' : ` (${severity})`}`;

function rowOf({ events, words, judged }: Run): Cell[] {
  const [first] = events;
  const last = events.at(-1);
  if (first === undefined || last === undefined) return [];
  const isOne = first === last;
  return [
    cell(isOne ? String(first.no) : `${first.no} to ${last.no}`),
    [
      [plain(isOne ? timeWords(first.when) : spanWords(events.map(({ when }) => when)).replace(/^on /, ''))],
      ...(isOne ? lateWords(first) : []),
    ],
    [[strong(isOne ? words.kind : `${words.kind}, ${events.length} times`)]],
    [
      ...words.says.split('\n').map((line) => [plain(line)]),
      ...(first.retracted === null
        ? []
        : [[strong(`Retracted by ${first.retracted.by}: “${first.retracted.reason}”`)]]),
    ],
    judged.map((label) => [plain(label)]),
  ];
}

/** What came on record much later than it was true. */
function lateWords({ when, line }: Numbered): Cell {
  const recorded = parseWhen(line.recordedAt);
  if (recorded === null || recorded.from - when.to <= DAY_MS) return [];
  return [[quiet(`on record ${dayWords(recorded)}`)]];
}
