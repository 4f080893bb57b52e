import { ROW_REGISTER, type EventData, type Identity } from '#domain';
import {
  cell,
  heading,
  paragraph,
  plain,
  quiet,
  quote,
  register,
  strong,
  type Block,
  type Cell,
  type Level,
  type Line,
} from '../blocks.js';
import type { AlertCase, ClientCase, Numbered } from '../client-case.js';
import { dayWords, spanWords, timeWords } from '../words/dates.js';
import { decisionWords, NO_DECISION } from '../words/decisions.js';
import { eventWords, type Names } from '../words/events.js';
import { inWords, sentenceOn } from '../words/findings.js';
import { NO_WORDING, SOURCE_IN_SHORT, SOURCE_WORDS, wordingOf } from '../words/law.js';
import { countryWords } from '../words/initiative.js';
import { ROW_SENSE, VERDICT_WORDS } from '../words/verdicts.js';
import { byPeople, noteOf, whoWords } from './decisions.js';

/** What alerts or needs a person, gravest first: each with its facts, its rule, its law, and what people decided. */
export function verdictSection(one: ClientCase, level: Level, names: Names): Block[] {
  const { alerts, judged } = one;
  const worded = firstToCite(alerts);
  const of = `${alerts.length} of ${judged.length} ${judged.length === 1 ? 'verdict' : 'verdicts'}`;
  return [
    heading(level, `What alerts or has to be decided: ${of}`),
    ...(alerts.length === 0
      ? [paragraph(plain('Nothing: every act is covered, neutral, or outside what Article 61 is about.'))]
      : alerts.flatMap((alert, i) => alertBlocks(one, alert, i + 1, level === 2 ? 3 : 4, { names, worded }))),
  ];
}

interface Context {
  readonly names: Names;
  /** Under which number the wording of an article stands. */
  readonly worded: ReadonlyMap<string, number>;
}

function alertBlocks(one: ClientCase, alert: AlertCase, no: number, level: Level, context: Context): Block[] {
  const { names, worded } = context;
  const { line, judgement } = alert.shown;
  const { label } = VERDICT_WORDS[judgement.verdict];
  const times =
    alert.times.length === 1 ? dayWords(judgement.act.when) : `${alert.times.length} times ${spanWords(alert.times)}`;
  return [
    heading(level, `${no}. ${label} (${judgement.severity ?? 'no severity'}): ${times}`),
    { kind: 'finding', text: sentenceOn(one, alert.shown) },
    paragraph(plain(inWords(line.explanation, requestsOf(one)))),
    ...messageBlocks(one.eventOf(judgement.act.identity)),
    register([
      [
        'Facts',
        [...line.reasons.map((identity) => [plain(factWords(one, identity, names))]), livedWords(judgement.country)],
      ],
      [
        'Rule',
        [
          [plain(`Row ${judgement.row} of the decision table (${ROW_REGISTER[judgement.row].name}):`)],
          [plain(ROW_SENSE[judgement.row])],
        ],
      ],
      ['Law', lawCell(alert, no, worded)],
      ['Decided', decidedCell(one, alert)],
    ]),
  ];
}

/** What the message said, where it is on record. */
function messageBlocks(event: Numbered | undefined): Block[] {
  if (event?.type !== 'marketing.contacted.v1') return [];
  const { subject, excerpt, uri } = event.line.envelope.data as EventData['marketing.contacted.v1'];
  if (subject === undefined && excerpt === undefined && uri === undefined) return [];
  return [
    paragraph(plain('What the message said:')),
    ...(subject === undefined ? [] : [quote(subject)]),
    ...(excerpt === undefined ? [] : [quote(excerpt)]),
    ...(uri === undefined ? [] : [paragraph(quiet(`The whole of it: ${uri}`))]),
  ];
}

function factWords(one: ClientCase, identity: Identity, names: Names): string {
  const event = one.eventOf(identity);
  if (event === undefined) return `a fact that is not in this file (${identity.id})`;
  const { kind } = eventWords(event.type, event.line.envelope.data, names);
  return `no. ${event.no}: ${kind.toLowerCase()}, ${timeWords(event.when)}`;
}

const livedWords = (country: string | null): Line => [
  plain(`where the client lived then: ${country === null ? 'not known for sure' : countryWords(country)}`),
];

/** Of what is critical with its wording, where it is cited first; of all else it is said where that stands. */
const lawCell = ({ shown: { line, judgement } }: AlertCase, no: number, worded: Context['worded']): Cell =>
  line.citations.flatMap(({ article, sourceStatus }) => {
    const at = worded.get(article);
    const wording = wordingOf(article);
    if (judgement.severity === 'critical' && at === no) {
      return [
        [strong(article)],
        [plain(wording === null ? NO_WORDING : `“${wording}”`)],
        [quiet(SOURCE_WORDS[sourceStatus])],
      ];
    }
    const where = wording === null ? '' : `; worded under ${at === undefined ? '“The law”' : at}`;
    return [[plain(article), quiet(` (${SOURCE_IN_SHORT[sourceStatus]}${where})`)]];
  });

/** By number the first of what is critical that cites an article. */
const firstToCite = (alerts: readonly AlertCase[]): ReadonlyMap<string, number> =>
  new Map(
    alerts
      .flatMap(({ shown: { line, judgement } }, i) =>
        judgement.severity === 'critical' ? line.citations.map(({ article }) => [article, i + 1] as const) : [],
      )
      .reverse(),
  );

const requestsOf = ({ events }: ClientCase): (readonly [id: string, no: number])[] =>
  events
    .filter(({ type }) => type === 'client.requested.v1')
    .map(({ line, no }) => [(line.envelope.data as EventData['client.requested.v1']).requestId, no] as const);

/** The last that people did about the alert. */
function decidedCell({ facts }: ClientCase, { alertId }: AlertCase): Cell {
  const last = facts.filter((fact) => fact.alertId === alertId && byPeople(fact)).at(-1);
  if (last === undefined) return cell(NO_DECISION);
  const note = noteOf(last);
  return [
    [plain(`${whoWords(last)}: ${decisionWords(last.kind, last.cause, note)}`)],
    ...(note.text === undefined ? [] : [[plain(`“${note.text}”`)]]),
  ];
}
