import { describeOffer } from '#domain';
import type { Evidence } from './collect.js';
import type { ClientLine, VerdictLine } from './derive.js';
import type { EventLine } from './event-line.js';
import type { FactLine } from './fact-line.js';
import { html, Html } from './html.js';
import { STYLE } from './report-style.js';
import { STANDING_LINE, type Subject } from './subject.js';

/** The pack for people: one page without scripts and without anything from elsewhere, made to be printed. */
export function reportHtml(evidence: Evidence, digests: readonly { name: string; sha256: string }[]): string {
  const { subject, clients, verdicts, events, facts } = evidence;
  const alerting = verdicts.filter((v) => v.severity !== null);
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'" />
        <meta name="viewport" content="width=device-width" />
        <title>Evidence on ${subject.about.kind.toLowerCase()} ${subject.about.id}</title>
        <style>
          ${new Html(STYLE)}
        </style>
      </head>
      <body>
        <h1>Evidence on ${subject.about.kind.toLowerCase()} ${subject.about.id}</h1>
        <p class="muted">MiCA, Article 61: what was asked for, what followed, and how it was judged.</p>
        <p class="standing">${STANDING_LINE}</p>
        ${who(subject)} ${clients.map(clientSection)}
        <h2>Verdicts that alert or need a person (${alerting.length} of ${verdicts.length})</h2>
        ${alerting.length === 0 ? html`<p>None.</p>` : alerting.map(verdictArticle)}
        <h2>All verdicts</h2>
        ${verdictTable(verdicts)}
        <h2>Timeline</h2>
        ${timeline(events)}
        <h2>What was recorded about alerts, and who decided</h2>
        ${factTable(facts)}
        <h2>Digests (SHA-256) of the parts of this pack</h2>
        <table>
          <tbody>
            ${digests.map(
              ({ name, sha256 }) =>
                html`<tr>
                  <td>${name}</td>
                  <td><code>${sha256}</code></td>
                </tr>`,
            )}
          </tbody>
        </table>
        <p class="standing">${STANDING_LINE}</p>
      </body>
    </html> `;
  return page.text;
}

const who = ({ clients, trueOn, knownOn, createdAt, policy }: Subject): Html => html`
  <h2>Whom and what it covers</h2>
  <table>
    <tbody>
      <tr>
        <th>Clients</th>
        <td>${clients.map((c) => html`${c.clientId} ${otherIds(c.memberIds, c.clientId)}<br />`)}</td>
      </tr>
      <tr>
        <th>As true on</th>
        <td>${trueOn}</td>
      </tr>
      <tr>
        <th>As known on</th>
        <td>${knownOn ?? `${createdAt} (all that was on file)`}</td>
      </tr>
      <tr>
        <th>Made</th>
        <td>${createdAt}</td>
      </tr>
      <tr>
        <th>Policy pack</th>
        <td>${policy.version} <code>${policy.sha256}</code></td>
      </tr>
    </tbody>
  </table>
`;

const otherIds = (memberIds: readonly string[], clientId: string): string => {
  const others = memberIds.filter((id) => id !== clientId);
  return others.length === 0 ? '' : `(also ${others.join(', ')})`;
};

const clientSection = ({ clientId, whereabouts, entities }: ClientLine): Html => html`
  <h2>Client ${clientId}: scope and initiative</h2>
  <p>
    Location: ${whereabouts.country ?? whereabouts.status.toLowerCase()} (perimeter:
    ${whereabouts.perimeter.toLowerCase()}).
  </p>
  ${entities.map(
    (entity) => html`
      <h3>
        With ${entity.entityId}: initiative ${entity.initiative.status}, relationship
        ${entity.relationship.toLowerCase()}
      </h3>
      <p>
        Stands on:
        ${entity.initiative.facts.length === 0 ? 'nothing on file' : entity.initiative.facts.map((f) => f.id).join(', ')}.
        Gaps in the evidence: ${entity.gaps.length === 0 ? 'none' : entity.gaps.join(', ')}.
      </p>
      <table>
        <thead>
          <tr>
            <th>In scope</th>
            <th>Validity</th>
            <th>Request</th>
            <th></th>
          </tr>
        </thead>
        <tbody>
          ${entity.scope.map(
            (entry) =>
              html`<tr>
                <td>${entry.described}</td>
                <td>${entry.validity}</td>
                <td>${entry.requestId ?? entry.identity.id}</td>
                <td>${entry.original ? 'original scope' : entry.origin === 'FROZEN' ? 'frozen as found' : ''}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    `,
  )}
`;

const verdictArticle = (v: VerdictLine): Html => html`
  <article>
    <h3>${v.verdict} (row ${v.row}, ${v.severity})</h3>
    <p>${v.explanation}</p>
    <p class="muted">
      Act <code>${v.act.source} ${v.act.id}</code>; alert <code>${v.alertId}</code>; stands on
      ${v.reasons.map((r) => r.id).join(', ')}.
    </p>
    <ul>
      ${v.citations.map((c) => html`<li>${c.article} (source: ${c.sourceStatus})</li>`)}
    </ul>
  </article>
`;

const verdictTable = (verdicts: readonly VerdictLine[]): Html => html`
  <table>
    <thead>
      <tr>
        <th>Time</th>
        <th>Act</th>
        <th>Offer</th>
        <th>Verdict</th>
      </tr>
    </thead>
    <tbody>
      ${verdicts.map(
        (v) =>
          html`<tr>
            <td>${v.act.effectiveAt}</td>
            <td>${v.act.id}</td>
            <td>${describeOffer(v.offer)}</td>
            <td>${v.verdict} (row ${v.row})</td>
          </tr>`,
      )}
    </tbody>
  </table>
`;

const timeline = (events: readonly EventLine[]): Html => html`
  <table>
    <thead>
      <tr>
        <th>True at</th>
        <th>Recorded</th>
        <th>Event</th>
        <th>Where it came from</th>
      </tr>
    </thead>
    <tbody>
      ${[...events]
        .sort((a, b) => (a.envelope.effectiveAt < b.envelope.effectiveAt ? -1 : 1))
        .map(
          ({ envelope, recordedAt, kafka, position }) =>
            html`<tr>
              <td>${envelope.effectiveAt}</td>
              <td>${recordedAt}</td>
              <td>
                ${envelope.type.replace('io.scopewatch.', '')}<br /><code>${envelope.source} ${envelope.id}</code>
              </td>
              <td>
                ${kafka.topic}/${kafka.partition} @ ${kafka.offset}<br /><span class="muted">position ${position}</span>
              </td>
            </tr>`,
        )}
    </tbody>
  </table>
`;

const factTable = (facts: readonly FactLine[]): Html => html`
  <table>
    <thead>
      <tr>
        <th>Recorded</th>
        <th>What</th>
        <th>By</th>
        <th>Alert</th>
      </tr>
    </thead>
    <tbody>
      ${facts.map(
        (fact) =>
          html`<tr>
            <td>${fact.recordedAt}</td>
            <td>${fact.kind}${fact.cause === null ? '' : ` (${fact.cause})`}</td>
            <td>${fact.actor ?? 'the judge'}</td>
            <td><code>${fact.alertId}</code></td>
          </tr>`,
      )}
    </tbody>
  </table>
`;
