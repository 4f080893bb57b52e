import { List, Text } from '@mantine/core';
import type { Today } from '../../api/types';
import { LinkAnchor } from '../../parts/links';
import { Moment } from '../../parts/moment';
import { Section } from '../../parts/section';
import { useMe } from '../../shell/me';
import { changeLabel } from '../../words/alerts';

/** The newest words that mean whoever is signed in, and what came of their proposals. */
export function Mentions({ mentions }: { mentions: Today['mentions'] }) {
  const { personId } = useMe();
  return (
    <Section
      title="Mentions"
      aside={
        <LinkAnchor to="/alerts" search={{ mentions: personId }} size="sm">
          All that mention me
        </LinkAnchor>
      }
    >
      {mentions.length === 0 ? (
        <Text c="dimmed">Nobody has mentioned you yet.</Text>
      ) : (
        <List listStyleType="none" spacing="xs" aria-label="The newest mentions">
          {mentions.map(({ alertId, clientId, by, change, text, at }) => (
            <List.Item key={`${alertId} ${at}`}>
              <Text size="sm">
                {by ?? 'Somebody'}: {changeLabel(change).toLowerCase()}{' '}
                <LinkAnchor to="/alerts/$alertId" params={{ alertId }} inherit underline="always">
                  the alert of {clientId}
                </LinkAnchor>{' '}
                {text !== null && <q>{text}</q>}
              </Text>
              <Text size="xs" c="dimmed">
                <Moment at={at} />
              </Text>
            </List.Item>
          ))}
        </List>
      )}
    </Section>
  );
}
