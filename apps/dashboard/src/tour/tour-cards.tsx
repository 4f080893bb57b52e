import { Button, Group, Paper, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useEffect, useEffectEvent, useRef } from 'react';
import { useKeys } from '../keyboard/use-keys';
import { useMe } from '../shell/me';
import { STOPS } from './stops';
import { goOnTour, type TourPlace } from './tour-place';

/** What stands above the page, by where somebody is. */
export function TourCards({ place }: { place: Exclude<TourPlace, 'LEFT'> }) {
  return place === 'BEGINNING' ? <Invitation /> : <AtStop number={Math.min(place, STOPS.length - 1)} />;
}

function Invitation() {
  const { personId } = useMe();
  return (
    <Card title="A short tour">
      <Text size="sm">
        One story in about two minutes: a campaign that was refused and sent all the same, the alert it raised, what was
        known of a client then and now, and the evidence. You find it again in the menu under your name.
      </Text>
      <Group gap="xs" mt="sm">
        <Button size="xs" onClick={() => goOnTour(personId, 0)}>
          Begin
        </Button>
        <LeaveButton>Not now</LeaveButton>
      </Group>
    </Card>
  );
}

function AtStop({ number }: { number: number }) {
  const { personId, demonstration } = useMe();
  const router = useRouter();
  const heading = useRef<HTMLHeadingElement>(null);
  const stop = STOPS[number];
  const clock = demonstration?.clock ?? '';
  const page = useQuery({
    queryKey: ['tour', number, clock],
    queryFn: () => stop?.find(clock) ?? Promise.resolve('/'),
    staleTime: Infinity,
  });
  const go = useEffectEvent((path: string) => {
    router.history.push(path);
    heading.current?.focus();
  });
  useEffect(() => {
    if (page.data !== undefined) go(page.data);
  }, [number, page.data]);
  useKeys({ Escape: () => leave(personId) });
  if (stop === undefined) return null;
  const isLast = number === STOPS.length - 1;
  return (
    <Card title={stop.title} heading={heading} counted={`${number + 1} of ${STOPS.length}`}>
      <Text size="sm">{stop.says}</Text>
      {page.isError && (
        <Text size="sm" role="status">
          The page of this stop could not be found just now. Go on, or come back to it.
        </Text>
      )}
      <Group gap="xs" mt="sm">
        {number > 0 && (
          <Button size="xs" variant="default" onClick={() => goOnTour(personId, number - 1)}>
            Back
          </Button>
        )}
        {isLast ? (
          <LeaveButton>Finish the tour</LeaveButton>
        ) : (
          <>
            <Button size="xs" onClick={() => goOnTour(personId, number + 1)}>
              Next
            </Button>
            <LeaveButton>Leave the tour (Esc)</LeaveButton>
          </>
        )}
      </Group>
    </Card>
  );
}

/** What had the focus is gone then: reading goes on with the page. */
function leave(personId: string): void {
  goOnTour(personId, 'LEFT');
  document.getElementById('main')?.focus();
}

function LeaveButton({ children }: { children: string }) {
  const { personId } = useMe();
  return (
    <Button size="xs" variant="default" onClick={() => leave(personId)}>
      {children}
    </Button>
  );
}

interface CardProps {
  title: string;
  heading?: React.RefObject<HTMLHeadingElement | null>;
  counted?: string;
  children: React.ReactNode;
}

function Card({ title, heading, counted, children }: CardProps) {
  return (
    <Paper component="section" withBorder p="md" mb="md" className="no-print tour" aria-labelledby="tour-title">
      <Title order={2} size="h4" id="tour-title" ref={heading} tabIndex={-1} style={{ outline: 'none' }}>
        {counted === undefined ? title : `Tour ${counted}: ${title}`}
      </Title>
      {children}
    </Paper>
  );
}
