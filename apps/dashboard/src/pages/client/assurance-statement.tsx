import { Alert, Button, List, Text } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { assuranceQuery, type Stretch } from '../../api/clients';
import type { Assurance, Client } from '../../api/types';
import { Failure, Waiting } from '../../parts/states';
import { gapLabel } from '../../words/clients';
import { count, counted } from '../../words/numbers';
import { obstaclesCounted } from '../../words/obstacles';
import { ObstacleLine } from './obstacle-line';

const SHOWN_AT_FIRST = 20;

interface AssuranceStatementProps {
  client: Client;
  asked: Stretch;
  askUpToToday: () => void;
}

/** The statement, or what stands in its way. */
export function AssuranceStatement({ client, asked, askUpToToday }: AssuranceStatementProps) {
  const query = useQuery(assuranceQuery(client.clientId, asked));
  const [all, setAll] = useState(false);
  if (query.isPending) return <Waiting lines={3} />;
  if (query.isError) return <Failure error={query.error} retry={() => void query.refetch()} />;
  const { given, statement, obstacles, grounds } = query.data;
  const shown = all ? obstacles : obstacles.slice(0, SHOWN_AT_FIRST);
  return (
    <>
      <Alert
        color={given ? 'green' : 'yellow'}
        icon={given ? <IconCircleCheck aria-hidden /> : <IconAlertTriangle aria-hidden />}
        title={statement}
        role="status"
      >
        {obstacles.length > 0 && (
          <>
            <Text size="sm">{obstaclesCounted(obstacles.length)}:</Text>
            <List listStyleType="none" spacing="md" mt="xs" aria-label="What stands in the way">
              {shown.map((obstacle) => (
                <ObstacleLine
                  key={JSON.stringify(obstacle)}
                  obstacle={obstacle}
                  clientId={client.clientId}
                  askUpToToday={askUpToToday}
                />
              ))}
            </List>
            {shown.length < obstacles.length && (
              <Button size="xs" variant="default" mt="sm" onClick={() => setAll(true)}>
                All {count(obstacles.length)}
              </Button>
            )}
          </>
        )}
      </Alert>
      <Text size="sm" c="dimmed" mt="xs">
        {groundsSentence(grounds)} {evidenceSentence(client)}
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

/** Missing evidence makes no breach, and is no part of the statement. */
function evidenceSentence({ entities }: Client): string {
  const gaps = [...new Set(entities.flatMap((entity) => entity.gaps))];
  if (gaps.length === 0) return '';
  return `It says nothing of how well the client’s own initiative is proven; missing there, see above: ${gaps.map((gap) => gapLabel(gap).toLowerCase()).join(', ')}.`;
}
