import { SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { scopeQuery, type Clocks } from '../../api/clients';
import type { Scope } from '../../api/types';
import { Section } from '../../parts/section';
import { Failure, Waiting } from '../../parts/states';
import { BeyondScope } from './beyond-scope';
import { ScopeEntries } from './scope-entries';

const RELATIONSHIPS = {
  OPEN: 'relationship open',
  CLOSED: 'relationship closed',
  UNCERTAIN: 'relationship open or closed: the facts leave it open',
} as const;

/** What the client asked for, beside what came on top of it. */
export function ScopeCompared({ clientId, clocks }: { clientId: string; clocks: Clocks }) {
  const query = useQuery(scopeQuery(clientId, clocks));
  return (
    <Section title="Scope">
      {query.isPending && <Waiting />}
      {query.isError && <Failure error={query.error} retry={() => void query.refetch()} />}
      <Stack>
        {query.data?.entities.map((entity) => (
          <EntityScope key={entity.entityId} entity={entity} />
        ))}
        {query.data?.entities.length === 0 && <Text c="dimmed">Nothing was asked for, and nothing came on top.</Text>}
      </Stack>
    </Section>
  );
}

const EntityScope = ({ entity }: { entity: Scope['entities'][number] }) => (
  <section aria-label={entity.entityId}>
    <Text size="sm" mb="xs">
      <b>{entity.entityId}</b>, {RELATIONSHIPS[entity.relationship]}
    </Text>
    <SimpleGrid cols={{ base: 1, md: 2 }}>
      <div>
        <Title order={3} mb={4}>
          Asked for
        </Title>
        <ScopeEntries entries={entity.entries} label={`Asked for, ${entity.entityId}`} />
      </div>
      <div>
        <Title order={3} mb={4}>
          Marketed or enabled beyond it
        </Title>
        <BeyondScope beyond={entity.beyond} label={`Beyond it, ${entity.entityId}`} />
      </div>
    </SimpleGrid>
  </section>
);
