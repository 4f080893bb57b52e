import { alertKey, citationsOf, identityKey, type Policy } from '#domain';
import { byGravity, signedSentence, textOfPieces, type SentencePiece } from '#evidence';
import type { ClientAsOf } from '#judging';
import { alertIdOf } from '#log/codec';
import type { Sql } from '#store';
import { eventsNamed, sourceOf } from '../access/foreign-facts.js';

/** The sentence to sign on an alert of a client; `null` where by what is known nothing alerts so. */
export async function sentenceOf(
  sql: Sql,
  { verdicts }: Pick<ClientAsOf, 'verdicts'>,
  alertId: string,
  policy: Policy,
): Promise<{ text: string; pieces: SentencePiece[] } | null> {
  const [judgement] = verdicts
    .filter((each) => each.severity !== null && alertIdOf(alertKey(each)) === alertId)
    .sort(byGravity);
  if (judgement === undefined) return null;
  const named = judgement.scope.flatMap(({ identity }) => [identity, sourceOf(identity)]);
  const events = await eventsNamed(sql, named);
  const pieces = signedSentence({
    judgement,
    articles: citationsOf(judgement, policy).map(({ article }) => article),
    eventOf: (identity) => events.get(identityKey(identity)) ?? events.get(identityKey(sourceOf(identity))),
  });
  return { text: textOfPieces(pieces), pieces };
}
