import { Anchor, List, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { lawQuery } from '../api/law';
import type { Alert } from '../api/types';

/** What is cited: each provision leads to where it was published, and opens to its wording and how well that is confirmed. */
export const Cited = ({ citations }: Pick<Alert, 'citations'>) => (
  <List size="sm" listStyleType="none" spacing={4} aria-label="Citations">
    {citations.map((citation) => (
      <Provision key={citation.article} citation={citation} />
    ))}
  </List>
);

function Provision({ citation: { article, sourceStatus } }: { citation: Alert['citations'][number] }) {
  const { data } = useQuery(lawQuery);
  const provision = data?.provisions.find((one) => one.article === article);
  const confirmed = data?.sources[sourceStatus as keyof typeof data.sources];
  return (
    <List.Item>
      {provision === undefined ? (
        article
      ) : (
        <Anchor
          href={provision.address}
          target="_blank"
          rel="noreferrer"
          size="sm"
          underline="always"
          py={4}
          display="inline-block"
        >
          {article}
        </Anchor>
      )}
      <details>
        <summary className="raw-summary">Its wording, and how well it is confirmed</summary>
        <Text size="sm" my={4}>
          {provision === undefined ? 'Its wording is not kept here.' : `“${provision.wording}”`}
        </Text>
        <Text size="sm" c="dimmed">
          {confirmed ?? sourceStatus}
        </Text>
      </details>
    </List.Item>
  );
}
