import { describeOffer, withoutCodes, type JudgedOffer, type Verdict } from '#domain';
import type { FactLine } from '../../fact-line.js';
import { cell, heading, paragraph, plain, strong, type Block, type Cell, type Level } from '../blocks.js';
import type { ClientCase } from '../client-case.js';
import { givenDayWords, givenTimeWords } from '../words/dates.js';
import { decisionWords, NO_DECISION, type Note } from '../words/decisions.js';
import { VERDICT_WORDS } from '../words/verdicts.js';

/** What the body of a fact about an alert may hold; it was written by ingest or by a person's step. */
interface Body {
  readonly verdict?: Verdict;
  readonly offer?: JudgedOffer;
  readonly act?: { readonly effectiveAt?: string };
  readonly note?: Note;
}

const bodyOf = ({ body }: FactLine): Body => {
  try {
    return JSON.parse(body) as Body;
  } catch {
    return {};
  }
};

export const noteOf = (fact: FactLine): Note => bodyOf(fact).note ?? {};
export const byPeople = (fact: FactLine): boolean => fact.actor !== null;
/** "Alice on 3 May 2026, 10:00". */
export const whoWords = (fact: FactLine): string =>
  `${fact.actor ?? 'the judge'} on ${givenTimeWords(fact.recordedAt)}`;

/** What became of each alert: what the judge said in the course of time, and what people decided and why. */
export function decisionSection(one: ClientCase, level: Level): Block[] {
  const byAlert = new Map<string, FactLine[]>();
  for (const fact of one.facts) byAlert.set(fact.alertId, [...(byAlert.get(fact.alertId) ?? []), fact]);
  const worked = [...byAlert].filter(([, facts]) => facts.some(byPeople) || facts.length > 1);
  const untouched = [...byAlert].filter(([, facts]) => !facts.some(byPeople) && facts.length === 1);
  return [
    heading(level, 'Decisions: who, when, and why'),
    ...(byAlert.size === 0
      ? [paragraph(plain('No change of an alert is on record, so nothing has been decided.'))]
      : []),
    ...worked.flatMap(([alertId, facts]) => [
      paragraph(strong(titleOf(one, alertId, facts)), ...(facts.some(byPeople) ? [] : [plain(` ${NO_DECISION}`)])),
      tableOf(facts),
    ]),
    ...(untouched.length === 0
      ? []
      : [
          paragraph(plain('Raised by the judge, and nobody has decided anything about these yet:')),
          {
            kind: 'list',
            items: untouched.map(([alertId, facts]) => titleOf(one, alertId, facts)).sort(byNumber),
          } as const,
        ]),
  ];
}

const byNumber = (a: string, b: string): number => a.localeCompare(b, 'en', { numeric: true });

/** "1. Marketed beyond scope: exchange … , 3 May 2026." */
function titleOf({ alerts }: ClientCase, alertId: string, facts: readonly FactLine[]): string {
  const at = alerts.findIndex((alert) => alert.alertId === alertId);
  const stated = facts.map(bodyOf).find(({ verdict }) => verdict !== undefined);
  const verdict = alerts[at]?.shown.judgement.verdict ?? stated?.verdict;
  const offer = alerts[at]?.shown.judgement.offer ?? stated?.offer;
  const on = alerts[at]?.shown.line.act.effectiveAt ?? stated?.act?.effectiveAt;
  return (
    `${at < 0 ? 'No longer alerts: ' : `${at + 1}. `}${verdict === undefined ? 'an alert' : VERDICT_WORDS[verdict].label}` +
    `${offer === undefined ? '' : `: ${withoutCodes(describeOffer(offer))}`}${on === undefined ? '' : `, ${givenDayWords(on)}`}.`
  );
}

/** Somebody's own words, line by line. */
const quoted = (text: string): Cell =>
  text.split('\n').map((line, i, all) => [plain(`${i === 0 ? '“' : ''}${line}${i === all.length - 1 ? '”' : ''}`)]);

const tableOf = (facts: readonly FactLine[]): Block => ({
  kind: 'table',
  head: ['When', 'Who', 'What, and why'],
  widths: [1.5, 1.3, 4.6],
  rows: facts.map((fact) => {
    const { text, approvalText } = noteOf(fact);
    const what: Cell = [
      [plain(decisionWords(fact.kind, fact.cause, noteOf(fact)))],
      ...(text === undefined ? [] : quoted(text)),
      ...(approvalText === undefined ? [] : [[plain('On approving:')], ...quoted(approvalText)]),
    ];
    return [cell(givenTimeWords(fact.recordedAt)), cell(fact.actor ?? 'the judge'), what];
  }),
});
