import '@mantine/dates/styles.css';
import { Alert, Button, Group, List, Text } from '@mantine/core';
import { DateInput } from '@mantine/dates';
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { assuranceQuery, type Stretch } from '../../api/clients';
import type { Assurance } from '../../api/types';
import { Section } from '../../parts/section';
import { Failure, Waiting } from '../../parts/states';
import { useMe } from '../../shell/me';
import { obstacleSentence } from '../../words/obstacles';
import { count, counted } from '../../words/numbers';

const pickerProps = { size: 'xs', w: { base: '100%', sm: 180 }, valueFormat: 'D MMM YYYY', firstDayOfWeek: 1 } as const;

/** "No breach from one day to another", with its grounds; or what stands in the way of saying so. */
export function NoBreach({ clientId }: { clientId: string }) {
  const { entities } = useMe();
  const [from, setFrom] = useState<string | null>(null);
  const [to, setTo] = useState<string | null>(null);
  const [asked, setAsked] = useState<Stretch | null>(null);
  // It rests on everything there is about the client, so it isn't for roles that are limited to some entities.
  if (entities !== null) return null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (from !== null && to !== null) setAsked({ from, to });
  };
  return (
    <Section title="No breach">
      <form onSubmit={submit}>
        <Group gap="sm" align="flex-end" className="no-print" mb="sm">
          <DateInput label="From" value={from} onChange={setFrom} {...pickerProps} />
          <DateInput label="Before" value={to} onChange={setTo} {...pickerProps} />
          <Button size="xs" type="submit" variant="default" disabled={from === null || to === null}>
            Can it be said?
          </Button>
        </Group>
      </form>
      {asked === null ? (
        <Text size="sm" c="dimmed">
          Whether it can be said that nothing in these days was a breach, and on what grounds.
        </Text>
      ) : (
        <Statement clientId={clientId} asked={asked} />
      )}
    </Section>
  );
}

function Statement({ clientId, asked }: { clientId: string; asked: Stretch }) {
  const query = useQuery(assuranceQuery(clientId, asked));
  if (query.isPending) return <Waiting lines={3} />;
  if (query.isError) return <Failure error={query.error} retry={() => void query.refetch()} />;
  const { given, statement, obstacles, grounds } = query.data;
  return (
    <>
      <Alert
        color={given ? 'teal' : 'yellow'}
        icon={given ? <IconCircleCheck aria-hidden /> : <IconAlertTriangle aria-hidden />}
        title={statement}
        role="status"
      >
        {obstacles.length > 0 && (
          <List size="sm">
            {obstacles.map((obstacle) => (
              <List.Item key={JSON.stringify(obstacle)}>{obstacleSentence(obstacle)}</List.Item>
            ))}
          </List>
        )}
      </Alert>
      <Text size="sm" c="dimmed" mt="xs">
        {groundsSentence(grounds)}
      </Text>
    </>
  );
}

function groundsSentence({ offsets, rejectionsOfOthers, policyVersions, verdicts }: Assurance['grounds']): string {
  const partitions = counted(offsets.length, 'partition');
  const packs = policyVersions.join(', ');
  const others = rejectionsOfOthers === 0 ? '' : ` ${count(rejectionsOfOthers)} rejected messages of others wait.`;
  return `It rests on ${counted(verdicts, 'verdict')}, on every message of ${partitions} up to where they are read, and on ${packs}.${others}`;
}
