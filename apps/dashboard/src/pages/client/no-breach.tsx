import '@mantine/dates/styles.css';
import { Button, Group, Text } from '@mantine/core';
import { DateInput } from '@mantine/dates';
import { useQuery } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { timelineQuery, type Stretch } from '../../api/clients';
import type { Client, TimelineItem } from '../../api/types';
import { Section } from '../../parts/section';
import { useMe } from '../../shell/me';
import { AssuranceStatement } from './assurance-statement';

const pickerProps = { size: 'xs', w: { base: '100%', sm: 180 }, valueFormat: 'D MMM YYYY', firstDayOfWeek: 1 } as const;
const DAY_MS = 86_400_000;

const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);
/** Days are those of UTC: today is not over. */
const today = (): string => dayOf(Date.now());
const firstDay = (items: readonly TimelineItem[] = []): string =>
  items[0] === undefined ? dayOf(Date.now() - 365 * DAY_MS) : dayOf(Date.parse(items[0].effectiveAt));

/** "No breach from one day to another", with its grounds; or what stands in the way of saying so, and what to do about it. */
export function NoBreach({ client }: { client: Client }) {
  const { entities } = useMe();
  const { data, isPending } = useQuery(timelineQuery(client.clientId, {}));
  const [chosen, setFrom] = useState<string | null | undefined>();
  const from = chosen === undefined ? (isPending ? null : firstDay(data?.items)) : chosen;
  const [to, setTo] = useState<string | null>(today);
  const [asked, setAsked] = useState<Stretch | null>(null);
  if (entities !== null)
    return (
      <Section title="No breach">
        <Text size="sm" c="dimmed">
          Such a statement rests on all there is about the client; your roles are limited to {entities.join(', ')}, so
          somebody else has to ask for it.
        </Text>
      </Section>
    );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (from !== null && to !== null) setAsked({ from, to });
  };
  const askUpToToday = () => {
    const until = today();
    setTo(until);
    setAsked((before) => (before === null ? null : { ...before, to: until }));
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
          Whether it can be said that nothing in these days was a breach, and on what grounds; if not, what stands in
          the way and what to do about it. Days are those of UTC.
        </Text>
      ) : (
        <AssuranceStatement client={client} asked={asked} askUpToToday={askUpToToday} />
      )}
    </Section>
  );
}
