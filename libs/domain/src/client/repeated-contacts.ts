import type { EventOf, Recorded } from '../event.js';
import type { ClientFact } from '../event-register.js';
import { canonicalJson } from '../assets/offer.js';
import { byTime } from '../time/state-at.js';

type Contact = Recorded<EventOf<'marketing.contacted.v1'>>;
/** A contact as it is judged, and where in the order of recording it was told last. */
export type RepeatedContact = Contact & { readonly lastPosition?: number };
type Named = Pick<Contact['data'], 'contactId' | 'clientId' | 'entityId'>;

const isContact = (fact: ClientFact): fact is Contact => fact.type === 'marketing.contacted.v1';

const nameOf = ({ contactId, clientId, entityId }: Named): string => JSON.stringify([contactId, clientId, entityId]);

/**
 * The facts that are acts: a contact that is told again, because what became of its delivery is known only now, is the act
 * that it was. That act is the first of them (effective time, then recording), with the `delivery` that was told last.
 */
export function withoutTellingsAgain(facts: readonly ClientFact[]): readonly ClientFact[] {
  const byName = new Map<string, Contact[]>();
  for (const fact of facts.filter(isContact)) {
    const known = byName.get(nameOf(fact.data));
    if (known === undefined) byName.set(nameOf(fact.data), [fact]);
    else known.push(fact);
  }
  const acts = new Map<Contact, RepeatedContact | null>();
  for (const contacts of byName.values()) if (contacts.length > 1) takeTogether(contacts, acts);
  if (acts.size === 0) return facts;
  return facts.flatMap((fact) => {
    const act = isContact(fact) ? acts.get(fact) : undefined;
    return act === undefined ? fact : (act ?? []);
  });
}

/** @param acts for each contact that was told more than once the act that it is; `null` for its other tellings */
function takeTogether(contacts: readonly Contact[], acts: Map<Contact, RepeatedContact | null>): void {
  const bySaying = new Map<string, Contact[]>();
  for (const contact of contacts) {
    const saying = canonicalJson({ ...contact.data, delivery: undefined });
    bySaying.set(saying, [...(bySaying.get(saying) ?? []), contact]);
  }
  for (const tellings of bySaying.values()) {
    const [first, ...again] = tellings.sort(byTime);
    if (first === undefined || again.length === 0) continue;
    const last = tellings.findLast(({ data }) => data.delivery !== undefined);
    const lastPosition = Math.max(...tellings.map(({ position }) => position));
    acts.set(first, { ...first, data: { ...first.data, delivery: last?.data.delivery }, lastPosition });
    for (const telling of again) acts.set(telling, null);
  }
}

/**
 * A number by which a state remembers that a contact is on file (FNV-1a over its name). Two contacts may share one; then the
 * later one is taken for one that may be told again, so that the timeline is folded anew for nothing.
 */
export const contactMark = ({ contactId, clientId, entityId }: Named): number =>
  hashed(hashed(hashed(0x811c9dc5, contactId), clientId), entityId) >>> 0;

function hashed(before: number, text: string): number {
  let hash = Math.imul(before ^ 0xffff, 0x01000193);
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash;
}
