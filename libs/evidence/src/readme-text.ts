import { DISCLAIMER, type Subject } from './subject.js';

/** How to read and check a pack by hand, for whoever has nothing but this file. */
export const readmeText = ({
  about,
  createdAt,
  playedUntil,
}: Subject): string => `Evidence pack on ${about.kind.toLowerCase()} ${about.id}, made ${createdAt}
${DISCLAIMER}${playedUntil === undefined ? '' : `\nDemonstration: recorded times up to ${playedUntil} are played.`}

report.html           for people: opens in any browser, loads nothing, can be printed
report.pdf            the same on pages of A4
subject.json          what the pack is about, and how many events, facts and verdicts are in it
events.ndjson         every event of the client, as it came: the message in base64, its headers, where it stood on Kafka
                      (topic, partition, offset) and in the log (position), when it was recorded, and what it says.
                      What was retracted is in it too. "erased": it named somebody who has been erased since, and
                      says without them what it said; its leaf is the one of how it came.
shared-events.ndjson  what all clients share, likewise: assets, products, authorisations, campaigns; and the merges and
                      retractions that concern this client. Where a campaign lists other clients by id they are taken
                      out: "redacted" then says how many, and gives the SHA-256 of the message as it came.
alert-facts.ndjson    every change of the client's alerts; "actor" says who decided, and is null for the judge
policy.json           the rule pack that was in force
verdicts.ndjson       the verdict on every act, with the row of the decision table, the facts it stands on, the articles
gaps.json             where the client lived, scope and initiative by entity, and what is missing of the proof
chain.ndjson          the links that the batches of the log left in their chains: hash = SHA-256(previous, content);
                      and where each batch stands in the tree of the checkpoint
row-proofs.ndjson     where each row stands in its batch, with the hashes that lead to the root of that
checkpoint.txt        the signed head of the tree (c2sp.org/tlog-checkpoint), and the lines of witnesses that have seen it
keys.txt              the keys of whoever signed it, as the log has them: rely on those that you have from elsewhere
earlier-checkpoint.json  where others vouch for an earlier head only: that one, and the hashes that prove that the checkpoint
                      continues it
timestamp.tsr         where there is one: an authority says that the earlier head, or else the checkpoint, was there before a
                      time (RFC 3161)
digests.txt           SHA-256 of every part above
manifest.json         the parts, and the root digest: the SHA-256 of digests.txt

By hand:
  sha256sum -c digests.txt          every part is as it was
  sha256sum digests.txt             must be the root digest that was written down when the pack was made. Without that one
                                    a pack that somebody packed anew can't be told from this one: keep it apart.
  sed '/^$/,$d' checkpoint.txt > text && openssl ts -verify -in timestamp.tsr -data text -CAfile AUTHORITY.pem
                                    the time stamp is over the three lines that are signed
  jq -r .value events.ndjson | head -1 | base64 -d        a message as it came

With the program (no network, no database):
  scopewatch evidence verify FILE --digest ROOT           checks all of it, and derives every verdict again from the events
                                                          (--key KEY --tsa-ca FILE: who must have signed and stamped)
`;
