import { Button, Group, NativeSelect, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState, type FormEvent } from 'react';
import { checksQuery, createCheck } from '../../api/checks';
import { Page } from '../../parts/page';
import { Section } from '../../parts/section';
import { Failure } from '../../parts/states';
import { SERVICE_CODES, serviceLabel } from '../../words/offers';
import { AskedBefore } from './asked-before';
import { CHANNELS, CONTENTS, listed, plannedEvent, REACHES, type Planned } from './planned';

const FIRST: Planned = {
  entityId: '',
  channel: 'EMAIL',
  content: 'PROMOTIONAL',
  service: 'EXCH_CRYPTO',
  assetId: '',
  reach: 'CLIENTS',
  whom: '',
};

/** Before something is sent: may it be, to each of those whom it would reach? */
export function ChecksPage() {
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [planned, setPlanned] = useState(FIRST);
  const change = (part: Partial<Planned>) => setPlanned((before) => ({ ...before, ...part }));
  const asking = useMutation({
    mutationFn: () => createCheck([plannedEvent({ ...planned, entityId: planned.entityId.trim() })]),
    onSuccess: async ({ checkId }) => {
      void queries.invalidateQueries({ queryKey: checksQuery.queryKey });
      await navigate({ to: '/checks/$checkId', params: { checkId } });
    },
  });
  const complete = planned.entityId.trim() !== '' && (planned.reach === 'EVERYONE' || listed(planned.whom).length > 0);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    asking.mutate();
  };
  return (
    <Page
      title="Check before sending"
      subtitle="A planned campaign, judged now for each client whom it would reach. Question and answers are kept; nothing else is."
    >
      <Section title="What is planned">
        <form onSubmit={submit}>
          <Stack maw={640}>
            {asking.isError && <Failure error={asking.error} />}
            <TextInput
              label="Entity of the firm"
              withAsterisk
              value={planned.entityId}
              onChange={(event) => change({ entityId: event.currentTarget.value })}
            />
            <Group grow>
              <NativeSelect
                label="Channel"
                value={planned.channel}
                data={[...CHANNELS]}
                onChange={(event) => change({ channel: event.currentTarget.value })}
              />
              <NativeSelect
                label="Content"
                value={planned.content}
                data={[...CONTENTS]}
                onChange={(event) => change({ content: event.currentTarget.value })}
              />
            </Group>
            <Group grow>
              <NativeSelect
                label="Service"
                value={planned.service}
                data={SERVICE_CODES.map((value) => ({ value, label: serviceLabel(value) }))}
                onChange={(event) => change({ service: event.currentTarget.value })}
              />
              <TextInput
                label="Asset"
                placeholder="No asset named"
                value={planned.assetId}
                onChange={(event) => change({ assetId: event.currentTarget.value.trim() })}
              />
            </Group>
            <NativeSelect
              label="To whom"
              value={planned.reach}
              data={REACHES.map(([value, label]) => ({ value, label }))}
              onChange={(event) =>
                change({ reach: REACHES.find(([r]) => r === event.currentTarget.value)?.[0] ?? 'CLIENTS' })
              }
            />
            {planned.reach !== 'EVERYONE' && (
              <Textarea
                label="Ids or codes"
                description="Separated by commas, spaces or new lines."
                withAsterisk
                autosize
                minRows={2}
                maxRows={12}
                value={planned.whom}
                onChange={(event) => change({ whom: event.currentTarget.value })}
              />
            )}
            <Group>
              <Button type="submit" loading={asking.isPending} disabled={!complete}>
                Ask
              </Button>
              <Text size="sm" c="dimmed">
                For lists of another kind: <span className="id">scopewatch check</span>, or the api.
              </Text>
            </Group>
          </Stack>
        </form>
      </Section>
      <AskedBefore />
    </Page>
  );
}
