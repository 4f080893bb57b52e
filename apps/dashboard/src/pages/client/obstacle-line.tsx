import { Button, Group, List, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { LinkButton } from '../../parts/links';
import { useMay } from '../../shell/me';
import { doubtsIn, obstacleSentence, obstacleToDo, textIn, type Obstacle } from '../../words/obstacles';
import { RejectionWaiting } from './rejection-waiting';

interface ObstacleLineProps {
  obstacle: Obstacle;
  clientId: string;
  /** Asks for the days that are over instead. */
  askUpToToday: () => void;
}

/** What stands in the way of "no breach", what takes it out of the way, and the button that does or leads there. */
export const ObstacleLine = (props: ObstacleLineProps) => (
  <List.Item>
    <Text size="sm" fw={600}>
      {obstacleSentence(props.obstacle)}
    </Text>
    {doubtsIn(props.obstacle).map((doubt) => (
      <Text key={doubt} size="sm">
        {doubt}
      </Text>
    ))}
    <Text size="sm" mb={6}>
      {obstacleToDo(props.obstacle)}
    </Text>
    <Group gap="xs" className="no-print">
      <Resolving {...props} />
    </Group>
  </List.Item>
);

const button = { size: 'xs', variant: 'default' } as const;

function Resolving({ obstacle, clientId, askUpToToday }: ObstacleLineProps) {
  const mayRebuild = useMay('read-past');
  switch (obstacle.kind) {
    case 'ALERT':
    case 'UNDECIDED':
      return (
        <>
          <ToAlert alertId={textIn(obstacle, 'alertId')} />
          {obstacle.kind === 'UNDECIDED' && (
            <LinkButton to="/evidence" search={{ q: clientId }} {...button}>
              Evidence to get
            </LinkButton>
          )}
        </>
      );
    case 'RECORD_DIFFERS':
      return (
        <>
          <ToAlert alertId={textIn(obstacle, 'alertId')} />
          {mayRebuild && (
            <LinkButton to="/rebuilds" {...button}>
              To the rebuilds
            </LinkButton>
          )}
        </>
      );
    case 'REJECTION_WAITING':
      return <RejectionWaiting rejectionId={textIn(obstacle, 'rejectionId')} />;
    case 'NOT_OVER':
      return (
        <Button {...button} onClick={askUpToToday}>
          Ask up to today
        </Button>
      );
    case 'FAN_OUT_UNFINISHED':
      return <AskAgain clientId={clientId} incidentId={obstacle['incidentId']} />;
    case 'UNKNOWN_CLIENT':
      return (
        <LinkButton to="/clients" {...button}>
          To the clients
        </LinkButton>
      );
    case 'OFFSETS_MISSING':
    case 'NOTHING_JUDGED':
      return (
        <LinkButton to="/status" {...button}>
          To the gaps under Health
        </LinkButton>
      );
  }
  return null;
}

const ToAlert = ({ alertId }: { alertId: string }) => (
  <LinkButton to="/alerts/$alertId" params={{ alertId }} aria-label={`Open the alert: ${alertId}`} {...button}>
    Open the alert
  </LinkButton>
);

function AskAgain({ clientId, incidentId }: { clientId: string; incidentId: unknown }) {
  const queries = useQueryClient();
  return (
    <>
      {typeof incidentId === 'string' && (
        <LinkButton to="/incidents/$incidentId" params={{ incidentId }} {...button}>
          Its incident
        </LinkButton>
      )}
      <Button {...button} onClick={() => void queries.invalidateQueries({ queryKey: ['assurance', clientId] })}>
        Ask again
      </Button>
    </>
  );
}
