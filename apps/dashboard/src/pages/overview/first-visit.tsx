import { Alert, Code, Stack, Text } from '@mantine/core';
import { LinkAnchor } from '../../parts/links';
import { Section } from '../../parts/section';
import { Copyable } from '../../parts/copyable';
import { counted } from '../../words/numbers';
import { STILL_WAITING } from '../../words/rejections';

const EVENTS = [
  ['client.onboarded', { clientId: 'c-1', entityId: 'e-1', kind: 'NATURAL', country: 'DE' }, 0],
  [
    'client.requested',
    {
      clientId: 'c-1',
      entityId: 'e-1',
      requestId: 'r-1',
      requestedAt: '2026-03-02T10:00:00Z',
      channel: 'WEB',
      prompted: 'NO',
      offers: [{ service: 'CUSTODY', assetType: { class: 'OTHER' } }],
    },
    0,
  ],
  [
    'marketing.contacted',
    {
      contactId: 'm-1',
      clientId: 'c-1',
      entityId: 'e-1',
      actor: 'FIRM',
      channel: 'EMAIL',
      content: 'PROMOTIONAL',
      offers: [{ service: 'EXCH_CRYPTO', assetType: { class: 'OTHER' } }],
    },
    60,
  ],
] as const;

const lines = EVENTS.map(([type, data, days], i) =>
  JSON.stringify({
    specversion: '1.0',
    id: `first-${i + 1}`,
    source: 'by-hand',
    type: `io.scopewatch.${type}.v1`,
    time: new Date(Date.UTC(2026, 2, 2 + days, 10)).toISOString(),
    data,
  }),
).join('\n');

/** Nothing has come in yet: how to send the first. */
export function FirstVisit({ rejectionsWaiting }: { rejectionsWaiting: number }) {
  return (
    <Section title="No event has come in yet">
      <Stack>
        <Text>
          Scopewatch reads what happened to accounts, products and marketing from Kafka. Three events are enough for a
          first alert: a client, what they asked for, and a mail about something else. Save them as{' '}
          <Code>first.ndjson</Code>:
        </Text>
        <pre className="raw">{lines}</pre>
        <Copyable value={lines}>the three events</Copyable>
        <Text>Then, in another terminal, in the folder of Scopewatch:</Text>
        <Copyable value="bin/scopewatch produce first.ndjson" />
        <Text>
          The alert appears here by itself. To see a whole year of a made-up firm instead, start with{' '}
          <Code>npm start -- --demo</Code>.
        </Text>
        {rejectionsWaiting > 0 && (
          <Alert color="yellow" title={`${counted(rejectionsWaiting, 'message')} came and could not be taken`}>
            <LinkAnchor to="/rejections" search={{ standing: [...STILL_WAITING] }}>
              See why
            </LinkAnchor>
          </Alert>
        )}
      </Stack>
    </Section>
  );
}
