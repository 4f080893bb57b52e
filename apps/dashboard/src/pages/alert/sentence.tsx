import { Blockquote, Text } from '@mantine/core';
import type { SignedAlert } from '../../api/types';
import { Cited } from '../../parts/cited';
import { WithTerms } from '../../parts/with-terms';
import { sentenceShown } from '../../words/sentence';

/** What a lawyer would sign: the act and the client's own request with their dates, the client's words, the law. */
export const Sentence = ({ alert: { sentence, explanation, citations } }: { alert: SignedAlert }) => (
  <Blockquote p="md" m={0} fz="lg" c="var(--mantine-color-text)">
    <WithTerms>{sentence === null ? explanation : sentenceShown(sentence)}</WithTerms>
    <Text fz="md" mt="xs" component="div">
      <Cited citations={citations} />
    </Text>
    {sentence !== null && (
      <details className="no-print">
        <summary className="raw-summary">As it was judged, with the row and the codes</summary>
        <Text fz="sm" mt={4}>
          {explanation}
        </Text>
      </details>
    )}
  </Blockquote>
);
