import { Blockquote, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { timelineQuery } from '../../api/clients';
import type { Alert } from '../../api/types';
import { Cited } from '../../parts/cited';
import { WithTerms } from '../../parts/with-terms';
import { isErased } from '../../words/clients';
import { signedSentence } from '../../words/signed';
import { moment } from '../../words/times';

/** What a lawyer would sign: the act and the client's own request with their dates, the client's words, the law. */
export function Sentence({ alert }: { alert: Alert }) {
  const erased = isErased(alert.survivorId);
  const { data } = useQuery({ ...timelineQuery(alert.survivorId, {}), enabled: !erased });
  const isWhole = !erased && alert.verdict !== null && data !== undefined;
  if (!isWhole)
    return (
      <Blockquote p="md" m={0} fz="lg" c="var(--mantine-color-text)">
        <WithTerms>{alert.explanation}</WithTerms>
        <Text fz="md" mt="xs" component="div">
          <Cited citations={alert.citations} />
        </Text>
      </Blockquote>
    );
  const { finding, requests } = signedSentence(alert, data.items);
  const said = requests.filter(({ words }) => words !== null);
  return (
    <Blockquote p="md" m={0} fz="lg" c="var(--mantine-color-text)">
      <WithTerms>{finding}</WithTerms>
      {said.map(({ at, words }) => (
        <Text key={`${at} ${words}`} fz="md" mt="xs">
          In the client’s words of {moment(at)}: “{words}”
        </Text>
      ))}
      <Text fz="md" mt="xs" component="div">
        <Cited citations={alert.citations} />
      </Text>
      <details className="no-print">
        <summary className="raw-summary">As it was judged, with the row and the codes</summary>
        <Text fz="sm" mt={4}>
          {alert.explanation}
        </Text>
      </details>
    </Blockquote>
  );
}
