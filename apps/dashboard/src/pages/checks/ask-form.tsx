import { Button, Group, NativeSelect, Stack, Text } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { Section } from '../../parts/section';
import { Failure } from '../../parts/states';
import { CHANNEL_LABELS, CONTENT_LABELS, optionsOf } from '../../words/channels';
import { askedOf, type KnownList } from './list/answered-list';
import { KnownInput } from './known-input';
import { OfferFields } from './offer-fields';
import { FIRST, isComplete, type Planned } from './planned';
import { useAsking } from './use-asking';
import { WhomFields } from './whom-fields';

/** What is planned, in a form that offers what is known. */
export function AskForm() {
  const [planned, setPlanned] = useState(FIRST);
  const change = (part: Partial<Planned>) => setPlanned((before) => ({ ...before, ...part }));
  const [list, setList] = useState<KnownList | null>(null);
  const { asking, refusals } = useAsking();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    asking.mutate({ planned, list });
  };
  return (
    <Section title="What is planned">
      <form onSubmit={submit}>
        <Stack maw={640}>
          {asking.isError && <Failure error={asking.error} />}
          <Group grow align="flex-start">
            <KnownInput
              label="Entity of the firm"
              required
              value={planned.entityId}
              onChange={(entityId) => change({ entityId })}
              error={refusals.entityId}
              of={({ entities }) => entities.map((id) => ({ id, name: null }))}
            />
            <KnownInput
              label="Campaign"
              placeholder="A new one, without a name"
              value={planned.campaignId}
              onChange={(campaignId) => change({ campaignId })}
              of={({ campaigns }) => campaigns.map((id) => ({ id, name: null }))}
            />
          </Group>
          <Group grow>
            <NativeSelect
              label="Channel"
              value={planned.channel}
              data={optionsOf(CHANNEL_LABELS)}
              onChange={(event) => change({ channel: event.currentTarget.value })}
            />
            <NativeSelect
              label="Content"
              value={planned.content}
              data={optionsOf(CONTENT_LABELS)}
              onChange={(event) => change({ content: event.currentTarget.value })}
            />
          </Group>
          <OfferFields planned={planned} change={change} refusals={refusals} />
          <WhomFields planned={planned} change={change} refusals={refusals} onList={setList} />
          <Group>
            <Button
              type="submit"
              loading={asking.isPending}
              disabled={!isComplete(planned, list === null ? [] : askedOf(list))}
            >
              Ask
            </Button>
            <Text size="sm" c="dimmed">
              For lists of another kind: <span className="id">scopewatch check</span>, or the api.
            </Text>
          </Group>
        </Stack>
      </form>
    </Section>
  );
}
