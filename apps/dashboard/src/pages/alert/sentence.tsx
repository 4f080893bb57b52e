import { Blockquote } from '@mantine/core';
import type { Alert } from '../../api/types';

/** What a lawyer would sign. */
export const Sentence = ({ alert }: { alert: Alert }) => (
  <Blockquote p="md" m={0} fz="lg" c="var(--mantine-color-text)">
    {alert.explanation}
  </Blockquote>
);
